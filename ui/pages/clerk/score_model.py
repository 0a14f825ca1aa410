"""The scores as a ladder: what gains most stands first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.domain.plan import Plan
from model.domain.score import Assessment, Score
from model.scoring.gain_ladder import ladder
from ui.pages.clerk.row_model import NOWHERE, Index
from ui.pages.item_rows import section_of

STEP = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Step:
    """One score, and what it is about in words."""

    score: Score
    gain: Decimal  # [points of the total]
    part: str
    section: str
    place: str
    text: str
    order: int  # among the items of the plan


def steps_of(plan: Plan, assessment: Assessment) -> tuple[Step, ...]:
    """The most to gain first; equals in the plan's order."""
    order = {item: number for number, item in enumerate((*plan.measures, *plan.indicators))}
    return tuple(
        Step(
            score=rung.score,
            gain=rung.gain,
            part=rung.part.title,
            section=section_of(plan, plan.item(rung.score.item).clause),
            place=plan.place(plan.item(rung.score.item).clause),
            text=plan.item(rung.score.item).title,
            order=order[rung.score.item],
        )
        for rung in ladder(assessment)
    )


class ScoreModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    def show_steps(self, steps: Iterable[Step]) -> None:
        self.beginResetModel()
        self._steps = tuple(steps)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._steps):
            return None
        step = self._steps[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return step
            case Qt.ItemDataRole.DisplayRole:
                return f"{step.text}，{step.score.standing.value}，{step.score.sentence}"
            case _:
                return None
