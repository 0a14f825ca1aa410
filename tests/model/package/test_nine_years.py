"""2022–2030 walked on marked sample data, through the data file, as the office would."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.differences import DifferenceKind
from model.domain.submission import Edition, Submission
from model.domain.targets import Basis
from model.package.arrival import News, take_in_package
from model.package.comparison import differences
from model.package.duties import all_items
from model.package.in_force import in_force, terms_for, uncarried
from model.package.succession import last_year, take_over, who_answers
from model.package.validation import package_problems, rulebook_of
from model.package.versions import Footing, PackageVersions
from model.plans import PlanLibrary, close
from model.samples.answers import sample_answers
from model.scoring.assess import Assessor
from model.store.answers import fetch_answers, save_answers
from model.store.closed_years import YearClosed, fetch_closed_plan
from model.store.data_file import open_store
from model.store.packages import fetch_package, fetch_packages, keep_package
from tests.model.package.conftest import RULES
from tests.sample_packages import MARK, sample_history

WATCHED = ("csglw", "kjj", "swj", "hzjlb", "swhzj", "zjw", "fgj", "szjjb", "street-ningyuan")
YEARS = range(2022, 2031)


@pytest.fixture(scope="module")
def history(plan):
    return tuple(sample_history(plan, RULES))


@pytest.fixture(scope="module")
def newest(history):
    return {package.year: package for package in history}


def assess(plan, package, department, answers, rulebook=None):
    terms = terms_for(package.year, department, plan, package)
    return Assessor(
        terms.plan,
        rulebook or rulebook_of(package, plan),
        department,
        package.year,
        handed_down=terms.handed_down,
        baselines=terms.baselines,
    ).assess(answers)


def picture(db, plan, year):
    """All there is to say about a year, worked out anew from the data file."""
    package, plan = fetch_package(db, year), fetch_closed_plan(db, year) or plan
    today, rules = in_force(plan, package), rulebook_of(package, plan)
    return {
        body: repr(assess(plan, package, body, fetch_answers(db, year, body), rules))
        for body in WATCHED
        if body in today.departments
    } | {"package": package.check_code, "bodies": str([(b.id, b.name) for b in today.bodies])}


@pytest.fixture(scope="module")
def walked(plan, history, tmp_path_factory):
    """The data file after nine years, and each year's picture as it was when it was closed."""
    db = open_store(tmp_path_factory.mktemp("nine") / "自评估数据.db")
    pictures = {}
    for year in YEARS:
        for package in (p for p in history if p.year == year):
            take_in_package(PlanLibrary(db, plan), package)
            today = in_force(plan, package)
            for department in WATCHED:
                if department in today.departments and package.version == 1:
                    save_answers(db, year, department, sample_answers(today, department, year))
        pictures[year] = picture(db, plan, year)
        close(PlanLibrary(db, plan), year)
    yield db, pictures
    db.close()


def test_that_every_year_is_sound_and_marked_as_sample_data(plan, history):
    assert [(p.year, p.version) for p in history] == [
        (2022, 1), (2022, 2), (2023, 1), (2024, 1), (2024, 2), (2025, 1), (2025, 2),
        (2026, 1), (2026, 2), (2027, 1), (2028, 1), (2029, 1), (2030, 1),
    ]  # fmt: skip
    for package in history:
        assert list(package_problems(plan, package)) == []
        assert package.sample
        assert MARK in package.office.note


@pytest.mark.thorough
def test_that_no_closed_years_picture_changes_when_later_ones_are_opened(plan, walked):
    db, pictures = walked
    for year in YEARS:
        assert picture(db, plan, year) == pictures[year]


@pytest.mark.thorough
def test_that_plan_data_put_right_in_a_newer_app_leave_closed_years_alone(plan, walked):
    db, pictures = walked
    smes, first = plan.indicators["tech_smes"], plan.measures["3.1.1-01"]
    milestones = tuple(replace(m, value=Decimal(999)) for m in smes.milestones)
    newer = replace(
        plan,
        indicators={**plan.indicators, "tech_smes": replace(smes, milestones=milestones)},
        measures={**plan.measures, "3.1.1-99": replace(first, id="3.1.1-99")},
    )
    assert picture(db, newer, 2025) == pictures[2025]
    assert PlanLibrary(db, newer).terms(2025, "kjj").plan.measures.keys() == plan.measures.keys()


@pytest.mark.thorough
def test_that_a_closed_year_can_not_be_corrected_behind_anybodys_back(plan, walked, newest):
    db, pictures = walked
    late = replace(newest[2023], version=2, parent=newest[2023].digest, deadline="2024-02-28")
    with pytest.raises(YearClosed):
        keep_package(db, late)
    assert picture(db, plan, 2023) == pictures[2023]


def test_that_ids_of_measures_and_indicators_are_the_same_in_every_year(plan, history):
    ids = [item.id for item in all_items(plan)]
    for package in history:
        assert [item.id for item in all_items(in_force(plan, package))] == ids


def test_that_a_target_handed_down_late_opens_an_indicator_that_was_outside_the_score(
    plan, history
):
    first, second = history[:2]
    answers = {"energy_intensity": {"value": "2.8"}}

    def score(package):
        scores = {s.item: s for s in assess(plan, package, "fgw", answers).scores}
        return scores["energy_intensity"]

    assert score(first).standing == "目标未下达"
    assert score(second).standing == "已评分"
    (told,) = differences(plan, first, second, "fgw")
    assert told.sentence == (
        "目标调整“单位地区生产总值能源消耗（降低率）”：由目标未下达改为≥ 2.7%（年度任务包目标）。"
    )


