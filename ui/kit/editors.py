"""What a field is answered with: one widget per kind of field, all with the same few words."""

from functools import singledispatch

from PySide6.QtWidgets import QWidget

from model.domain.forms import Choice, Field, Number, Text
from model.domain.typed_words import as_line
from ui.kit.editor import Editor
from ui.kit.label import Label
from ui.kit.line_field import LineField
from ui.kit.number_editor import NumberEditor
from ui.kit.prose import Prose
from ui.kit.segments import Segments
from ui.status_marks import MARK_OF

LOW_LINES = 2  # of a text where the window is low


class LineEditor(Editor):
    """A short text on one line."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._shown = ""  # as it is kept, by an earlier version perhaps with other blanks
        self._line = LineField(parent=self)
        self._line.setPlaceholderText(field.help)
        self._line.textEdited.connect(self.edited)
        self._line.editingFinished.connect(self._on_finished)
        self.stack(self._line)

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    def show_text(self, text: str, draft: str = "") -> None:
        if text != self.text:
            self._shown = text
            self._line.setText(text)

    @property
    def text(self) -> str:
        said = self._field.canonical(self._line.text())
        plain = as_line(self._shown)
        kept = plain != self._shown and said == self._field.canonical(plain)
        return self._shown if kept else said

    def _on_finished(self) -> None:
        """Shows what was typed as it is kept, once nobody types on."""
        if self.text != self._line.text().strip():
            self._line.setText(self.text)
        self.settled.emit()

    @property
    def undid(self) -> bool:
        return self._line.isRedoAvailable()


class ProseEditor(Editor):
    """A text of several lines; its length is counted while one types."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = field.max_length
        self._shown = self._read_back = ""  # as it is kept, and as the field reads that back
        self._prose = Prose(field.lines, self)
        self._prose.setPlaceholderText(field.help)
        self._prose.textChanged.connect(self._on_changed)
        self._prose.left.connect(self.settled)
        self._lines = field.lines
        self._count = self.aside = Label(parent=self)
        self._count.setObjectName("count")
        self.stack(self._prose)
        self._show_count()

    def set_read_only(self, read_only: bool) -> None:
        self._prose.setReadOnly(read_only)
        self._count.setHidden(read_only)

    def set_low(self, low: bool) -> None:
        self._prose.set_least(min(self._lines, LOW_LINES) if low else self._lines)

    def show_text(self, text: str, draft: str = "") -> None:
        if text != self.text:
            self._shown = text
            self._prose.show_text(text)
            self._read_back = self._said
        self._show_count()

    @property
    def text(self) -> str:
        return self._shown.strip() if self._said == self._read_back else self._said

    @property
    def _said(self) -> str:
        return self._prose.toPlainText().strip()

    @property
    def undid(self) -> bool:
        return self._prose.document().isRedoAvailable()

    def _on_changed(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        self._count.setText(f"{len(self.text)} / {self._most}")


class ChoiceEditor(Editor):
    """A row of buttons; states carry their shapes."""

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        marks = {state.value: mark for state, mark in MARK_OF.items()}
        self.segments = Segments(field.options, marks, self)
        self.segments.chosen.connect(self._on_chosen)
        self.stack(self.segments)

    def show_text(self, text: str, draft: str = "") -> None:
        self.segments.show_value(text)

    @property
    def text(self) -> str:
        return self.segments.value

    def describe(self, name: str, words: str) -> None:
        self.segments.describe("　".join(filter(None, (name, words))))

    def press(self, code: str) -> bool:
        return self.segments.press(code)

    def _on_chosen(self, code: str) -> None:
        self.settled.emit()


@singledispatch
def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    raise NotImplementedError(f"no editor for {type(field).__name__}")


@editor_for.register
def _text(field: Text, parent: QWidget | None = None) -> Editor:
    return ProseEditor(field, parent) if field.lines > 1 else LineEditor(field, parent)


@editor_for.register
def _number(field: Number, parent: QWidget | None = None) -> Editor:
    return NumberEditor(field, parent)


@editor_for.register
def _choice(field: Choice, parent: QWidget | None = None) -> Editor:
    return ChoiceEditor(field, parent)
