"""Every indicator of the plan: its target, the district's number, whether that reaches it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.consolidation.target_attainment import Reach
from ui.kit.grown_width import set_most_width
from ui.kit.label import line_label
from ui.kit.layout import box, column, row, wide
from ui.kit.legend import Legend
from ui.kit.metrics import BLOCK, PAGE, SEARCH, TIGHT, TOOLS
from ui.kit.search_field import SearchField
from ui.kit.table import Table
from ui.pages.office.result_lines import (
    INDICATOR_HEADINGS,
    INDICATOR_WIDTHS,
    REACH_MARK,
    indicator_line,
)
from ui.pages.office.session import OfficeSession


class IndicatorsView(QWidget):
    item_chosen = Signal(str)

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.search = SearchField("搜索指标", self)
        set_most_width(self.search, SEARCH)
        self.search.textChanged.connect(self.refresh)
        self.legend = Legend(self)
        self.table = Table(INDICATOR_HEADINGS, INDICATOR_WIDTHS, self)
        self.table.opened.connect(self.item_chosen)
        hint = line_label("help", "双击或回车看各单位所报")
        bar = row(self.search, wide(self.legend), hint, spacing=BLOCK)
        sheet = box(column(bar, wide(self.table), spacing=TIGHT, margins=TOOLS), "card")
        column(sheet, margins=PAGE, parent=self)

    def refresh(self, *_: object) -> None:
        picture = self._room.office.picture
        words = self.search.text().lower().split()
        found = [
            one
            for one in picture.indicators
            if all(word in one.indicator.name.lower() for word in words)
        ]
        self.table.show_lines([indicator_line(one) for one in found])
        self.legend.show_counts(
            {REACH_MARK[reach]: picture.reached(reach) for reach in Reach},
            {REACH_MARK[reach]: reach.value for reach in Reach},
        )
