"""F1 and everything else that opens the manual, on every page."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from ui.help.manual_links import MANUAL, TROUBLES
from ui.session import Session

if TYPE_CHECKING:
    from ui.help.window import HelpWindow

LEAST = 460  # px of a screen beside the window that are of use
SHARE = 0.47  # of the window where the manual lies over it
BELOW = 40  # px, so that its title stays in sight
FIRST = "start"


class HelpController(QObject):
    """One per window; the manual is loaded when it is first opened."""

    def __init__(self, session: Session, chapter: Callable[[], str], window: QWidget) -> None:
        """*chapter* returns the chapter of the page in sight."""
        super().__init__(window)
        self.setObjectName(MANUAL)
        self._chapter = chapter
        self._window = window
        self._session = session
        session.help_requested.connect(self.open)

    @cached_property
    def manual(self) -> "HelpWindow":
        from model.manual.chapters import load_manual
        from ui.help.window import SIZE, HelpWindow

        made = HelpWindow(load_manual(), self._window, self._session.db)
        made.tour_requested.connect(self._on_tour)
        made.setGeometry(self._beside(*SIZE))
        return made

    def open_here(self) -> None:
        """Opens the chapter of the page in sight."""
        self.open(self._chapter())

    def open(self, place: str) -> None:
        """Opens *place*: a chapter, or one of its sections ('files#encrypted')."""
        chapter, _, anchor = place.partition("#")
        self.manual.open(chapter, anchor)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()
        self.manual.reader.setFocus()  # keys turn its pages

    def open_about(self, trouble: str) -> None:
        """Opens what can be done about the disk's trouble of the code *trouble*; "": any."""
        self.open(f"{TROUBLES}#{trouble}" if trouble else TROUBLES)

    def _on_tour(self) -> None:
        self.manual.close()
        self._session.tour_requested.emit("")

    def _beside(self, wide: int, high: int) -> QRect:
        """A place right or left of the window; if the screen has no room there, over the lists at
        its left, so that the form at its right stays in sight.
        """
        own, screen = self._window.frameGeometry(), self._window.screen().availableGeometry()
        top, height = own.top() + BELOW, min(high, own.height() - 2 * BELOW)
        right, left = screen.right() - own.right(), own.left() - screen.left()
        if right > LEAST:
            return QRect(own.right() + 1, top, min(wide, right), height)
        if left > LEAST:
            width = min(wide, left)
            return QRect(own.left() - width, top, width, height)
        return QRect(own.left() + 4, top, round(own.width() * SHARE), height)
