"""What came and what was decided in one year, read once and kept until something changes."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlite_utils import Database

from model.consolidation.versions import versions_by_digest
from model.domain.answers import Answers
from model.domain.cell_edit import CellEdit
from model.domain.return_slip import ReturnSlip
from model.domain.review import Matter, Review, Ruling, Rulings
from model.domain.sealed import unseal_as
from model.domain.submission import Submission
from model.office.cell_decisions import subject_of
from model.office.other_year_files import of_the_year, stray, year_of_stray
from model.store import receipts as receipt_store
from model.store import reviews as review_store
from model.store.receipts import Batch, Receipt
from model.store.slips import fetch_slips

T = TypeVar("T")
CAME = {"batches", "receipts", "stray", "received", "before"}  # no decision changes them


class Records:
    """Call `refresh` after imports, by whatever connection they were made."""

    def __init__(self, db: Database, year: int) -> None:
        self.db = db
        self.year = year
        self._parsed: dict[str, Submission] = {}  # by digest; contents never change
        self._kept: dict[str, object] = {}

    def refresh(self) -> None:
        """Read again what another connection may have written."""
        self._kept.clear()

    def _once(self, key: str, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    # What came

    @property
    def batches(self) -> tuple[Batch, ...]:
        return self._once("batches", lambda: receipt_store.fetch_batches(self.db, self.year))

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every file of the year in batches that count, in the order in which they came."""

        def fetch() -> tuple[Receipt, ...]:
            return tuple(of_the_year(receipt_store.fetch_receipts(self.db, year=self.year)))

        return self._once("receipts", fetch)

    @property
    def stray(self) -> tuple[Receipt, ...]:
        """Files of another year that came in this one, and of this year that came in another:
        they wait to be taken in where they belong.
        """

        def fetch() -> tuple[Receipt, ...]:
            here = {one.id for one in receipt_store.fetch_receipts(self.db, year=self.year)}
            found = stray(receipt_store.fetch_receipts(self.db))
            return tuple(
                one for one in found if one.id in here or year_of_stray(one.verdict) == self.year
            )

        return self._once("stray", fetch)

    def original(self, sha256: str) -> bytes:
        """Raises: LookupError: it was not kept."""
        return receipt_store.fetch_original(self.db, sha256)

    @property
    def submissions(self) -> Mapping[str, Mapping[str, Submission]]:
        """Department -> digest -> what it sent."""
        return self._once("received", lambda: self._sent(self.year))

    def _sent(self, year: int) -> dict[str, dict[str, Submission]]:
        found: dict[str, dict[str, Submission]] = {}
        for digest, payload in receipt_store.fetch_received(self.db, year):
            if digest not in self._parsed:
                self._parsed[digest] = unseal_as(Submission, payload.encode())
            submission = self._parsed[digest]
            found.setdefault(submission.department, {})[digest] = submission
        return found

    @property
    def last_year(self) -> Mapping[str, Answers]:
        """Department -> what its last submission of the year before said, if it came here."""
        return self._once("before", self._fetch_last_year)

    def _fetch_last_year(self) -> dict[str, Answers]:
        came = self._sent(self.year - 1)
        return {body: versions_by_digest(sent).counting.answers for body, sent in came.items()}

    def trust(self, digest: str, submission: Submission) -> None:
        """Go by *submission*, just read from its original, instead of what was kept of it."""
        self._parsed[digest] = submission
        self.refresh()

    def edits(self, digest: str) -> tuple[CellEdit, ...]:
        """Cells changed by hand in any file that brought the submission *digest*."""
        came = (r.verdict.edits for r in self.receipts if r.verdict.digest == digest)
        return tuple(dict.fromkeys(edit for edits in came for edit in edits))

    def edit_ruling(self, digest: str, edit: CellEdit) -> Ruling | None:
        """What was decided about one such cell; None: nothing yet."""
        return self.ruling(Matter.HAND_EDIT, subject_of(digest, edit))

    def _undecided_edits(self, digest: str) -> tuple[CellEdit, ...]:
        edits = self.edits(digest)
        return tuple(edit for edit in edits if not self.edit_ruling(digest, edit))

    # What was decided

    @property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """Department -> every review, in order."""
        return self._once("reviews", self._fetch_reviews)

    def _fetch_reviews(self) -> dict[str, tuple[Review, ...]]:
        found: dict[str, list[Review]] = {}
        for review in review_store.fetch_reviews(self.db, self.year):
            found.setdefault(review.department, []).append(review)
        return {department: tuple(reviews) for department, reviews in found.items()}

    @property
    def history(self) -> tuple[Ruling, ...]:
        """Every ruling ever made, those taken back included."""
        return self._once("history", lambda: review_store.fetch_rulings(self.db, self.year))

    @property
    def rulings(self) -> Rulings:
        def latest() -> Rulings:
            found = {(ruling.matter, ruling.subject): ruling for ruling in self.history}
            return {key: ruling for key, ruling in found.items() if ruling.choice}

        return self._once("rulings", latest)

    def ruling(self, matter: Matter, subject: str) -> Ruling | None:
        return self.rulings.get((matter, subject))

    @property
    def slips(self) -> tuple[ReturnSlip, ...]:
        return self._once("slips", lambda: fetch_slips(self.db, self.year))
