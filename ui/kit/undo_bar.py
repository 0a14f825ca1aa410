"""Undo and redo, and in words above them what they would change: however many lines these are,
the buttons stay where they are.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ui.kit.label import line_label, plain_tip
from ui.kit.layout import REST, column, row
from ui.kit.metrics import HAIR, SMALL_ICON
from ui.kit.repeated_presses import allow_many
from ui.kit.words import elided_lines
from ui.theme import icon

MOST_LINES = 2
LEEWAY = 4  # px


class UndoBar(QWidget):
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.undo = self._button("撤销", "Ctrl+Z")
        self.redo = self._button("恢复", "Ctrl+Y")
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        self._words = line_label("saved", parent=self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = row(self.undo, self.redo, REST, spacing=2)
        column(self._words, buttons, margins=(0, HAIR, 0, 0), parent=self)
        self._tint()
        self.show_words("", "")

    def _button(self, word: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("flat")
        button.setProperty("word", word)
        button.setProperty("keys", keys)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        allow_many(button)
        return button

    def set_compact(self, compact: bool) -> None:
        """Leaves the words to the buttons' tool tips, or shows them."""
        self._words.setVisible(not compact)

    def show_words(self, undo: str, redo: str) -> None:
        """Shows what undo and redo would change; "" where there is nothing."""
        for button, words in ((self.undo, undo), (self.redo, redo)):
            word, keys = button.property("word"), button.property("keys")
            button.setEnabled(bool(words))
            tip = f"{word}（{keys}）：{words}" if words else f"没有可{word}的改动"
            button.setToolTip(plain_tip(tip))
            button.setAccessibleName(f"{word} {words}".strip())
        self._said = f"可撤销 {undo}" if undo else f"可恢复 {redo}" if redo else ""
        self._fit()
        self._words.setToolTip(plain_tip(undo or redo))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shows as much as has room on a few lines; the tool tip has the whole."""
        self._words.ensurePolished()
        font, width = self._words.font(), self._words.width() - LEEWAY
        self._words.setText("\n".join(elided_lines(self._said, font, width, MOST_LINES)))

    @property
    def words(self) -> str:
        return self._said

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.undo.setIcon(icon("undo-2", "ink", SMALL_ICON))
        self.redo.setIcon(icon("redo-2", "ink", SMALL_ICON))
