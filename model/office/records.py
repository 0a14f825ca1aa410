"""What came and what was decided in one year: each read from the data file when first asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlite_utils import Database

from model.consolidation.versions import VersionChoice, Versions, versions_by_digest
from model.domain.answers import Answers
from model.domain.cell_edit import CellEdit
from model.domain.origin import PinnedKey
from model.domain.return_slip import ReturnSlip
from model.domain.review import Matter, Review, Ruling, Rulings
from model.domain.submission import CLEARED, PEOPLE, Submission
from model.office.cell_decisions import subject_of
from model.office.origins import Origins, pins_then
from model.office.other_year_files import of_the_year, stray, year_of_stray
from model.office.second_names import counting
from model.store import receipts as receipt_store
from model.store import reviews as review_store
from model.store.closed_years import closed_at, samples_counted
from model.store.kept_record import readable_record
from model.store.keys import fetch_pins
from model.store.packages import fetch_package, fetch_secrets
from model.store.receipts import Batch, Receipt
from model.store.rectification import fetch_repliers
from model.store.slips import fetch_slips

ALWAYS_THERE = ("filled_by", "phone")  # on a cover that may be sent


@dataclass(frozen=True, eq=False)
class YearFiles:
    """Every file that came for one year, and what it reports. No decision changes that."""

    db: Database
    year: int
    parsed: dict[str, Submission] = field(default_factory=dict)  # by digest; they never change

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        return receipt_store.fetch_batches(self.db, self.year)

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every file of the year in batches that count, in the order in which they came."""
        return tuple(of_the_year(receipt_store.fetch_receipts(self.db, year=self.year)))

    @cached_property
    def stray(self) -> tuple[Receipt, ...]:
        """Files of another year that came in this one, and of this year that came in another:
        they wait to be taken in where they belong.
        """
        if not receipt_store.any_of_other_years(self.db):
            return ()
        here = {one.id for one in receipt_store.fetch_receipts(self.db, year=self.year)}
        found = stray(receipt_store.fetch_receipts(self.db))
        return tuple(
            one for one in found if one.id in here or year_of_stray(one.verdict) == self.year
        )

    @cached_property
    def waiting(self) -> tuple[Receipt, ...]:
        """Those of `stray` that were not taken in where they belong before they came here."""
        if not self.stray:
            return ()
        every = receipt_store.fetch_receipts(self.db)
        taken = {one.sha256 for one in every if one.sha256 and one.verdict.accepted}
        return tuple(one for one in self.stray if one.sha256 not in taken)

    @cached_property
    def submissions(self) -> Mapping[str, Mapping[str, Submission]]:
        """Department -> digest -> what it sent."""
        found: dict[str, dict[str, Submission]] = {}
        for digest, payload in receipt_store.fetch_received(self.db, self.year):
            if digest not in self.parsed:
                read = readable_record(Submission, payload, digest)
                if read is None:
                    continue
                self.parsed[digest] = self._as_cleared(read)
            submission = self.parsed[digest]
            found.setdefault(submission.department, {})[digest] = submission
        return found

    def _as_cleared(self, one: Submission) -> Submission:
        """*one*, of whose cover an earlier version left out what it cleared, as it is cleared
        today.
        """
        if one.digest not in self._cleared or PEOPLE & one.cover.keys():
            return one
        cleared = replace(one, cover={**dict.fromkeys(ALWAYS_THERE, CLEARED), **one.cover})
        cleared.__dict__["digest"] = one.digest
        return cleared

    @cached_property
    def _cleared(self) -> frozenset[str]:
        return receipt_store.fetch_cleared(self.db)

    @cached_property
    def repliers(self) -> Mapping[str, str]:
        """SHA-256 of a file that brought feedback -> the department whose it is."""
        return fetch_repliers(self.db, self.year)

    @cached_property
    def last_year(self) -> Mapping[str, Answers]:
        """Department -> what it said itself in its report of the year before that counts, if it
        came here; see `model.office.last_year` for what the office made of it.
        """
        files = YearFiles(self.db, self.year - 1, self.parsed)
        decisions = YearDecisions(self.db, self.year - 1)
        origins = origins_of(files, decisions)
        found = {body: versions_in(decisions, body, origins) for body in files.submissions}
        return {body: one.counting.answers for body, one in found.items() if one}

    @cached_property
    def real(self) -> bool:
        """Whether the year is one of real reports, among which a sample is none. What counted when
        an earlier version of the app closed it goes on counting.
        """
        package = fetch_package(self.db, self.year)
        real = package is not None and not package.sample
        return real and not samples_counted(self.db, self.year)

    @cached_property
    def secrets(self) -> frozenset[str]:
        """The departments to which a package of 0.1.0 gave a secret."""
        return frozenset(fetch_secrets(self.db, self.year))

    def edits(self, digest: str) -> tuple[CellEdit, ...]:
        """Cells changed by hand in any file that brought the submission *digest*."""
        return tuple(self._edits.get(digest, ()))

    @cached_property
    def _edits(self) -> Mapping[str, Mapping[CellEdit, None]]:
        """By digest, each once, in the order in which they came."""
        found: dict[str, dict[CellEdit, None]] = {}
        for receipt in self.receipts:
            if receipt.verdict.digest and receipt.verdict.edits:
                found.setdefault(receipt.verdict.digest, {}).update(
                    dict.fromkeys(receipt.verdict.edits)
                )
        return found


