"""A field as it stands on the page: its label, its editor, and what is to be said about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit.link import Link

LONGEST = 16  # characters of a previous value that is shown whole


class FieldRow(QWidget):
    """From top to bottom: label, help, editor, something to think about, what is wrong."""

    restored = Signal()  # the previous value is wanted back

    def __init__(
        self,
        label: str,
        editor: QWidget,
        parent: QWidget | None = None,
        *,
        beside: str = "",
        below: str = "",
    ) -> None:
        """
        Args:
            beside: help at the right of the label.
            below: help under the label.
        """
        super().__init__(parent)
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        name = self._label("label", label, wrap=False)
        name.setBuddy(editor)
        self._due = self._label("due", "必填", wrap=False)
        self._due.hide()
        head.addWidget(name)
        head.addWidget(self._due)
        if beside:
            head.addWidget(self._label("help", beside, wrap=False))
        head.addStretch(1)
        self._was, self._restore = self._label("was", wrap=False), Link("恢复", self)
        self._restore.setToolTip("改回底稿中的内容")
        self._restore.clicked.connect(self.restored)
        for part in (self._was, self._restore):
            part.hide()
            head.addWidget(part)
        column.addLayout(head)
        if below:
            column.addWidget(self._label("help", below))
        column.addWidget(editor)
        self._hint, self._complaint = self._label("question"), self._label("complaint")
        for told in (self._hint, self._complaint):
            told.hide()
            column.addWidget(told)

    def _label(self, name: str, words: str = "", *, wrap: bool = True) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName(name)
        label.setWordWrap(wrap)
        return label

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
        """Show something to think about; it holds nothing back."""
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    def show_due(self, due: bool) -> None:
        """Show whether an answer is still owed here."""
        self._due.setVisible(due)

    def show_previous(self, value: str | None) -> None:
        """Show what the value was before, and a way back to it; None: it did not change."""
        short = value is not None and len(value) <= LONGEST
        self._was.setText(f"原为 {value}" if short else "已改")
        self._was.setToolTip(value or "")
        for part in (self._was, self._restore):
            part.setVisible(value is not None)
