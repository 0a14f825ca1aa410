"""The real window on a data file of its own, with nothing left behind."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from model.paths import asset
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from tests.keys import know_the_office
from ui.main_window import MainWindow
from ui.theme import Scheme, active_scheme, apply_theme

YEAR = 2025


@pytest.fixture(scope="session")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="session")
def department(plan):
    return next(body for body in plan.bodies if body.name == "区城市管理委")


@pytest.fixture
def data_file(tmp_path) -> Path:
    return tmp_path / "data.db"


@pytest.fixture
def store(data_file) -> Iterator:
    with closing(open_store(data_file)) as db:
        yield db


@pytest.fixture
def clerk(store, department):
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=department.id))


@pytest.fixture
def office(store):
    save_profile(store, Profile(role=Role.OFFICE, year=YEAR))


@pytest.fixture
def known_office(store):
    """Whoever sits here compared the office's fingerprint with the paper: its files are quiet."""
    know_the_office(store)


@pytest.fixture
def open_window(qtbot, plan, rulebook, store):
    """Opens the window on the store as it is; more than once if asked. Whatever window comes with
    it, a menu or a list of suggestions too, has to be dressed like it.
    """

    def open_() -> MainWindow:
        window = MainWindow(plan, rulebook, store)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield open_
    bare = [one for one in QApplication.topLevelWidgets() if not is_dressed(one)]
    assert bare == []


def is_dressed(window: QWidget) -> bool:
    return window.style().metaObject().className() == "QStyleSheetStyle"


@pytest.fixture(autouse=True)
def no_message_box(monkeypatch):
    """A message box nobody expected fails the test; those expected are collected."""
    boxes = SimpleNamespace(expected=False, shown=[])

    def exec_(box: QMessageBox) -> int:
        boxes.shown.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    yield boxes
    assert boxes.expected or boxes.shown == []


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    """What lies on it would be freed after the program that it belongs to, which ends badly."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def light(qapp):
    yield
    if active_scheme() is not Scheme.LIGHT:
        apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def nothing_held_down(qapp):
    """QTest lets Ctrl count as held until the next key, in whichever test that is."""
    QTest.keyClick(QWidget(), Qt.Key.Key_F35)


@pytest.fixture(autouse=True)
def nothing_left_running(qapp):
    yield
    assert [thread.name for thread in threading.enumerate() if "Pool" in thread.name] == []
    QApplication.sendPostedEvents()
    # Windows that were closed: they go where a loop runs, else each change of style dresses them.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ticking = [
        timer
        for widget in QApplication.topLevelWidgets()
        if not widget.isVisible()
        for timer in widget.findChildren(QTimer)
        if timer.isActive() and not timer.isSingleShot()
    ]
    assert ticking == []


@pytest.fixture(autouse=True, scope="module")
def nothing_left_closed(qapp):
    """Windows of a module that were closed go, else each later change of style dresses them. Lists
    that completers let drop are theirs, and go with them.
    """
    yield
    for widget in QApplication.topLevelWidgets():
        dropped = widget.windowType() is Qt.WindowType.Popup
        if not widget.isVisible() and widget.parent() is None and not dropped:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def compose():
    """Types as an input method does: letters being composed, then the words they become."""

    def compose_(widget: QWidget, words: str, letters: str = "zhong") -> None:
        widget.setFocus()
        for end in range(1, len(letters) + 1):
            QApplication.sendEvent(widget, QInputMethodEvent(letters[:end], []))
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(widget, committed)

    return compose_
