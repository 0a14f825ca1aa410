"""Cells that were changed by hand after the export, one by one, and what holds."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from model.domain.cell_edit import CellEdit
from model.office.rulings import keep_sealed
from ui.connection import connect
from ui.kit.label import words_label
from ui.kit.layout import clear_layout
from ui.pages.office.edit_card import EditCard
from ui.pages.office.session import OfficeSession


class EditsPart(QWidget):
    """Hidden where nothing was changed."""

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.cards: tuple[EditCard, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_edits(self, digest: str, department: str, edits: tuple[CellEdit, ...]) -> None:
        """Of the submission *digest*; *department* "": nobody's, so that nothing can be decided."""
        clear_layout(self._column)
        self.cards = ()
        self.setVisible(bool(edits))
        if not edits:
            return
        open_ = tuple(e for e in edits if not self._room.office.edit_ruling(digest, e))
        head = QHBoxLayout()
        words = f"{len(edits)} 处手工改动或不能确定的内容"
        words += f"，{len(open_)} 处还没有核定，暂按封存值计" if open_ else "，都已核定"
        head.addWidget(words_label("label", words, self), 1)
        if len(open_) > 1 and department:
            keep_all = QPushButton("全部采用封存值", self)
            keep_all.setObjectName("quiet")
            connect(keep_all.clicked, self, partial(self._on_keep_all, digest, department, open_))
            head.addWidget(keep_all)
        self._column.addLayout(head)
        if not department:
            self._column.addWidget(QLabel("方案中没有这个单位，不能核定。", self))
        cards = [EditCard(self._room, digest, department, edit, self) for edit in edits]
        for card in cards:
            self._column.addWidget(card)
        self.cards = tuple(cards)

    def _on_keep_all(self, digest: str, department: str, edits: tuple[CellEdit, ...]) -> None:
        self._room.tell(self._room.decide(keep_sealed, digest, *edits))
