"""趋势: an indicator against its path, scores under each year's rules, and what moved most."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from forms import FORMS
from model.disk import name_part
from model.errors import AppError
from model.files import write_safely
from model.store.settings import Role
from model.store.transaction import path_of
from model.trends import Trends, TrendsSource, gather_trends
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_new_file
from ui.jobs import JobRunner
from ui.kit.figure_view import Draw, FigureView
from ui.kit.job_bar import JobBar
from ui.kit.layout import Halves, box, column, stacked, wide
from ui.kit.metrics import PAGE, SMALL_ICON, UNDER_HEADER
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.table import Table
from ui.kit.written import WrittenLine
from ui.pages.trend_lines import (
    HEADINGS,
    MOVE_HEADINGS,
    MOVE_WIDTHS,
    WIDTHS,
    indicator_lines,
    move_lines,
    score_lines,
)
from ui.session import Session, SessionChanges
from ui.theme import icon

if TYPE_CHECKING:  # heavy; imported when the first figure is drawn
    from model.report.figures.matplotlib_parts import Figure

VIEWS = ("指标", "得分", "变化最大")
MOVES = 2  # place in VIEWS
STATE = "按年度看指标和得分"
NOTHING = "还没有可以比较的年度。填报或收件之后，这里按年度画出变化。"


class TrendsPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("趋势", parent=parent)
        self._session = session
        self.trends: Trends | None = None
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_gathered)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.save = QPushButton(icon("download", "ink", SMALL_ICON), "导出图片…", self)
        self.save.clicked.connect(self._on_export)
        self.header.add_beside(self.save)
        self.header.show_state(STATE)
        self.pills = Pills(VIEWS, self, look="tab")
        self.pills.setContentsMargins(*UNDER_HEADER)
        self.pills.chosen.connect(self._show_view)
        halves = self._halves = Halves((2, 3), self)
        self.table = Table(HEADINGS, WIDTHS, halves.left, chooses_first=True)
        self.table.line_chosen.connect(self._show_one)
        halves.add_left(wide(self.table))
        self.view = FigureView(halves.right)
        halves.add_right(JobBar(self.jobs, halves.right))
        halves.add_right(wide(self.view))
        self.moves = Table(MOVE_HEADINGS, MOVE_WIDTHS, self, chooses_first=True)
        self._places = stacked(halves, box(column(wide(self.moves), margins=PAGE)))
        self.written = WrittenLine(self)
        self.written.setContentsMargins(*UNDER_HEADER)
        self.lay_out(self.pills, self.written, wide(self._places))
        self.setFocusProxy(self.table)
        session.changed.connect(self._on_session_changed)
        self._renews = self._office  # mails may have come meanwhile

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.items:
            self.outdate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.trends is not None:
            self._halves.show_left_whole(self.table.whole_width)

    def refresh(self) -> None:
        if self.jobs.busy:
            self._stale = True
        else:
            self.gather()

    def gather(self) -> None:
        if self.trends is None:
            self.view.show_figure(None, "正在汇集各年度的数据…")
        session, profile = self._session, self._session.profile
        path = path_of(session.db)
        if path is None or profile is None:
            raise LookupError("jobs need a data file and a profile")
        source = TrendsSource(
            path=path,
            shipped=session.plans.shipped,
            shipped_rules=session.shipped_rules,
            forms=FORMS,
            year=profile.year,
            department="" if profile.role is Role.OFFICE else profile.department,
        )
        self.jobs.start(partial(gather_trends, source))

    def _on_gathered(self, trends: Trends) -> None:
        self.trends = trends
        self._show_view()

    def _show_view(self) -> None:
        trends, view = self.trends, self.pills.current
        if trends is None:
            return
        self._places.setCurrentIndex(int(view == MOVES and bool(trends.moved)))
        if view == MOVES:
            self._show_moves(trends)
            return
        self.header.show_state(STATE)
        self.table.setColumnHidden(2, view != 0)
        self.table.show_lines(score_lines(trends) if view else indicator_lines(trends))
        self._halves.show_left_whole(self.table.whole_width)
        if self.table.key:
            self._show_one(self.table.key)
        else:
            self._show(None, NOTHING)

    def _show_moves(self, trends: Trends) -> None:
        """The table is the figure: what moved most stands in it once, with its bar."""
        self.moves.show_lines(move_lines(trends.moved))
        if not trends.moved:
            self.table.show_lines(())
            self._show(None, NOTHING)
            return
        years = (trends.years[-2], trends.years[-1])
        what = "复核得分（分）" if self._office else "得分率（百分点）"
        caution = max((one.caution for one in trends.scores.values()), default="")
        said = f"{years[0]}年到{years[1]}年，{what}变化最大的{len(trends.moved)}项"
        self.header.show_state("；".join(filter(None, (said, caution))))

        def draw(_: float | None) -> "Figure":
            from model.report.trends import moves_figure

            return moves_figure(trends.moved, years, what, caution)

        self._show(draw, said)

    def _show_one(self, key: str) -> None:
        trends = self.trends
        if trends is None or self.pills.current == MOVES:
            return
        from model.report.trends import indicator_trend_figure, score_trend_figure

        plan_years = self._session.plan.years
        if self.pills.current == 0:
            one = next(t for t in trends.indicators if t.indicator.id == key)
            if one.values or one.targets:
                self._show(partial(indicator_trend_figure, one, plan_years), one.sentence)
            else:
                self._show(None, f"{one.indicator.name}：{one.sentence}，目标也还没有下达。")
        else:
            score = trends.scores[key]
            words = "；".join(filter(None, (score.sentence, score.origin)))
            self._show(partial(score_trend_figure, score, plan_years), words)

    @property
    def _shown_name(self) -> str:
        """Of the indicator or department whose figure is shown; "" for all."""
        trends, key, view = self.trends, self.table.key, self.pills.current
        if trends is None or view == MOVES or not key:
            return ""
        if view:
            return trends.scores[key].who
        return next(one.indicator.name for one in trends.indicators if one.indicator.id == key)

    @property
    def _office(self) -> bool:
        profile = self._session.profile
        return profile is not None and profile.role is Role.OFFICE

    def _show(self, draw: "Draw | None", words: str) -> None:
        self.view.show_figure(draw, words)
        self.save.setEnabled(draw is not None)

    def _on_export(self) -> None:
        name = f"趋势_{name_part(self._shown_name, VIEWS[self.pills.current])}.png"
        chosen = choose_new_file(self._session.db, self, "导出图片", name, "图片 (*.png)")
        if chosen:
            self.export(chosen)

    def export(self, path: Path) -> None:
        """Writes the figure as it is printed."""
        figure = self.view.on_paper()
        if figure is not None:
            from model.report.figures import png_bytes

            try:
                write_safely(path, png_bytes(figure))
            except AppError as error:
                show_error(error, self)
                return
            self.written.show_file(path)
