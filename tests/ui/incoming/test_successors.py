"""Whoever begins as a body that has others' work finds what those said on this PC."""

import pytest
from PySide6.QtWidgets import QLabel

from model.domain.plan import Measure
from model.store.answers import fetch_answers, save_answers
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from tests.sample_packages import MERGED
from ui.pages.welcome import WelcomePage

YEAR = 2025
HEIR = MERGED.after[0]
ONE, OTHER = MERGED.before[:2]


@pytest.fixture
def items(window):
    plan = window.session.plans.terms(YEAR).plan
    return [item.id for item in plan.open_to(HEIR) if isinstance(item, Measure)]


@pytest.fixture
def window(open_window, store, version):
    keep_package(store, version(YEAR, 2), "任务包.xlsx")
    return open_window()


def begin(window):
    welcome = window.findChild(WelcomePage)
    welcome.chosen.emit(Profile(role=Role.CLERK, year=YEAR, department=HEIR))
    return window.incoming.sheet


def test_that_what_was_said_under_the_old_names_is_there_and_named(window, store, items):
    save_answers(store, YEAR, ONE, {items[0]: {"state": "done"}})
    sheet = begin(window)
    assert "1 项内容一并转来" in sheet._said.text()
    assert window.session.plans.shipped.departments[ONE].name in sheet._said.text()
    assert window.session.answer(items[0]) == {"state": "done"}
    sheet.answered.emit("")
    window._show_welcome()
    assert begin(window) is None


def test_that_what_differs_is_listed_with_what_each_wrote(window, store, items):
    save_answers(store, YEAR, ONE, {items[0]: {"state": "done", "done": "甲写的"}})
    save_answers(store, YEAR, OTHER, {items[0]: {"state": "done", "done": "乙写的"}})
    sheet = begin(window)
    assert "有 1 项几处填得不一样" in sheet._said.text()
    assert "甲写的" in sheet.words
    assert "乙写的" in sheet.words
    assert window.session.answer(items[0]) == {}


def test_that_nothing_is_taken_over_again_once_something_is_said(window, store, items):
    save_answers(store, YEAR, HEIR, {items[1]: {"state": "behind"}})
    save_answers(store, YEAR, ONE, {items[0]: {"state": "done"}})
    assert begin(window) is None
    assert fetch_answers(store, YEAR, HEIR) == {items[1]: {"state": "behind"}}


def test_that_who_has_nobodys_work_is_told_nothing(window, store):
    welcome = window.findChild(WelcomePage)
    welcome.chosen.emit(Profile(role=Role.CLERK, year=YEAR, department="kjj"))
    assert window.incoming.sheet is None
    assert window.session.desk.department.id == "kjj"


def test_that_who_is_gone_is_told_whose_the_work_is_now_and_can_not_go_back(
    open_window, store, version
):
    keep_package(store, version(YEAR, 2), "任务包.xlsx")
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=ONE))
    welcome = open_window().findChild(WelcomePage)
    (told,) = welcome.findChildren(QLabel, "question")
    assert "已经没有" in told.text()
    assert MERGED.made[0].name in told.text()
    assert welcome._back.isHidden()


@pytest.mark.parametrize("came", [False, True])
def test_that_a_year_before_its_package_names_no_body_that_is_gone_as_if_it_were(
    window, store, version, came
):
    if came:
        keep_package(store, version(YEAR + 1, 1), "任务包.xlsx")
    welcome = window.findChild(WelcomePage)
    welcome.year.show_value(str(YEAR + 1))
    welcome._on_year()
    welcome.department.show_department(ONE)
    asides = {one.key: one.aside for one in welcome.department.list.entries.entries}
    if came:
        assert (ONE in asides, HEIR in asides) == (False, True)
        assert "机构调整" not in welcome._year_state.text()
        return
    assert [aside.words for aside in asides[ONE]] == ["已调整"]
    assert "机构调整后的新单位不在名单里" in welcome._year_state.text()
    assert "工作由区商务和合作交流局承接" in welcome._missing.text()
    assert f"请先打开办公室发来的 {YEAR + 1} 年度任务包" in welcome._missing.text()
    welcome.department.show_department("kjj")
    assert welcome._missing.text() == ""
