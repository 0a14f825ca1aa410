"""What a draft does to every department, in words ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.numbers import points_text
from model.rulebook_editor.trial import Effect
from model.scoring.what_if import RankedTotal, ScoreChange

LAST = 1_000_000.0  # where what has no figure is sorted


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One cell. `before` is "" where nothing changed; `step` > 0 is for the better.

    `step` None: another, but neither better nor worse.
    """

    after: str
    before: str = ""
    by: str = ""
    step: int | None = 0
    order: float = LAST

    @property
    def words(self) -> str:
        """'88.00 → 90.50，升 2.50'."""
        if not self.before:
            return self.after
        way = "" if not self.step else "升" if self.step > 0 else "降"
        by = f"，{way} {self.by}" if way and self.by else f"，{way}" if way else ""
        return f"{self.before} → {self.after}{by}"


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    department: str
    name: str
    score: Shift
    grade: Shift
    rank: Shift

    @property
    def cells(self) -> tuple[Shift, ...]:
        return (Shift(after=self.name), self.score, self.grade, self.rank)


def lines_of(effect: Effect, names: Mapping[str, str]) -> tuple[ChangeLine, ...]:
    """*names* of departments, by id."""
    return tuple(
        ChangeLine(
            department=change.department,
            name=names[change.department],
            score=_score(change),
            grade=_grade(effect, change),
            rank=_rank(effect, change),
        )
        for change in effect.changes
    )


def _score(change: ScoreChange) -> Shift:
    before, after = _total(change.before), _total(change.after)
    order = LAST if change.after.total is None else -float(change.after.total)
    if before == after:
        return Shift(after=after, order=order)
    difference = change.difference
    return Shift(
        before=before,
        after=after,
        by="" if difference is None else points_text(abs(difference)),
        step=None if difference is None else 1 if difference > 0 else -1,
        order=order,
    )


def _total(place: RankedTotal) -> str:
    return "未填" if place.total is None else points_text(place.total)


def _grade(effect: Effect, change: ScoreChange) -> Shift:
    order = [grade.name for grade in effect.new.grades]
    place = float(order.index(change.after.grade)) if change.after.grade in order else LAST
    if not change.grade_changed:
        return Shift(after=change.after.grade or "—", order=place)
    return Shift(
        before=change.before.grade or "—",
        after=change.after.grade or "—",
        step=effect.grade_step(change),
        order=place,
    )


def _rank(effect: Effect, change: ScoreChange) -> Shift:
    after = change.after.rank
    order = LAST if after is None else float(after.number)
    step = effect.rank_step(change)
    words = "—" if after is None else str(after.number)
    if change.before.rank is None or not step:
        return Shift(after=words, order=order)
    return Shift(
        before=str(change.before.rank.number),
        after=words,
        by=str(abs(step)),
        step=step,
        order=order,
    )
