"""The search above a list."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.line_field import LineField
from ui.kit.metrics import SMALL_ICON
from ui.theme import icon


class SearchField(LineField):
    """Enter goes on to what was found."""

    def __init__(self, words: str, parent: QWidget | None = None, *, name: str = "") -> None:
        """*name*: what a screen reader says; "": the *words* shown while it is empty."""
        super().__init__("", parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(name or words)
        self.setClearButtonEnabled(True)
        self.addAction(
            icon("search", "quiet", SMALL_ICON), QLineEdit.ActionPosition.LeadingPosition
        )
