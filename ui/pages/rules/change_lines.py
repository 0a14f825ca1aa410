"""What a draft does to the score, grade and rank of every department, as lines of a table."""

from collections.abc import Iterator, Mapping

from model.domain.numbers import points_text
from model.domain.wording import NO_TOTAL
from model.rulebook_editor.trial import Effect
from model.scoring.what_if import RankedTotal, ScoreChange
from ui.kit.table_model import Cell, ChangedCell, Line

HEADINGS = ("责任单位", "得分#", "等次", "同类名次#")
GRADE, RANK = 2, 3  # columns
LAST = 1_000_000.0  # where what has no figure is sorted


def change_lines(effect: Effect, names: Mapping[str, str]) -> Iterator[Line]:
    """One line for each department, in the order of the plan; *names* by id."""
    for number, change in enumerate(effect.changes):
        place = LAST if change.after.rank is None else float(change.after.rank.number)
        tie = place, float(number)
        yield Line(
            key=change.department,
            cells=(
                Cell(words=names[change.department], sort=(float(number),)),
                _score(change, tie),
                _grade(effect, change, tie),
                _rank(effect, change, tie),
            ),
        )


def _score(change: ScoreChange, tie: tuple[float, ...]) -> ChangedCell:
    before, after = _total(change.before), _total(change.after)
    order = LAST if change.after.total is None else -float(change.after.total)
    if before == after:
        return ChangedCell(words=after, right=True, sort=(order, *tie))
    difference = change.difference
    return ChangedCell(
        before=before,
        words=after,
        by="" if difference is None else points_text(abs(difference)),
        step=None if difference is None else 1 if difference > 0 else -1,
        right=True,
        sort=(order, *tie),
    )


def _total(place: RankedTotal) -> str:
    if place.total is None:
        return NO_TOTAL if place.answered else "未填"
    return points_text(place.total)


def _grade(effect: Effect, change: ScoreChange, tie: tuple[float, ...]) -> ChangedCell:
    order = [grade.name for grade in effect.new.grades]
    place = float(order.index(change.after.grade)) if change.after.grade in order else LAST
    if not change.grade_changed:
        return ChangedCell(words=change.after.grade or "—", sort=(place, *tie))
    return ChangedCell(
        before=change.before.grade or "—",
        words=change.after.grade or "—",
        step=effect.grade_step(change),
        sort=(place, *tie),
    )


def _rank(effect: Effect, change: ScoreChange, tie: tuple[float, ...]) -> ChangedCell:
    step = effect.rank_step(change)
    words = "—" if change.after.rank is None else str(change.after.rank.number)
    if change.before.rank is None or not step:
        return ChangedCell(words=words, right=True, sort=tie)
    return ChangedCell(
        before=str(change.before.rank.number),
        words=words,
        by=str(abs(step)),
        step=step,
        right=True,
        sort=tie,
    )
