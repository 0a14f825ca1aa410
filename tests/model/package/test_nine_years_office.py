"""The sample history in the office: files under each year's package, closed, and looked back at."""

from dataclasses import replace
from functools import cache

import pytest

from forms import FORMS
from model.domain.reorganisation import successors
from model.domain.submission import Submission
from model.jobs import JobContext
from model.office.report_contents import report_data
from model.office.year import OfficeYear
from model.package.arrival import take_in_package
from model.package.duties import all_items
from model.package.in_force import in_force
from model.package.registry import registry, without_change
from model.package.versions import Footing
from model.package.year_states import Stand, year_states
from model.paths import asset
from model.plans import PlanLibrary, close
from model.report.annual import report_bytes
from model.rulebook_in_force import keep_at_first_scoring, rulebook_in_force
from model.samples.answers import COVER, sample_answers
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.packages import fetch_package
from model.store.plans import keep_plan
from model.store.receipts import FileVerdict, Taken, finish_batch, keep_files, start_batch
from model.trends import district_trends, reported_trends
from tests.model.office.test_report_contents import text_of
from tests.model.package.conftest import RULES
from tests.sample_packages import MERGED, sample_history

YEARS = range(2022, 2031)
SENDING = ("csglw", "wxb", "swj", "hzjlb", "swhzj", "fgj")
HEIR = "swhzj"

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def history(plan):
    return tuple(sample_history(plan, RULES))


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


def sent(plan, package, department):
    """What *department* reports, filled in under *package*."""
    today = in_force(plan, package)
    return Submission(
        id=f"{department}-{package.year}-{package.version}", year=package.year,
        department=department, sequence=1, parent=None,
        exported_at=f"{package.year}-12-20T09:30:00+08:00", plan=package.plan,
        rulebook=package.rulebook, answers=sample_answers(today, department, package.year),
        cover=COVER, package=package.edition, sample=True,
    )  # fmt: skip


def post(db, submissions):
    batch = start_batch(db, "邮件")
    taken = [
        Taken(
            file_name=f"{one.department}.xlsx", sha256=one.digest, content=one.id.encode(),
            verdict=FileVerdict(message="已接收", digest=one.digest), submission=one,
        )
        for one in submissions
    ]  # fmt: skip
    keep_files(db, batch, taken)
    finish_batch(db, batch)


def picture(db, plan, shipped, year):
    """All that the office says about a year, worked out anew."""
    office = OfficeYear.read(
        PlanLibrary(db, plan), rulebook_in_force(db, year, shipped), FORMS, year
    )
    return {body.id: (body.department.name, repr(body.reviewed)) for body in office.reported} | {
        "indicators": repr(office.picture.indicators)
    }


@pytest.fixture(scope="module")
def walked(plan, rulebook, history, tmp_path_factory):
    """Each year's files come under its first version; a correction comes after them."""
    db = open_store(tmp_path_factory.mktemp("nine") / "data.db")
    db.execute("PRAGMA synchronous = OFF")
    pictures = {}
    for year in YEARS:
        first, *later = [package for package in history if package.year == year]
        take_in_package(PlanLibrary(db, plan), first)
        bodies = in_force(plan, first).departments
        post(db, [sent(plan, first, body) for body in SENDING if body in bodies])
        for package in later:
            take_in_package(PlanLibrary(db, plan), package)
        keep_at_first_scoring(db, year, rulebook)
        pictures[year] = picture(db, plan, rulebook, year)
        close(PlanLibrary(db, plan), year)
    yield db, pictures
    db.close()


@pytest.fixture(scope="module")
def office(plan, rulebook, walked):
    db, _ = walked
    return cache(
        lambda y: OfficeYear.read(
            PlanLibrary(db, plan), rulebook_in_force(db, y, rulebook), FORMS, y
        )
    )


@pytest.fixture(scope="module")
def trends(plan, rulebook, walked):
    db, _ = walked
    return district_trends(PlanLibrary(db, plan), rulebook, FORMS, 2030)


def test_that_files_under_an_older_version_are_scored_under_the_newer_and_marked(office):
    for year in (2022, 2024, 2026):
        (body,) = [one for one in office(year).reported if one.id == "wxb"]
        assert body.reviewed.total is not None
        mark = office(year).terms.senders.mark(body.submission)
        assert mark.footing is Footing.OLDER
        assert "现行为第2版" in mark.sentence
    assert (
        office(2023).terms.senders.mark(office(2023).body("wxb").submission).footing
        is Footing.CURRENT
    )


