"""A table of a rule with its label, what it was, and what is wrong with it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import QuestionGrid
from ui.connection import connect
from ui.kit.previous_value import PreviousValue
from ui.pages.rules.grid_editor import Cell, GridEditor


class GridBlock(QWidget):
    answered = Signal(object, str, str)
    restored = Signal(object)  # path
    row_added = Signal(object)
    row_removed = Signal(object, int)

    def __init__(self, grid: QuestionGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self._editor = GridEditor(grid, self)
        self._editor.answered.connect(self.answered)
        self._editor.row_added.connect(self.row_added)
        self._editor.row_removed.connect(self.row_removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        label = QLabel(grid.label, self)
        label.setObjectName("label")
        self._was = PreviousValue(self)
        connect(self._was.restored, self, lambda: self.restored.emit(grid.path))
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self._was)
        column.addLayout(head)
        if grid.help:
            help_ = QLabel(grid.help, self)
            help_.setObjectName("help")
            help_.setWordWrap(True)
            column.addWidget(help_)
        column.addWidget(self._editor)
        self._complaint = QLabel(self)
        self._complaint.setObjectName("complaint")
        self._complaint.setWordWrap(True)
        column.addWidget(self._complaint)

    @property
    def cells(self) -> list[Cell]:
        return self._editor.cells

    @property
    def complaint(self) -> str:
        return self._complaint.text()

    def show_answers(self, answers: Mapping[Path, Shown]) -> None:
        self._editor.show_answers(answers)
        self._was.show_was(answers[self.grid.path].was)

    def show_complaint(self, sentences: str) -> None:
        self._complaint.setText(sentences)
        self._complaint.setVisible(bool(sentences))
