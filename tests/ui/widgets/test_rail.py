"""The rail keeps every page within reach, however narrow the window."""

import pytest

from ui.main_window import ROOMY, SMALLEST


@pytest.fixture
def window(clerk, open_window):
    return open_window()


@pytest.fixture
def rail(window):
    return window.rail


def test_that_a_narrow_window_keeps_the_icons_and_their_names(qtbot, window, rail):
    window.resize(ROOMY - 1, 574)
    qtbot.waitUntil(lambda: rail.width() < 100)
    for button in rail._buttons.values():
        assert button.isVisible()
        assert button.accessibleName() in button.toolTip()
    assert window.windowTitle().startswith("区城市管理委 2025 年度")


def test_that_the_words_come_back_with_the_room(qtbot, window, rail):
    window.resize(ROOMY - 1, 574)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: rail.width() > 150)
    assert rail._who.isVisible()
    assert rail._what.text() == "2025 年度 · 部门填报"


def test_that_the_smallest_window_shows_every_page_and_what_is_saved(qtbot, window, rail):
    window.resize(*SMALLEST)
    qtbot.waitUntil(lambda: window.height() <= 500)
    assert (window.width(), window.height()) == SMALLEST
    last = list(rail._buttons.values())[-1]
    assert last.geometry().bottom() <= rail.height()
    assert rail._saved.isVisible()
