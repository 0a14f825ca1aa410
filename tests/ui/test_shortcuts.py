"""No key is taken twice, nor from those who need it more."""

from itertools import combinations

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QTableView, QWidget

from model.store.settings import Role
from ui.pages.menu import ENTRIES
from ui.shortcuts import OFFICE_SHORTCUTS, SHORTCUTS

TAKEN = {  # by readers, by input methods, by Windows
    "Ins", "Shift+Ins", "Ctrl+Ins", "CapsLock", "ScrollLock", "Ctrl", "Shift", "Alt",
    "Ctrl+Space", "Shift+Space", "Ctrl+Shift", "Ctrl+.", "Ctrl+,", "Ctrl+;", "Ctrl+Shift+F",
    "Alt+F4", "Alt+Tab", "Alt+Space", "Alt+Esc", "Ctrl+Esc", "Ctrl+Alt+Del", "Ctrl+Shift+Esc",
    "Shift+F10", "Menu", "Meta+H", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Print",
}  # fmt: skip


def in_sight_together(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)


@pytest.mark.parametrize("role", ["clerk", "office"])
def test_that_no_key_is_taken_twice_or_from_others(request, open_window, role):
    request.getfixturevalue(role)
    window = open_window()
    for page in list(window.rail._buttons):
        window.show_page(page)
    found = [
        one for one in window.findChildren(QShortcut) if not isinstance(one.parent(), QTableView)
    ]
    keys = [one.key().toString() for one in found]  # a table pastes into itself
    together = [
        (one.key().toString(), one.parent(), other.parent())
        for one, other in combinations(window.findChildren(QShortcut), 2)
        if one.key() == other.key() and in_sight_together(one.parent(), other.parent())
    ]
    assert together == []  # Qt would carry out neither
    assert sorted(TAKEN & set(keys)) == []
    assert not [key for key in keys if "Ctrl+Alt" in key or "Ins" in key or "Meta" in key]


def test_that_every_key_of_the_window_is_in_the_table(clerk, open_window):
    window = open_window()
    told = " ".join((*SHORTCUTS, *OFFICE_SHORTCUTS)).replace("↓", "Down").replace("↑", "Up")
    told = told.replace("回车", "Return").replace("Esc", "Esc")
    ranges = {f"F{n}" for n in range(2, 13)} | {f"Ctrl+{n}" for n in range(1, 6)}
    also = {"Ctrl+Enter", "Ctrl+Shift+Z"}  # the same by another key
    own = {one.key().toString() for one in window.findChildren(QShortcut) if one.parent() is window}
    assert {key for key in own - ranges - also if key not in told.split()} == set()


ROLES = {"clerk": Role.CLERK, "office": Role.OFFICE}
STEPS = {"Ctrl+Down", "Ctrl+Up", "Alt+Down", "Alt+Up"}
TURNS = {"Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"}  # as many steps back as one holds it


@pytest.mark.parametrize("role", ["clerk", "office"])
def test_that_a_key_held_down_decides_once(role, request, open_window):
    request.getfixturevalue(role)
    window = open_window()
    for page in [entry.page for entry in ENTRIES[ROLES[role]]]:
        window.page_named(page)
    repeats = {
        one.key().toString()
        for one in window.findChildren(QShortcut)
        if one.autoRepeat() and not one.key().toString().rpartition("+")[2].startswith("F")
    }
    assert repeats - STEPS - TURNS <= {"Ctrl+S", "Ctrl+P", "Alt+Left", "Alt+Right", "Esc"}
