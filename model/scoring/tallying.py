"""Counting items in a sheet's formula: how many count, and of how many something holds."""

from collections.abc import Iterator

from model.domain.answers import STATE_LABELS, State
from model.scoring.cellrange import runs
from model.scoring.subject import Subject
from model.scoring.total_rules import Layout

AWAY = STATE_LABELS[State.NOT_APPLICABLE]


def missed_and_counting(
    subjects: tuple[Subject, ...], layout: Layout, condition: str
) -> tuple[str, str]:
    """The formulas of how many counting items meet *condition*, and of how many count.

    Args:
        condition: an array formula that is 1 or 0, `@points` and `@maximum` for the cells.
    """
    missed, counting = [], []
    for points, maximum, here in _blocks(subjects, layout):
        holds = condition.replace("@points", points).replace("@maximum", maximum)
        missed.append(f"SUMPRODUCT({holds}*{here})")
        counting.append(f"SUMPRODUCT({here}*1)")
    return "+".join(missed), "+".join(counting)


def _blocks(subjects: tuple[Subject, ...], layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Points, maximum and 'is not 不适用' of cells that stand in a row."""
    for may_be_away in (True, False):
        rows = [
            layout.items[s.id]
            for s in subjects
            if not s.without_target and s.may_be_away is may_be_away
        ]
        cells = [(one.points, one.maximum, one.state) for one in rows]
        for points, maximum, state in runs(cells):
            here = f'({state}<>"{AWAY}")' if may_be_away else f"({state}={state})"
            yield points, maximum, here
