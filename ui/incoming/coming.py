"""What a file, zip, mail or folder brings to a department: read as a job, nothing kept yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.domain.plan import Plan
from model.errors import AppError, Problem
from model.jobs import JobContext
from model.workbook.codes import Reason
from model.workbook.reasons import Refusal
from ui.incoming.arrivals import ReportOpened, SlipOpened, opened_by_a_department
from ui.incoming.taking_in import Opened
from ui.jobs import Job
from ui.session import Session

if TYPE_CHECKING:
    from model.consolidation.attachments import Attachment
    from model.workbook.intake.worker_client import WorkbookReader

ANYTHING = {  # why a file may well be no file of ours at all
    Reason.OLD_EXCEL, Reason.OPEN_DOCUMENT, Reason.BINARY_EXCEL, Reason.OTHER_OFFICE, Reason.PDF,
    Reason.TEXT, Reason.MAIL, Reason.ARCHIVE, Reason.PICTURE, Reason.NOT_A_WORKBOOK,
    Reason.NO_SEAL, Reason.MACROS, Reason.ENCRYPTED, Reason.STILL_PROTECTED,
}  # fmt: skip
GET_IT = "请从领导小组办公室发来的邮件里重新下载附件；还是不行的，请办公室重发。"
ATTACH_IT = (
    "任务包和退回单请用领导小组办公室邮件里的附件原件；这个文件如果是佐证材料，"
    "请拖到任务清单或指标填报里要证明的那一项上。"
)

Come = Opened | SlipOpened | ReportOpened


@dataclass(frozen=True, kw_only=True)
class Came:
    """What was found in the file or folder at `path`."""

    path: Path
    found: tuple[Come, ...] = ()
    foreign: tuple[str, ...] = ()  # names of files that are none of ours
    refused: tuple[AppError, ...] = ()
    container: bool = False

    @property
    def nothing_of_ours(self) -> bool:
        return not (self.found or self.refused)

    def trouble(self) -> AppError | None:
        """What to tell of what was not taken in; None: it all was, or is nobody's business."""
        name = self.path.name
        if not self.container:
            if self.found:
                return None
            return for_a_department(self.refused[0]) if self.refused else foreign(name)
        problems = [Problem(str(error), ()) for error in self.refused]
        if problems:
            return AppError(f"“{name}”里有 {len(problems)} 个文件没有接收。", problems, hint=GET_IT)
        if self.found:
            return None
        return AppError(
            f"“{name}”里没有任务包、退回单，也没有填报程序导出的工作簿，没有接收。", hint=ATTACH_IT
        )


def foreign(name: str) -> AppError:
    return AppError(
        f"“{name}”不是任务包、退回单，也不是填报程序导出的工作簿，没有接收。", hint=ATTACH_IT
    )


def for_a_department(error: AppError) -> AppError:
    """*error* with a cure that somebody who fills in can follow: those of workbooks are written
    for the office.
    """
    if not isinstance(error, Refusal) or error.code is Reason.NEWER:
        return error
    if error.code in ANYTHING:
        return foreign(error.file)
    told = copy(error)
    told.hint = GET_IT
    return told


def coming_job(session: Session, path: Path) -> Job:
    from model.store.plans import fetch_plans

    plan, kept = session.library.shipped, tuple(fetch_plans(session.db))
    questionnaire = session.questionnaire

    def read(context: JobContext) -> Came:
        from model.consolidation.attachments import attachments
        from model.workbook.intake.worker_client import WorkbookReader

        found: list[Come] = []
        strange: list[str] = []
        refused: list[AppError] = []
        files = list(_files(attachments(path)))
        container = path.is_dir() or [one.path for one in files] != [path]
        with WorkbookReader() as reader:
            for number, file in enumerate(files):
                context.step(number, len(files), file.name)
                try:
                    found.append(
                        opened_by_a_department(file, questionnaire, reader)
                        or _package(plan, kept, file, reader)
                    )
                except Refusal as error:
                    if error.code in ANYTHING:
                        strange.append(file.name)
                    else:
                        refused.append(error)
                except AppError as error:
                    refused.append(error)
        return Came(
            path=path,
            found=tuple(found),
            foreign=tuple(strange),
            refused=tuple(refused),
            container=container,
        )

    return read


def _files(coming: "Iterable[Attachment]") -> "Iterator[Attachment]":
    """Those in zips and mails, too; one that can't be opened stands for itself."""
    from model.consolidation.attachments import members_of

    for file in coming:
        try:
            members = members_of(file)
        except Refusal:
            members = None
        if members is None:
            yield file
        else:
            yield from _files(members)


def _package(
    plan: Plan, kept: tuple[Plan, ...], file: "Attachment", reader: "WorkbookReader"
) -> Opened:
    from model.package.incoming import read_content

    name = Path(file.name).name
    received = read_content(plan, name, file.content(), reader, kept)
    return Opened(path=Path(file.name), received=received)


Attach = Callable[[Sequence[Path]], None]
