"""Why a workbook is refused: a short code for programs, a sentence and a cure for people."""

from collections.abc import Iterable
from enum import StrEnum

from model.errors import Problem, WorkbookRejected


class Reason(StrEnum):
    """Codes are for ever; their sentences may be bettered."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_BIG = "too-big"
    LOCK_FILE = "lock-file"
    OLD_EXCEL = "old-excel"
    ENCRYPTED = "encrypted"
    STILL_PROTECTED = "still-protected"
    OPEN_DOCUMENT = "open-document"
    BINARY_EXCEL = "binary-excel"
    MACROS = "macros"
    OTHER_OFFICE = "other-office"
    PDF = "pdf"
    TEXT = "text"
    MAIL = "mail"
    ARCHIVE = "archive"
    PICTURE = "picture"
    NOT_A_WORKBOOK = "not-a-workbook"
    DAMAGED = "damaged"
    SUSPICIOUS = "suspicious"
    BOMB = "bomb"
    DOCTYPE = "doctype"
    TOO_MUCH = "too-much"
    BAD_CELL = "bad-cell"
    AMBIGUOUS = "ambiguous"
    TIMEOUT = "timeout"
    READER_DIED = "reader-died"
    NO_SEAL = "no-seal"
    BROKEN_SEAL = "broken-seal"
    NEWER = "newer"
    NOT_A_SUBMISSION = "not-a-submission"
    OTHER_PLAN = "other-plan"
    OTHER_YEAR = "other-year"
    UNKNOWN_DEPARTMENT = "unknown-department"


RESEND = "请发件单位用填报程序重新导出，把导出的文件原样作为附件发来。"
SAVE_AS = "请用 Excel 或 WPS 打开原件，另存为“Excel 工作簿（*.xlsx）”后重发；最好直接发填报程序导出的文件。"
COMPRESS = "附件可能在传输中损坏。请发件单位压缩成 zip 后重发，收到后先解压。"
# ruff: noqa: E501  # a table, a reason a line
SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.UNREADABLE: ("文件读不出来：没有权限，或者被其他程序占用。", "请关闭打开它的程序，或把文件复制到别处再试。"),
    Reason.EMPTY: ("文件是空的，没有内容。", COMPRESS),
    Reason.TOO_BIG: ("文件超过 20 MB，不像填报程序导出的工作簿。", "请删去贴入的图片等内容；" + RESEND),
    Reason.LOCK_FILE: ("这是 Excel、WPS 或 LibreOffice 打开文件时留下的锁文件，不是工作簿。", "请关闭正在打开的原件，接收原件即可。"),
    Reason.OLD_EXCEL: ("这是旧格式的表格（.xls 或 WPS 的 .et）。", SAVE_AS),
    Reason.ENCRYPTED: ("文件设了打开密码。", "请发件单位取消打开密码后重发。"),
    Reason.STILL_PROTECTED: ("文件仍处于加密软件的保护中。", "请发件单位办理解密外发后重发。"),
    Reason.OPEN_DOCUMENT: ("这是 OpenDocument 表格（.ods）。", SAVE_AS),
    Reason.BINARY_EXCEL: ("这是二进制工作簿（.xlsb）。", SAVE_AS),
    Reason.MACROS: ("文件含有宏或嵌入对象，为安全起见没有打开。", "请另存为不含宏的 .xlsx；" + RESEND),
    Reason.OTHER_OFFICE: ("这是 Word 文档或演示文稿，不是工作簿。", RESEND),
    Reason.PDF: ("这是 PDF，不是工作簿。", RESEND),
    Reason.TEXT: ("这是文本、网页或 CSV，不是工作簿。", RESEND),
    Reason.MAIL: ("这是一封邮件，不是工作簿。", "请先从邮件中取出附件，再接收附件。"),
    Reason.ARCHIVE: ("这是压缩包，不是工作簿。", "请先解压，再接收里面的工作簿。"),
    Reason.PICTURE: ("这是图片，不是工作簿。", RESEND),
    Reason.NOT_A_WORKBOOK: ("这不是 Excel 工作簿（.xlsx）。", RESEND),
    Reason.DAMAGED: ("文件已损坏，不完整。", COMPRESS),
    Reason.SUSPICIOUS: ("文件的内部结构不正常，为安全起见没有打开。", RESEND),
    Reason.BOMB: ("文件展开后大得不正常，为安全起见没有打开。", RESEND),
    Reason.DOCTYPE: ("文件内部含有不允许的定义（DTD），为安全起见没有打开。", RESEND),
    Reason.TOO_MUCH: ("文件的内容多得不正常，不像填报程序导出的工作簿。", RESEND),
    Reason.BAD_CELL: ("有单元格的内容无法识别。", "请改正该单元格；" + RESEND),
    Reason.AMBIGUOUS: ("有两行、两列或两张表的编号相同，无法判断以哪个为准。", "请删去复制出来的行、列或表；" + RESEND),
    Reason.TIMEOUT: ("读取用时过长，已经停止。", RESEND),
    Reason.READER_DIED: ("读取时超出了允许的内存或时间，已经停止。", RESEND),
    Reason.NO_SEAL: ("没有找到数据包：不是填报程序导出的，或者“数据包”表被删除了。", RESEND),
    Reason.BROKEN_SEAL: ("数据包与它的校验码不符：传输中损坏，或者被改动过。", RESEND),
    Reason.NEWER: ("文件由较新版本的填报程序导出。", "请先升级本程序，再接收这个文件。"),
    Reason.NOT_A_SUBMISSION: ("数据包的内容不是一份完整的报送。", RESEND),
    Reason.OTHER_PLAN: ("文件依据的是另一个方案。", "请核对发件单位使用的任务包和方案；" + RESEND),
    Reason.OTHER_YEAR: ("文件不是本年度的。", "请发件单位选择正确的年度，重新导出。"),
    Reason.UNKNOWN_DEPARTMENT: ("方案中没有这个责任单位。", RESEND),
}  # fmt: skip


class Refusal(WorkbookRejected):
    """A workbook that is not taken in, and why."""

    def __init__(self, file: str, code: Reason, problems: Iterable[Problem] = ()) -> None:
        sentence, cure = SENTENCES[code]
        super().__init__(f"{file}：{sentence}", problems, hint=cure)
        self.file = file
        self.code = code
