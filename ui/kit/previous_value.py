"""What a changed value was before, and a way back to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.kit.link import Link

LONGEST = 16  # characters


class PreviousValue(QWidget):
    """Hidden while nothing changed."""

    restored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._words = QLabel(self)
        self._words.setObjectName("was")
        back = Link("恢复", self)
        back.setToolTip("改回底稿中的内容")
        back.clicked.connect(self.restored)
        row.addWidget(self._words)
        row.addWidget(back)
        self.hide()

    def show_was(self, was: str | None) -> None:
        """*was* None: nothing changed."""
        short = was is not None and len(was) <= LONGEST
        self._words.setText(f"原为 {was}" if short else "已改")
        self._words.setToolTip(was or "")
        self.setVisible(was is not None)
