"""What the ruler of grades shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.rulebook_editor.draft import Draft
from model.rulebook_editor.trial import Effect

ROOM = Decimal(10)


@dataclass(frozen=True)
class Edge:
    name: str  # of the grade that begins there
    value: Decimal


@dataclass(frozen=True)
class Dot:
    total: Decimal
    changed: bool  # its grade is another than before


def edges_of(draft: Draft) -> tuple[Edge, ...]:
    """The grades with their lower ends; () where totals decide nothing, or one is no number."""
    edges = tuple(
        Edge(name=str(table.get("name", "")), value=Decimal(value))
        for table in draft.entries("grade")
        if isinstance(value := table.get("from"), int | Decimal)
    )
    return edges if len(edges) == len(draft.entries("grade")) else ()


def maximum_of(draft: Draft) -> Decimal:
    value = draft.value(("maximum",))
    return Decimal(value) if isinstance(value, int | Decimal) and value > 0 else Decimal(100)


def dots_of(effect: Effect) -> tuple[Dot, ...]:
    return tuple(
        Dot(total=change.after.total, changed=change.grade_changed)
        for change in effect.changes
        if change.after.total is not None
    )


def left_end(edges: Sequence[Edge], dots: Sequence[Dot]) -> Decimal:
    """Where the ruler begins: a round number with room for every dot and movable line."""
    values = [*(edge.value for edge in edges[:-1]), *(dot.total for dot in dots)]
    lowest = min(values, default=ROOM)
    return max((lowest - ROOM) // ROOM * ROOM, Decimal(0))
