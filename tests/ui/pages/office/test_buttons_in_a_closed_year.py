"""In a closed year nothing is offered that would be refused: whatever can be pressed is, once for
each kind, with each body and row open and what a press leads to."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from shiboken6 import isValid

from forms import FORMS
from model.office.reviews import claimed_items
from model.package.draft import RulebookText, opened
from model.plans import PlanLibrary, close
from model.rulebook_in_force import edition_of, shipped_text
from model.store.packages import keep_package
from tests.model.office.live import Decisions, LiveOffice
from ui.kit.search_field import SearchField
from ui.session import SessionChanges

REFUSED = "没有保存"
AT = "2025-11-01T09:00:00+08:00"
DEEP, ROWS = 2, 2  # steps, one after another; rows of a list, from its top
PAGES = ("inbox", "board", "review", "checks", "results")

Kind = tuple[str, ...]  # whose it is, from the page down, and its words


@pytest.fixture
def closed(with_few, window, store, plan, rulebook, monkeypatch):
    for asked in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asked, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)

    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
    keep_package(store, opened(plan, 2025, rules, deadline="2026-01-31", at=AT))
    decide(LiveOffice(PlanLibrary(store, plan), rulebook, FORMS, 2025))
    close(PlanLibrary(store, plan), 2025)
    window.session.read_terms_again()
    return window


def decide(office: LiveOffice) -> None:
    """About every other body, so that deciding and taking back might both be offered."""
    by = Decisions(office, by="李四")
    for body in office.reported[::2]:
        if edits := office.edits(body.digest):
            by.keep_sealed(body.digest, edits[0])
        if claimed := claimed_items(office.now, body.id):
            by.approve_all(body.id, claimed, "已核实")
        by.adopt_the_rest(body.id)
        by.note_false_figures(body.id, "与统计年报不符")
    known = {body.digest for body in office.reported}
    for receipt in office.receipts:
        if receipt.sha256 not in known and not office.sender_of(receipt):
            by.name_sender(receipt, "")
    for suspicion in office.suspicions[:1]:
        by.mark_seen(suspicion)


def place(page: QWidget, widget: QWidget) -> Kind:
    parents = []
    while widget is not page:
        parents.append(type(widget).__name__)
        widget = widget.parentWidget()
    return tuple(reversed(parents))


def in_sight(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in page.findChildren(kind) if one.isVisibleTo(page) and one.isEnabled()]


def go(view: QAbstractItemView, row: int) -> None:
    view.setCurrentIndex(view.model().index(row, 0))


def offers(page: QWidget) -> dict[Kind, Callable[[], object]]:
    """What one can do on *page* as it is now: press a button, go to a row."""
    found: dict[Kind, Callable[[], object]] = {}
    for button in in_sight(page, QAbstractButton):
        words = button.text() or button.accessibleName() or button.toolTip()
        found.setdefault((*place(page, button), words), button.click)
    for view in in_sight(page, QAbstractItemView):
        model = view.model()
        for row in range(min(ROWS, model.rowCount() if model else 0)):
            found.setdefault((*place(page, view), str(row)), partial(go, view, row))
    return found


def refused(page: QWidget, act: Callable[[], object], boxes, qtbot) -> list[str]:
    """What *act* was answered with, where that is a refusal."""
    for field in in_sight(page, QLineEdit):
        if not field.isReadOnly() and not isinstance(field, SearchField):
            field.setText("电话核实")
    before = words_shown(page)
    boxes.shown.clear()
    with qtbot.captureExceptions() as failures:
        act()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    told = words_shown(page) - before if isValid(page) else set()
    errors = [str(error) for _, error, _ in failures]
    return errors + [one for one in (*told, *boxes.shown) if REFUSED in one]


def words_shown(page: QWidget) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)}


def opened_anew(window, name: str) -> QWidget:
    window.show_page("about")
    window.session.read_terms_again()  # which ends all other pages
    window.show_page(name)
    QApplication.processEvents()
    return window.page_named(name)


@pytest.mark.thorough
def test_that_nothing_on_a_page_offers_what_would_be_refused(closed, no_message_box, qtbot):
    no_message_box.expected, window = True, closed
    seen: set[Kind] = set()
    answers = []
    for name in PAGES:
        page = opened_anew(window, name)
        at_first = offers(page).keys()
        ways: list[tuple[Kind, ...]] = [()]
        for way in ways:
            if not isValid(page) or window.page != name or offers(page).keys() != at_first:
                page = opened_anew(window, name)
            told = []
            for step in way:
                act = offers(page).get(step) if isValid(page) else None
                told = refused(page, act, no_message_box, qtbot) if act else []
            answers += [(name, way, words) for words in told]
            if isValid(page) and window.page == name and len(way) < DEEP:
                fresh = [kind for kind in offers(page) if kind not in seen]
                seen.update(fresh)
                ways += [(*way, kind) for kind in fresh]
    assert len(seen) > 75
    assert answers == []


def test_that_the_rail_counts_nothing_that_waits_in_a_closed_year(closed, qtbot):
    with qtbot.waitSignal(closed.session.counted, timeout=20_000) as said:
        closed.session.changed.emit(SessionChanges(terms=True))
    assert {count for count, _ in said.args[0].values()} == {0}