def test_that_files_of_merged_bodies_wait_for_their_heir_and_are_lost_to_nobody(office):
    late = office(2025)
    assert HEIR in {one.id for one in late.plan.bodies}
    assert not {"swj", "hzjlb"} & {one.id for one in late.reported}
    assert late.submissions.keys() >= {"swj", "hzjlb"}
    assert HEIR in {one.id for one in office(2026).reported}


def test_that_a_merged_bodys_history_stays_under_the_old_names_and_leads_to_the_heir(trends):
    heir = trends.scores[HEIR]
    assert [score.year for score in heir.scores] == [2026, 2027, 2028, 2029, 2030]
    assert [one.who for one in heir.earlier] == ["区合作交流办", "区商务局"]
    assert all([s.year for s in one.scores] == [2022, 2023, 2024] for one in heir.earlier)
    assert heir.origin == "此前为区合作交流办、区商务局"
    assert trends.scores["swj"].who == "区商务局（已由区商务和合作交流局承接）"
    assert trends.scores["swj"].scores == heir.earlier[1].scores
    assert [score.year for score in trends.scores["csglw"].scores] == [*YEARS]
    assert trends.scores["csglw"].who == "区城市运行管理局"


def test_that_a_split_off_body_starts_where_the_split_was(trends):
    assert trends.scores["fgj"].begins == 2026


def test_that_an_earlier_years_trends_know_nothing_of_what_came_later(plan, rulebook, walked):
    db, _ = walked
    found = district_trends(PlanLibrary(db, plan), rulebook, FORMS, 2024)
    assert HEIR not in found.scores
    assert found.scores["swj"].who == "区商务局"


def test_that_no_closed_year_changes_whatever_comes_later(plan, rulebook, walked):
    """A newer edition in the app, other rules, years opened: every picture is as it was."""
    db, pictures = walked
    newer = replace(
        plan, edition="2031",
        measures={key: m for key, m in plan.measures.items() if key != "3.1.1-01"},
    )  # fmt: skip
    keep_plan(db, newer)
    other = replace(rulebook, version="2031.1", maximum=rulebook.maximum * 2)
    for year in YEARS:
        assert picture(db, newer, other, year) == pictures[year]


def test_that_the_report_tells_the_years_and_marks_what_is_no_fact(
    plan, rulebook, walked, office, monkeypatch
):
    db, _ = walked
    monkeypatch.setattr("model.report.chapters.years._draw", lambda *_: None)
    monkeypatch.setattr("model.report.annual._draw", lambda *_: None)
    trends = reported_trends(PlanLibrary(db, plan), rulebook, FORMS, 2026)
    assert trends
    assert all(len(trend.values) > 1 for trend in trends)
    data = replace(report_data(office(2026), made_at="2027-02-01T09:00:00+08:00"), trends=trends)
    told = text_of(report_bytes(data, JobContext()))
    assert "与往年比较" in told
    assert f"有两年以上填报数的指标 {len(trends)} 项。按目前进度推算" in told
    assert "不是事实" in told
    alone = text_of(report_bytes(replace(data, trends=()), JobContext()))
    assert "与往年比较" not in alone


def test_that_the_list_of_years_says_who_sent_and_what_is_closed(plan, walked):
    db, _ = walked
    states = year_states(db, plan)
    assert {state.stand for state in states.values()} == {Stand.CLOSED}
    assert [states[year].senders for year in (2022, 2025, 2026)] == [4, 4, 4]
    assert states[2024].version == "第2版（示例数据）"


def test_that_ids_are_for_ever(plan, history):
    """An id never means another body, and one that is gone never comes back."""
    items = [item.id for item in all_items(plan)]
    before, gone = in_force(plan, history[0]).departments, set()
    for package in history:
        today = in_force(plan, package)
        assert [item.id for item in all_items(today)] == items
        assert not gone & today.departments.keys()
        gone |= before.keys() - today.departments.keys()
        for body in gone:
            assert set(successors(body, package.changes)) <= today.departments.keys()
        before = today.departments


def test_that_the_book_of_changes_grows_and_a_change_taken_back_stays_in_it(plan, walked):
    db, _ = walked
    packages = [fetch_package(db, year) for year in YEARS]
    book = registry(plan, packages[-1], packages[:-1])
    assert [one.change.on[:4] for one in book] == ["2024", "2025", "2026", "2027"]
    assert [one.entered.year for one in book] == [2024, 2025, 2026, 2027]
    back = without_change(plan, packages[-1], MERGED, packages[:-1])
    assert {"swj", "hzjlb"} <= in_force(plan, back).departments.keys()
    assert [one.change for one in registry(plan, back, packages[:-1]) if one.withdrawn] == [MERGED]
