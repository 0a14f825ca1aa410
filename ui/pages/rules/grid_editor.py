"""Numbers and words side by side: states, steps, grades."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from model.domain.forms import Number
from model.domain.numbers import number_text
from model.domain.typed_numbers import read_number
from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import Question, QuestionGrid
from ui.connection import connect
from ui.kit.label import Label, line_label
from ui.kit.layout import NO_MARGINS, REST, box, row
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import SNUG, TIGHT
from ui.theme import icon

NARROW = 84  # px


class GridField(LineField):
    """A cell: a number is reported while it is typed, words when they are finished."""

    answered = Signal(object, str, str)  # Question, canonical text, what could not be taken

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.question = question
        self._number = isinstance(question.field, Number)
        self.setObjectName(".".join(map(str, question.path)))
        self.setAccessibleName(question.field.label)
        if self._number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setFixedWidth(NARROW)
            self.textEdited.connect(self._say)
        else:
            self.editingFinished.connect(self._say)

    def show_answer(self, text: str, unread: str) -> None:
        if (text, unread) != self.said:
            self.setText(unread or text)

    @property
    def said(self) -> tuple[str, str]:
        """The canonical text, and what could not be taken."""
        typed = self.text().strip()
        if not self._number:
            return typed, ""
        reading = read_number(typed, _unit(self.question))
        if reading.value is None:
            return "", typed
        return number_text(reading.value), ""

    def _say(self) -> None:
        self.answered.emit(self.question, *self.said)


class GridEditor(QWidget):
    answered = Signal(object, str, str)
    row_added = Signal(object)  # QuestionGrid
    row_removed = Signal(object, int)

    def __init__(self, grid: QuestionGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.cells: list[GridField] = []
        table = QGridLayout(self)
        table.setContentsMargins(*NO_MARGINS)
        table.setHorizontalSpacing(TIGHT)
        table.setVerticalSpacing(SNUG)
        for column, words in enumerate(grid.columns):
            table.addWidget(line_label("help", words), 0, column + 1)
        for number, questions in enumerate(grid.rows):
            self._add_row(table, number, questions)
        table.setColumnStretch(len(grid.columns) + 2, 1)
        if grid.row is not None:
            table.addWidget(self._more(), len(grid.rows) + 1, 1, 1, 3)

    def _add_row(self, table: QGridLayout, number: int, questions: tuple[Question, ...]) -> None:
        if head := self.grid.heads[number]:
            table.addWidget(Label(head, self), number + 1, 0)
        for column, question in enumerate(questions):
            cell = GridField(question, self)
            cell.answered.connect(self.answered)
            self.cells.append(cell)
            table.addWidget(_with_unit(cell), number + 1, column + 1)
        if self.grid.row is not None:
            remove = QToolButton(self)
            remove.setIcon(icon("x", "quiet", 14))
            remove.setAutoRaise(True)
            remove.setToolTip("删去这一行")
            remove.setAccessibleName(f"删去第 {number + 1} 行")
            connect(remove.clicked, self, lambda: self.row_removed.emit(self.grid, number))
            table.addWidget(remove, number + 1, len(questions) + 1)

    def _more(self) -> Link:
        more = Link("增加一行", self)
        more.setObjectName("link")
        connect(more.clicked, self, lambda: self.row_added.emit(self.grid))
        return more

    def show_answers(self, answers: Mapping[Path, Shown]) -> None:
        for cell in self.cells:
            shown = answers[cell.question.path]
            cell.show_answer(shown.text, shown.unread)


def _with_unit(cell: GridField) -> QWidget:
    if not (unit := _unit(cell.question)):
        return cell
    return box(row(cell, line_label("unit", unit), REST, spacing=SNUG))


def _unit(question: Question) -> str:
    return question.field.unit if isinstance(question.field, Number) else ""
