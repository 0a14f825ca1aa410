"""The pages of a department that the plan gives nothing to fill in."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.store.settings import Profile, Role, save_profile
from ui.main_window import KEYS
from ui.pages.menu import ENTRIES

YEAR = 2025


@pytest.fixture
def window(plan, store, open_window):
    """Of a body without indicators."""
    idle = next(body for body in plan.bodies if not plan.indicators_of(body.id))
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=idle.id))
    return open_window()


def pressed(window, keys):
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()
    at = window.focusWidget()
    assert at is not None, keys
    assert at.isVisible(), (keys, at)
    assert at.isEnabled(), (keys, at)


OTHERS = (
    *("Alt+A", "A", "E", "R", "Space", "Delete", "Down", "Ctrl+1", "Ctrl+5"),
    *("Ctrl+V", "Ctrl+A", "Ctrl+C", "Ctrl+Z", "Ctrl+S", "Ctrl+Return"),
)


def test_that_no_key_leads_to_what_is_out_of_sight(window):
    for keys in (*KEYS, *OTHERS):
        window.show_page("indicators")
        assert not window.shown.rows
        pressed(window, keys)


def test_that_no_key_leads_out_of_sight_at_an_office_to_which_nothing_came(open_window, office):
    window = open_window()
    for entry in ENTRIES[Role.OFFICE]:
        for keys in (*KEYS, *OTHERS[:-1]):
            window.show_page(entry.page)
            pressed(window, keys)
