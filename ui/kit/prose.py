"""Several lines of plain text."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from model.domain.typed_words import as_words, is_blank
from ui.kit.line_field import tell_at, yields
from ui.kit.metrics import READING, TIGHT
from ui.theme import px, restyle

TALLEST = 12  # lines it grows to before it scrolls


class Prose(QTextEdit):
    """As tall as what it holds. Tab leaves it, and so does the mouse wheel."""

    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = lines
        self._most = 0  # characters; 0: not limited here
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)  # files belong to the window
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(TIGHT)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.show_text("")

    def toPlainText(self) -> str:
        """What stands there, without what nobody sees and no file can hold."""
        words = as_words(super().toPlainText())
        return "" if is_blank(words) else words

    def forget_undo(self) -> None:
        """What was typed so far is taken back by the page alone."""
        self.document().clearUndoRedoStacks()

    def limit(self, most: int) -> None:
        """More than *most* characters are marked and told while one types; none is cut."""
        self._most = most
        self.textChanged.connect(self._look)

    def _look(self) -> None:
        over = len(self.toPlainText().strip()) - self._most
        if self.property("wrong") or over > 0:
            restyle(self, wrong=over > 0)
        if over > 0 and self.hasFocus():
            tell_at(self, f"这里最多 {self._most} 字，多出 {over} 字，请精简。")

    def set_least(self, lines: int) -> None:
        """*lines*: what it is high at least."""
        if lines != self._least:
            self._least = lines
            self._fit(self.document().size())

    def show_text(self, text: str) -> None:
        with QSignalBlocker(self):
            self.document().setUndoRedoEnabled(False)
            self.setPlainText(text)
            spacing = QTextBlockFormat()
            least = QTextBlockFormat.LineHeightTypes.MinimumHeight
            spacing.setLineHeight(px(READING), least.value)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(spacing)
            self.document().setUndoRedoEnabled(True)
        if self._most:
            self._look()
        self._fit(self.document().size())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.installEventFilter(self)  # as in a `LineField`

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        document = self.document()
        if yields(event, undo=document.isUndoAvailable(), redo=document.isRedoAvailable()):
            event.ignore()
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.removeEventFilter(self)
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the field under the pointer

    def _fit(self, size: QSizeF) -> None:
        room = 2 * self.document().documentMargin() + 4
        leading = px(READING)
        least, most = leading * self._least + room, leading * TALLEST + room
        height = round(min(max(size.height() + 4, least), most))
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if size.height() > most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)
