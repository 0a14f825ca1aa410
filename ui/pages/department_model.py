"""The departments to choose from, found by any part of any of their names."""

from PySide6.QtCore import QAbstractListModel, QObject, QSortFilterProxyModel, Qt

from model.domain.plan import Department, Plan
from ui.pages.clerk.row_model import NOWHERE, Index

DEPARTMENT = Qt.ItemDataRole.UserRole
WORK = DEPARTMENT + 1


class DepartmentModel(QAbstractListModel):
    """In the plan's order."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.show_plan(plan)

    def show_plan(self, plan: Plan) -> None:
        self.beginResetModel()
        self._departments = plan.bodies
        self._work = [
            work_text(len(plan.measures_of(d.id)), len(plan.indicators_of(d.id)))
            for d in plan.bodies
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._departments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._departments):
            return None
        department = self._departments[index.row()]
        if role == DEPARTMENT:
            return department
        if role == WORK:
            return self._work[index.row()]
        return department.name if role == Qt.ItemDataRole.DisplayRole else None


class DepartmentFilter(QSortFilterProxyModel):
    def __init__(self, model: DepartmentModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._search = ""
        self.setSourceModel(model)

    def show_only(self, search: str) -> None:
        self._search = search.strip().lower()
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        department: Department = (
            self.sourceModel().index(source_row, 0, source_parent).data(DEPARTMENT)
        )
        names = (department.name, *department.aliases, department.kind)
        return any(in_order(self._search, name.lower()) for name in names)


def in_order(letters: str, name: str) -> bool:
    """Whether *name* has all *letters* one after the other, as in 城管 for 区城市管理委."""
    rest = iter(name)
    return all(letter in rest for letter in letters)


def work_text(measures: int, indicators: int) -> str:
    parts = [f"任务 {measures}"] if measures else []
    return "　".join([*parts, f"指标 {indicators}"] if indicators else parts)
