"""A year in a data file, opened by each job on a connection of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.domain.forms import FormSet
from model.domain.plan import Plan
from model.jobs import JobContext
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.scoring.rulebook import Rulebook
from model.store.backups import BackupReason, backed_up
from model.store.data_file import open_store
from model.store.receipts import Receipt, Taken
from model.workbook.layout import Questionnaire

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.office.inbox import ImportResult


@dataclass(frozen=True, kw_only=True)
class StoredYear:
    path: Path
    shipped: Plan
    rulebook: Rulebook
    forms: FormSet
    year: int

    @property
    def questionnaire(self) -> Questionnaire:
        """By the shipped plan; each file is read as its sender saw it."""
        return Questionnaire(plan=self.shipped, forms=self.forms)

    @contextmanager
    def opened(self) -> Iterator[OfficeYear]:
        with closing(open_store(self.path)) as db:
            library = PlanLibrary(db, self.shipped)
            yield OfficeYear.read(library, self.rulebook, self.forms, self.year)


def receive_files(
    stored: StoredYear, sources: Sequence[Path], said: Callable[[Taken], None], job: JobContext
) -> "ImportResult":
    """Take in *sources*; see `receive`. A backup is made first."""
    from model.office.inbox import receive

    with closing(open_store(stored.path)) as db:
        backed_up(db, BackupReason.BEFORE_IMPORT)
        return receive(db, stored.questionnaire, sources, job, year=stored.year, said=said)


def receive_kept_files(
    stored: StoredYear, receipts: Sequence[Receipt], job: JobContext
) -> "ImportResult":
    """Take in what came while another year was open. A backup is made first."""
    from model.office.inbox import receive_again

    with closing(open_store(stored.path)) as db:
        backed_up(db, BackupReason.BEFORE_IMPORT)
        return receive_again(db, stored.questionnaire, receipts, job, stored.year)
