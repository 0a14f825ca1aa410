"""结果: the district's year, from the whole down to the cell; ranking, figures, what goes out."""

from PySide6.QtWidgets import QWidget

from model.domain.wording import share_text
from ui.kit.job_bar import JobBar
from ui.kit.layout import row, stacked, wide
from ui.kit.metrics import UNDER_HEADER
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.pages.office.district_view import DistrictView
from ui.pages.office.figures_view import FiguresView
from ui.pages.office.indicators_view import IndicatorsView
from ui.pages.office.no_reports import no_reports
from ui.pages.office.outputs_view import OutputsView
from ui.pages.office.ranking_view import RankingView
from ui.pages.office.session import OfficeSession

PAGE = "results"
VIEWS = ("总体", "指标", "排名", "图", "报告与证明")
FIRST = "收到报送以后，这里按篇章、条款、指标和单位汇总总体情况，\n可以一直追到原件的单元格。"


class ResultsPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("结果", "导出汇总工作簿…", parent)
        self._room = room
        self.pills = Pills(VIEWS, self, look="tab")
        self.district, self.indicators = DistrictView(room, self), IndicatorsView(room, self)
        self.ranking, self.figures = RankingView(room, self), FiguresView(room, self)
        self.outputs = OutputsView(room, self)
        self.header.primary.clicked.connect(self._on_primary)
        self.indicators.item_chosen.connect(self.show_item)
        self._shown = (
            self.district, self.indicators, self.ranking, self.figures, self.outputs,
        )  # fmt: skip
        self._views = stacked(*self._shown)
        nothing = no_reports(room, "trending-up", "还没有可以汇总的报送", FIRST, self)
        self._places = stacked(nothing, self._views)
        line = row(wide(self.pills), JobBar(room.jobs, self), margins=UNDER_HEADER)
        self.lay_out(line, wide(self._places))
        self.setFocusProxy(self.pills)
        self.pills.chosen.connect(self._on_view)
        room.changed.connect(self.outdate)
        room.jobs.started.connect(self._show_busy)
        room.jobs.ended.connect(self._show_busy)

    def refresh(self) -> None:
        reported = bool(self._room.office.reported)
        self._places.setCurrentIndex(int(reported))
        self.header.primary.setVisible(reported)
        self.pills.setVisible(reported)
        if not reported:
            self.header.show_state("总体情况、排名、图表和评估报告")
            return
        picture = self._room.office.picture
        share = picture.whole.share
        rate = "—" if share is None else share_text(share)
        waiting = sum(one.waiting for one in picture.departments)
        self.header.show_state(
            f"{len(picture.departments)} 个单位，得分率 {rate}；"
            f"{len(picture.indicators)} 项指标："
            + "，".join(f"{reach} {count}" for reach, count in picture.reaches)
            + (f"；还有 {waiting} 项没有复核" if waiting else "")
        )
        self._shown[self.pills.current].refresh()

    def show_item(self, item: str, field: str = "") -> None:
        """Shows the departments behind an item."""
        self.pills.choose(0)
        self.district.show_item(item)

    def _on_view(self, number: int) -> None:
        self._views.setCurrentIndex(number)
        if self._room.office.reported:
            self._shown[number].refresh()

    def _on_primary(self) -> None:
        self.pills.choose(self._shown.index(self.outputs))
        self.outputs.ask("summary")

    def _show_busy(self) -> None:
        self.header.primary.setEnabled(not self._room.jobs.busy)
