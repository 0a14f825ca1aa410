"""Side by side as long as there is room, then on in the next row."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """After Qt's own example of a flow layout."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        """*spacing* in pixels, between neighbours and between rows."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width; Qt asks many times for the same
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    # Qt takes None for "no such item"; PySide's types don't know.

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), really=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """The size of all in one row."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The width of the widest."""
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _place(self, rect: QRect, *, really: bool) -> int:
        """The height used at the width of *rect*; what gives way does so before a second row."""
        shown = [item for item in self._items if not item.isEmpty()]
        hints = [item.sizeHint() for item in shown]
        least = [item.minimumSize() for item in shown]
        room = rect.width() - self.spacing() * max(len(shown) - 1, 0)
        if sum(hint.width() for hint in hints) > room >= sum(size.width() for size in least):
            hints = least
        across, down, row = rect.x(), rect.y(), 0
        for item, hint in zip(shown, hints, strict=True):
            if across > rect.x() and across + hint.width() > rect.right() + 1:
                across, down, row = rect.x(), down + row + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(across, down), hint))
            across += hint.width() + self.spacing()
            row = max(row, hint.height())
        return down + row - rect.y()
