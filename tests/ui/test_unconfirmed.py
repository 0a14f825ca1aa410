"""按建议分工，未经办公室确认: said once, quietly, on every page of both roles where it is so."""

import pytest

from model.domain.wording import UNCONFIRMED
from model.package.draft import RulebookText, opened
from model.package.duties import all_items, confirmed
from model.rulebook_in_force import edition_of, shipped_text
from model.store.packages import keep_package, save_draft
from model.store.settings import Profile, Role, save_profile
from ui.main_window import MainWindow
from ui.pages.menu import ENTRIES
from ui.pages.package.page import CONFIRMED

YEAR = 2025


@pytest.fixture
def window_of(qtbot, plan, rulebook, store, department):
    def window_of(role):
        own = department.id if role is Role.CLERK else ""
        save_profile(store, Profile(role=role, year=YEAR, department=own))
        window = MainWindow(plan, rulebook, store)
        qtbot.addWidget(window)
        window.show()
        return window

    return window_of


@pytest.fixture
def sent(plan, rulebook, store):
    """A package in force in which these items are confirmed."""

    def sent(items):
        rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
        at = f"{YEAR}-11-01T09:00:00+08:00"
        package = opened(plan, YEAR, rules, deadline=f"{YEAR + 1}-01-31", at=at)
        keep_package(store, confirmed(plan, package, items))

    return sent


def said(window, role):
    found = {}
    for entry in ENTRIES[role]:
        window.show_page(entry.page)
        found[entry.page] = window.shown.header.aside
    return found


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICE])
def test_that_every_page_says_so_without_a_package(window_of, role):
    assert set(said(window_of(role), role).values()) == {UNCONFIRMED}


@pytest.mark.thorough
def test_that_no_page_says_so_once_all_is_confirmed(window_of, sent, plan):
    sent([item.id for item in all_items(plan)])
    for role in (Role.CLERK, Role.OFFICE):
        assert set(said(window_of(role), role).values()) == {""}


@pytest.mark.thorough
def test_that_a_clerk_reads_it_only_of_what_is_asked_of_the_department(
    window_of, sent, today, department
):
    sent([item.id for item in today.carried_by(department.id)])
    assert set(said(window_of(Role.CLERK), Role.CLERK).values()) == {""}
    assert set(said(window_of(Role.OFFICE), Role.OFFICE).values()) == {UNCONFIRMED}


def test_that_it_goes_from_the_page_on_which_all_was_confirmed_as_soon_as_it_is_in_force(
    window_of, sent, plan
):
    window = window_of(Role.OFFICE)
    window.show_page("package")
    assert window.shown.header.aside == UNCONFIRMED
    sent([item.id for item in all_items(plan)])
    window.session.read_terms_again()
    assert (window.page, window.shown.header.aside) == ("package", "")


def test_that_beside_a_draft_in_which_all_is_confirmed_it_says_when_that_holds(
    window_of, plan, rulebook, store
):
    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
    at = f"{YEAR}-11-01T09:00:00+08:00"
    draft = opened(plan, YEAR, rules, deadline=f"{YEAR + 1}-01-31", at=at)
    save_draft(store, draft)
    window = window_of(Role.OFFICE)
    window.show_page("package")
    page = window.shown
    assert page.header.aside == UNCONFIRMED
    page.package.step(lambda: page.package.editor.confirm(page.package.editor.unconfirmed))
    assert page.header.aside == CONFIRMED
    page.undo_step()
    assert page.header.aside == UNCONFIRMED
