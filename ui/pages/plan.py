"""方案与待定问题: the plan's clauses in their own words, and what it leaves open."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.page_header import PageHeader
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.clerk.row_model import Index
from ui.pages.plan_delegate import PlanDelegate
from ui.pages.plan_entries import (
    ENTRY,
    GOALS,
    PlanModel,
    clause_entries,
    question_entries,
)
from ui.pages.plan_words import clause_page, goals_page, question_page
from ui.session import Session

WIDEST = 720  # px


class _Search(QSortFilterProxyModel):
    words: tuple[str, ...] = ()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        entry = self.sourceModel().index(source_row, 0, source_parent).data(ENTRY)
        return all(word in entry.haystack for word in self.words)


class PlanPage(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = session.plan
        self._department = session.profile.department if session.profile else ""
        self.header = PageHeader("方案与待定问题", "", self)
        self.header.show_state(
            f"{self._plan.title}　条款 {len(self._plan.clauses)} 条，任务"
            f" {len(self._plan.measures)} 项，指标 {len(self._plan.indicators)} 项，"
            f"待定问题 {len(self._plan.questions)} 个"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self._left(), 2)
        halves.addWidget(self._right(), 3)
        column.addLayout(halves, 1)
        self.setFocusProxy(self.list)
        self._show_kind()

    def _left(self) -> QFrame:
        left = QFrame(self)
        left.setObjectName("left")
        self.pills = Pills(
            (f"条款 {len(self._plan.clauses)}", f"待定问题 {len(self._plan.questions)}"), left
        )
        self.pills.chosen.connect(self._show_kind)
        self.search = SearchField("搜索方案原文", left)
        self.search.textChanged.connect(self._on_search)
        self._model = PlanModel(self)
        self._shown = _Search(self)
        self._shown.setSourceModel(self._model)
        self.list = QListView(left)
        self.list.setModel(self._shown)
        self.list.setItemDelegate(PlanDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("条款")
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(16, 12, 16, 12)
        above.setSpacing(8)
        above.addWidget(self.search)
        above.addWidget(self.pills)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        return left

    def _right(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName("right")
        scroll.setAccessibleName("原文")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        paper = QWidget(scroll)
        paper.setObjectName("paper")
        paper.setMaximumWidth(WIDEST)
        column = QVBoxLayout(paper)
        column.setContentsMargins(32, 24, 32, 24)
        self._words = QLabel(paper)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._words)
        column.addStretch(1)
        scroll.setWidget(paper)
        return scroll

    @property
    def words(self) -> str:
        return self._words.text()

    def _show_kind(self) -> None:
        if self.pills.current == 0:
            self._model.show_entries(clause_entries(self._plan, self._department))
        else:
            self._model.show_entries(
                question_entries(self._plan, self._department, self._own_places())
            )
        self.list.setCurrentIndex(self._shown.index(0, 0))

    def _own_places(self) -> set[str]:
        """Ids of the department's items and of the clauses they come from."""
        places: set[str] = set()
        for item in self._plan.items_of(self._department):
            places |= {item.id, *item.clauses}
        return places

    def _on_search(self, words: str) -> None:
        self._shown.words = tuple(words.lower().split())
        self._shown.invalidateFilter()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._shown.index(0, 0))

    def _on_current_changed(self, current: QModelIndex) -> None:
        entry = current.data(ENTRY)
        if entry is None:
            self._words.setText("没有找到。换一个词试试。")
        elif entry.id == GOALS:
            self._words.setText(goals_page(self._plan, self._department))
        elif entry.id in self._plan.clauses:
            clause = self._plan.clauses[entry.id]
            self._words.setText(clause_page(self._plan, clause, self._department))
        else:
            question = next(q for q in self._plan.questions if q.id == entry.id)
            self._words.setText(question_page(self._plan, question))
