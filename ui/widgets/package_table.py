"""A table beside a panel: the chosen line stays chosen when the lines are renewed."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker

from ui.kit.table import Table
from ui.kit.table_model import Line


class KeptTable(Table):
    @property
    def key(self) -> str:
        """The chosen line's; "" for none."""
        index = self._sorter.mapToSource(self.currentIndex())
        return self._lines.key(index.row()) if index.isValid() else ""

    def choose(self, key: str) -> bool:
        """False where there is no such line."""
        for row in range(self._sorter.rowCount()):
            place = self._sorter.index(row, 0)
            if self._lines.key(self._sorter.mapToSource(place).row()) == key:
                self.selectRow(row)
                self.scrollTo(place)
                return True
        return False

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Nothing is said where the same line stays chosen; else the first one is."""
        kept = self.key
        with QSignalBlocker(self):
            super().show_lines(lines)
            stays = bool(kept) and self.choose(kept)
        if not stays and lines:
            self.selectRow(0)
            if self._lines.rowCount() and self.key == lines[0].key:
                self.line_chosen.emit(self.key)
