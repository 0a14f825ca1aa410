"""An empty place: what it is for, and what to do first."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import icon_pixmap


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
        column = QVBoxLayout(self)
        column.setSpacing(8)
        self._picture = QLabel(self)
        self._title, self._text = title, text = QLabel(heading, self), QLabel(words, self)
        title.setObjectName("card_heading")
        text.setObjectName("empty")
        column.addStretch(2)
        for label in (self._picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is text)
            column.addWidget(label)
        self.button = QPushButton(action, self)
        self.button.setVisible(bool(action))
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._tint()

    def show_words(self, heading: str, words: str) -> None:
        self._title.setText(heading)
        self._text.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._drawing, "quiet", 48))
