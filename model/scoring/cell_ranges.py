"""Ranges of adjacent cells, and formulas that count the items in them."""

import re
from collections.abc import Iterable, Iterator

from model.domain.answers import STATE_LABELS, State
from model.scoring.subject import Subject
from model.scoring.total_rules import Layout

CELL = re.compile(r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!]+)!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)")


def runs(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows of A1 references, with rows that are adjacent in every column joined to ranges.

    ('E5', 'D5'), ('E6', 'D6'), ('E9', 'D9') gives ('E5:E6', 'D5:D6') and ('E9', 'D9'). A text that
    is no reference (a number) is not joined.
    """
    first: tuple[str, ...] | None = None
    last: tuple[str, ...] = ()
    for row in rows:
        if first is not None and all(map(_follows, last, row)):
            last = row
            continue
        if first is not None:
            yield tuple(map(_between, first, last))
        first = last = row
    if first is not None:
        yield tuple(map(_between, first, last))


def _follows(above: str, below: str) -> bool:
    upper, lower = CELL.fullmatch(above), CELL.fullmatch(below)
    if not upper or not lower:
        return False
    same = upper["sheet"] == lower["sheet"] and upper["column"] == lower["column"]
    return same and int(lower["row"]) == int(upper["row"]) + 1


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}:{last.rpartition('!')[2]}"


AWAY = STATE_LABELS[State.NOT_APPLICABLE]


def missed_and_counting(
    subjects: tuple[Subject, ...], layout: Layout, condition: str
) -> tuple[str, str]:
    """Two formulas: the number of counting items that meet *condition*, and of counting items.

    Args:
        condition: an array formula that is 1 or 0, with `@points` and `@maximum` for the cells.
    """
    missed, counting = [], []
    for points, maximum, here in _blocks(subjects, layout):
        holds = condition.replace("@points", points).replace("@maximum", maximum)
        missed.append(f"SUMPRODUCT({holds}*{here})")
        counting.append(f"SUMPRODUCT({here}*1)")
    return "+".join(missed), "+".join(counting)


def _blocks(subjects: tuple[Subject, ...], layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Points, maximum and 'is not 不适用' of adjacent cells."""
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
