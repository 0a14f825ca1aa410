"""F1 and everything else that leads into the manual, whatever page is open."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from ui.help.places import place_of_trouble
from ui.session import Session

if TYPE_CHECKING:
    from ui.help.window import HelpWindow

FIRST, TROUBLES = "start", "troubles"


class Helping(QObject):
    """One per window; the manual is read when it is first asked for."""

    def __init__(self, session: Session, chapter: Callable[[], str], window: QWidget) -> None:
        """*chapter*: that of the page in sight."""
        super().__init__(window)
        self._chapter = chapter
        self._window = window
        self._session = session
        session.help_requested.connect(self.open)

    @cached_property
    def manual(self) -> "HelpWindow":
        from model.manual.chapters import load_manual
        from ui.help.window import SIZE, HelpWindow

        made = HelpWindow(load_manual(), self._window)
        made.tour_requested.connect(self._on_tour)
        made.setGeometry(self._beside(*SIZE))
        return made

    def open_here(self) -> None:
        """The chapter of the page in sight."""
        self.open(self._chapter())

    def open(self, place: str) -> None:
        """*place*: a chapter, or one of its sections: 'files#encrypted'."""
        chapter, _, anchor = place.partition("#")
        self.manual.open(chapter, anchor)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()

    def open_about(self, trouble: str) -> None:
        """What can be done about the disk's *trouble*, told in these words."""
        self.open(place_of_trouble(trouble) or TROUBLES)

    def _on_tour(self) -> None:
        self.manual.close()
        self._session.tour_requested.emit("")

    def _beside(self, wide: int, high: int) -> QRect:
        """At the right of the window, so that the list at its left stays in sight."""
        room = self._window.frameGeometry()
        width, height = min(wide, room.width() - 80), min(high, room.height() - 48)
        return QRect(room.right() - width - 8, room.top() + 40, width, height)
