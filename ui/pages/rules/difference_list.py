"""What a version or a draft says otherwise, one line each, leading to its place."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from model.rulebook_editor.differences import DraftChange
from ui.connection import connect
from ui.kit.link import Link
from ui.theme import colour

MOST, LONGEST = 40, 60  # lines; characters


class Differences(QWidget):
    chosen = Signal(object)  # DraftChange

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_differences(self, heading: str, differences: Sequence[DraftChange]) -> None:
        while (entry := self._column.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.hide()
                widget.deleteLater()
        label = QLabel(heading, self)
        label.setObjectName("group")
        self._column.addWidget(label)
        for difference in differences[:MOST]:
            self._column.addWidget(self._line(difference))
        if (rest := len(differences) - MOST) > 0:
            self._column.addWidget(QLabel(f"另有 {rest} 处。", self))

    def _line(self, difference: DraftChange) -> QWidget:
        line = QWidget(self)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        place = Link(f"{difference.title} · {difference.label}", line)
        connect(place.clicked, self, lambda: self.chosen.emit(difference))
        quiet = colour("quiet").name()
        words = QLabel(line)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(
            f'<span style="color:{quiet}">{escape(_short(difference.before))} →</span>'
            f" {escape(_short(difference.after))}"
        )
        words.setToolTip(difference.sentence)
        words.setWordWrap(True)
        column.addWidget(place, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words)
        return line


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
