"""复核意见, 复核包: the office's decisions as they go from one of its PCs to another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from model.domain.canonical import LATER, SealedRecord, digest_of
from model.domain.numbers import YEARS
from model.domain.review import WHOLE_YEAR, Matter, Review, Ruling, Verdict
from model.domain.submission import Edition
from model.domain.text_kinds import (
    FileName,
    Key,
    Label,
    Moment,
    Verbatim,
    is_key,
    is_moment,
    is_on_a_line,
)

PARTS = 8  # of a review's line, before the changes
RULING_PARTS = 6
MANIFEST = "0000.xlsx"  # stands first in a 复核包 and tells what else lies in it
PACKAGES, REPORTS = "任务包", "报送"  # its folders
FILES = 2_000  # in a 复核包
Decision = Review | Ruling
LONGEST_SUBJECT = 1_000  # characters; a refused file's name may be one
OF_A_YEAR = {Verdict.PASS, Verdict.REOPEN}


@dataclass(frozen=True, kw_only=True)
class ReviewFile(SealedRecord):
    """Every decision known on one PC, in the order in which it was made or taken in there.

    `lines` holds a review each, see `review_line`, `rulings` one of the others, see `ruling_line`;
    `slips` are the 退回单 issued there, as they were sealed.
    """

    KIND = "review-file"
    LONG = frozenset({"lines", "rulings", "slips"})  # each a whole record

    id: str
    year: int
    plan: Edition
    made_by: str
    made_at: Moment
    lines: tuple[Verbatim, ...]
    rulings: tuple[Verbatim, ...] = field(default=(), metadata=LATER)
    slips: tuple[Verbatim, ...] = field(default=(), metadata=LATER)
    sample: bool = False

    def check(self) -> None:
        """Raises: ValueError: no year, or a line that is no decision."""
        if self.year not in YEARS:
            raise ValueError("a year out of range")
        for line in self.lines:
            review_of(line)
        for line in self.rulings:
            ruling_of(line)

    @property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(map(review_of, self.lines))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, those of one kind in their order."""
        return (*self.reviews, *map(ruling_of, self.rulings))


@dataclass(frozen=True, kw_only=True)
class PackedFile:
    """A file in a 复核包. `name` is its place there, `file_name` what it was called when it came.

    `came_at` is "" for a 年度任务包, which is put into force and not taken in.
    """

    name: FileName
    sha256: Key
    file_name: FileName
    came_at: str

    def check(self) -> None:
        """Raises: ValueError: it came at no moment."""
        if self.came_at and not is_moment(self.came_at):
            raise ValueError("a file that came at no moment")


@dataclass(frozen=True, kw_only=True)
class ReviewPack(SealedRecord):
    """What a second PC needs to review a year: what came, what it goes by, what was decided."""

    KIND = "review-pack"
    LONG = frozenset({"rules_text", *(f"decisions/{name}" for name in ReviewFile.LONG)})

    id: Key
    year: int
    made_by: Label
    made_at: Moment
    reviewer: Label  # for whom; "": for anybody
    files: tuple[PackedFile, ...]
    decisions: ReviewFile
    rules: Edition | None = None  # by which the year is scored without a package
    rules_text: Verbatim = ""

    def check(self) -> None:
        """Raises: ValueError: no year, or more files than a year ever has."""
        if self.year not in YEARS or self.year != self.decisions.year:
            raise ValueError("a year out of range")
        if len(self.files) > FILES or len({one.name for one in self.files}) < len(self.files):
            raise ValueError("too many files, or two in one place")


def review_lines(reviews: Iterable[Review]) -> tuple[str, ...]:
    return tuple(map(review_line, reviews))


def review_line(one: Review) -> str:
    """One decision as a line of texts between tabs; a change is 'progress=60', or 'progress' for
    not answered.
    """
    changes = (
        key if value is None else f"{key}={value}" for key, value in sorted(one.changes.items())
    )
    parts = (
        one.department, one.item, one.verdict.value, one.remark, one.submission, one.basis,
        one.by, one.at, *changes,
    )  # fmt: skip
    return "\t".join(part.replace("\t", " ") for part in parts)


def review_of(line: str) -> Review:
    """The decision in *line*. Raises: ValueError: it holds none."""
    parts = line.split("\t")
    if len(parts) < PARTS:
        raise ValueError("no decision")
    department, item, verdict, remark, submission, basis, by, at = parts[:PARTS]
    changes: dict[str, str | None] = {}
    for part in parts[PARTS:]:
        key, equals, value = part.partition("=")
        changes[key] = value if equals else None
    made = Review(
        department=department, item=item, verdict=Verdict(verdict), changes=changes,
        remark=remark, submission=submission, basis=basis, by=by, at=at,
    )  # fmt: skip
    if not _can_be(made):
        raise ValueError("a decision that nobody can make")
    return made


def ruling_line(one: Ruling) -> str:
    """One ruling as a line of texts between tabs."""
    parts = (one.matter.value, one.subject, one.choice, one.reason, one.by, one.at)
    return "\t".join(part.replace("\t", " ") for part in parts)


def ruling_of(line: str) -> Ruling:
    """The ruling in *line*. Raises: ValueError: it holds none."""
    parts = line.split("\t")
    if len(parts) != RULING_PARTS:
        raise ValueError("no decision")
    matter, subject, choice, reason, by, at = parts
    if not is_moment(at) or len(subject) > LONGEST_SUBJECT or not is_on_a_line(subject):
        raise ValueError("a decision that nobody can make")
    return Ruling(
        matter=Matter(matter), subject=subject, choice=choice, reason=reason, by=by, at=at
    )


def line_of(one: Decision) -> str:
    """A line that only equal decisions share."""
    return review_line(one) if isinstance(one, Review) else ruling_line(one)


def confirmed_subject(one: Decision) -> str:
    """The subject under which it is kept that *one*, and no other decision, was confirmed."""
    return digest_of(line_of(one).encode())[:32]


def read_back(one: Decision) -> Decision:
    """*one* as its line is read. Raises: ValueError: nobody could read it."""
    line = line_of(one)
    return review_of(line) if isinstance(one, Review) else ruling_of(line)


def is_readable(one: Decision) -> bool:
    """Whether others can read *one*; what an earlier version kept may be otherwise."""
    try:
        read_back(one)
    except ValueError:
        return False
    return True


def _can_be(one: Review) -> bool:
    """Whether the app could have written *one*, whatever the plan."""
    keys = (one.department, one.item, one.submission, one.basis)
    return (
        all(map(is_key, keys))
        and is_moment(one.at)
        and (one.item == WHOLE_YEAR) is (one.verdict in OF_A_YEAR)
        and bool(one.changes) is (one.verdict is Verdict.ADJUST)
    )
