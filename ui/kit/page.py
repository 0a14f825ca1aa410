"""A page of the window: its header, when it is brought up to date, and all that a page may do.

What the window asks of a page is declared here, and by itself does nothing: a page carries out
what makes sense on it. `LISTING` and `FILLING` name what belongs together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from model.domain.answers import State
from ui.connection import call_later
from ui.kit.layout import Part, column
from ui.kit.page_header import PageHeader
from ui.kit.quote_strip import QuoteStrip
from ui.kit.search_field import SearchField

LISTING = ("step", "show_next_open", "focus_search")
FILLING = (
    "show_what",
    "show_item",
    "set_state",
    "show_next_trouble",
    "toggle_history",
    "carry",
    "toggle_table",
)


@dataclass(frozen=True)
class Proof:
    """What files may become 佐证材料 of: where they have to fall, `whose` they become in words, and
    what makes them that, whatever is chosen later.
    """

    area: QRect  # in the page
    whose: str
    attach: Callable[[Sequence[Path]], None]


class Page(QWidget):
    def __init__(self, title: str, action: str = "", parent: QWidget | None = None) -> None:
        """*action*: the word of the primary button, "" for none."""
        super().__init__(parent)
        self.header = PageHeader(title, action, self)
        self._stale = True
        self._renews = False  # each time when it comes into sight

    def area_of(self, part: QWidget, within: QRect | None = None) -> QRect:
        """Where *part*, or what is *within* it, stands on the page."""
        place = within or part.rect()
        return QRect(part.mapTo(self, place.topLeft()), place.size())

    def lay_out(self, *parts: Part) -> None:
        """Puts *parts* below the header, one under another."""
        column(self.header, *parts, parent=self)

    # When it is brought up to date

    def refresh(self) -> None:
        """Shows what is so now."""

    def outdate(self) -> None:
        """Refreshes the page: at once where it is in sight, else when it comes into sight."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._renews:
            try:
                self._catch_up()
            except Exception as error:  # noqa: BLE001  out of an event of Qt's it could end the program
                call_later(0, self, partial(_raise, error))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was told is not news any more when one comes back."""
        super().hideEvent(event)
        self.header.hush()

    def _catch_up(self) -> None:
        self._stale = False
        self.refresh()

    # What the window asks of it

    def flush(self) -> None:
        """Saves what was typed a moment ago."""

    def undo_step(self) -> bool:
        """Takes back a step of the page's own; False where only the clerk's year has steps."""
        return False

    def redo_step(self) -> bool:
        """Does again what `undo_step` took back; False where only the clerk's year has steps."""
        return False

    def finish_asked(self) -> bool:
        """Saves what the page asks just now, before its green button; False: it asks nothing."""
        return False

    def show_preview(self) -> None:
        """Shows what would be printed."""

    def taking(self, paths: Sequence[Path]) -> str:
        """What would become of files that fall on the page, in words; "": nothing here."""
        return ""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Takes in files for which `taking` has words."""

    def proof_at(self, at: QPoint) -> Proof | None:
        """What files that fall at this point of the page become 佐证材料 of; None: of nothing."""
        return None

    def toggle_source(self) -> None:
        """Opens the quotation of the plan that is in sight to the whole clause, or closes it."""
        for quote in cast(list[QuoteStrip], self.findChildren(QuoteStrip)):
            if quote.isVisible():
                quote.toggle()

    # LISTING: a page that goes through a list

    def step(self, by: int) -> None:
        """Chooses the entry *by* places further down."""

    def show_next_open(self) -> None:
        """Chooses the next entry that waits for something."""

    def focus_search(self) -> None:
        """Puts the cursor into the first search field in sight, its words chosen."""
        for field in cast(list[SearchField], self.findChildren(SearchField)):
            if field.isVisible():
                field.setFocus()
                field.selectAll()
                return

    def toggle_table(self) -> None:
        """Shows the items as a table, or as a list again."""

    # FILLING: a page on which items are filled in

    def show_aside(self, words: str) -> None:
        """Shows quietly, beside the head, what holds for the whole year; "" for nothing."""
        self.header.show_aside(words)

    def show_what(self, what: str) -> None:
        """Opens *what* another page leads to: a filter, a section, a department."""

    def show_item(self, item: str, field: str = "") -> None:
        """Opens *item*, with the cursor in *field*."""

    def set_state(self, state: State) -> None:
        """Presses the state *state* of the item shown."""

    def show_next_trouble(self) -> None:
        """Opens the next item with something to put right."""

    def toggle_history(self) -> None:
        """Opens the history of the item shown, or closes it."""

    def carry(self) -> None:
        """Carries last year's answer over to the item shown."""


def _raise(error: Exception) -> None:
    """Raises what went wrong where it is told like all else that nobody expected."""
    raise error
