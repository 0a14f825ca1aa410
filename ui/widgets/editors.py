"""What a field is answered with: one widget per kind of field, all with the same few words."""

from functools import singledispatch

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from model.domain.forms import Choice, Field, Number, Text
from model.domain.numbers import number_text
from model.domain.reading import Reading, read_number
from ui.marks import MARK_OF
from ui.widgets.prose import Prose
from ui.widgets.segments import Segments

NARROW = 180  # px, room for a number


class Editor(QWidget):
    """Says that something was typed; asked, it tells what that is worth."""

    edited = Signal()  # more may follow: worth saving soon
    settled = Signal()  # a choice was made or the field left: worth saving now

    box: QWidget  # what takes the keyboard

    def show_text(self, text: str, draft: str = "") -> None:
        """Show the stored canonical *text*, or the *draft* that could not be taken."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The canonical text, "" for 未填."""
        raise NotImplementedError

    @property
    def draft(self) -> str:
        """What stands there and can't be taken as it is."""
        return ""

    def press(self, code: str) -> bool:
        """Choose the option *code* as if clicked; False where there is none."""
        return False

    def _stack(self, box: QWidget) -> QVBoxLayout:
        self.box = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(box)
        self.setFocusProxy(box)
        return column


class LineEditor(Editor):
    """A short text on one line."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(field.help)
        self._line.textEdited.connect(self.edited)
        self._line.editingFinished.connect(self.settled)
        self._stack(self._line)

    def show_text(self, text: str, draft: str = "") -> None:
        if text != self.text:
            self._line.setText(text)

    @property
    def text(self) -> str:
        return self._line.text().strip()


class ProseEditor(Editor):
    """A longer text, its length counted as one types."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = field.max_length
        self._prose = Prose(field.lines, self)
        self._prose.setPlaceholderText(field.help)
        self._prose.textChanged.connect(self._on_changed)
        self._prose.left.connect(self.settled)
        self._count = QLabel(self)
        self._count.setObjectName("count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._stack(self._prose).addWidget(self._count)
        self._show_count()

    def show_text(self, text: str, draft: str = "") -> None:
        if text != self.text:
            self._prose.show_text(text)
        self._show_count()

    @property
    def text(self) -> str:
        return self._prose.toPlainText().strip()

    def _on_changed(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        self._count.setText(f"{len(self.text)} / {self._most}")


class NumberEditor(Editor):
    """Takes any typing: what is certain is taken and said, the rest is asked beside the field."""

    def __init__(self, field: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = field.unit
        self._reading = Reading()
        self._line = QLineEdit(self)
        self._line.setFixedWidth(NARROW)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        unit, self._said = QLabel(field.unit, self), QLabel(self)
        unit.setObjectName("unit")
        self._said.setObjectName("said")
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._line, unit, self._said):
            row.addWidget(part)
        row.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column = self._stack(holder)
        self.box = self._line
        self.setFocusProxy(self._line)
        self._question = QLabel(self)
        self._question.setObjectName("question")
        self._question.setWordWrap(True)
        self._yes = QPushButton(self)
        self._yes.setObjectName("yes")
        self._yes.clicked.connect(self._on_agreed)
        column.addWidget(self._question)
        column.addWidget(self._yes, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_reading()

    def show_text(self, text: str, draft: str = "") -> None:
        self._line.setText(draft or text)
        self._reading = read_number(draft or text, self._unit)
        self._show_reading()

    @property
    def text(self) -> str:
        value = self._reading.value
        return "" if value is None else number_text(value)

    @property
    def draft(self) -> str:
        return self._line.text().strip() if self._reading.question else ""

    def _on_edited(self) -> None:
        self._reading = read_number(self._line.text(), self._unit)
        self._show_reading()
        self.edited.emit()

    def _on_finished(self) -> None:
        if self._reading.value is not None:
            self._line.setText(self.text)
        self.settled.emit()

    def _on_agreed(self) -> None:
        if self._reading.guess is not None:
            self._line.setText(number_text(self._reading.guess))
            self._on_edited()
            self.settled.emit()

    def _show_reading(self) -> None:
        guess = self._reading.guess
        self._said.setText(self._reading.said)
        self._question.setText(self._reading.question)
        self._question.setVisible(bool(self._reading.question))
        self._yes.setVisible(guess is not None)
        self._yes.setText("" if guess is None else f"填 {number_text(guess)}")


class ChoiceEditor(Editor):
    """A row of buttons; states carry their shapes."""

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        marks = {state.value: mark for state, mark in MARK_OF.items()}
        self.segments = Segments(field.options, marks, self)
        self.segments.chosen.connect(self._on_chosen)
        self._stack(self.segments)

    def show_text(self, text: str, draft: str = "") -> None:
        self.segments.show_value(text)

    @property
    def text(self) -> str:
        return self.segments.value

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
