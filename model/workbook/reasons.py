"""The sentences for refusals and for remarks about accepted files, by code.

Every refusal and every remark is one of these; the lists are what help and tests read.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.domain.duty_sheet import DutySheet
from model.domain.package import YearPackage
from model.domain.plan_file import PlanFile
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.domain.review_file import ReviewFile, ReviewPack
from model.domain.section import SectionSheet
from model.domain.typed_words import is_unseen
from model.errors import Problem, WorkbookRejected
from model.workbook.codes import Notice, Reason
from model.workbook.intake.notes import Note
from model.workbook.intake.refused import Refused
from model.workbook.kinds import other_kind
from model.workbook.text import readable

log = logging.getLogger(__name__)

REPORT = "report"
KINDS = {
    YearPackage.KIND: "任务包",
    ReturnSlip.KIND: "退回单",
    DutySheet.KIND: "任务分解表",
    SectionSheet.KIND: "科室填报表",
    ReviewFile.KIND: "复核意见",
    ReviewPack.KIND: "复核包",
    RectificationNotice.KIND: "整改通知单",
    RectificationReply.KIND: "整改反馈单",
    PlanFile.KIND: "方案数据",
}
UPGRADE = "请先把本程序升级到最新版本；仍不能接收的，请向领导小组办公室索取原件。"
ORIGINAL = "请向领导小组办公室索取原件。"
OFFICE_SAYS, LETTER_SAYS = (
    "发件单位",
    "贵单位",
)  # of whoever sent a file, in the window and in a letter
_RESEND = "请{who}用填报程序重新导出，把导出的文件原样作为附件发来。"
RESEND = _RESEND.format(who=OFFICE_SAYS)
_FEEDBACK_AGAIN = "请{who}在填报程序的“整改”页重新导出整改反馈单，把文件原样作为附件发来。"
SENT_BY = {
    SectionSheet.KIND: "请科室用本单位联络员发出的原件填写；原件找不到的，请联络员重新发一份。",
    DutySheet.KIND: "请会签单位用办公室发出的原件填写；原件找不到的，请办公室重新写出一份。",
    ReviewFile.KIND: "请在另一台电脑上重新写出一份。",
    ReviewPack.KIND: "请在另一台电脑上重新写出一份。",
    RectificationReply.KIND: _FEEDBACK_AGAIN.format(who=OFFICE_SAYS),
    PlanFile.KIND: "请向编制方案数据的人索取原件。",
}
ELSEWHERE = {  # where the office takes a sound file of another kind, if at all
    YearPackage.KIND: "本机下发的任务包不用收；别的电脑编好的，请到“年度任务包”页点“接收别处编好的任务包…”。",
    ReturnSlip.KIND: "退回单由办公室发给责任单位，不用收；责任单位把它发回来的，请该单位修改后重新导出报送。",
    DutySheet.KIND: "请到“年度任务包”页，在“职责分工”里点“打开交回的会签稿…”。",
    SectionSheet.KIND: "这是责任单位的科室填的表，请转给该单位，由它汇总后报送。",
    ReviewFile.KIND: "请到“复核分工”页收下：点“收复核包、复核意见…”，或者把它拖到那一页。",
    ReviewPack.KIND: "请到“复核分工”页收下，整个文件拖到那一页，不要解压。",
    RectificationNotice.KIND: "整改通知单由办公室发给责任单位，不用收；反馈用的是整改反馈单。",
    PlanFile.KIND: "要用这份方案的，请双击这个文件，看过以后收下。",
}
_REFILL = "请{who}在填报模板里改好，把填好的模板原样作为附件发来。"
_EITHER = "请{who}用填报程序重新导出（或用填报模板重新填写），把文件原样作为附件发来。"
SAVE_AS = "请用 Excel 或 WPS 打开原件，另存为“Excel 工作簿（*.xlsx）”后重发；最好直接发填报程序导出的文件。"
ENCLOSED = "随表报送的文字报告、扫描件不用接收，和工作簿放在一起备查；没有收到工作簿的，{again}"
COMPRESS = "附件可能在传输中损坏。请{who}压缩成 zip 后重发。"
# ruff: noqa: E501  # a table, a reason a line
_TEMPLATES: dict[Reason, tuple[str, str]] = {
    Reason.MISSING: ("找不到文件。", "请检查文件名和所在的文件夹，U盘或网络盘是否已断开。"),
    Reason.UNREADABLE: ("文件读不出来：没有权限，或者被其他程序占用。", "请关闭打开它的程序，或把文件复制到别处再试。"),
    Reason.EMPTY: ("文件是空的，没有内容。", COMPRESS),
    Reason.TOO_BIG: ("文件超过 20 MB，不像填报程序导出的工作簿。", "请删去贴入的图片等内容；{again}"),
    Reason.LOCK_FILE: ("这是 Excel、WPS 或 LibreOffice 打开文件时留下的锁文件，不是工作簿。", "请关闭正在打开的原件，接收原件即可。"),
    Reason.OLD_EXCEL: ("这是旧格式的表格（.xls 或 WPS 的 .et）。", SAVE_AS),
    Reason.ENCRYPTED: ("文件设了打开密码。", "请{who}取消打开密码后重发。"),
    Reason.RIGHTS: ("文件设了权限（IRM），别的电脑打不开。", "请{who}在 Excel 的“信息 › 保护工作簿 › 限制访问”里取消限制后重发。"),
    Reason.STILL_PROTECTED: ("文件仍处于加密软件的保护中。", "请{who}办理解密外发后重发。"),
    Reason.OPEN_DOCUMENT: ("这是 OpenDocument 表格（.ods）。", SAVE_AS),
    Reason.BINARY_EXCEL: ("这是二进制工作簿（.xlsb）。", SAVE_AS),
    Reason.MACROS: ("文件含有宏或控件，为安全起见没有打开。", "请另存为不含宏的 .xlsx；{again}"),
    Reason.EMBEDDED: ("表里插入了附件（对象），为安全起见没有打开。", "请{who}删去表里插入的附件（对象），把它们另行随邮件发送，工作簿重发。"),
    Reason.ACTIVE: ("文件含有会自动运行或自动取数的内容（DDE、数据连接、自动宏名称），为安全起见没有打开。", "{again}"),
    Reason.OTHER_OFFICE: ("这是 Word 文档或演示文稿，不是工作簿。", ENCLOSED),
    Reason.PDF: ("这是 PDF，不是工作簿。", ENCLOSED),
    Reason.TEXT: ("这是文本、网页或 CSV，不是工作簿。", ENCLOSED),
    Reason.MAIL: ("这是一封邮件，里面没有可以取出的附件。", "请在邮件程序里打开它，把附件另存出来再接收；超大附件、云附件请先下载。"),
    Reason.OUTLOOK: ("这是 Outlook 保存的邮件（.msg），不是工作簿。", "请在 Outlook 里打开这封邮件，把附件另存出来再接收。"),
    Reason.WINMAIL: ("这是 Outlook 的邮件信封（winmail.dat），附件裹在里面，取不出来。", "请{who}把邮件格式改为“纯文本”或“HTML”后重发附件。"),
    Reason.WEB: ("这是网页存档（.mht），不是工作簿。", SAVE_AS),
    Reason.OFD: ("这是版式文件（OFD），不是工作簿。", ENCLOSED),
    Reason.NUMBERS: ("这是苹果的 Numbers 表格，不是 Excel 工作簿。", "请在 Numbers 里选“文件 › 导出为 › Excel”，把得到的 .xlsx 发来。"),
    Reason.ARCHIVE: ("这是压缩包，不是工作簿。", "请先解压，再接收里面的工作簿。"),
    Reason.LOCKED_ARCHIVE: ("压缩包设了密码。", "请先用密码解压，再接收里面的工作簿。"),
    Reason.PACKING: ("压缩包用了不支持的压缩方式。", "请先用解压软件解压，再接收里面的工作簿。"),
    Reason.PICTURE: ("这是图片，不是工作簿。", ENCLOSED),
    Reason.NOT_A_WORKBOOK: ("这不是 Excel 工作簿（.xlsx）。", "{again}"),
    Reason.DAMAGED: ("文件已损坏，不完整。", COMPRESS),
    Reason.SUSPICIOUS: ("文件的内部结构不正常，为安全起见没有打开。", "{again}"),
    Reason.BOMB: ("文件展开后大得不正常，为安全起见没有打开。", "{again}"),
    Reason.DOCTYPE: ("文件内部含有不允许的定义（DTD），为安全起见没有打开。", "{again}"),
    Reason.TOO_MUCH: ("文件的内容多得不正常，不像填报程序导出的工作簿。", "{again}"),
    Reason.BLOAT: ("单元格样式或名称过多，超出 Excel 的限度。", "请{who}清理多余的样式和名称（“开始 › 单元格样式”、“公式 › 名称管理器”），或换用新的文件填写后重发。"),
    Reason.BAD_CELL: ("有单元格的内容无法识别。", "请改正该单元格；{again}"),
    Reason.AMBIGUOUS: ("同一张表或同一行出现了两次，无法判断以哪个为准。", "请删去复制出来的表或行；{again}"),
    Reason.TIMEOUT: ("读取用时过长，已经停止。", "{again}"),
    Reason.READER_DIED: ("读取时超出了允许的内存或时间，已经停止。", "{again}"),
    Reason.FAILED: ("读取这个文件时出错，没有接收它；其他文件不受影响。", "请把文件另存一次再试；仍然不行，请连同技术支持资料交给技术人员。"),
    Reason.NO_SEAL: ("没有找到数据包，表中也没有可以识别的填报内容：不是填报程序导出的工作簿。", "{again}"),
    Reason.BROKEN_SEAL: ("数据包已损坏，表中的填报内容又不完整，无法还原这次报送。", "{again}"),
    Reason.NEWER: ("文件由较新版本的填报程序导出。", "请先升级本程序，再接收这个文件。"),
    Reason.NOT_A_SUBMISSION: ("数据包的内容不是一份完整的报送。", "{again}"),
    Reason.OTHER_KIND: ("这是任务包、退回单等其他文件，不是报送的工作簿。", "请在相应的页面接收它；{again}"),
    Reason.ELSEWHERE: ("这是任务包、退回单、复核包等完好的文件，不是报送的工作簿。", "不用收件；要用的，请到相应的页面收下它。"),
    Reason.INCOMPLETE: ("表中缺少必要的内容，无法还原这次报送。", "请补齐所列内容；{again}"),
    Reason.OTHER_PLAN: ("文件依据的是另一个方案。", "请核对{who}使用的任务包和方案；{again}"),
    Reason.OTHER_YEAR: ("文件不是本年度的。", "确是那一年度的，转到那个年度接收；选错了年度的，请{who}选对年度，重新导出。"),
    Reason.UNKNOWN_DEPARTMENT: ("方案中没有这个责任单位。", "{again}"),
}  # fmt: skip
_TO_SENDER: dict[Reason, str] = {  # in a letter, where the window tells the office what to do itself
    Reason.MISSING: "{again}",
    Reason.UNREADABLE: "{again}",
    Reason.LOCK_FILE: "请关闭正在打开的工作簿，再把工作簿本身作为附件重发。",
    Reason.OTHER_OFFICE: "要报送的是{asked}，{again}",
    Reason.PDF: "要报送的是{asked}，{again}",
    Reason.TEXT: "要报送的是{asked}，{again}",
    Reason.OFD: "要报送的是{asked}，{again}",
    Reason.PICTURE: "要报送的是{asked}，{again}",
    Reason.MAIL: "请把工作簿直接作为附件重发，不要用超大附件、云附件。",
    Reason.OUTLOOK: "请把工作簿直接作为附件重发，不要把整封邮件作为附件。",
    Reason.ARCHIVE: "请解压以后，把工作簿本身作为附件重发。",
    Reason.LOCKED_ARCHIVE: "请取消压缩包的密码，或者把工作簿本身作为附件重发。",
    Reason.PACKING: "请压缩成 zip，或者把工作簿本身作为附件重发。",
    Reason.FAILED: "{again}",
    Reason.NEWER: "贵单位的填报程序比我们的新，等我们升级以后会告知是否需要重发；着急的，可以用填报模板填写后发来。",
    Reason.OTHER_KIND: "要报送的是{asked}，{again}",
    Reason.ELSEWHERE: "要报送的是{asked}，{again}",
    Reason.INCOMPLETE: "{again}",
    Reason.OTHER_YEAR: "请选对年度，重新导出后发来。",
}  # fmt: skip
_OF_FEEDBACK: dict[Reason, str] = {  # in a letter about a 整改反馈单, which no template makes
    Reason.NEWER: "贵单位的填报程序比我们的新，等我们升级以后会告知是否需要重发。",
    Reason.OTHER_YEAR: "请选对年度，重新导出整改反馈单后发来。",
}
CURES = {"": _EITHER, "program": _RESEND, "template": _REFILL}
ASK = "请与该单位核对；如应以表内值为准，请逐格选定并写明理由，或请其在填报程序中修改后重新导出。"
CONFIRM = "请与该单位确认后填写确切内容，或退回该单位。"
NOTED = "不影响接收，请知悉。"
REMARKS: dict[Notice, tuple[str, str]] = {
    Notice.UNVERIFIED: ("未核验：数据包缺失或已损坏，以下内容从表内读取，无法核对导出后是否改动。", "请与该单位电话核对主要内容；最好" + RESEND),
    Notice.HAND_EDIT: ("手工改动，未采用。", ASK),
    Notice.PRINTED: ("表中印出的内容（方案原文、目标、单位、得分等）被改动，未采用。", "请与该单位核对，填报时依据的是不是印出的内容。"),
    Notice.NOTHING_FILLED: ("填报模板里没有填写任何内容。", "请与该单位核对是否发错了文件。"),
    Notice.DOUBTFUL: ("有内容不能确定，没有采用。", CONFIRM),
    Notice.OUT_OF_BOUNDS: ("有内容不符合填报要求，已按原样读取。", CONFIRM),
    Notice.ROW_MISSING: ("有的行在表中找不到，按未填处理。", CONFIRM),
    Notice.SHEET_MISSING: ("有的表找不到，无法核对其中是否有手工改动。", NOTED),
    Notice.OTHER_ITEMS: ("有的填报不在该单位的职责分工之内，没有计入；双方的方案数据可能不同。", "请核对双方使用的任务包版本。"),
    Notice.ODD_FORMAT: ("单元格的格式使显示的内容与实际填写的不同。", CONFIRM),
    Notice.REPAIRED: ("写法不规范，已自动识别。", NOTED),
    Notice.COMMENT: ("有批注或文本框，没有读取其中的内容。", "如是补充填报，请填在相应的格内。"),
    Notice.STRAY: ("表格以外有内容，没有读取。", "如是补充填报，请填在相应的行列中。"),
    Notice.EXTRA_SHEET: ("有多出的工作表，没有读取。", NOTED),
    Notice.HIDDEN: ("有隐藏的表、行或列，已一并读取。", NOTED),
    Notice.EXTERNAL_LINK: ("文件引用了外部文件，没有打开它们。", NOTED),
    Notice.DATES_1904: ("文件使用 1904 日期系统，表中的日期没有换算。", NOTED),
    Notice.OLDER: ("文件由较早版本的填报程序导出，已按现行格式读取。", NOTED),
    Notice.TRAILING: ("文件末尾有多余的字节，没有读取。", NOTED),
}  # fmt: skip


@dataclass(frozen=True)
class FileRemark:
    """One thing that a person should know about an accepted file."""

    code: Notice
    text: str
    about_cell: bool = False  # which stands among the edits or the doubts, too

    def __str__(self) -> str:
        return self.text


def remark(code: Notice, text: str = "") -> FileRemark:
    """A remark with *text*, or with the sentence of its code."""
    return FileRemark(code, text or REMARKS[code][0])


def about_notes(notes: Iterable[Note]) -> Iterator[FileRemark]:
    """The remarks for what the child process noticed in a file."""
    for note in notes:
        place = f"{note.sheet} {note.cell}".strip()
        at = f"{place}：" if place else ""
        match note.code:
            case Notice.STRAY:
                yield remark(note.code, f"{place}：表格以外的内容“{note.detail}”没有读取。")
            case Notice.COMMENT:
                what = "批注" if note.cell else "文本框"
                yield remark(note.code, f"{at}{what}“{note.detail}”没有读取。")
            case Notice.EXTRA_SHEET:
                yield remark(note.code, f"多出的工作表“{note.sheet}”没有读取。")
            case Notice.HIDDEN:
                what = f"的{note.detail}" if note.detail else "表"
                yield remark(note.code, f"“{place}”{what}被隐藏，已一并读取。")
            case code:
                yield remark(code)


class Refusal(WorkbookRejected):
    """Why a workbook is not accepted.

    `kind` is what it seems to be: REPORT, the kind of a sealed record, or "": can't be told.
    """

    code: Reason

    def __init__(
        self,
        file: str,
        code: Reason,
        problems: Iterable[Problem] = (),
        maker: str = "",
        year: int | None = None,
        kind: str = "",
    ) -> None:
        self.kind = kind or (REPORT if maker else "")
        named = RectificationReply.KIND if is_named_feedback(file) and not maker else ""
        self.sentence, cure = words_of(code, maker, kind or named)
        self.file = shown_name(file)
        super().__init__(f"{self.file}：{self.sentence}", problems, hint=cure)
        self.code = code
        self.year = year  # of the report in the file, where that is why it was refused


def refusal_of(name: str, refused: Refused) -> Refusal:
    """The refusal of the file *name* for what the child process said."""
    if refused.code is Reason.FAILED:
        log.error("reading a file failed: %s", refused.detail)
        return Refusal(name, refused.code)
    problems = [Problem(refused.detail, (name, *refused.where))] if refused.detail else []
    if kind := other_kind(refused.tables):
        return Refusal(name, refused.code, problems, kind=kind)
    return Refusal(name, refused.code, problems, refused.maker)


def refusal_for(name: str, error: Exception) -> Refusal:
    """The refusal of the file *name* because of *error*; an unexpected error is logged."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Refused):
        return refusal_of(name, error)
    log.error("taking in a file failed", exc_info=error)
    return Refusal(name, Reason.FAILED)


