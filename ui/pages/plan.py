"""方案与待定问题: the plan's clauses in their own words, and what it leaves open."""

from PySide6.QtWidgets import QWidget

from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.layout import REST, Halves, Sheet, wide
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.plan_entries import GOALS, clause_entries, question_entries
from ui.pages.plan_words import clause_page, goals_page, question_page
from ui.session import Session

WIDEST = 720  # px
MARGINS = (32, 24, 32, 24)  # px


class PlanPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("方案与待定问题", parent=parent)
        self._plan = session.plan
        self._department = session.profile.department if session.profile else ""
        self.header.show_state(
            f"{self._plan.title}　条款 {len(self._plan.clauses)} 条，任务"
            f" {len(self._plan.measures)} 项，指标 {len(self._plan.indicators)} 项，"
            f"待定问题 {len(self._plan.questions)} 个"
        )
        self.pills = Pills(
            (f"条款 {len(self._plan.clauses)}", f"待定问题 {len(self._plan.questions)}"), self
        )
        self.pills.chosen.connect(self._show_kind)
        self.search = SearchField("搜索方案原文", self)
        self.search.textChanged.connect(self._on_search)
        self.list = EntryList("条款", self)
        self.list.show_only(self._passes)
        self.list.chosen.connect(self._show_words)
        sheet = Sheet(self, widest=WIDEST, margins=MARGINS, read_as="原文")
        self._words = sheet.label()
        sheet.add(REST)
        halves = Halves(
            (2, 3), self, tools=(self.search, self.pills), left=(wide(self.list),), right=(sheet,)
        )
        self.lay_out(wide(halves))
        self.setFocusProxy(self.list)
        self._show_kind()

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
        """Shows the words of the clause or question; *key* "": nothing was found."""
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
