"""Widths of single widgets that grow with the text, also when its size is changed later."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.kit.metrics import px

FIXED, LEAST, MOST = "fixed_width", "least_width", "most_width"
SETTERS = {
    FIXED: QWidget.setFixedWidth,
    LEAST: QWidget.setMinimumWidth,
    MOST: QWidget.setMaximumWidth,
}


def fix_width(widget: QWidget, length: float) -> None:
    """Makes *widget* as wide as *length* [px at the usual text size]."""
    _set(widget, FIXED, length)


def set_least_width(widget: QWidget, length: float) -> None:
    """Makes *widget* no narrower than *length* [px at the usual text size]."""
    _set(widget, LEAST, length)


def set_most_width(widget: QWidget, length: float) -> None:
    """Makes *widget* no wider than *length* [px at the usual text size]."""
    _set(widget, MOST, length)


def grow_again(widgets: Iterable[QWidget]) -> None:
    """Gives *widgets* the widths that they have at the text size in force now."""
    for widget in widgets:
        for name, setter in SETTERS.items():
            if length := widget.property(name):
                setter(widget, px(length))


def _set(widget: QWidget, name: str, length: float) -> None:
    widget.setProperty(name, length)
    SETTERS[name](widget, px(length))
