"""大幅变动: both numbers a value is far from, and the two ways to say a word about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from ui.connection import connect
from ui.kit.label import line_label, words_label
from ui.kit.layout import REST, at_top, column, row, wide
from ui.kit.metrics import BLOCK, GAP, SNUG, TIGHT
from ui.theme import restyle

MARGINS = (BLOCK, TIGHT, BLOCK, TIGHT)


class ChangeStrip(QFrame):
    """Hidden where the value needs no word."""

    reason_chosen = Signal(str)
    confirmed = Signal()  # what is said holds for the value as it is now

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remark_strip")
        self._head, self._words = line_label("remark_heading"), words_label()
        self.reason = QPushButton("核对无误，选一个理由", self)
        self.reason.setToolTip("写进“偏差原因与改进措施”，还可以再改")
        menu = QMenu(self.reason)
        for one in reasons:
            connect(menu.addAction(one).triggered, self, partial(self._chosen, one))
        self.reason.setMenu(menu)
        self.still = QPushButton("说明仍然适用", self)
        self.still.clicked.connect(self.confirmed)
        head = row(at_top(self._head), wide(self._words), spacing=GAP)
        column(
            head,
            row(self.still, self.reason, REST, spacing=TIGHT),
            spacing=SNUG,
            margins=MARGINS,
            parent=self,
        )
        self.hide()

    def show_change(self, sentence: str, *, told: bool, lapsed: bool, read_only: bool) -> None:
        """*sentence* "": there is none. *told*: something is said; *lapsed*: of another value."""
        waiting = not told or lapsed
        self._head.setText("大幅变动" if waiting else "大幅变动，已说明")
        restyle(self, pending=waiting)
        restyle(self._head)
        more = (
            "说明是对原来的数写的，请改写，或者确认仍然适用。"
            if lapsed and told
            else "请核对单位和小数点；没有错的，在“偏差原因与改进措施”里写明原因，才能导出。"
        )
        self._words.setText(f"{sentence}{more}" if waiting else sentence)
        self.still.setVisible(lapsed and told and not read_only)
        self.reason.setVisible(not told and not read_only)
        self.setVisible(bool(sentence))

    @property
    def words(self) -> str:
        return self._words.text()

    def _chosen(self, reason: str) -> None:
        self.reason_chosen.emit(reason)
