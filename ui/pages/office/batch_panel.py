"""One batch of files: undone whole, or why that can't be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.errors import AppError
from model.office.changes import OfficeChanges
from model.office.undo_import import obstacles, redo_import, undo_import
from ui.alerts import show_error
from ui.kit.label import show_words
from ui.kit.layout import REST, Sheet, at_left
from ui.pages.office.file_entries import batch_words
from ui.pages.office.session import OfficeSession
from ui.theme import icon

KEPT = "撤销以后，这一批带来的报送不再计入；原件仍然留存，随时可以恢复。"
UNDONE = "这一批已经撤销，带来的报送不计入。原件仍然留存。"


class BatchPanel(Sheet):
    turned = Signal()  # the batch counts no more, or again

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._batch = 0
        self._title, self._facts = self.label("question_heading"), self.label("notes")
        self._words, self.why = self.label(), self.label("detail")
        self.undo = QPushButton(icon("undo-2", "ink", 16), "撤销这一批", self)
        self.undo.clicked.connect(self._on_undo)
        self.redo = QPushButton(icon("redo-2", "ink", 16), "恢复这一批", self)
        self.redo.clicked.connect(self._on_redo)
        self.add(at_left(self.undo), at_left(self.redo), REST)
        self.show_batch("")

    def show_batch(self, key: str) -> None:
        office = self._room.office
        batch = next((one for one in office.batches if str(one.id) == key), None)
        self.paper.setVisible(batch is not None)
        if batch is None:
            return
        self._batch = batch.id
        undone = batch.undone_at is not None
        self._title.setText(batch.origin)
        self._facts.setText(batch_words(batch))
        problems = [] if undone else [str(problem) for problem in obstacles(office, batch.id)]
        self._words.setText(UNDONE if undone else "现在不能撤销这一批：" if problems else KEPT)
        show_words(self.why, "\n".join(problems))
        self.undo.setVisible(not undone)
        self.undo.setEnabled(not problems and not self._room.jobs.busy)
        self.redo.setVisible(undone)
        self.redo.setEnabled(not self._room.closed)

    def _on_undo(self) -> None:
        try:
            changes = self._room.take(undo_import(self._room.office, self._batch))
            self.turned.emit()
        except AppError as error:
            show_error(error, self)
            changes = OfficeChanges()
        self._room.tell(changes)

    def _on_redo(self) -> None:
        changes = self._room.take(redo_import(self._room.office, self._batch))
        self.turned.emit()
        self._room.tell(changes)
