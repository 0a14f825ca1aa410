"""One line of words, shortened with an ellipsis where room is short."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.label import Label
from ui.kit.words import draw_words


class ElidedLabel(Label):
    def __init__(
        self,
        words: str = "",
        parent: QWidget | None = None,
        left_out: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """*left_out*: where the words are shortened."""
        super().__init__(words, parent)
        self._left_out = left_out
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        box = QRectF(self.rect())
        draw_words(painter, box, self.text(), self.alignment(), left_out=self._left_out)
