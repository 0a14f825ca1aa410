from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from model.store.settings import Profile, Role, fetch_profile
from tests.ui.fitting import settle
from ui.pages.welcome import WelcomePage, default_year, years_offered
from ui.theme import apply_text_size


def test_that_the_first_start_asks_for_role_department_and_year(open_window, plan):
    window = open_window()
    welcome = window.centralWidget()
    assert isinstance(welcome, WelcomePage)
    assert welcome.role.value == Role.CLERK.name
    assert welcome.year.value == str(default_year(plan))
    assert not welcome.start.isEnabled()


def test_that_a_few_letters_find_the_department_and_the_keyboard_is_enough(
    open_window, qtbot, compose, store, department
):
    window = open_window()
    welcome = window.centralWidget()
    compose(welcome.department.search, "城市管理")
    assert welcome.department.department == department.id
    welcome.year.press("2025")
    qtbot.keyClick(welcome.start, Qt.Key.Key_Space)
    assert fetch_profile(store) == Profile(role=Role.CLERK, year=2025, department=department.id)
    assert window.page == "overview"


def test_that_an_alias_finds_a_department(open_window, plan, compose):
    body = next(body for body in plan.bodies if body.aliases)
    welcome = open_window().centralWidget()
    compose(welcome.department.search, body.aliases[0])
    shown = welcome.department.list.model()
    assert body.name in [shown.index(row, 0).data() for row in range(shown.rowCount())]


def test_that_letters_left_out_between_do_no_harm(open_window, compose, department):
    welcome = open_window().centralWidget()
    compose(welcome.department.search, "城管")
    shown = welcome.department.list.model()
    assert department.name in [shown.index(row, 0).data() for row in range(shown.rowCount())]


def test_that_a_search_that_finds_nothing_says_so(open_window, compose):
    picker = open_window().centralWidget().department
    compose(picker.search, "没有这个")
    assert picker.list.isHidden()
    assert "没有找到" in picker.none.text()
    assert not picker.none.isHidden()
    picker.search.clear()
    assert picker.none.isHidden()
    assert not picker.list.isHidden()


def test_that_the_office_needs_no_department(open_window, store, qtbot):
    window = open_window()
    window.centralWidget().role.press(Role.OFFICE.name)
    qtbot.mouseClick(window.centralWidget().start, Qt.MouseButton.LeftButton)
    assert fetch_profile(store).role is Role.OFFICE
    assert window.page == "inbox"
    first = window.page_named("inbox").nothing
    assert "第一步" in first._title.text()
    first.button.click()
    assert window.page == "package"


def test_that_role_department_and_year_can_be_changed_later_or_left_as_they_are(
    open_window, clerk, qtbot, department
):
    window = open_window()
    window.rail.change_requested.emit()
    welcome = window.centralWidget()
    assert isinstance(welcome, WelcomePage)
    assert welcome.department.department == department.id
    welcome.left.emit()
    assert window.page == "overview"
    window.rail.change_requested.emit()
    window.centralWidget().year.press("2024")
    window.centralWidget().start.click()
    assert window.session.desk.year == 2024


def test_that_what_a_page_was_doing_ends_where_the_person_is_changed(open_window, clerk):
    window = open_window()
    jobs = window.page_named("export").jobs
    done = []
    window.rail.change_requested.emit()
    jobs.start(lambda _: done.append(1))
    assert not jobs.busy
    assert done == []


def test_that_nothing_is_undone_while_the_person_is_changed(open_window, clerk, qtbot):
    window = open_window()
    item = window.session.desk.measures[0].id
    window.session.save(item, {"state": "done"})
    window.session.write_rest()
    window.rail.change_requested.emit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.answer(item) == {"state": "done"}
    window.session.save(item, {"state": "behind"})
    window.session.write_rest()
    window.centralWidget().left.emit()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.answer(item) == {"state": "done"}


def test_that_the_office_goes_to_another_year_by_arrow_and_enter(open_window, office, qtbot):
    window = open_window()
    window.rail.change_requested.emit()
    QApplication.processEvents()
    assert QApplication.focusWidget().isVisible()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert window.session.profile.year == 2026


def test_that_the_years_offered_lie_in_the_plan_and_hold_the_one_chosen(plan):
    for year in range(plan.years[0], plan.years[1] + 1):
        offered = years_offered(plan, Profile(role=Role.OFFICE, year=year))
        assert year in offered
        assert set(offered) <= set(range(plan.years[0], plan.years[1] + 1))


def test_that_every_year_of_the_plan_can_be_chosen_and_of_a_long_one_those_around(plan):
    assert years_offered(plan, None) == tuple(range(2022, 2031))
    for year in (2022, 2030, 2041, 2060):
        profile = Profile(role=Role.OFFICE, year=year)
        offered = years_offered(replace(plan, years=(2022, 2060)), profile)
        assert len(offered) == 9
        assert year in offered


def test_that_enter_chooses_what_was_searched_for_and_enter_again_starts(
    open_window, compose, qtbot, plan
):
    window = open_window()
    search = window.centralWidget().department.search
    compose(search, "街道")
    assert window.centralWidget().department.department == ""
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.centralWidget().profile.department
    assert window.rail is None
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert "街道" in window.session.desk.department.name


def test_that_a_search_without_the_chosen_department_leaves_none_chosen(
    open_window, clerk, compose
):
    window = open_window()
    window.rail.change_requested.emit()
    picker = window.centralWidget().department
    assert picker.department
    compose(picker.search, "街道")
    assert picker.department == ""
    assert not window.centralWidget().start.isEnabled()


@pytest.mark.parametrize(
    ("size", "text", "whole"),
    [((1366, 700), "", True), ((880, 480), "", False), ((1366, 700), "largest", False)],
)
def test_that_nothing_of_the_first_page_is_squeezed_and_a_low_window_scrolls(
    open_window, qapp, size, text, whole
):
    apply_text_size(qapp, text)
    try:
        window = open_window()
        window.resize(*size)
        settle()
        welcome = window.centralWidget()
        bar = welcome.findChild(QScrollArea).verticalScrollBar()
        assert (bar.maximum() == 0) is whole
        assert welcome.department.list.height() >= 70
        for segment in (*welcome.role.segments, *welcome.year.segments):
            assert segment.parentWidget().rect().contains(segment.geometry())
        settle()
        welcome.start.setFocus()
        assert welcome.start.height() >= welcome.start.sizeHint().height()
    finally:
        apply_text_size(qapp, "")
