"""Where the keyboard goes when what has it is hidden, disabled or deleted: one rule for the window.

Qt by itself would go to the first widget of the window, far from where one looks.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from ui.kit.focus_order import WHOLE, children, enter, stops, usable
from ui.kit.job_bar import StopButton
from ui.kit.link import Link
from ui.kit.segments import Segment

REMEMBERED = 16  # widgets that had the focus
Place = tuple[tuple[QWidget, int], ...]  # from the inside out: what is around, and where in it


class FocusKeeper(QObject):
    """Keeps the focus of *window* inside its page, and off what leads away from there."""

    _lost = Signal()

    def __init__(self, window: QMainWindow, page: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._trail: list[QWidget] = []  # the latest last
        self._place: Place = ()  # of the latest
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        later = Qt.ConnectionType.QueuedConnection  # not amid a widget's last moments
        self._lost.connect(self._make_good, later)
        window.installEventFilter(self)

    def pass_on(self, here: QWidget | None) -> None:
        """Give the focus to where one goes on after *here*, which can't be used; None: it is gone.

        That is the next stop in the smallest part of the page that has one, else the one before
        it; else where one was last; else what the page begins with.
        """
        if (page := self._page()) is None:
            return
        over = next((stop for stop in stops(self._window) if not self._is_below(stop)), None)
        place = place_of(here) if here else self._place
        stop = over or _successor(place, page) or self._last_in(page)
        if stop:
            stop.setFocus()
        else:
            enter(page)

    def _last_in(self, page: QWidget) -> QWidget | None:
        been = (one for one in reversed(self._trail) if _lives(one))
        return next((one for one in been if page.isAncestorOf(one) and _is_there(one)), None)

    def _is_below(self, widget: QWidget) -> bool:
        """Whether it belongs to the window itself, not to a sheet that lies over it."""
        centre = self._window.centralWidget()
        return centre is not None and (centre is widget or centre.isAncestorOf(widget))

    def _is_beside(self, widget: QWidget) -> bool:
        """Whether it is in the rail: everything there leads away."""
        page = self._page()
        inside = page is not None and (page is widget or page.isAncestorOf(widget))
        return self._is_below(widget) and not inside

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if not _lives(self._window):
            return  # amid its last moments
        if new is None or new.window() is not self._window:
            if new is None and self._window.isActiveWindow():
                self._lost.emit()
        elif old is None and self._is_beside(new) and self._trail and self._is_gone:
            self._lost.emit()  # it was Qt's own choice, when the window came back to the front
        else:
            self._remember(new)

    @property
    def _is_gone(self) -> bool:
        here = self._trail[-1]
        return not _lives(here) or not _is_there(here)

    def _remember(self, widget: QWidget) -> None:
        self._trail = [one for one in self._trail if _lives(one) and one is not widget]
        self._trail = [*self._trail[-REMEMBERED:], widget]
        self._place = place_of(widget)

    def _make_good(self) -> None:
        here = QApplication.focusWidget()
        if not self._window.isActiveWindow() or QApplication.activePopupWidget():
            return
        if here is None or self._is_beside(here):
            last = self._trail[-1] if self._trail else None
            self.pass_on(last if last and _lives(last) else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate and self._trail and self._is_gone:
            self._lost.emit()
        return False


def place_of(widget: QWidget) -> Place:
    found = []
    inside, around = widget, widget.parentWidget()
    while around is not None and not inside.isWindow():
        order = children(around)
        found.append((around, order.index(inside) if inside in order else 0))
        inside, around = around, around.parentWidget()
    return tuple(found)


def _successor(place: Place, page: QWidget) -> QWidget | None:
    for around, at in place:
        if not _lives(around):
            continue
        if around is not page and not page.isAncestorOf(around):
            return None
        order = children(around)
        after = [stop for child in order[at:] for stop in usable(child)]
        before = [stop for child in order[:at] for stop in usable(child)]
        if stop := _best([*after, *reversed(before)]):
            return stop
    return None


def _best(found: Iterable[QWidget]) -> QWidget | None:
    """A field, else a button; never a link: most of them lead away; nor what stops a job."""
    stay = [stop for stop in found if not isinstance(stop, Link | StopButton)]
    fields = (stop for stop in stay if isinstance(stop, WHOLE))
    states = (stop for stop in stay if isinstance(stop, Segment))
    others = (stop for stop in stay if not isinstance(stop, QAbstractButton))
    return next((stop for kind in (fields, states, others, stay) for stop in kind), None)


def _is_there(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _lives(widget: QWidget) -> bool:
    try:
        return bool(widget.parent() or widget.isWindow())
    except RuntimeError:  # Qt has deleted it
        return False
