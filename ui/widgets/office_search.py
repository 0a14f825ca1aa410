"""The search above a list."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import icon


class SearchField(QLineEdit):
    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setAcceptDrops(False)  # files belong to the window
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "quiet", 16), QLineEdit.ActionPosition.LeadingPosition)
