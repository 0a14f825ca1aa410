"""What assistive technology hears of a window, and what is wrong with it.

Asks Qt's own interfaces, in the process: no bus and no screen is needed. Only what is in sight is
looked at, as a screen reader does.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from ui.kit.entry import ENTRY, Entry
from ui.kit.field_row import FieldRow
from ui.kit.focus_order import children, stops
from ui.kit.layout import Scroll
from ui.kit.segments import Segments
from ui.kit.words import drawn_in

TEXT, ROLE = QAccessible.Text, QAccessible.Role
MUTE = {ROLE.NoRole, ROLE.Client, ROLE.Window, ROLE.Border}  # a reader passes over them
KNOWN = {  # words in Latin letters that people say
    "Excel", "WPS", "Word", "Ctrl", "Shift", "Esc", "Alt", "Enter", "Tab", "Home", "PUE", "GDP",
    "LED", "PDF", "OFD", "ZIP", "zip", "ETC", "PNG", "CSV", "XLSX",
}  # fmt: skip
FILE = re.compile(r"\.\w{3,4}\b|[\w.（）()\-]+\.[A-Za-z]{2,4}\b|[\w.]+@[\w.]+|/[\w./\-]+")
FOREIGN = re.compile(r"[A-Za-z][A-Za-z_]{2,}")
LEAST_RING = 40  # pixels
SHARES = np.arange(256) / 255
LINEAR = np.where(SHARES <= 0.03928, SHARES / 12.92, ((SHARES + 0.055) / 1.055) ** 2.4)
SAYING = re.compile(r"\w")
SPACES = re.compile(r"[\s　\u200b]+")


def face(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def said(widget: QWidget) -> str:
    """The name by which a reader calls *widget*."""
    return face(widget).text(TEXT.Name).strip()


def described(widget: QWidget) -> str:
    return face(widget).text(TEXT.Description).strip()


def faults(window: QWidget) -> list[str]:
    """One line for each thing in sight that is not heard as it is; [] where all is."""
    found: list[str] = []
    for widget in in_sight(window):
        found += (f"{_place(widget)}: {fault}" for fault in _faults(widget))
    return found


def unseen(window: QMainWindow, known: set[str]) -> list[str]:
    """Stops of the tab key that look the same with the focus; each kind once, kept in *known*."""
    before, found = QApplication.focusWidget(), []
    for stop in stops(window):
        if (kind := _place(stop)) not in known and not isinstance(stop, QLabel):  # a link in it
            known.add(kind)
            stop.clearFocus()
            plain = stop.grab().toImage()
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            if stop.hasFocus() and _changed(plain, stop.grab().toImage()) < LEAST_RING:
                found.append(f"{kind}: nobody sees that it has the focus")
    if before:
        before.setFocus()
    return found


def _changed(plain: QImage, focused: QImage) -> int:
    """How many pixels changed by 3:1 or more."""
    if plain.size() != focused.size():
        return LEAST_RING
    one, other = _brightness(plain), _brightness(focused)
    return int((np.maximum(one, other) >= 3 * np.minimum(one, other)).sum())


def _brightness(picture: QImage) -> np.ndarray:
    """Luminance + 0.05 of each pixel, after WCAG 2; [y, x]."""
    shown = picture.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1, 4)
    parts = LINEAR[raw[:, : shown.width(), 2::-1]]
    return parts @ np.array((0.2126, 0.7152, 0.0722)) + 0.05


def in_sight(window: QWidget) -> Iterator[QWidget]:
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not widget.isWindow():
            yield widget


def _faults(widget: QWidget) -> Iterator[str]:
    if _takes_focus(widget):
        if not said(widget):
            yield "takes the focus and has no name"
        if face(widget).role() in MUTE and not isinstance(widget, Scroll):  # it reads itself
            yield "takes the focus and has no role"
    if not isinstance(widget, QLabel) and (odd := _foreign(said(widget))):
        yield f"is called “{odd}”"
    match widget:
        case QAbstractButton():
            yield from _button(widget)
        case QAbstractItemView():
            yield from _rows(widget)
        case FieldRow():
            yield from _field(widget)
    if isinstance(widget, Segments):
        yield from _choices(widget)
    if _is_painted(widget):
        if face(widget).role() in MUTE:
            yield "is painted and has no role"
        if _shows(widget) and not said(widget):
            yield "is painted and has no name"
        yield from _untold(widget)
    yield from _order(widget)


def _takes_focus(widget: QWidget) -> bool:
    if isinstance(widget, QMainWindow | QDialog) or not widget.isEnabled():
        return False
    reached = isinstance(widget, QScrollArea) and not said(widget)  # the tab key passes it
    policy = widget.focusPolicy()
    if isinstance(widget, QLabel) and not widget.text():
        return False
    return policy is not Qt.FocusPolicy.NoFocus and not widget.focusProxy() and not reached


def _foreign(name: str) -> str:
    words = FOREIGN.findall(FILE.sub("", name))
    return next((word for word in words if word not in KNOWN), "")


def _button(button: QAbstractButton) -> Iterator[str]:
    shown, name = button.text().replace("&", ""), said(button)
    if shown != shown.strip():
        yield f"shows “{shown}”, which begins or ends with a blank"
    if shown and not _holds(name, shown):
        yield f"shows “{shown}” and is called “{name}”"
    group = button.group()
    one_of_several = group is not None and group.exclusive() and len(group.buttons()) > 1
    if one_of_several and face(button).role() is not ROLE.RadioButton:
        yield f"“{name}” is one of several and no radio button"


def _choices(choice: Segments) -> Iterator[str]:
    for segment in choice.segments:
        if face(segment).role() is not ROLE.RadioButton:
            yield f"“{said(segment)}” is one of several and no radio button"


def _field(row: FieldRow) -> Iterator[str]:
    """What stands around a field is heard in it."""
    box = row.editor.focusProxy() or row.editor
    if box.focusProxy():
        box = box.focusProxy()
    heard = f"{said(box)} {described(box)}"
    around = box.parentWidget()
    while around is not None and around is not row:  # a reader says the group it enters
        heard += f" {said(around)} {described(around)}"
        around = around.parentWidget()
    for label in row.findChildren(QLabel):
        kind = label.objectName()
        told = {"label", "due", "question", "complaint", "unit", "help"}
        if label.isVisibleTo(row) and kind in told and not _holds(heard, label.text()):
            yield f"“{label.text()}” is not heard in the field ({heard})"


def _rows(view: QAbstractItemView) -> Iterator[str]:
    """What a row shows is what it says."""
    model = view.model()
    if model is None:
        return
    heard = []
    for drawn in drawn_in(view.viewport()):
        index = view.indexAt(drawn.box.center().toPoint())
        if not index.isValid() or not SAYING.search(drawn.words):
            continue
        if drawn.words in _said_otherwise(index):
            continue
        if not _holds(_row_words(index), drawn.words) and drawn.words not in heard:
            heard.append(drawn.words)
            yield f"a row shows “{drawn.words}” and says “{_row_words(index)}”"
    for row in range(model.rowCount(view.rootIndex())):
        if odd := _foreign(_row_words(model.index(row, 0, view.rootIndex()))):
            yield f"a row says “{odd}”"
            return


def _said_otherwise(index: QModelIndex) -> set[str]:
    """Short words of an entry for which more is said than is shown."""
    entry = index.data(ENTRY)
    if not isinstance(entry, Entry):
        return set()
    asides = (*entry.over_aside, *entry.aside, *entry.note_aside)
    return {aside.words for aside in asides if len(aside.said) > len(aside.words)}


def _row_words(index: QModelIndex) -> str:
    role = Qt.ItemDataRole
    words = index.data(role.AccessibleTextRole) or index.data(role.DisplayRole) or ""
    return f"{words} {index.data(role.AccessibleDescriptionRole) or ''}"


def _untold(widget: QWidget) -> Iterator[str]:
    """Words that a painted widget shows and does not say."""
    heard = f"{said(widget)} {described(widget)}"
    if isinstance(widget, QComboBox):  # on Windows its name is not the words chosen
        heard += f" {face(widget).text(TEXT.Value)}"
    for drawn in drawn_in(widget):
        if drawn.words.strip() and not _holds(heard, drawn.words.removeprefix("≠ ")):
            yield f"paints “{drawn.words}” and says “{heard.strip()}”"


def _is_painted(widget: QWidget) -> bool:
    own = (cls for cls in type(widget).__mro__ if cls.__module__.startswith("ui."))
    plain = not isinstance(widget, QAbstractItemView | QMainWindow)
    return plain and any("paintEvent" in vars(cls) for cls in own)


def _shows(widget: QWidget) -> bool:
    drawn = any(one.words.strip() for one in drawn_in(widget))
    return drawn or not isinstance(widget, QLabel)


def _order(widget: QWidget) -> Iterator[str]:
    """What stands one after another on the sheet comes so in the tree."""
    layout = widget.layout()
    if layout is None:
        return
    tree = [one for one in widget.children() if isinstance(one, QWidget)]
    shown = [one for one in children(widget) if one.isVisibleTo(widget) and one in tree]
    places = [tree.index(one) for one in shown]
    for one, (before, after) in zip(shown[1:], pairwise(places), strict=True):
        if before > after and not one.isWindow():
            yield f"{_called(one)} is read before what stands above it"
            return


def _holds(heard: str, shown: str) -> bool:
    """Whether all of *shown* is in *heard*, however it is broken and parted."""
    return SPACES.sub("", shown).rstrip("…") in SPACES.sub("", heard)


def _called(widget: QWidget) -> str:
    name = widget.objectName()
    return type(widget).__name__ + (f"#{name}" if name else "")


def _place(widget: QWidget) -> str:
    around = widget.parentWidget()
    return _called(widget) + (f" in {type(around).__name__}" if around else "")
