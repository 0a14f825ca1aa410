"""方案与待定问题: the plan's clauses in their own words, and what it leaves open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.page_header import PageHeader
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.plan_entries import GOALS, clause_entries, question_entries
from ui.pages.plan_words import clause_page, goals_page, question_page
from ui.session import Session

WIDEST = 720  # px


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
        self.list = EntryList("条款", left)
        self.list.show_only(self._passes)
        self.list.chosen.connect(self._show_words)
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
        plan, department = self._plan, self._department
        self.list.show_entries(
            question_entries(plan, department, self._own_places())
            if self.pills.current
            else clause_entries(plan, department)
        )
        self._show_words(self.list.key)

    def _own_places(self) -> set[str]:
        """Ids of the department's items and of the clauses they come from."""
        places: set[str] = set()
        for item in self._plan.items_of(self._department):
            places |= {item.id, *item.clauses}
        return places

    def _passes(self, entry: Entry) -> bool:
        return entry.has(self.search.text().lower().split())

    def _on_search(self) -> None:
        self.list.sift()
        self._show_words(self.list.key)

    def _show_words(self, key: str) -> None:
        """The words of the clause or question; *key* "": nothing was found."""
        if not key:
            self._words.setText("没有找到。换一个词试试。")
        elif key == GOALS:
            self._words.setText(goals_page(self._plan, self._department))
        elif key in self._plan.clauses:
            clause = self._plan.clauses[key]
            self._words.setText(clause_page(self._plan, clause, self._department))
        else:
            question = next(q for q in self._plan.questions if q.id == key)
            self._words.setText(question_page(self._plan, question))
