"""A field as it stands on the page: label above, editor, what is wrong below."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model.domain.forms import Field, Number
from ui.kit.editors import editor_for


class FieldRow(QWidget):
    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_for(field, self)
        self.editor.box.setObjectName(field.key)  # how tests find it
        self.editor.box.setAccessibleName(field.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._heading())
        column.addWidget(self.editor)
        self._hint = QLabel(self)
        self._hint.setObjectName("question")
        self._hint.setWordWrap(True)
        self._hint.hide()
        column.addWidget(self._hint)
        self._complaint = QLabel(self)
        self._complaint.setObjectName("complaint")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        column.addWidget(self._complaint)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(self.field.label, self)
        label.setObjectName("label")
        label.setBuddy(self.editor.box)
        row.addWidget(label)
        self._due = QLabel("必填", self)
        self._due.setObjectName("due")
        self._due.hide()
        row.addWidget(self._due)
        if self.field.help and isinstance(self.field, Number):
            help_ = QLabel(self.field.help, self)
            help_.setObjectName("help")
            row.addWidget(help_)
        row.addStretch(1)
        return row

    @property
    def complaint(self) -> str:
        return self._complaint.text()

    def show_complaint(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_hint(self, sentence: str) -> None:
        """Something to think about; it holds nothing back."""
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    def show_due(self, due: bool) -> None:
        """Whether an answer is still owed here."""
        self._due.setVisible(due)
