"""Every indicator of the plan: its target, the district's number, whether that reaches it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model.consolidation.target_attainment import Reach
from ui.kit.legend import Legend
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
        self.search.setMaximumWidth(280)
        self.search.textChanged.connect(self.refresh)
        self.legend = Legend(self)
        self.table = Table(INDICATOR_HEADINGS, INDICATOR_WIDTHS, self)
        self.table.opened.connect(self.item_chosen)
        sheet = QFrame(self)
        sheet.setObjectName("card")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(16)
        bar.addWidget(self.search)
        bar.addWidget(self.legend, 1)
        hint = QLabel("双击或回车看各单位所报", self)
        hint.setObjectName("help")
        bar.addWidget(hint)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 0, 24, 24)
        outer.addWidget(sheet)

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
