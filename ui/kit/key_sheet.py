"""The keys and what they do, on a card of the help page or on a sheet over the window."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QGridLayout, QWidget

from ui.kit.announcement import say
from ui.kit.card import Card
from ui.kit.kept_keys import keeps_key
from ui.kit.label import line_label, words_label
from ui.kit.layout import NO_MARGINS, scrolled, words_in
from ui.kit.metrics import BLOCK, EDGE, TIGHT, px

STAYING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
LEAVING = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
WIDE, BAR = 620, 10  # px: of the sheet, of its scroll bar
ACTION = QAbstractSlider.SliderAction
SCROLLING: Mapping[int, QAbstractSlider.SliderAction] = {  # where a low window has not the room
    Qt.Key.Key_Down: ACTION.SliderSingleStepAdd,
    Qt.Key.Key_Up: ACTION.SliderSingleStepSub,
    Qt.Key.Key_PageDown: ACTION.SliderPageStepAdd,
    Qt.Key.Key_PageUp: ACTION.SliderPageStepSub,
}


class KeyGrid(QWidget):
    def __init__(self, shortcuts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(*NO_MARGINS)
        grid.setHorizontalSpacing(EDGE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        for number, (keys, what) in enumerate(shortcuts.items()):
            grid.addWidget(line_label("label", keys), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words_label("", what), number, 1)


class KeySheet(Card):
    """Lies over the middle of its parent; Esc, Enter or a click takes it away.

    Arrows scroll it in a low window. No other key does anything: some of them silence a screen
    reader, or lead it through the words. What lies below hears none of them.
    """

    def __init__(self, shortcuts: Mapping[str, str], parent: QWidget) -> None:
        super().__init__("快捷键", parent)
        self.setObjectName("key_sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = KeyGrid(shortcuts)
        self._grid.setObjectName("paper")
        self._scroll = scrolled(self._grid)
        self.add(self._scroll, line_label("help", "按 Esc 或 Shift+F1 收起"))
        self.setAccessibleName("快捷键表")
        self._before: QWidget | None = None
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.close()
            return
        window = self.parentWidget()
        self._before = window.focusWidget()
        width, top = min(WIDE, window.width() - 2 * EDGE), 2 * EDGE
        self.setFixedWidth(width)
        self._scroll.setFixedHeight(0)
        around = max(self.heightForWidth(width), self.sizeHint().height())
        margins = self.column.contentsMargins()
        inner = width - margins.left() - margins.right() - px(BAR)
        self._scroll.setFixedHeight(
            max(min(self._grid.heightForWidth(inner), window.height() - top - BLOCK - around), 0)
        )
        height = around + self._scroll.height()
        self.setGeometry((window.width() - width) // 2, top, width, height)
        self._scroll.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.setFocus()
        say(self, "\n".join(words_in(self)))

    def event(self, event: QEvent) -> bool:
        return keeps_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if act := SCROLLING.get(event.key()):
            self._scroll.verticalScrollBar().triggerAction(act)
        elif event.key() in LEAVING and event.modifiers() in PLAIN:
            self._leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes on below doesn't read any more."""
        super().focusOutEvent(event)
        if event.reason() not in STAYING:
            self.hide()

    def mousePressEvent(self, event: object) -> None:
        self._leave()

    def _leave(self) -> None:
        self.hide()
        if self._before:
            self._before.setFocus()
