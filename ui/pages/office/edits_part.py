"""Cells that were changed by hand after the export, one by one, and what holds."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.cell_edit import CellEdit
from model.office.rulings import keep_sealed
from ui.connection import connect
from ui.kit.label import words_label
from ui.kit.layout import add, clear_layout, column, row, wide
from ui.kit.metrics import GAP
from ui.pages.office.edit_card import EditCard
from ui.pages.office.session import OfficeSession


class EditsPart(QWidget):
    """Cells changed by hand, each on a card. Hidden where nothing was changed."""

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.cards: tuple[EditCard, ...] = ()
        self._column = column(spacing=GAP, parent=self)

    def show_edits(self, digest: str, department: str, edits: tuple[CellEdit, ...]) -> None:
        """Of the submission *digest*; *department* "": nobody's, so that nothing can be decided."""
        clear_layout(self._column)
        self.cards = ()
        self.setVisible(bool(edits))
        if not edits:
            return
        office = self._room.office
        open_ = tuple(e for e in edits if not office.edit_ruling(digest, e))
        waiting = sum(office.waits(office.edit_ruling(digest, e)) for e in edits)
        words = f"{len(edits)} 处手工改动或不能确定的内容"
        if open_:
            words += f"，{len(open_)} 处还没有核定"
        if waiting:
            words += f"，{waiting} 处待第二人确认"
        words += "，暂按封存值计" if open_ or waiting else "，都已核定"
        head = row(wide(words_label("label", words)))
        if len(open_) > 1 and department:
            keep_all = QPushButton("全部采用封存值", self)
            keep_all.setObjectName("quiet")
            connect(keep_all.clicked, self, partial(self._on_keep_all, digest, department, open_))
            add(head, keep_all)
        add(self._column, head)
        if not department:
            add(self._column, words_label("", "方案中没有这个单位，不能核定。"))
        self.cards = tuple(EditCard(self._room, digest, department, e, self) for e in edits)
        add(self._column, *self.cards)

    def _on_keep_all(self, digest: str, department: str, edits: tuple[CellEdit, ...]) -> None:
        if self._room.is_named(self):
            self._room.tell(self._room.decide(keep_sealed, digest, *edits))
