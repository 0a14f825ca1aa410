"""A sheet of paper with a heading, for pages that show several things."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


class Card(QFrame):
    def __init__(self, heading: str, parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("flat_card" if flat else "card")
        self.column = QVBoxLayout(self)
        side = 24 if flat else 20
        self.column.setContentsMargins(side, 16, side, 16)
        self.column.setSpacing(8)
        if heading:
            label = QLabel(heading, self)
            label.setObjectName("card_heading")
            self.column.addWidget(label)
