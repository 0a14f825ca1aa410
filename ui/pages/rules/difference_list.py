"""What a version or a draft says otherwise, one line each, leading to its place."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.rulebook_editor.differences import DraftChange
from ui.connection import connect
from ui.kit.label import Markup, line_label, plain_tip, words_label
from ui.kit.layout import add, at_left, box, clear_layout, column
from ui.kit.link import Link
from ui.theme import colour

MOST, LONGEST = 40, 60  # lines; characters
BETWEEN = 10  # px


class Differences(QWidget):
    chosen = Signal(object)  # DraftChange

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(spacing=BETWEEN, parent=self)

    def show_differences(self, heading: str, differences: Sequence[DraftChange]) -> None:
        clear_layout(self._column)
        lines = [self._line(difference) for difference in differences[:MOST]]
        add(self._column, words_label("group", heading), *lines)
        if (rest := len(differences) - MOST) > 0:
            add(self._column, line_label("", f"另有 {rest} 处。"))

    def _line(self, difference: DraftChange) -> QWidget:
        place = Link(f"{difference.title} · {difference.label}", self)
        connect(place.clicked, self, lambda: self.chosen.emit(difference))
        quiet = colour("quiet").name()
        words = words_label(
            "",
            Markup(
                f'<span style="color:{quiet}">{escape(_short(difference.before))} →</span>'
                f" {escape(_short(difference.after))}"
            ),
        )
        words.setToolTip(plain_tip(difference.sentence))
        return box(column(at_left(place), words, spacing=2))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
