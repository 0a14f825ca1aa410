"""A field as it stands on the page: its label, its editor, and what is to be said about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.editor import Editor
from ui.kit.label import line_label, words_label
from ui.kit.late_words import LateWords
from ui.kit.layout import REST, Part, Placed, add, at_top, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import GAP, INPUT, LINE_WIDTH, SNUG, TIGHT, px

LONGEST = 16  # characters of a previous value that is shown whole


class FieldRow(QWidget):
    """A row of a form: label, help, editor, something to think about, what is wrong."""

    restored = Signal()  # the previous value is wanted back

    def __init__(
        self,
        label: str,
        editor: QWidget,
        parent: QWidget | None = None,
        *,
        beside: str = "",
        below: str = "",
        inline: bool = False,
    ) -> None:
        """
        Args:
            beside: help at the right of the label.
            below: help under the label.
            inline: the editor stands on the label's line.
        """
        super().__init__(parent)
        self.editor = editor
        self._name, self._help = label, (beside, below)
        name = line_label("label", label)
        name.setBuddy(editor)
        self._due, self._was = LateWords("due", line_label), LateWords("was", line_label)
        self._hint, self._complaint = LateWords("question"), LateWords("complaint")
        self._back = row()
        self._restore: Link | None = None
        aside = (line_label("help", beside),) if beside else ()
        helping = (words_label("help", below),) if below else ()
        ends: tuple[Part, ...] = (self._was, self._back, *_aside_of(editor))
        told = (self._hint, self._complaint)
        if inline:
            name.setFixedHeight(px(INPUT) + 2 * LINE_WIDTH)
            parts = (at_top(name), wide(editor), self._due, *aside, *ends)
            self._head = row(*parts, spacing=GAP)
            column(self._head, *helping, *told, spacing=SNUG, parent=self)
        else:
            self._head = row(name, self._due, *aside, REST, *ends, spacing=TIGHT)
            column(self._head, *helping, editor, *told, spacing=SNUG, parent=self)
        if isinstance(editor, Editor):
            editor.told.connect(self._describe)
        self._describe()

    def _describe(self) -> None:
        """Ties everything that stands around the editor to it: a screen reader says it there.

        Qt has no state for what is due or wrong; so the words say it, what is wrong first.
        """
        remarks = self.editor.remarks if isinstance(self.editor, Editor) else ()
        parts = (self.complaint, self._due.text, self.hint, *remarks, *self._help)
        words = "　".join(part for part in parts if part)
        if isinstance(self.editor, Editor):
            self.editor.describe(self._name, words)
        else:
            self.editor.setAccessibleDescription(words)

    def put_at_end(self, part: QWidget) -> None:
        """Puts *part* at the end of the label's line, from wherever it was."""
        add(self._head, Placed(part, side=Qt.AlignmentFlag.AlignTop))

    @property
    def complaint(self) -> str:
        return self._complaint.text

    def show_complaint(self, sentence: str) -> None:
        self._complaint.show_words(sentence)
        self._describe()

    @property
    def hint(self) -> str:
        return self._hint.text

    def show_hint(self, sentence: str) -> None:
        """Shows something to think about; it holds nothing back."""
        self._hint.show_words(sentence)
        self._describe()

    def show_due(self, due: bool) -> None:
        """Shows whether an answer is still owed here."""
        self._due.show_words("必填" if due else "")
        self._describe()

    @property
    def is_due(self) -> bool:
        return bool(self._due.text)

    def show_previous(self, value: str | None) -> None:
        """Shows what the value was before, and a way back to it; None: it did not change."""
        short = value is not None and len(value) <= LONGEST
        self._was.show_words("" if value is None else f"原为 {value}" if short else "已改")
        self._was.set_tip(value or "")
        if self._restore is None and value is not None:
            self._restore = Link("恢复", self)
            self._restore.setToolTip("改回底稿中的内容")
            self._restore.clicked.connect(self.restored)
            add(self._back, self._restore)
        if self._restore:
            self._restore.setVisible(value is not None)

    @property
    def previous(self) -> str:
        """What is said of the value before; "" where it did not change."""
        return self._was.text


def _aside_of(editor: QWidget) -> tuple[QWidget, ...]:
    aside = editor.aside if isinstance(editor, Editor) else None
    return (aside,) if aside else ()
