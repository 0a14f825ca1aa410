"""List at the left, sheet at the right: the frame of every part of the package."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget


class Halves(QWidget):
    def __init__(self, shares: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.left, self.right = QFrame(self), QFrame(self)
        for part, name, share in zip(
            (self.left, self.right), ("left", "right"), shares, strict=True
        ):
            part.setObjectName(name)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            row.addWidget(part, share)

    def add_left(self, part: QWidget, share: int = 0) -> None:
        layout = self.left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(part, share)

    def add_right(self, part: QWidget, share: int = 0) -> None:
        layout = self.right.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(part, share)
