"""A table that keeps its place when its lines are renewed, and can be opened line by line."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.table import Table
from ui.kit.table_model import Line


class OfficeTable(Table):
    opened = Signal(str)  # key; Enter or double click

    def __init__(
        self, headings: Sequence[str], widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(headings, widths, parent)
        self.setEditTriggers(Table.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)

    @property
    def key(self) -> str:
        """The chosen line's; "" for none."""
        index = self._sorter.mapToSource(self.currentIndex())
        return self._lines.key(index.row()) if index.isValid() else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Of the lines as they stand on the screen."""
        rows = range(self._sorter.rowCount())
        sources = (self._sorter.mapToSource(self._sorter.index(row, 0)) for row in rows)
        return tuple(self._lines.key(source.row()) for source in sources)

    def choose(self, key: str) -> bool:
        """False where there is no such line."""
        for row, one in enumerate(self.keys):
            if one == key:
                self.selectRow(row)
                self.scrollTo(self._sorter.index(row, 0))
                return True
        return False

    def show_lines(self, lines: Sequence[Line]) -> None:
        kept = self.key
        with QSignalBlocker(self):
            super().show_lines(lines)
            if kept:
                self.choose(kept)

    def _open(self) -> None:
        if self.key:
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)
