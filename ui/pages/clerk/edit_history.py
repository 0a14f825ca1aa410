"""What was ever said about an item: when, what, from what to what. Opened on demand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.kit.label import line_label, plain_tip, words_label
from ui.kit.layout import at_left, column
from ui.kit.link import Link
from ui.kit.metrics import GAP, HAIR, TIGHT

MOST = 40  # lines shown


@dataclass(frozen=True)
class PastEdit:
    when: str
    words: str
    whole: str  # with nothing cut off


class EditHistory(QFrame):
    """What was ever said about an item. Hidden while nothing was."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Link("修改记录", self)
        self.head.setCheckable(True)
        self.head.setToolTip("Ctrl+H")
        self.head.toggled.connect(self._on_toggled)
        self._body = QFrame(self)
        self._body.setObjectName("evidence")
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._edits: tuple[PastEdit, ...] = ()
        self._body.hide()
        column(at_left(self.head), self._body, spacing=HAIR, parent=self)

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def show_edits(self, edits: Sequence[PastEdit]) -> None:
        """Shows *edits*, the latest first."""
        self._edits = tuple(edits)
        self.setVisible(bool(edits))
        while taken := self._grid.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for number, edit in enumerate(edits[:MOST]):
            when, words = line_label("notes", edit.when), words_label("notes", edit.words)
            words.setToolTip(plain_tip(edit.whole))
            self._grid.addWidget(when, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, number, 1)
        if len(edits) > MOST:
            rest = line_label("notes", f"更早的 {len(edits) - MOST} 处从略")
            self._grid.addWidget(rest, MOST, 1)

    @property
    def lines(self) -> list[str]:
        return [edit.words for edit in self._edits]

    def _on_toggled(self, opened: bool) -> None:
        self._body.setVisible(opened)
        if opened:
            self.opened.emit()
