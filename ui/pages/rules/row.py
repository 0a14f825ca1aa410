"""One question about a rule: its label, what it was, its editor, and what is wrong."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model.domain.forms import Choice, Field, Number, Text
from model.rulebook_editor.differences import Shown
from model.rulebook_editor.fields import Dial, ItemIds, ItemWeights, Question, Several
from ui.connection import connect
from ui.kit.choice_editors import ComboEditor, SeveralEditor
from ui.kit.editor import Editor
from ui.kit.editors import editor_for
from ui.kit.previous_value import PreviousValue
from ui.kit.slider_editor import SliderEditor
from ui.pages.rules.items_editor import ItemsEditor

ROOM, LETTER, AROUND = 330, 14, 32  # px: of a row of buttons


class QuestionRow(QWidget):
    answered = Signal(object, str, str)  # Question, canonical text, what could not be taken
    restored = Signal(object)  # path: as it was

    def __init__(
        self, question: Question, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self._text = ""
        self.editor = rule_editor(question.field, names, self)
        self.editor.box.setObjectName(".".join(map(str, question.path)))  # how tests find it
        self.editor.box.setAccessibleName(question.field.label)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self._on_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._heading())
        if question.field.help and not isinstance(question.field, Text):
            column.addWidget(self._help(question.field.help))
        column.addWidget(self.editor)
        self._complaint = QLabel(self)
        self._complaint.setObjectName("complaint")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        column.addWidget(self._complaint)

    def _heading(self) -> QHBoxLayout:
        field = self.question.field
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(field.label, self)
        label.setObjectName("label")
        label.setBuddy(self.editor.box)
        row.addWidget(label)
        row.addStretch(1)
        self._was = PreviousValue(self)
        connect(self._was.restored, self, lambda: self.restored.emit(self.question.path))
        row.addWidget(self._was)
        return row

    def _help(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("help")
        label.setWordWrap(True)
        return label

    def show_answer(self, shown: Shown) -> None:
        self._text = shown.text
        if (shown.text, shown.unread) != (self.editor.text, self.editor.draft):
            self.editor.show_text(shown.text, shown.unread)
        if isinstance(self.editor, SliderEditor):
            self.editor.show_was(shown.was_text)
        self._was.show_was(shown.was)

    @property
    def complaint(self) -> str:
        return self._complaint.text()

    def show_complaint(self, sentence: str) -> None:
        asking = isinstance(self.question.field, Number) and bool(self.editor.draft)
        self._complaint.setText("" if asking else sentence)
        self._complaint.setVisible(bool(self._complaint.text()))

    def _on_edited(self) -> None:
        needed = isinstance(self.question.field, Choice) and not self.question.optional
        if needed and not self.editor.text:  # pressed once more: it stays chosen
            self.editor.show_text(self._text)
            return
        self.answered.emit(self.question, self.editor.text, self.editor.draft)


def rule_editor(field: Field, names: Mapping[str, str], parent: QWidget) -> Editor:
    """
    Args:
        names: of the plan's items, by id.
    """
    match field:
        case Dial():
            return SliderEditor(field, parent)
        case Several():
            return SeveralEditor(field, parent)
        case ItemIds() | ItemWeights():
            return ItemsEditor(field, names, parent)
        case Choice() if _width(field) > ROOM:
            return ComboEditor(field, parent)
        case _:
            return editor_for(field, parent)


def _width(field: Choice) -> int:
    return sum(len(word) * LETTER + AROUND for word in field.options.values())
