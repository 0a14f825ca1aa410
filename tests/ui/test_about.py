import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtGui import QDesktopServices

from model.diagnostics.version import app_version
from model.domain.submission import COVER
from model.paths import asset
from model.store.answers import fetch_answers, save_answers
from ui import personal_data
from ui.alerts import Why
from ui.kit.link import Link


def about(open_window):
    window = open_window()
    window.show_page("about")
    return window.page_named("about")


def test_that_whoever_helps_learns_every_version_that_matters(open_window, clerk, plan, rulebook):
    said = about(open_window).versions.text()
    for version in (
        app_version(), qVersion(), sqlite3.sqlite_version, plan.edition, rulebook.version,
    ):  # fmt: skip
        assert version in said


def test_that_the_licences_of_what_we_build_on_are_a_click_away(open_window, clerk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = about(open_window)
    next(link for link in page.findChildren(Link) if "许可" in link.text()).click()
    assert [Path(url.toLocalFile()) for url in opened] == [asset("licences/third-party.txt")]


@pytest.fixture
def answered(monkeypatch):
    """Answers what is asked, in order; collects what was told and asked."""
    said = SimpleNamespace(answers=[], asked=[], told=[])

    def ask(question, consequence, yes, parent=None, *, no="取消"):
        said.asked.append(f"{question} {consequence}")
        return said.answers.pop(0)

    monkeypatch.setattr(personal_data, "ask", ask)
    monkeypatch.setattr(personal_data, "ask_why", lambda *words, **_: ask(*words))
    monkeypatch.setattr(personal_data, "tell", lambda *words, **_: said.told.append(words[0]))
    return said


def test_that_people_of_past_years_go_after_two_questions_and_what_stays_is_said(
    open_window, clerk, store, department, answered
):
    save_answers(store, 2024, department.id, {COVER: {"filled_by": "张三", "phone": "138"}})
    page = about(open_window)
    answered.answers = [True, Why(by="李四", reason="满一年")]
    page.clear_people.click()
    assert "2024 年度" in answered.asked[0]
    assert "封面上的姓名和电话 2 处" in answered.asked[0]
    assert "保留：填报内容" in answered.asked[0]
    assert fetch_answers(store, 2024, department.id) == {}
    assert "已清除 2024 年度" in answered.told[0]


@pytest.mark.parametrize("answers", [[False], [True, None]])
def test_that_a_no_at_either_question_clears_nothing(
    open_window, clerk, store, department, answered, answers
):
    save_answers(store, 2024, department.id, {COVER: {"filled_by": "张三"}})
    answered.answers = answers
    about(open_window).clear_people.click()
    assert fetch_answers(store, 2024, department.id)[COVER] == {"filled_by": "张三"}


def test_that_the_open_year_is_never_offered(open_window, clerk, store, department, answered):
    save_answers(store, 2025, department.id, {COVER: {"filled_by": "张三"}})
    about(open_window).clear_people.click()
    assert answered.asked == []
    assert answered.told == ["往年没有可以清除的个人信息。"]
