"""The form of one entry of a rulebook, made from what it asks; nothing is known of kinds."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from model.rulebook_editor.differences import Shown
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import QuestionGrid, QuestionGroup
from ui.pages.rules.grid_block import GridBlock
from ui.pages.rules.row import QuestionRow

MARGIN, GAP = 24, 16  # px


class RuleForm(QWidget):
    """Built anew only when something else is asked, so that the typing hand keeps its place."""

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
        self.grids: dict[Path, GridBlock] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._board = QWidget(self)
        self._column.addWidget(self._board)

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
        for path, block in self.grids.items():
            block.show_answers(answers)
            inside = [complaints[cell.question.path] for cell in block.cells
                      if cell.question.path in complaints]  # fmt: skip
            block.show_complaint("\n".join(filter(None, (complaints.get(path, ""), *inside))))

    def _build(self, groups: tuple[QuestionGroup, ...]) -> None:
        focused = self._focused()
        self._groups = groups
        self.rows, self.grids = {}, {}
        board = QWidget(self)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for group in groups:
            self._add_group(column, group, board)
        self._column.replaceWidget(self._board, board)
        self._board.hide()
        self._board.deleteLater()
        self._board = board
        if focused in self.rows:
            self.rows[focused].editor.box.setFocus()

    def _focused(self) -> Path:
        found = (path for path, row in self.rows.items() if row.editor.box.hasFocus())
        return next(found, ())

    def _add_group(self, column: QVBoxLayout, group: QuestionGroup, board: QWidget) -> None:
        head = QVBoxLayout()
        head.setSpacing(4)
        for words, name in ((group.heading, "group"), (group.help, "help")):
            if words:
                label = QLabel(words, board)
                label.setObjectName(name)
                label.setWordWrap(True)
                head.addWidget(label)
        column.addLayout(head)
        for part in group.parts:
            if isinstance(part, QuestionGrid):
                block = self.grids[part.path] = GridBlock(part, board)
                block.answered.connect(self.answered)
                block.row_added.connect(self.row_added)
                block.row_removed.connect(self.row_removed)
                block.restored.connect(self.restored)
                column.addWidget(block)
            else:
                row = self.rows[part.path] = QuestionRow(part, self._names, board)
                row.answered.connect(self.answered)
                row.restored.connect(self.restored)
                column.addWidget(row)

    def focus_path(self, path: Path) -> None:
        """Put the cursor where *path* is asked."""
        if path in self.rows:
            self.rows[path].editor.box.setFocus()
        cells = [cell for block in self.grids.values() for cell in block.cells]
        for cell in cells:
            if cell.question.path[: len(path)] == path:
                cell.setFocus()
                return


class Sheet(QScrollArea):
    """A page of paper that scrolls up and down."""

    def __init__(self, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_scroll")
        self.setAccessibleName("内容")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        paper = QWidget(self)
        paper.setObjectName("paper")
        self.column = QVBoxLayout(paper)
        self.column.setContentsMargins(MARGIN, 16, MARGIN, MARGIN)
        self.column.setSpacing(GAP)
        for part in parts:
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setWidget(paper)