@pytest.mark.thorough
def test_that_a_correction_changes_scores_and_never_answers(plan, walked, history):
    db, _ = walked
    first, second = (p for p in history if p.year == 2024)
    before = fetch_answers(db, 2024, "csglw")
    assert keep_package(db, second) is False
    assert fetch_packages(db, 2024) == (first, second)
    assert fetch_answers(db, 2024, "csglw") == before
    assert {d.kind for d in differences(plan, first, second)} == {DifferenceKind.TARGET}


def test_that_a_renamed_body_has_its_old_name_in_old_years(plan, newest):
    names = {y: in_force(plan, newest[y]).departments["csglw"].name for y in (2023, 2024, 2030)}
    assert names == {2023: "区城市管理委", 2024: "区城市运行管理局", 2030: "区城市运行管理局"}


def test_that_a_merged_bodys_file_under_the_old_name_is_recognised_by_the_office(plan, history):
    """区商务局 sent what it had filled in before the second version reached it."""
    versions = PackageVersions(plan, [p for p in history if p.year == 2025])
    sent = Submission(
        id="s", year=2025, department="swj", sequence=1, parent=None,
        exported_at="2026-01-05T09:00:00+08:00", plan=Edition(id=plan.id, version=plan.edition),
        rulebook=RULES.edition, answers={}, package=Edition(id="sample-2025", version="1"),
    )  # fmt: skip
    read_by = versions.plan_under(sent)
    assert read_by.departments[sent.department].name == "区商务局"
    assert versions.mark(sent).footing is Footing.OLDER
    assert who_answers(versions.newest, sent.department) == ("swhzj",)
    assert "区商务局" in versions.plan_in_force.departments["swhzj"].aliases


def test_that_the_clerks_of_merged_bodies_lose_nothing_in_mid_year(plan, history, tmp_path):
    first, second = (p for p in history if p.year == 2025)
    db = open_store(tmp_path / "自评估数据.db")
    take_in_package(PlanLibrary(db, plan), first, department="swj")
    typed = sample_answers(in_force(plan, first), "swj", 2025)
    save_answers(db, 2025, "swj", typed)
    arrival = take_in_package(PlanLibrary(db, plan), second, department="swj")
    assert arrival.news is News.IN_FORCE
    assert who_answers(arrival.package, "swj", then=arrival.before) == ("swhzj",)
    take_over(PlanLibrary(db, plan), arrival.package, "swhzj", then=arrival.before)
    assert fetch_answers(db, 2025, "swj") == typed
    assert fetch_answers(db, 2025, "swhzj") == typed
    db.close()


def test_that_last_years_answers_follow_the_work(plan, walked):
    db, _ = walked
    before = fetch_answers(db, 2025, "zjw")
    moved = last_year(PlanLibrary(db, plan), 2026, "fgj")
    assert moved.answers == {
        item: before[item] for item in ("3.3.3-01", "old_estates", "old_houses_protected")
        if item in before
    }  # fmt: skip
    assert set(moved.sources.values()) == {"zjw"}
    assert last_year(PlanLibrary(db, plan), 2024, "csglw").answers == fetch_answers(
        db, 2023, "csglw"
    )


def test_that_from_2025_to_2026_reached_levels_are_held_and_2030_is_in_force(plan, newest):
    def target(indicator, year):
        department = in_force(plan, newest[year]).indicators[indicator].departments[0]
        terms = terms_for(year, department, plan, newest[year])
        assessor = Assessor(
            terms.plan, rulebook_of(newest[year], plan), department, year,
            handed_down=terms.handed_down, baselines=terms.baselines,
        )  # fmt: skip
        return assessor.targets[indicator]

    assert target("high_tech_firms", 2025).basis is Basis.MILESTONE
    for year in (2026, 2030):
        held = target("high_tech_firms", year)
        assert (held.basis, held.due, held.value) == (Basis.HELD, 2025, Decimal(130))
    assert (target("carbon_peak", 2026).due, target("carbon_peak", 2030).due) == (2030, 2030)
    assert target("carbon_intensity", 2026).basis is Basis.PACKAGE
    assert target("carbon_intensity", 2027).missing


def test_that_the_districts_own_breakdown_was_accepted_year_by_year(newest):
    assert [newest[y].handed_down.get("tech_smes") for y in (2022, 2023, 2024, 2025)] == [
        None, Decimal(230), Decimal(250), None,
    ]  # fmt: skip


def test_that_what_a_dissolved_body_left_unassigned_is_listed(plan, newest):
    """All its work was shared with others, so somebody still carries every item."""
    today = in_force(plan, newest[2027])
    assert "szjjb" not in today.departments
    assert uncarried(today) == ()


def test_that_a_settled_question_is_open_before_and_settled_after(plan, newest):
    open_in = {y: {q.id for q in in_force(plan, newest[y]).questions} for y in (2025, 2026, 2030)}
    assert "q-zero-waste-office" in open_in[2025]
    assert "q-zero-waste-office" not in open_in[2026] | open_in[2030]


def test_that_the_history_is_the_same_each_time_it_is_made(plan, history):
    assert [p.digest for p in sample_history(plan, RULES)] == [p.digest for p in history]
