"""An entry of a published version, to be read: labels and words, nothing that could be typed."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import QuestionGrid, QuestionGroup
from model.rulebook_editor.words import NOTHING
from ui.kit.label import words_label
from ui.kit.layout import Part, box, column
from ui.kit.metrics import BLOCK, TIGHT

LABEL = 132  # px


class EntryText(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = QWidget(self)
        self._column = column(self._board, parent=self)

    def show_form(self, groups: tuple[QuestionGroup, ...], answers: Mapping[Path, Shown]) -> None:
        board = box(column(*self._parts(groups, answers), spacing=TIGHT))
        self._column.replaceWidget(self._board, board)
        self._board.hide()
        self._board.deleteLater()
        self._board = board

    def _parts(
        self, groups: tuple[QuestionGroup, ...], answers: Mapping[Path, Shown]
    ) -> Iterator[Part]:
        for group in groups:
            for words, name in ((group.heading, "group"), (group.help, "help")):
                if words:
                    yield words_label(name, words)
            yield self._rows(group, answers)

    def _rows(self, group: QuestionGroup, answers: Mapping[Path, Shown]) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(BLOCK)
        table.setVerticalSpacing(TIGHT)
        table.setColumnMinimumWidth(0, LABEL)
        table.setColumnStretch(1, 1)
        number = 0
        for part in group.parts:
            words = answers[part.path].words
            if words == NOTHING:
                continue
            label = part.label if isinstance(part, QuestionGrid) else part.field.label
            top = Qt.AlignmentFlag.AlignTop
            table.addWidget(words_label("state", label), number, 0, top)
            lines = "\n".join(answers[part.path].lines) or words
            table.addWidget(words_label("value", lines), number, 1)
            number += 1
        return table
