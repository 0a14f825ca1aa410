"""复核意见: the office's decisions as they go from one of its PCs to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.domain.canonical import SealedRecord
from model.domain.numbers import YEARS
from model.domain.review import WHOLE_YEAR, Review, Verdict
from model.domain.submission import Edition
from model.domain.text_kinds import Moment, is_key, is_moment

PARTS = 8  # of a line, before the changes
OF_A_YEAR = {Verdict.PASS, Verdict.REOPEN}


@dataclass(frozen=True, kw_only=True)
class ReviewFile(SealedRecord):
    """Every decision known on one PC, in the order in which it was made or taken in there.

    `lines` holds a decision each, see `review_line`; `shares`: department -> its reviewer.
    """

    KIND = "review-file"

    id: str
    year: int
    plan: Edition
    made_by: str
    made_at: Moment
    lines: tuple[str, ...]
    shares: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False

    def check(self) -> None:
        """Raises: ValueError: no year, or a line that is no decision."""
        if self.year not in YEARS:
            raise ValueError("a year out of range")
        for line in self.lines:
            review_of(line)

    @property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(map(review_of, self.lines))


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


def _can_be(one: Review) -> bool:
    """Whether the app could have written *one*, whatever the plan."""
    keys = (one.department, one.item, one.submission, one.basis)
    return (
        all(map(is_key, keys))
        and is_moment(one.at)
        and (one.item == WHOLE_YEAR) is (one.verdict in OF_A_YEAR)
        and bool(one.changes) is (one.verdict is Verdict.ADJUST)
    )
