"""The menu behind 筛选: each entry does what it says, as if clicked."""

import pytest
from PySide6.QtGui import QAction

from ui.pages.clerk.filter_bar import APART, FilterBar
from ui.pages.item_rows import Filter

SECTION, STATE = "能源绿色低碳转型", "推进中"


@pytest.fixture
def bar(qtbot):
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.show_sections([SECTION])
    bar.show_states({STATE: 2})
    bar.show_counts(dict.fromkeys(Filter, 1))
    return bar


def entries(bar):
    """Those of the menu and of the menus in it, by their words."""
    bar._menu.aboutToShow.emit()
    return {action.text(): action for action in bar._menu.findChildren(QAction)}


@pytest.mark.parametrize("wanted", APART)
def test_that_what_is_listed_apart_is_shown_and_left_again(bar, wanted):
    entries(bar)[f"{wanted} 1"].trigger()
    assert bar.wanted is wanted
    entries(bar)[f"{wanted} 1"].trigger()
    assert bar.wanted is Filter.ALL


def test_that_a_section_and_a_state_are_chosen_and_all_is_shown_again(bar):
    entries(bar)[SECTION].trigger()
    entries(bar)[f"{STATE} 2"].trigger()
    assert (bar.section, bar.state) == (SECTION, STATE)
    entries(bar)["看全部"].trigger()
    assert (bar.section, bar.state, bar.wanted) == ("", "", Filter.ALL)
