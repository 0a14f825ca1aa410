"""The office's package with the tab key: every part, all that can be used, each with a name."""

import pytest
from PySide6.QtCore import Qt

from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from tests.ui.hands import CTRL, SHIFT, Hands, name_of
from tests.ui.test_keyboard import usable, walked
from ui.pages.package.page import PARTS

CHANGES, DUTIES = 3, 2


@pytest.fixture
def window(open_window, store, version, qtbot):
    """A draft of 2026 opened from 2025."""
    keep_package(store, version(2025, 2))
    save_profile(store, Profile(role=Role.OFFICE, year=2026))
    window = open_window()
    window.show_page("package")
    window.page_named("package").opening.after_last.click()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_that_the_tab_key_reaches_everything_in_every_part(window):
    page, found = window.page_named("package"), {}
    for number, part in enumerate(PARTS):
        page.pills.choose(number)
        if number == CHANGES:
            page.changes.before.tick("zjw")
        hands = Hands(window)
        passed = walked(hands)
        missed = [name_of(one) or repr(one) for one in usable(window) - {*passed}]
        nameless = [repr(one) for one in passed if not name_of(one)]
        back = walked(hands, Qt.Key.Key_Backtab, SHIFT)
        strange = back != [passed[0], *reversed(passed[1:])]
        if missed or nameless or strange:
            found[part] = missed, nameless, strange
    assert found == {}


def test_that_ctrl_z_takes_the_last_edit_of_the_draft_back(window, qtbot):
    page = window.page_named("package")
    page.pills.choose(DUTIES)
    page.duties.clauses.choose("3.1.1")
    before = page.package.editor.draft
    grid = page.duties.desk.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_4)
    assert page.package.editor.draft != before
    qtbot.keyClick(grid, Qt.Key.Key_Z, CTRL)
    assert page.package.editor.draft == before
