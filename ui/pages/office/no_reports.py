"""What the pages show that come after 收件, as long as nothing has come."""

from PySide6.QtWidgets import QWidget

from ui.connection import connect
from ui.kit.empty_state import EmptyState
from ui.pages.office.session import OfficeSession


def no_reports(
    room: OfficeSession, drawing: str, heading: str, words: str, parent: QWidget
) -> EmptyState:
    """An empty page with the way to where files come in."""
    empty = EmptyState(drawing, heading, words, parent, action="去收件")
    connect(empty.button.clicked, empty, lambda: room.open("inbox"))
    return empty