def words_of(code: Reason, maker: str, kind: str) -> tuple[str, str]:
    """The sentence for a refusal, and its cure."""
    if (what := KINDS.get(kind)) is not None:
        original = SENT_BY.get(kind, ORIGINAL)
        match code:
            case Reason.ELSEWHERE if kind in ELSEWHERE:
                return f"这是{what}，不是报送的工作簿。", ELSEWHERE[kind]
            case Reason.OTHER_KIND:
                return f"数据包的内容不是完整的{what}。", UPGRADE
            case Reason.NO_SEAL | Reason.BROKEN_SEAL:
                return f"这份{what}的数据包已损坏或缺失，不能确认它是原件。", original
        return _TEMPLATES[code][0], _worded(_TEMPLATES[code][1], original)
    return _TEMPLATES[code][0], cure_of(code, maker)


def cure_of(code: Reason, maker: str = "") -> str:
    """What the office can do, or ask the sender for. *maker*: what made the workbook, "" if
    unknown.
    """
    return _worded(_TEMPLATES[code][1], CURES[maker])


def is_named_feedback(file_name: str) -> bool:
    """Whether a file is called as the program calls a 整改反馈单."""
    return KINDS[RectificationReply.KIND] in file_name.rpartition("/")[2]


def sender_cure(code: str, file_name: str = "") -> str:
    """What a letter asks of whoever sent the file *file_name*, which was refused for *code* (""
    or one that this version doesn't know: of whoever sent a file).
    """
    feedback = is_named_feedback(file_name)
    again = _FEEDBACK_AGAIN if feedback else _EITHER
    if code not in set(Reason):
        return _worded("{again}", again, LETTER_SAYS)
    reason = Reason(code)
    cure = _TO_SENDER.get(reason, _TEMPLATES[reason][1])
    if feedback:
        cure = _OF_FEEDBACK.get(reason, cure)
    asked = KINDS[RectificationReply.KIND] if feedback else "年度自评估工作簿"
    return _worded(cure.replace("{asked}", asked), again, LETTER_SAYS)


def _worded(cure: str, again: str, who: str = OFFICE_SAYS) -> str:
    return cure.format(again=again.format(who=who), who=who)


SENTENCES = {
    code: (sentence, _worded(cure, _EITHER)) for code, (sentence, cure) in _TEMPLATES.items()
}


def shown_name(file: str) -> str:
    """The name *file* for use in a sentence; what can't be seen or changes direction is spelt out."""
    return "".join(
        f"<U+{ord(letter):04X}>" if is_unseen(letter) else letter for letter in readable(file)
    )
