"""The plan as a list to read: its clauses, and the questions it leaves open."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.domain.plan import Clause, OpenQuestion, Plan
from ui.pages.clerk.row_model import NOWHERE, Index

ENTRY = Qt.ItemDataRole.UserRole
GOALS = "2"


@dataclass(frozen=True, kw_only=True)
class PlanEntry:
    """One line of the list. `own`: it concerns the department that fills in."""

    id: str
    above: str
    text: str
    note: str
    own: bool
    haystack: str


def clause_entries(plan: Plan, department: str) -> Iterator[PlanEntry]:
    indicators = [i for i in plan.indicators.values() if GOALS in i.clauses]
    yield PlanEntry(
        id=GOALS,
        above="二",
        text="主要目标",
        note=f"指标 {len(indicators)}",
        own=any(department in indicator.departments for indicator in indicators),
        haystack=plan.goals.lower(),
    )
    for clause in plan.clauses.values():
        measures, targets = contents_of(plan, clause)
        yield PlanEntry(
            id=clause.id,
            above=clause.path[-1],
            text=f"{clause.number} {clause.title}".strip(),
            note=f"任务 {measures}" + (f"　指标 {targets}" if targets else ""),
            own=department in clause.departments,
            haystack=f"{clause.title}{clause.body}{clause.bracket}".lower(),
        )


def contents_of(plan: Plan, clause: Clause) -> tuple[int, int]:
    """How many measures and indicators a clause gave."""
    measures = sum(measure.clause == clause.id for measure in plan.measures.values())
    return measures, sum(clause.id in i.clauses for i in plan.indicators.values())


def question_entries(plan: Plan, department: str, items: set[str]) -> Iterator[PlanEntry]:
    """*items*: ids of what the department has to answer, their clauses included."""
    for number, question in enumerate(plan.questions, start=1):
        yield PlanEntry(
            id=question.id,
            above=f"待定问题 {number}",
            text=question.question,
            note="",
            own=not {department, *items}.isdisjoint(question.about),
            haystack=_words(question).lower(),
        )


def _words(question: OpenQuestion) -> str:
    return question.question + question.default + question.reason


class PlanModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[PlanEntry, ...] = ()

    def show_entries(self, entries: Iterator[PlanEntry]) -> None:
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        return f"{entry.above} {entry.text}" if role == Qt.ItemDataRole.DisplayRole else None
