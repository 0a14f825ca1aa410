"""An earlier year's workbook of a department whose work came here: taken for what came, or refused
with whose it is.
"""

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.jobs import JobContext
from model.package.in_force import in_force
from model.plans import PlanLibrary
from model.samples.answers import COVER, sample_answers
from model.store.answers import fetch_answers
from model.store.carried_over import fetch_report, keep_report
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import write_submission
from ui.incoming.files import TAKE

YEAR = 2025
HEIR, GONE, OTHER = "swhzj", "swj", "jyj"  # 区商务和合作交流局 goes on with 区商务局's work


@pytest.fixture
def report_of(plan, rulebook, tmp_path):
    """The workbook that a department exported on a PC of its own."""

    def report_of(body, year):
        db = open_store(tmp_path / f"{body}{year}.db")
        asked = in_force(plan, None)
        said = {**sample_answers(asked, body, year), "cover": COVER}
        desk = ClerkYear(PlanLibrary(db, plan), rulebook, FORMS, body, year)
        desk.save_all(said, "准备")
        path = tmp_path / f"{body}{year}.xlsx"
        questionnaire = Questionnaire(plan=desk.plan, forms=FORMS)
        sent = YearReport(
            questionnaire=questionnaire, submission=desk.next_submission(), assessor=desk.assessor
        )
        write_submission(path, sent, JobContext())
        db.close()
        return path, sent.submission.answers

    return report_of


@pytest.fixture
def window(open_window, store, version):
    keep_package(store, version(YEAR, 2), "任务包.xlsx")
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=HEIR))
    return open_window()


def open_file(window, qtbot, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    return window.incoming.sheet.words


def test_that_what_came_over_is_filled_in_and_kept_as_last_year_beside_what_is_known_already(
    window, qtbot, store, report_of
):
    desk = window.session.desk
    path, then = report_of(GONE, YEAR - 1)
    came = {item for item in then if desk.took_over(GONE, item)}
    known = next(iter(came))
    keep_report(store, YEAR - 1, HEIR, {known: {"done": "另一家先带来的"}})
    words = open_file(window, qtbot, path)
    assert f"用 {YEAR - 1} 年度区商务局第 1 次报送的内容填上" in words
    assert "请看清确是区商务局报送的" in words
    assert fetch_answers(store, YEAR, HEIR) == {}
    window.incoming.sheet.press(TAKE)
    filled = fetch_answers(store, YEAR, HEIR)
    assert filled
    assert filled.keys() <= came  # the contacts of the other department stay behind
    kept = fetch_report(store, YEAR - 1, HEIR)
    assert kept.keys() == came
    assert kept[known] == {"done": "另一家先带来的"}


def test_that_a_predecessors_workbook_of_this_year_says_whose_it_is_and_how_it_comes_over(
    window, qtbot, store, report_of
):
    path, _ = report_of(GONE, YEAR)
    words = open_file(window, qtbot, path)
    assert f"是区商务局{YEAR}年度的工作簿" in words
    assert "点“以区商务和合作交流局继续”" in words
    assert fetch_answers(store, YEAR, HEIR) == {}


def test_that_a_workbook_of_a_department_that_nothing_came_from_says_whose_it_is(
    window, qtbot, store, report_of, plan
):
    path, _ = report_of(OTHER, YEAR - 1)
    words = open_file(window, qtbot, path)
    assert f"是{plan.departments[OTHER].name}{YEAR - 1}年度的工作簿" in words
    assert "以区商务和合作交流局继续" not in words


def test_that_of_a_department_that_was_split_only_what_came_is_taken(
    open_window, store, version, qtbot, report_of
):
    keep_package(store, version(2026), "任务包.xlsx")
    save_profile(store, Profile(role=Role.CLERK, year=2026, department="fgj"))
    window = open_window()
    path, then = report_of("zjw", 2025)
    words = open_file(window, qtbot, path)
    came = {item for item in then if window.session.desk.took_over("zjw", item)}
    assert 0 < len(came) < len(then)
    assert f"另有 {len(then) - len(came)} 项没有转到本单位，不带" in words
    window.incoming.sheet.press(TAKE)
    assert fetch_answers(store, 2026, "fgj").keys() <= came
