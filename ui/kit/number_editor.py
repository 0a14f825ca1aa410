"""A number, typed in whatever way."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.forms import Number
from model.domain.numbers import number_text
from model.domain.typed_numbers import Reading
from ui.kit.editor import Editor
from ui.kit.grown_width import fix_width
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, add, box, row
from ui.kit.line_field import LineField
from ui.kit.metrics import NUMBER, TIGHT


class NumberEditor(Editor):
    """Takes any typing: a certain number is taken and said, a doubtful one is asked about."""

    def __init__(self, field: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._reading = Reading()
        self._line = LineField(parent=self)
        self._line.setAccessibleName(field.label)
        fix_width(self._line, NUMBER)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._said, self._question = line_label("said"), words_label("question")
        unit = line_label("unit", field.unit)
        holder = box(row(self._line, unit, self._said, REST, spacing=TIGHT))
        below = self.stack(holder)
        self.box = self._line
        self.setFocusProxy(self._line)
        self._yes = QPushButton(self)
        self._yes.setObjectName("yes")
        self._yes.clicked.connect(self._on_agreed)
        self._as_typed = QPushButton(self)
        self._as_typed.setObjectName("yes")
        self._as_typed.clicked.connect(self._on_meant)
        add(below, self._question, row(self._yes, self._as_typed, REST, spacing=TIGHT))
        self._show_reading()

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._yes.setDisabled(read_only)
        self._as_typed.setDisabled(read_only)

    def show_text(self, text: str, draft: str = "") -> None:
        self._line.setText(draft or text)
        stored = Reading(value=Decimal(text)) if text else Reading()
        self._reading = self._field.read(draft) if draft else stored
        self._show_reading()

    @property
    def text(self) -> str:
        value = self._reading.value
        return "" if value is None else number_text(value)

    @property
    def draft(self) -> str:
        return self._line.text().strip() if self._reading.question else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        return self._reading.question, self._reading.said, self._field.unit

    @property
    def undid(self) -> bool:
        return self._line.isRedoAvailable()

    def _on_edited(self) -> None:
        self._reading = self._field.read(self._line.text())
        self._show_reading()
        self.edited.emit()

    def _on_finished(self) -> None:
        if self._reading.value is not None:
            self._line.setText(self.text)
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the answer that is offered, which whoever typed quickly has not read
        yet: one more takes it.
        """
        answers = (one for one in (self._yes, self._as_typed) if one.isVisible())
        answer = next(answers, None)
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enters and answer and self._line.hasFocus():
            answer.setFocus(Qt.FocusReason.TabFocusReason)
        elif enters and isinstance(here := self.focusWidget(), QPushButton):
            here.click()
        else:
            super().keyPressEvent(event)

    def _on_agreed(self) -> None:
        """Takes what is offered, and goes on to the next field."""
        if self._reading.guess is not None and self._yes.isEnabled():
            self._take(number_text(self._reading.guess))

    def _on_meant(self) -> None:
        """Takes what was typed as it stands, said so that it is certain."""
        self._take(self._reading.certain)

    def _take(self, text: str) -> None:
        self._line.setFocus()
        self._line.setText(text)
        self._on_edited()
        self._on_finished()
        self.focusNextChild()

    def _show_reading(self) -> None:
        guess = self._reading.guess
        self._said.setText(self._reading.said)
        show_words(self._question, self._reading.question)
        self._yes.setVisible(guess is not None)
        self._yes.setText("" if guess is None else f"填 {number_text(guess)}")
        certain = self._reading.certain
        self._as_typed.setVisible(bool(certain))
        self._as_typed.setText(f"就是 {certain}" if certain else "")
        self.told.emit()
