"""The form of one entry of a rulebook, made from what it asks; nothing is known of kinds."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.domain.forms import Choice, Number, Text
from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import Question, QuestionGrid, QuestionGroup
from ui.connection import connect
from ui.kit.editor import Editor
from ui.kit.field_row import FieldRow
from ui.kit.label import words_label
from ui.kit.layout import Part, column
from ui.kit.metrics import BLOCK, HAIR
from ui.pages.rules.editors import rule_editor
from ui.pages.rules.grid_editor import GridEditor
from ui.pages.rules.slider_editor import SliderEditor


class QuestionRow(FieldRow):
    """One question about a rule, and what its answer was in the version the draft is made from."""

    answered = Signal(object, str, str)  # Question, canonical text, what could not be taken
    editor: Editor

    def __init__(self, question: Question, names: Mapping[str, str], parent: QWidget) -> None:
        field = question.field
        below = "" if isinstance(field, Text) else field.help
        super().__init__(field.label, rule_editor(field, names, parent), parent, below=below)
        self.question = question
        self._text = ""
        self.editor.box.setObjectName(".".join(map(str, question.path)))  # how tests find it
        self.editor.box.setAccessibleName(field.label)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self._on_edited)

    def show_answer(self, shown: Shown) -> None:
        self._text = shown.text
        if (shown.text, shown.unread) != (self.editor.text, self.editor.draft):
            self.editor.show_text(shown.text, shown.unread)
        if isinstance(self.editor, SliderEditor):
            self.editor.show_was(shown.was_text)
        self.show_previous(shown.was)

    def show_complaint(self, sentence: str) -> None:
        """Shows *sentence*, unless the editor of a number asks about it already."""
        asking = isinstance(self.question.field, Number) and bool(self.editor.draft)
        super().show_complaint("" if asking else sentence)

    def _on_edited(self) -> None:
        needed = isinstance(self.question.field, Choice) and not self.question.optional
        if needed and not self.editor.text:  # pressed once more: it stays chosen
            self.editor.show_text(self._text)
            return
        self.answered.emit(self.question, self.editor.text, self.editor.draft)


class QuestionGridRow(FieldRow):
    """A table of a rule, and what it was in the version the draft is made from."""

    editor: GridEditor

    def __init__(self, grid: QuestionGrid, parent: QWidget) -> None:
        super().__init__(grid.label, GridEditor(grid, parent), parent, below=grid.help)
        self.grid = grid

    def show_answers(self, answers: Mapping[Path, Shown]) -> None:
        self.editor.show_answers(answers)
        self.show_previous(answers[self.grid.path].was)

    def show_complaints(self, complaints: Mapping[Path, str]) -> None:
        """Shows what is wrong with the table and with its cells."""
        paths = (self.grid.path, *(cell.question.path for cell in self.editor.cells))
        self.show_complaint("\n".join(complaints[path] for path in paths if path in complaints))


class RuleForm(QWidget):
    """A row for each question; rebuilt only when the questions change."""

    answered = Signal(object, str, str)  # Question, canonical text, what could not be taken
    restored = Signal(object)  # path
    row_added = Signal(object)  # QuestionGrid
    row_removed = Signal(object, int)

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        """*names* of the plan's items, by id."""
        super().__init__(parent)
        self._names = names
        self._groups: tuple[QuestionGroup, ...] = ()
        self.rows: dict[Path, QuestionRow] = {}
        self.grids: dict[Path, QuestionGridRow] = {}
        self._board = QWidget(self)
        self._column = column(self._board, parent=self)

    def show_form(
        self,
        groups: tuple[QuestionGroup, ...],
        answers: Mapping[Path, Shown],
        complaints: Mapping[Path, str],
    ) -> None:
        if groups != self._groups:
            self._build(groups)
        for path, row in self.rows.items():
            row.show_answer(answers[path])
            row.show_complaint(complaints.get(path, ""))
        for block in self.grids.values():
            block.show_answers(answers)
            block.show_complaints(complaints)

    def _build(self, groups: tuple[QuestionGroup, ...]) -> None:
        focused = self._focused()
        self._groups = groups
        self.rows, self.grids = {}, {}
        board = QWidget(self)
        parts = (part for group in groups for part in self._parts(group, board))
        column(*parts, spacing=BLOCK, parent=board)
        self._column.replaceWidget(self._board, board)
        self._board.hide()
        self._board.deleteLater()
        self._board = board
        if focused in self.rows:
            self.rows[focused].editor.box.setFocus()

    def _focused(self) -> Path:
        found = (path for path, row in self.rows.items() if row.editor.box.hasFocus())
        return next(found, ())

    def _parts(self, group: QuestionGroup, board: QWidget) -> Iterator[Part]:
        """The heading of *group* with its help, and a row for each question."""
        words = ((group.heading, "group"), (group.help, "help"))
        yield column(*(words_label(name, said) for said, name in words if said), spacing=HAIR)
        for part in group.parts:
            row = self._row(part, board)
            connect(row.restored, self, lambda path=part.path: self.restored.emit(path))
            yield row

    def _row(self, part: Question | QuestionGrid, board: QWidget) -> FieldRow:
        if isinstance(part, QuestionGrid):
            block = self.grids[part.path] = QuestionGridRow(part, board)
            block.editor.answered.connect(self.answered)
            block.editor.row_added.connect(self.row_added)
            block.editor.row_removed.connect(self.row_removed)
            return block
        row = self.rows[part.path] = QuestionRow(part, self._names, board)
        row.answered.connect(self.answered)
        return row

    def focus_path(self, path: Path) -> None:
        """Puts the cursor into the field for *path*."""
        if path in self.rows:
            self.rows[path].editor.box.setFocus()
        cells = [cell for block in self.grids.values() for cell in block.editor.cells]
        for cell in cells:
            if cell.question.path[: len(path)] == path:
                cell.setFocus()
                return
