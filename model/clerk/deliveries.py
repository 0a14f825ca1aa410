"""What a file, zip, mail or folder brings to a department: read once, nothing kept yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.consolidation.attachments import Attachment, attachments, read_every
from model.domain.duty_sheet import DutySheet
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.errors import AppError, Problem
from model.evidence_files.folder import EvidenceFiles
from model.fingerprint import Fingerprint
from model.jobs import JobContext
from model.package.outgoing import package_report
from model.package.plan_folders import BroughtPlan, brought_plan
from model.store.plans import plan_edition
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.package.read import ReceivedPackage, refuse_if_edited
from model.workbook.plan_file.read import ReceivedPlanFile
from model.workbook.reasons import REPORT, Reason, Refusal, shown_name
from model.workbook.rectification.read import ReceivedNotice, ReceivedReply
from model.workbook.report.read import ReceivedReport
from model.workbook.review_file.read import ReceivedReviewFile
from model.workbook.review_pack.read import ReceivedReviewPack
from model.workbook.sealed import Sealed
from model.workbook.section_sheet.read import ReceivedSectionSheet
from model.workbook.slip.read import ReceivedSlip

ANYTHING = {  # why a file may well be no file of ours at all
    Reason.OLD_EXCEL, Reason.OPEN_DOCUMENT, Reason.BINARY_EXCEL, Reason.OTHER_OFFICE, Reason.PDF,
    Reason.TEXT, Reason.MAIL, Reason.ARCHIVE, Reason.PICTURE, Reason.NOT_A_WORKBOOK,
    Reason.NO_SEAL, Reason.MACROS, Reason.ENCRYPTED, Reason.STILL_PROTECTED,
}  # fmt: skip
FROM_OFFICE = {
    "", YearPackage.KIND, ReturnSlip.KIND, RectificationNotice.KIND, DutySheet.KIND,
}  # fmt: skip
GET_IT = "请从领导小组办公室发来的邮件里重新下载附件；还是不行的，请办公室重发。"
OWN_COPY = (
    "请改用本单位导出时的原件，例如导出文件夹里的那一份，或者当时发出的邮件里的附件；"
    "找不到的，请领导小组办公室把收到的那一份发回来。"
)
OF_OTHERS = {  # a sound workbook that this PC can't place; what its department can do
    Reason.UNKNOWN_DEPARTMENT: "请核对是不是本单位的工作簿；是机构调整后新单位的，"
    "请先打开领导小组办公室发来的任务包。",
    Reason.OTHER_PLAN: "请核对是不是本单位按这个方案填报的工作簿。",
}
ATTACH_IT = (
    "任务包和退回单请用领导小组办公室邮件里的附件原件；这个文件如果是佐证材料，"
    "请拖到任务清单或指标填报里要证明的那一项上。"
)
ATTACH_THEM = (
    "任务包和退回单请用领导小组办公室邮件里的附件原件；里面如果是佐证材料，请打开它，"
    "把文件（一次最多 50 份）拖到任务清单或指标填报里要证明的那一项上。"
)
ForClerks = (
    ReceivedPackage
    | ReceivedSlip
    | ReceivedNotice
    | ReceivedReport
    | ReceivedSectionSheet
    | ReceivedReviewFile
    | ReceivedReviewPack
    | BroughtPlan
)


@dataclass(frozen=True, kw_only=True)
class DeliveredFile:
    """A file with something for a department in it."""

    path: Path  # in a zip or mail: the archive's name goes before
    content: ForClerks


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What was found in the file or folder at `path`."""

    path: Path
    found: tuple[DeliveredFile, ...] = ()
    refused: tuple[AppError, ...] = ()
    container: bool = False
    unused: int = 0  # files of nobody's use

    @property
    def nothing_of_ours(self) -> bool:
        return not (self.found or self.refused)

    def trouble(self) -> AppError | None:
        """What to tell of what was not taken in; None: it all was, or is nobody's business."""
        name = self.path.name
        if not self.container:
            if self.found:
                return None
            return self.refused[0] if self.refused else _foreign(name)
        problems = [Problem(str(error), ()) for error in self.refused]
        if problems:
            hints = list(dict.fromkeys(error.hint for error in self.refused))
            hint = "\n".join(hints)
            rest = f"；另有 {self.unused} 个不是任务包、退回单等，也没有接收" if self.unused else ""
            said = f"“{name}”里有 {len(problems)} 个文件没有接收{rest}。"
            return AppError(said, problems, hint=hint)
        if self.found:
            return None
        return AppError(
            f"“{name}”里没有任务包、退回单，也没有填报程序导出的工作簿，没有接收。",
            hint=ATTACH_THEM,
        )


def read_for_clerk(
    path: Path,
    questionnaire: Questionnaire,
    plans: Sequence[Plan],
    job: JobContext,
    files: EvidenceFiles | None = None,
) -> Delivery:
    """Read what the file or folder at *path* brings.

    Args:
        questionnaire: what the department is asked.
        plans: all editions known here, the app's own first; a package is held against its own.
        files: where files of 佐证材料 are kept that lie beside a section's sheet.
    """
    found: list[DeliveredFile] = []
    refused: list[AppError] = []
    others: list[Attachment] = []
    container = path.is_dir() or [one.path for one in attachments(path)] != [path]
    with WorkbookReader() as reader:
        for number, (file, content) in enumerate(read_every([path], questionnaire, reader)):
            job.step(number, number + 1, file.name)
            container = container or file.path != path
            try:
                ours = _for_clerks(Path(file.name).name, content, plans, reader)
            except AppError as error:
                refused.append(error)
                continue
            if ours is not None:
                found.append(DeliveredFile(path=Path(file.name), content=ours))
            else:
                others.append(file)
        if files is not None:
            found = [
                replace(one, content=with_proofs(one.content, others, files, reader))
                for one in found
            ]
    return Delivery(
        path=path,
        found=tuple(found),
        refused=tuple(refused),
        container=container,
        unused=len(others),
    )


