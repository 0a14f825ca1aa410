"""A sheet of paper with a heading, for pages that show several things."""

from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.label import line_label
from ui.kit.layout import Part, add, column
from ui.kit.metrics import CARD, FLAT_CARD, TIGHT


class Card(QFrame):
    def __init__(self, heading: str, parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("flat_card" if flat else "card")
        self.column = column(spacing=TIGHT, margins=FLAT_CARD if flat else CARD, parent=self)
        if heading:
            self.add(line_label("card_heading", heading, self))

    def add(self, *parts: Part) -> None:
        """Puts *parts* below what the card holds."""
        add(self.column, *parts)
