"""得分: the total, its parts, and every item's score with its sentence, rule and source."""

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from model.domain.numbers import points_text
from model.domain.points_balance import subtotal
from ui.connection import connect
from ui.kit.combo import Combo
from ui.kit.entry_list import EntryList
from ui.kit.layout import REST, Halves, box, column, row, scrolled, wide
from ui.kit.metrics import TIGHT
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.clerk.score_account import ScoreAccount
from ui.pages.clerk.score_card import ScoreCard
from ui.pages.clerk.score_panel import ScorePanel
from ui.pages.clerk.score_steps import Step, by_cause, step_entry, steps_of, told_of
from ui.pages.item_rows import mark_in
from ui.session import Session, SessionChanges


class Kept(StrEnum):
    """Which steps are listed."""

    ALL = "全部"
    OPEN = "未填"
    LOST = "失分"

    def keeps(self, step: Step) -> bool:
        score = step.score
        match self:
            case Kept.OPEN:
                return step.open
            case Kept.LOST:
                return score.points is not None and score.points < score.maximum
        return True


class ScorePage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("得分", parent=parent)
        self._session = session
        self._steps: tuple[Step, ...] = ()
        self.list = EntryList("得分阶梯：可得分多的在前", self, empty="没有找到。换一个词试试。")
        self.list.entries.told = told_of
        self.list.opened.connect(self._on_open)
        self.list.chosen.connect(self._on_chosen)
        self.sections = Combo(self)
        self.sections.setAccessibleName("章节")
        self.sections.currentIndexChanged.connect(self._show_ladder)
        self.search = SearchField("搜索事项", self)
        self.search.textChanged.connect(self._show_ladder)
        self.card = ScoreCard(self, alone=False)
        self.account = ScoreAccount(self)
        self.panel = ScorePanel(session, self)
        self.panel.fill.clicked.connect(self._on_open)
        connect(self.panel.rules_requested, self, lambda: session.page_requested.emit("rules", ""))
        total = box(column(self.card, self.panel, self.account, REST), "paper")
        scroll = scrolled(total, read_as="怎样得的分")
        self.pills = Pills(tuple(Kept), self)
        self.pills.chosen.connect(self._show_ladder)
        choice = row(wide(self.sections, 2), wide(self.search), spacing=TIGHT)
        halves = Halves(
            (1, 1), self, tools=(choice, self.pills), left=(wide(self.list),), right=(scroll,)
        )
        self.lay_out(wide(halves))
        self.setFocusProxy(self.list)
        session.changed.connect(self._on_session_changed)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.items or changes.rules:
            self.outdate()

    def refresh(self) -> None:
        assessment = self._session.assessment
        session = self._session
        scored = {score.item for part in assessment.parts for score in part.scores}
        marks = {item: mark_in(session, session.plan.item(item)) for item in scored}
        open_ = {item.id for item in session.desk.unanswered()}
        self._steps = steps_of(session.plan, assessment, marks, open_)
        self.card.show_assessment(assessment)
        self.account.show_assessment(assessment)
        self.pills.show_words([f"{kept} {sum(map(kept.keeps, self._steps))}" for kept in Kept])
        beside = sum(item.id not in scored for item in session.desk.asked)
        apart = f"计分的 {len(scored)} 项，另有 {beside} 项不计分；" if beside else ""
        self.header.show_state(f"{apart}按失分的原因分组，最可升分的在前")
        self._show_sections()

    def _show_sections(self) -> None:
        """Offers every section with its subtotal; the chosen one stays chosen."""
        offered = [(f"全部 {len(self._steps)} 项", "")]
        for section in dict.fromkeys(step.section for step in sorted(self._steps, key=_in_plan)):
            points = subtotal(step.score for step in self._steps if step.section == section)
            figures = f"{points_text(points.earned)} / {points_text(points.countable)}"
            offered.append((f"{section}　{figures}", section))
        self.sections.offer(offered, "")
        self._show_ladder()

    def _show_ladder(self) -> None:
        section = self.sections.currentData() or ""
        words = self.search.text().lower().split()
        kept = tuple(Kept)[self.pills.current]
        of_section = (step for step in self._steps if section in ("", step.section))
        steps = [step for step in of_section if kept.keeps(step)]
        entries = [entry for entry in map(step_entry, by_cause(steps)) if entry.has(words)]
        self.list.show_entries(entries)
        self._on_chosen(self.list.key)

    def _on_chosen(self, item: str) -> None:
        """Shows the score of the item, which may be another one by now."""
        if item and (step := self.shown_step):
            self.panel.show_step(step)

    @property
    def shown_step(self) -> Step | None:
        """The step that is chosen."""
        return next((step for step in self._steps if step.score.item == self.list.key), None)

    def _on_open(self) -> None:
        if self.list.key:
            self._session.item_requested.emit(self.list.key, "")


def _in_plan(step: Step) -> int:
    return step.order
