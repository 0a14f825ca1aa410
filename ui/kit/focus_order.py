"""Where the tab key goes: everything that can be used, in the order in which one reads.

Qt's own chain follows the order of creation, and leaves out what stands before the widget that a
page hands the focus to.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from ui.kit.line_field import LineField
from ui.kit.search_field import SearchField

GREEN = {"primary", "forward"}  # names of buttons
WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit)


def move_focus(window: QMainWindow, *, forward: bool) -> bool:
    """Gives the focus to the next stop, or the one before; False where there is none."""
    found = stops(window)
    if not found:
        return False
    here, step = QApplication.focusWidget(), 1 if forward else -1
    at = found.index(here) + step if here in found else 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = found[at % len(found)]
    stop.setFocus(reason)
    _bring_into_sight(stop)
    return True


def go_on(window: QMainWindow) -> bool:
    """Give the focus to the field or green button after the one-line field that has it, or from a
    search to what was found; False where something else has it.
    """
    here = QApplication.focusWidget()
    if not (isinstance(here, LineField) and here.entered):  # not pressed elsewhere, on the way here
        return False
    found = stops(window)
    if isinstance(here, SearchField) and here in found:
        lists = (stop for stop in found[found.index(here) :] if isinstance(stop, QAbstractItemView))
        if there := next(lists, None):
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    following = found[found.index(here) + 1 :] if here in found else []
    if onward := next((stop for stop in following if _leads_on(stop)), None):
        onward.setFocus(Qt.FocusReason.TabFocusReason)
        _bring_into_sight(onward)
    return True


def _leads_on(stop: QWidget) -> bool:
    """Not a button that may refuse what was written for, were Enter pressed once more."""
    return not isinstance(stop, QAbstractButton) or stop.objectName() in GREEN


def enter(page: QWidget) -> None:
    """Gives the focus to what *page* begins with: its focus proxy where that can be used, else its
    first stop, else, where nothing can be used, to what stands at its top.
    """
    proxy = page.focusProxy()
    ready = proxy is not None and proxy.isVisibleTo(page) and proxy.isEnabledTo(page)
    first = proxy if ready and proxy else next(usable(page), None)
    seen = (one for one in children(page) if one.isVisible() and one.isEnabled())
    top = (one for one in seen if not one.focusProxy())
    (first or next(top, page)).setFocus()  # the page alone would hand it to its hidden proxy


def stops(window: QMainWindow) -> list[QWidget]:
    """All stops of *window*; if something lies over it, the stops of that."""
    over = [child for child in window.children() if isinstance(child, QWidget)]
    over.sort(key=lambda child: child is not window.centralWidget())
    return next((found for child in reversed(over) if (found := [*usable(child)])), [])


def usable(widget: QWidget) -> Iterator[QWidget]:
    """Scrolling alone is a stop only where there is something to read: then it has a name."""
    if not (widget.isVisible() and widget.isEnabled()):
        return
    mute = isinstance(widget, QScrollArea) and not widget.accessibleName()
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not (widget.focusProxy() or mute):
        yield widget
    if isinstance(widget, QScrollArea) and widget.widget():
        yield from usable(widget.widget())
    elif not isinstance(widget, WHOLE):
        for child in children(widget):
            yield from usable(child)


def children(widget: QWidget) -> list[QWidget]:
    """The children of *widget* in the order of its layout; then those outside it."""
    all_ = [one for one in widget.children() if isinstance(one, QWidget)]
    layout = widget.layout()
    placed = [*_placed(layout, all_)] if layout else []
    known = set(map(id, placed))
    return placed + [one for one in all_ if id(one) not in known]


def put_in_order(widget: QWidget) -> None:
    """Brings the children of *widget* into the order of its layout, in which they are read aloud.

    Qt's own order is that of creation.
    """
    now = [one for one in widget.children() if isinstance(one, QWidget)]
    wanted = [one for one in children(widget) if one.parentWidget() is widget]
    if now != wanted:
        for one in wanted:
            one.raise_()  # to the end; nothing lies over anything inside a layout


def _placed(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of *widgets* that *layout* and the layouts in it hold, in their order.

    The items of a layout are not asked for: Python goes on holding one that Qt has deleted, and
    takes for it whatever comes to lie in its place, an event of the keyboard for instance.
    """
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    placed: list[tuple[int, list[QWidget]]] = [
        *((layout.indexOf(one), [one]) for one in widgets),
        *((layout.indexOf(one), [*_placed(one, widgets)]) for one in inner),
    ]
    for at, found in sorted(placed, key=itemgetter(0)):
        if at >= 0:
            yield from found


def _bring_into_sight(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
