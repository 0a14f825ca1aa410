"""The office's long work, each on its own connection; what is heavy is imported when it starts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from forms import FORMS
from model.domain.plan import Plan
from model.domain.return_slip import ReturnSlip
from model.jobs import JobContext
from model.office.board import ContactLine
from model.office.inbox import receive, receive_again
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.scoring.rulebook import Rulebook
from model.store.backups import BackupReason, backed_up
from model.store.clock import now
from model.store.data_file import open_store
from model.store.receipts import Receipt, Taken
from model.workbook.layout import Questionnaire
from ui.jobs import Job


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A year in a data file, to be opened by whoever needs it."""

    path: Path
    plan: Plan
    rulebook: Rulebook
    year: int

    @contextmanager
    def opened(self) -> Iterator[OfficeYear]:
        with closing(open_store(self.path)) as db:
            yield OfficeYear.read(PlanLibrary(db, self.plan), self.rulebook, FORMS, self.year)


@dataclass(frozen=True, kw_only=True)
class Written:
    """Files that a job wrote."""

    paths: tuple[Path, ...]

    @property
    def folder(self) -> Path:
        return self.paths[0].parent


def receive_job(stored: Stored, sources: Sequence[Path], said: Callable[[Taken], None]) -> Job:
    def take_in(job: JobContext) -> object:
        with stored.opened() as office:
            backed_up(office.db, BackupReason.BEFORE_IMPORT)
            questionnaire = Questionnaire(plan=stored.plan, forms=FORMS)
            return receive(office.db, questionnaire, sources, job, year=stored.year, said=said)

    return take_in


def template_job(stored: Stored, department: str, folder: Path) -> Job:
    """A 填报模板 for *department*, in *folder*, for PCs that can't run the app."""

    def write(job: JobContext) -> Written:
        from model.office.blank_year import blank_report
        from model.workbook.template.write import suggested_template_name, write_template

        with stored.opened() as office:
            report = blank_report(
                department,
                stored.year,
                Questionnaire(plan=stored.plan, forms=FORMS),
                stored.rulebook,
                made_at=now(),
                db=office.db,
            )
        path = folder / suggested_template_name(report)
        write_template(path, report, job)
        return Written(paths=(path,))

    return write


def receive_again_job(stored: Stored, receipts: Sequence[Receipt]) -> Job:
    def take_in(job: JobContext) -> object:
        with stored.opened() as office:
            backed_up(office.db, BackupReason.BEFORE_IMPORT)
            questionnaire = Questionnaire(plan=stored.plan, forms=FORMS)
            return receive_again(office.db, questionnaire, receipts, job, stored.year)

    return take_in


def slip_job(stored: Stored, slip: ReturnSlip, folder: Path) -> Job:
    """Writes the 退回单 into *folder* under the name it suggests itself."""

    def write(job: JobContext) -> Written:
        from model.workbook.slip.content import SlipReport
        from model.workbook.slip.write import suggested_slip_name, write_slip

        with stored.opened() as office:
            sent = office.submissions.get(slip.department, {}).get(slip.submission)
            report = SlipReport(
                questionnaire=Questionnaire(plan=office.plan, forms=FORMS),
                slip=slip,
                submission=sent,
            )
            path = folder / suggested_slip_name(report)
            write_slip(path, report, job)
        return Written(paths=(path,))

    return write


def original_job(stored: Stored, sha256: str, path: Path) -> Job:
    """Gives a file back byte for byte."""

    def write(job: JobContext) -> Written:
        from model.files import write_safely

        with stored.opened() as office:
            content = office.original(sha256)
        job.step(0, 1, f"写入 {path.name}")
        write_safely(path, content)
        return Written(paths=(path,))

    return write


def tracing_job(stored: Stored, sha256: str, item: str) -> Job:
    """Finds the cells of *item* in an original."""

    def trace(job: JobContext) -> object:
        from model.office.original_cells import cells_of_item
        from model.workbook.intake.worker_client import WorkbookReader

        job.step(0, 1, "读取原件")
        with stored.opened() as office, WorkbookReader() as reader:
            form = office.forms.for_item(office.plan.item(item))
            return cells_of_item(office.original(sha256), item, form, reader)

    return trace


def contacts_job(path: Path, year: int, lines: Sequence[ContactLine]) -> Job:
    """Writes the 催报联系表."""

    def write(job: JobContext) -> Written:
        from model.files import write_safely
        from ui.pages.office.contact_sheet import contact_sheet

        write_safely(path, contact_sheet(year, lines, job))
        return Written(paths=(path,))

    return write
