"""Every field of a page that a person can type into, found without knowing the page."""

from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.kit.date_field import DateField
from ui.kit.entry_list import EntryList
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.kit.table import Table

Typed = QLineEdit | QTextEdit | QPlainTextEdit


def fields(page: QWidget) -> dict[str, Typed]:
    """Name -> field, of all in sight that take words, but for searches."""
    found: dict[str, Typed] = {}
    for kind in (QLineEdit, QTextEdit, QPlainTextEdit):
        for one in page.findChildren(kind):
            if isinstance(one, SearchField) or not one.isVisibleTo(page) or not one.isEnabled():
                continue
            if one.isReadOnly() or _is_of_another(one):
                continue
            found.setdefault(name_of(one, page), one)
    return found


def _is_of_another(one: QWidget) -> bool:
    """Whether it is a part of a box of choices, a stepper or a cell of a table."""
    parent = one.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox) or isinstance(
        parent and parent.parentWidget(), QAbstractItemView
    )


def name_of(one: Typed, page: QWidget) -> str:
    own = one.accessibleName() or one.objectName() or one.placeholderText()
    owner: QWidget | None = one
    while owner and owner is not page and not type(owner).__module__.startswith("ui.pages"):
        owner = owner.parentWidget()
    return f"{type(owner).__name__}: {own}"


def words_of(one: Typed) -> str:
    return one.text() if isinstance(one, QLineEdit) else one.toPlainText()


def write(one: Typed) -> str:
    """Types into *one* what it can hold; returns what is to be found there again."""
    one.setFocus()
    one.selectAll()
    if isinstance(one, DateField):
        QTest.keyClicks(one, "2026-3-1")
        return "2026"
    QTest.keyClicks(one, "12")
    return "12"


def places(page: QWidget) -> Iterator[str]:
    """Goes through the parts of *page* that its pills lead to, and tells which is shown."""
    pills = [one for one in page.findChildren(Pills) if one.isVisibleTo(page)]
    yield ""
    for number, one in enumerate(pills):
        for which, _ in enumerate(one._group.buttons()):
            if one.isVisibleTo(page) and which != one.current:
                try:
                    one.choose(which)
                    one.chosen.emit(which)
                except (RuntimeError, TypeError, KeyError):
                    continue
                QApplication.processEvents()
                yield f"{number}.{which}"


def lists(page: QWidget) -> list[Table | EntryList]:
    found = [*page.findChildren(Table), *page.findChildren(EntryList)]
    return [one for one in found if one.isVisibleTo(page)]


def goes_to(page: QWidget, rows: list[str]) -> bool:
    """Chooses *rows*, one of each list in sight; False where one is not there any more."""
    there = lists(page)
    if len(there) != len(rows) or (not rows and page.findChildren(EntryList)):
        return False  # an empty list: what is shown beside it is of the part before
    for one, key in zip(there, rows, strict=True):
        if key and one.key != key:
            one.choose(key)
            QApplication.processEvents()
    return [one.key for one in there] == rows


def go_through_rows(page: QWidget) -> None:
    """Looks at another row of each list and table in sight, and comes back."""
    for one in lists(page):
        here = one.key
        keys = one.keys if isinstance(one, Table) else [entry.key for entry in one.shown]
        other = next((key for key in keys if key != here), "")
        if here and other:
            one.choose(other)
            QApplication.processEvents()
            one.choose(here)
            QApplication.processEvents()


EXCEPT = {
    "RecordCard: 打印件上的校验码": "looks something up, like a search",
}
ELSEWHERE = {"plan": "about"}  # the other page that is looked at; "plan" from all others


def shown(window, name):
    window.show_page(name)
    QApplication.processEvents()
    return window.page_named(name)


def lost(window, name, prepare, again) -> list[tuple[str, str, str]]:
    """When, in which part and in which field of the page *name* words were gone that had been typed
    there.

    Args:
        prepare: begins on the page what has to be begun before much can be typed.
        again: opens another window on the same data.
    """
    page, gone, typed, rows = shown(window, name), [], {}, {}
    prepare(page)
    QApplication.processEvents()

    def look(when, place, key):
        found = fields(page).get(key)
        if found is None or typed[place, key] not in words_of(found):
            gone.append((when, place, key))

    for place in places(page):
        for key in [one for one in fields(page) if one not in EXCEPT]:
            if (field := fields(page).get(key)) is None:
                continue
            rows[place, key] = [one.key for one in lists(page)]
            typed[place, key] = write(field)
            go_through_rows(page)
            look("another row", place, key)
            shown(window, ELSEWHERE.get(name, "plan"))
            shown(window, name)
            look("another page", place, key)
    page.flush()
    if typed:
        page = shown(again(), name)
        for place in places(page):
            for key in [one for where, one in typed if where == place]:
                if goes_to(page, rows[place, key]):  # a filter may leave it out by now
                    look("a restart", place, key)
    return gone