def with_proofs(
    content: ForClerks, others: list[Attachment], files: EvidenceFiles, reader: WorkbookReader
) -> ForClerks:
    """*content*; of a section's sheet, the files that its list of evidence names are kept, known by
    name and hash from then on, and taken out of *others*.
    """
    if not isinstance(content, ReceivedSectionSheet):
        return content
    pieces, missing = [], []
    for piece in content.content.evidence:
        named = [one for one in others if piece.file_name and _called(one, piece.file_name)]
        kept = _kept(named[0], piece.file_name, files, reader) if len(named) == 1 else None
        if kept is not None:
            others.remove(named[0])
            piece = replace(piece, file_name=kept.name, size=kept.size, sha256=kept.sha256)  # noqa: PLW2901
        elif piece.file_name:
            fate = "不能作佐证材料，没有收下" if named else "没有随表交回"
            words = f"{piece.reference}（文件“{piece.file_name}”{fate}）"
            missing.append(f"佐证材料：文件“{piece.file_name}”{fate}。")
            piece = replace(piece, file_name="", reference=words)  # noqa: PLW2901
        pieces.append(piece)
    remarks = (*content.content.remarks, *missing)
    said = replace(content.content, evidence=tuple(pieces), remarks=remarks)
    return replace(content, content=said)


def _kept(
    file: Attachment, name: str, files: EvidenceFiles, reader: WorkbookReader
) -> Fingerprint | None:
    """None: the *file* is empty or can't be unpacked. Raises: AppError: it can't be kept."""
    try:
        return files.keep_content(name, file.content(reader))
    except Refusal:
        return None


def _called(file: Attachment, name: str) -> bool:
    """Whether *file* has the *name*, with or without its ending."""
    own = file.name.replace("\\", "/").rpartition("/")[2].casefold()
    wanted = name.strip().casefold()
    return wanted in {own, own.rpartition(".")[0]}


def _for_clerks(
    name: str, content: Sealed | Refusal, plans: Sequence[Plan], reader: WorkbookReader
) -> ForClerks | None:
    """*content* if it is of use to a department; None: it is no file of ours. Raises: AppError."""
    if isinstance(content, ReceivedPlanFile):
        return brought_plan(name, content, reader)
    if isinstance(content, ReceivedPackage | ReceivedSlip | ReceivedNotice) and _altered(content):
        raise AppError(
            f"{shown_name(name)}：文件签名后被改动过，没有接收，原有内容未变。", hint=GET_IT
        )
    match content:
        case ReceivedPackage():
            refuse_if_unsound(name, content, plans)
        case ReceivedReport() if not content.verified:
            raise AppError(
                f"{shown_name(name)}：这份工作簿的数据包已损坏或缺失，不能从中取回填报内容，没有接收。",
                hint=OWN_COPY,
            )
        case ReceivedReport() | ReceivedSlip() | ReceivedNotice() | ReceivedSectionSheet():
            pass
        case ReceivedReviewFile() | ReceivedReviewPack():
            pass  # told as what it is, by whose PC this is
        case ReceivedReply():
            raise AppError(
                f"{shown_name(name)}：这是整改反馈单，不在这里接收。",
                hint="请把它发给领导小组办公室。",
            )
        case Refusal():
            if (told := _told(content)) is None:
                return None
            raise told
        case _:
            raise AppError(
                f"{shown_name(name)}：这是任务分解表（会签稿），不在这里接收。",
                hint="填好意见后，请把它交回领导小组办公室。",
            )
    return content


def _altered(received: ReceivedPackage | ReceivedSlip | ReceivedNotice) -> bool:
    """Whether it was changed after it was signed, or the signature is made up."""
    if isinstance(received, ReceivedPackage):
        edited = not received.notice_fits
    else:
        edited = bool(received.edits)
    return received.proof.signed is not None and (not received.proof.fits or edited)


def refuse_if_unsound(name: str, received: ReceivedPackage, plans: Sequence[Plan]) -> None:
    """Check that the package in the file *name* fits its plan, and that nobody edited it.

    Args:
        plans: those known here, that of the app first.

    Raises:
        PackageRejected, RulebookRejected: with file, sheet, cell, cause and cure.
    """
    package = received.package
    plan = next((plan for plan in plans if plan_edition(plan) == package.plan), plans[0])
    shown = package_report(plan, package, received.department, key=received.proof.key, file=name)
    refuse_if_edited(name, received, shown)


def _told(refusal: Refusal) -> AppError | None:
    """*refusal* with a cure for those who fill in: those of workbooks are written for the office.
    None: the file is none of ours.
    """
    if refusal.code is Reason.NEWER:
        return refusal
    if refusal.code in ANYTHING and not refusal.kind:
        return None
    if refusal.kind in {REPORT, RectificationReply.KIND}:
        refusal.hint = OF_OTHERS.get(refusal.code, OWN_COPY)
    elif refusal.kind in FROM_OFFICE:
        refusal.hint = GET_IT
    return refusal


def _foreign(name: str) -> AppError:
    return AppError(
        f"“{name}”不是任务包、退回单，也不是填报程序导出的工作簿，没有接收。", hint=ATTACH_IT
    )
