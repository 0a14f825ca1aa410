"""An entry of a published version, to be read: labels and words, nothing that could be typed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import QuestionGrid, QuestionGroup
from model.rulebook_editor.words import NOTHING

LABEL = 132  # px


class EntryText(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._board = QWidget(self)
        self._column.addWidget(self._board)

    def show_form(self, groups: tuple[QuestionGroup, ...], answers: Mapping[Path, Shown]) -> None:
        board = QWidget(self)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for group in groups:
            if group.heading:
                column.addWidget(self._label(group.heading, "group", board))
            if group.help:
                column.addWidget(self._label(group.help, "help", board))
            column.addLayout(self._rows(group, answers, board))
        self._column.replaceWidget(self._board, board)
        self._board.hide()
        self._board.deleteLater()
        self._board = board

    def _rows(
        self, group: QuestionGroup, answers: Mapping[Path, Shown], board: QWidget
    ) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(8)
        table.setColumnMinimumWidth(0, LABEL)
        table.setColumnStretch(1, 1)
        number = 0
        for part in group.parts:
            words = answers[part.path].words
            if words == NOTHING:
                continue
            label = part.label if isinstance(part, QuestionGrid) else part.field.label
            top = Qt.AlignmentFlag.AlignTop
            table.addWidget(self._label(label, "state", board), number, 0, top)
            lines = "\n".join(answers[part.path].lines) or words
            table.addWidget(self._label(lines, "value", board), number, 1)
            number += 1
        return table

    def _label(self, words: str, name: str, parent: QWidget) -> QLabel:
        label = QLabel(words, parent)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
