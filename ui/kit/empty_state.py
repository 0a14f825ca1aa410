"""An empty place: what it is for, and what to do first."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.label import Label, line_label
from ui.kit.layout import Placed, Room, column, gap
from ui.kit.metrics import INSET, PICTURE, TIGHT
from ui.theme import icon_pixmap

AROUND = (INSET,) * 4


class EmptyState(QWidget):
    """*action*: the words of its one button, "" for none."""

    def __init__(
        self,
        drawing: str,
        heading: str,
        words: str,
        parent: QWidget | None = None,
        *,
        action: str = "",
    ) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._picture = Label(parent=self)
        self._title = line_label("card_heading", heading, self)
        self._text = line_label("empty", words, self)
        self._text.setWordWrap(True)
        for label in (self._picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(action, self)
        self.button.setVisible(bool(action))
        button = Placed(self.button, side=Qt.AlignmentFlag.AlignHCenter)
        above = (Room(2), self._picture, self._title, self._text, gap(TIGHT))
        column(*above, button, Room(3), spacing=TIGHT, margins=AROUND, parent=self)
        self._tint()

    def show_words(self, heading: str, words: str) -> None:
        self._title.setText(heading)
        self._text.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._drawing, "quiet", PICTURE))
