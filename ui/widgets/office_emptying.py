"""Taking everything out of a layout that is filled anew."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout


def emptied(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Hidden at once, gone when Qt gets to it."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout | QVBoxLayout):
            emptied(inner)
