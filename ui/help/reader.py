"""A chapter of the manual for reading, with the words of a search marked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from model.manual.chapters import ManualChapter
from ui.help.paper import MARGIN, Paper
from ui.theme import active_scheme, colour, load_tokens

RESTYLED = {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange}
ABOVE = 14  # px above a heading that was asked for
TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
NO_KEYS = Qt.KeyboardModifier.NoModifier
NARROWEST = 200  # px of a picture


class Reader(QTextBrowser):
    link_followed = Signal(str, str)  # chapter, anchor or ""
    picture_chosen = Signal(str)  # pictures/export.png

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setOpenLinks(False)
        keyed = Qt.TextInteractionFlag.TextSelectableByKeyboard  # a caret to read along with
        self.setTextInteractionFlags(self.textInteractionFlags() | keyed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("手册正文")
        self.anchorClicked.connect(self._on_link)
        self._chapter: ManualChapter | None = None
        self._words: Sequence[str] = ()
        self._drawn_for: tuple[object, ...] = ()
        self._paper = QTextDocument(self)

    @property
    def chapter(self) -> ManualChapter | None:
        return self._chapter

    def show_chapter(
        self, chapter: ManualChapter, anchor: str = "", words: Sequence[str] = ()
    ) -> None:
        """Shows the chapter from its top or from *anchor*, with *words* marked."""
        self._chapter, self._words = chapter, words
        self._draw()
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.scrollToAnchor(f"{chapter.id}.md#{anchor}")
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - ABOVE)

    def _read_from_here(self) -> None:
        """Puts the caret into the first line in sight, from which keys go on."""
        place = self.verticalScrollBar().value()
        self.setTextCursor(self.cursorForPosition(QPoint(MARGIN, ABOVE)))
        self.verticalScrollBar().setValue(place)

    def mark(self, words: Sequence[str]) -> None:
        self._words = words
        self.setExtraSelections(self._marked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages turn; other keys go on from a line in sight."""
        turned = TURNS.get(Qt.Key(event.key()), 0) if event.modifiers() == NO_KEYS else 0
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + turned * (bar.pageStep() - ABOVE))
        if turned or not self.viewport().rect().intersects(self.cursorRect()):
            self._read_from_here()
        if not turned:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._chapter and self._chapter.pictures:
            self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._redraw()

    def _redraw(self) -> None:
        """Draws the chapter again; the lines in sight stay in sight."""
        if self._chapter and self._drawn_for != self._circumstances:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._draw()
            bar.setValue(round(share * bar.maximum()))

    @property
    def _circumstances(self) -> tuple[object, ...]:
        return active_scheme(), self.font().pixelSize(), self._room

    @property
    def _room(self) -> int:
        return max(NARROWEST, self.viewport().width() - 2 * MARGIN)

    def _draw(self) -> None:
        if self._chapter is None:
            return
        self._drawn_for = self._circumstances
        last, tokens = self._paper, load_tokens(active_scheme())
        self._paper = Paper((self._chapter,), tokens, self._room)
        self.setDocument(self._paper)
        last.deleteLater()
        self.setExtraSelections(self._marked())

    def _marked(self) -> list[QTextEdit.ExtraSelection]:
        look = QTextCharFormat()
        look.setBackground(colour("selection"))
        look.setForeground(colour("accent"))
        marked = []
        for word in self._words:
            cursor = self._paper.find(word)
            while not cursor.isNull():
                marked.append(_selection(cursor, look))
                cursor = self._paper.find(word, cursor)
        return marked

    def _on_link(self, url: QUrl) -> None:
        if url.path().endswith(".png"):
            self.picture_chosen.emit(url.path())
            return
        fragment = url.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        self.link_followed.emit(url.path().removesuffix(".md"), fragment)


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor  # type: ignore[attr-defined]
    selection.format = look  # type: ignore[attr-defined]
    return selection
