"""A page is brought up to date when it is seen, and does all of what belongs together or none."""

import importlib
import pkgutil

import pytest

import ui.pages
from ui.kit.layout import wide
from ui.kit.page import FILLING, LISTING, Page
from ui.kit.search_field import SearchField


class Counting(Page):
    count = 0

    def refresh(self) -> None:
        self.count += 1


@pytest.fixture
def page(qtbot):
    page = Counting("计数", "数")
    qtbot.addWidget(page)
    page.search = SearchField("搜索", page)
    page.lay_out(wide(page.search))
    return page


def test_that_a_page_is_refreshed_when_it_is_first_seen_and_when_something_changed(page):
    assert page.count == 0
    page.show()
    assert page.count == 1
    page.hide()
    page.show()
    assert page.count == 1
    page.hide()
    page.outdate()
    assert page.count == 1
    page.show()
    assert page.count == 2
    page.outdate()
    assert page.count == 3


def test_that_the_cursor_goes_to_the_search_field_in_sight(page):
    page.show()
    page.focus_search()
    assert page.focusWidget() is page.search


def every_page() -> list[type[Page]]:
    for module in pkgutil.walk_packages(ui.pages.__path__, "ui.pages."):
        importlib.import_module(module.name)
    return [one for one in Page.__subclasses__() if one is not Counting]


def test_that_every_page_refreshes_or_never_changes():
    still = {one.__name__ for one in every_page() if "refresh" not in vars(one)}
    assert still == {"EntryPage", "PlanPage", "AboutPage"}  # the first goes by single items


@pytest.mark.parametrize("group", [LISTING, FILLING], ids=["listing", "filling"])
def test_that_no_page_does_half_of_what_belongs_together(group):
    own = {
        one.__name__: {name for name in group if name in vars(one)} - {"show_what", "focus_search"}
        for one in every_page()
    }
    whole = set(group) - {"show_what", "focus_search"}
    assert {name for name, done in own.items() if done == whole} == {
        LISTING: {
            "EntryPage", "ReviewPage", "ChecksPage", "LedgerPage", "RectificationPage",
            "PlanDraftPage",
        },
        FILLING: {"EntryPage"},
    }[group]  # fmt: skip
    assert {name for name, done in own.items() if done and done != whole} <= {"ResultsPage"}


class Failing(Page):
    def refresh(self) -> None:
        raise ArithmeticError("an unforeseen number")


def test_that_a_page_that_fails_when_it_comes_into_sight_is_told_and_ends_nothing(qtbot):
    page = Failing("失败")
    qtbot.addWidget(page)
    with qtbot.captureExceptions() as caught:
        page.show()
        assert caught == []
        qtbot.waitUntil(lambda: caught != [])
    assert [kind for kind, _, _ in caught] == [ArithmeticError]
