"""Cells that were changed by hand after the export, one by one, and what holds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.store.receipts import EditedCell
from ui.pages.office.room import OfficeRoom
from ui.widgets.office_emptying import emptied
from ui.widgets.office_paper import words_label
from ui.widgets.office_sides import Side, side_by_side


class EditsPart(QWidget):
    """Hidden where nothing was changed."""

    def __init__(self, room: OfficeRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_edits(self, digest: str, department: str, edits: Sequence[EditedCell]) -> None:
        emptied(self._column)
        self.setVisible(bool(edits))
        if not edits:
            return
        self._column.addWidget(words_label("label", f"导出后有 {len(edits)} 处手工改动，没有采用"))
        for edit in edits:
            place = f"{edit.sheet} {edit.cell}".strip()
            self._column.addWidget(words_label("notes", f"{place}　{edit.label}"))
            sides = (Side(label="", texts=(edit.sealed or "（空）", edit.found or "（空）")),)
            table = words_label(
                "sides", side_by_side(("导出时（封存值）", "现在（表内值）"), sides)
            )
            self._column.addWidget(table)
