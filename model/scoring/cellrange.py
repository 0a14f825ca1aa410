"""Cells below one another, as ranges: E5, E6, E7 are E5:E7."""

import re
from collections.abc import Iterable, Iterator

CELL = re.compile(r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!]+)!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)")


def runs(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows of A1 references, those that follow one another in every column drawn together.

    ('E5', 'D5'), ('E6', 'D6'), ('E9', 'D9') gives ('E5:E6', 'D5:D6') and ('E9', 'D9').
    What is no reference (a number) stands alone.
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
