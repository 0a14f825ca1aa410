"""How an indicator that several report is to be read, where it is not one of them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.consolidation.conflicts import FigureRuling, How, sum_words
from model.domain.forms import Number, of_indicator
from model.domain.plan import Indicator, Plan
from model.domain.text_kinds import STATEMENT
from ui.connection import connect
from ui.kit.label import plain_tip, show_words, words_label
from ui.kit.layout import REST, add, clear_layout, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import BLOCK, GAP, TIGHT
from ui.kit.number_editor import NumberEditor

OTHERS = {
    How.SUM: ("", "各报自己那一份，相加得到总数"),
    How.EACH: ("各报本单位情况，不作比较", "每个单位说的是自己，没有一个总数"),
}


class DistrictFigurePart(QFrame):
    ruled = Signal(object, str)  # FigureRuling, reason
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        self._value_place = column()
        self.value: NumberEditor | None = None
        self.reason = LineField(parent=self)
        self.reason.setMaxLength(STATEMENT)
        self.reason.setPlaceholderText("理由（必填）")
        self.reason.setAccessibleName("核定的理由，必填")
        self.reason.returnPressed.connect(self._on_value)
        self.reason.textEdited.connect(self.edited)
        self.pick = QPushButton("核定", self)
        self.pick.clicked.connect(self._on_value)
        self.others = {how: self._other(how, *words) for how, words in OTHERS.items()}
        self._complaint = words_label("complaint")  # below, so that no button moves away
        figure = (wide(self._value_place, 2), wide(self.reason, 3), self.pick)
        column(
            words_label("label", "或者核定一个数"),
            row(*figure, spacing=TIGHT),
            words_label("label", "或者这些数本来就不该比"),
            row(*self.others.values(), REST, spacing=TIGHT),
            self._complaint,
            spacing=TIGHT,
            margins=(BLOCK, GAP, BLOCK, BLOCK),
            parent=self,
        )

    def _other(self, how: How, words: str, tip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName("quiet")
        button.setToolTip(plain_tip(tip))
        connect(button.clicked, self, partial(self._on_other, how))
        return button

    def show_indicator(self, plan: Plan, indicator: Indicator) -> None:
        self.others[How.SUM].setText(sum_words(plan, indicator))
        for how, button in self.others.items():
            button.setVisible(FigureRuling(how=how).fits(indicator))
        if self.value is None:
            field = of_indicator(indicator, Number(key="value", label="核定数值"))
            self.value = NumberEditor(field, self)
            self.value.edited.connect(self.edited)
            add(self._value_place, self.value)
            show_words(self._complaint, "")

    @property
    def written(self) -> dict[str, str]:
        value = self.value
        text, draft = (value.text, value.draft) if value else ("", "")
        return {"value": text, "draft": draft, "reason": self.reason.text()}

    def show_written(self, written: Mapping[str, str]) -> None:
        if self.value:
            self.value.show_text(written.get("value", ""), written.get("draft", ""))
        self.reason.setText(written.get("reason", ""))

    def clear(self) -> None:
        """Empties the fields for another indicator."""
        clear_layout(self._value_place)
        self.value = None
        self.reason.clear()

    def show_complaint(self, sentence: str) -> None:
        show_words(self._complaint, sentence)
        self.reason.stay()

    def _on_value(self) -> None:
        text = self.value.text if self.value else ""
        if not text:
            self.show_complaint("请先填核定的数值。")
            return
        self.ruled.emit(FigureRuling(how=How.VALUE, named=text), self.reason.text().strip())

    def _on_other(self, how: How) -> None:
        self.ruled.emit(FigureRuling(how=how), self.reason.text().strip())