@dataclass(frozen=True, eq=False)
class YearDecisions:
    """Every review, ruling and return slip of one year."""

    db: Database
    year: int

    @cached_property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """Department -> every review, in order."""
        found: dict[str, list[Review]] = {}
        for review in review_store.fetch_reviews(self.db, self.year):
            found.setdefault(review.department, []).append(review)
        return {department: tuple(reviews) for department, reviews in found.items()}

    @cached_property
    def history(self) -> tuple[Ruling, ...]:
        """Every ruling ever made, those taken back included."""
        return review_store.fetch_rulings(self.db, self.year)

    @cached_property
    def rulings(self) -> Rulings:
        """The last ruling on each subject, unless it was taken back."""
        found = {(ruling.matter, ruling.subject): ruling for ruling in self.history}
        return {key: ruling for key, ruling in found.items() if ruling.choice}

    @cached_property
    def counting(self) -> Rulings:
        """`rulings` without those that wait for a second name: what stood before them stands."""
        return counting(self.history, self.rulings)

    @cached_property
    def pins(self) -> tuple[PinnedKey, ...]:
        """Every department's key that was ever compared; of a closed year, until it was closed."""
        return pins_then(fetch_pins(self.db), closed_at(self.db, self.year))

    @cached_property
    def slips(self) -> tuple[ReturnSlip, ...]:
        return fetch_slips(self.db, self.year)

    def ruling(self, matter: Matter, subject: str) -> Ruling | None:
        return self.rulings.get((matter, subject))

    def edit_ruling(self, digest: str, edit: CellEdit) -> Ruling | None:
        """What was decided about one cell changed by hand; None: nothing yet."""
        return self.ruling(Matter.HAND_EDIT, subject_of(digest, edit))


def origins_of(files: YearFiles, decisions: YearDecisions) -> Origins:
    """Whose every report of the year is."""
    return Origins(
        files.submissions,
        files.receipts,
        decisions.pins,
        files.secrets,
        decisions.rulings,
        files.real,
    )


def counting_reports(
    db: Database, year: int, parsed: dict[str, Submission] | None = None
) -> dict[str, Submission]:
    """Department -> its report of *year* that counts.

    Args:
        parsed: reports that were read already, by digest.
    """
    files, decisions = YearFiles(db, year, parsed or {}), YearDecisions(db, year)
    origins = origins_of(files, decisions)
    found = {body: versions_in(decisions, body, origins) for body in files.submissions}
    return {body: one.counting for body, one in found.items() if one}


def versions_in(decisions: YearDecisions, department: str, origins: Origins) -> Versions | None:
    """What *department* sent, without what stands apart; None: nothing that counts came."""
    came = {one.digest: one for one in origins.of(department) if not one.apart}
    if not came:
        return None
    ruling = decisions.ruling(Matter.FORK, department)
    return versions_by_digest(
        {digest: one.submission for digest, one in came.items()},
        read_choice(ruling.choice) if ruling else None,
        {digest: one.arrival for digest, one in came.items()},
    )


@dataclass(frozen=True, kw_only=True)
class DayNote:
    """实际收到日 as the data file has it, and the digest of the report that it was noted about ("":
    an earlier version kept none).
    """

    on: str  # ISO date
    report: str = ""

    @property
    def choice(self) -> str:
        return f"{self.on}#{self.report}" if self.report else self.on

    @classmethod
    def read(cls, choice: str) -> "DayNote":
        on, _, report = choice.partition("#")
        return cls(on=on, report=report)


def read_choice(text: str) -> VersionChoice:
    """A fork's decision as the data file has it; `choice_text` writes it."""
    chosen, *over = text.split(" ")
    return VersionChoice(chosen=chosen, over=frozenset(over))


def choice_text(chosen: str, over: Iterable[str]) -> str:
    """A fork's decision as the data file has it; `read_choice` reads it."""
    return " ".join((chosen, *sorted(over)))
