"""Where Chinese is typed into: a place of each kind. The paste panel has none to type into."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.kit.form import FormView
from ui.main_window import MainWindow

TYPED = (QLineEdit, QPlainTextEdit, QTextEdit)
SEARCH = "搜索方案文字和已填内容"


def places(window: MainWindow, settle: Callable[[], object]) -> Iterator[tuple[str, QWidget]]:
    """Name and widget of each place, brought into sight; *settle* gives the window time."""
    window.show_page("measures")
    entry = window.shown
    search = _find(window, QLineEdit, SEARCH)
    yield "list's search", search
    search.clear()
    window.session.save(entry.rows[0].item, {"state": "ongoing"})
    for row in (1, 0):  # as it is shown when one comes to it
        entry.show_item(entry.rows[row].item)
        settle()
    yield "text field", _editor(window, "done")
    yield "number field", _editor(window, "progress")
    window.show_page("export")
    settle()
    yield "cover's field", _editor(window, "filled_by")


def _editor(window: MainWindow, key: str) -> QWidget:
    """What is typed into to fill in the field *key* of the form that is shown."""
    form = next(
        one
        for one in window.findChildren(FormView)
        if one.isVisible() and key in {field.key for field in one.form.fields()}
    )
    return next(
        one for kind in TYPED for one in form.editor(key).findChildren(kind) if one.isVisible()
    )


def _find(window: MainWindow, kind: type, name: str) -> QWidget:
    found = [w for w in window.findChildren(kind) if w.isVisible()]
    named = [w for w in found if w.accessibleName().startswith(name)]
    if not named:
        raise LookupError(f"no {name} among {[w.accessibleName() for w in found]}")
    return named[0]


def text_of(place: QWidget) -> str:
    return place.text() if isinstance(place, QLineEdit) else place.toPlainText()
