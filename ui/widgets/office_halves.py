"""The office's pages: at the left what to search and choose from, at the right what is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget


def stacked(*pages: QWidget) -> QStackedWidget:
    """One of *pages* is shown, the first to begin with."""
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack


class Halves(QWidget):
    """*tools* stand above the *left* half; *shares* of the width."""

    def __init__(
        self,
        tools: Sequence[QWidget],
        left: QWidget,
        right: Sequence[QWidget],
        shares: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.setSpacing(8)
        for tool in tools:
            bar.addWidget(tool)
        halves = self._half("left"), self._half("right")
        halves[0].addLayout(bar)
        halves[0].addWidget(left, 1)
        for part in right:
            halves[1].addWidget(part, int(isinstance(part, QStackedWidget)))
        for column, share in zip(halves, shares, strict=True):
            row.addWidget(column.parentWidget(), share)

    def _half(self, name: str) -> QVBoxLayout:
        half = QFrame(self)
        half.setObjectName(name)
        half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return column
