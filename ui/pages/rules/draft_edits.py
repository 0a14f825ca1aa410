"""What people do to the draft on the sheet, done to the draft."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from model.rulebook_editor.draft import Draft, Path, RulebookEntry
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.edits import restored, split_off, with_total_rule, without_rule
from model.rulebook_editor.fields import Question, QuestionGrid
from ui.pages.rules.entry_sheet import EntrySheet


class DraftEdits(QObject):
    edited = Signal()
    reshaped = Signal(str)  # rules came or went; the key of the entry to be shown

    def __init__(
        self, rules: RulebookEditor, sheet: EntrySheet, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rules = rules
        form = sheet.form
        form.answered.connect(self._on_answered)
        form.restored.connect(self._on_restored)
        form.row_added.connect(self._on_row_added)
        form.row_removed.connect(self._on_row_removed)
        sheet.ruler.edge_moved.connect(self._on_edge_moved)
        sheet.removal_requested.connect(self._on_removal)
        sheet.split_requested.connect(self._on_split)

    def _change(self, draft: Draft) -> None:
        if draft != self._rules.draft:
            self._rules.change(draft)
            self.edited.emit()

    def _on_answered(self, question: Question, text: str, unread: str) -> None:
        before = self._rules.draft
        self._rules.answer(question, text, unread)
        if self._rules.draft != before:
            self.edited.emit()

    def _on_restored(self, path: Path) -> None:
        if self._rules.draft and self._rules.base:
            self._change(restored(self._rules.draft, self._rules.base, path))

    def _on_row_added(self, grid: QuestionGrid) -> None:
        if self._rules.draft:
            self._change(self._rules.draft.with_row(grid.path, grid.row))

    def _on_row_removed(self, grid: QuestionGrid, number: int) -> None:
        if self._rules.draft:
            self._change(self._rules.draft.without_row(grid.path, number))

    def _on_edge_moved(self, grade: int, value: object) -> None:
        if self._rules.draft:
            self._change(self._rules.draft.with_value(("grade", grade, "from"), value))

    def add_rule(self, kind: str) -> None:
        if self._rules.draft:
            self._rules.change(with_total_rule(self._rules.draft, kind))
            new = self._rules.draft.entries("total_rule")[-1]
            self.reshaped.emit(f"total_rule {new['id']}")

    def _on_removal(self, entry: RulebookEntry) -> None:
        if self._rules.draft:
            section, number = entry.section.value, entry.number
            self._rules.change(without_rule(self._rules.draft, section, number))
            self.reshaped.emit("about")

    def _on_split(self, entry: RulebookEntry, items: Sequence[str]) -> None:
        if self._rules.draft:
            self._rules.change(split_off(self._rules.draft, entry.number, items))
            new = self._rules.draft.entries("rule")[-1]
            self.reshaped.emit(f"rule {new['id']}")
