"""The years in a measure's own words decide whether it is asked: asked, over, overdue, archived."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.package import AcceptedReport, Archived, EndingChoice, YearPackage
from model.domain.plan import Stage
from model.domain.sealed import seal, unseal
from model.package.comparison import differences
from model.package.draft import opened, opened_after, with_archived, with_overdue, with_target
from model.package.in_force import in_force, terms_for, uncarried
from model.package.outgoing import package_report
from model.package.targets import with_ending
from model.package.validation import package_problems
from model.paths import asset
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.workbook.package.tables import duties_table, targets_table
from tests.model.package.conftest import AT, RULES

SITES = "box2.7-02"  # 到 2022 年底，完成提升改造投放站点 300 处
STREETS = "box2.5-10"  # 到2023年底，全区示范街道比例达到60%
THEATRE = "3.1.4-14"  # 恢复民主剧场演出功能, once
DEED = Archived(
    year=2026,
    reports=(AcceptedReport(department="wlj", sequence=2, check_code="3F2A 91C0 77BE 0D14"),),
    by="王芳",
    at="2027-02-01T09:00:00+08:00",
)


def opened_for(plan, year: int) -> YearPackage:
    return opened(plan, year, RULES, deadline=f"{year + 1}-01-31", at=AT)


@pytest.fixture(scope="module")
def package(plan):
    return opened_for(plan, 2027)


def stage(plan, package, measure):
    return in_force(plan, package).measures[measure].stage


def test_that_a_measure_is_asked_in_its_years_only(plan):
    for year, asked in ((2022, Stage.NOT_BEGUN), (2023, Stage.RUNNING), (2024, Stage.OVER)):
        assert stage(plan, opened_for(plan, year), STREETS) is asked
        assert terms_for(year, "csglw", plan, None).plan.measures[STREETS].stage is asked


def test_that_nobody_is_asked_what_is_over_and_everybody_may_still_say_it(plan, package):
    today = in_force(plan, package)
    measure = today.measures[SITES]
    assert (measure.stage, measure.departments, measure.lead) == (Stage.OVER, (), ())
    proposal = plan.proposals[SITES]
    assert measure.outside == proposal.lead
    for body in plan.measures[SITES].departments:
        assert measure not in tuple(today.carried_by(body))
        assert measure in tuple(today.open_to(body))
    assert measure not in uncarried(today)


def test_that_what_was_not_done_in_its_term_is_asked_on_and_scored(plan, package):
    late = with_overdue(package, SITES, overdue=True)
    today = in_force(plan, late)
    (lead,) = plan.proposals[SITES].lead
    assert today.measures[SITES].stage is Stage.OVERDUE
    assert SITES in {one.id for one in today.items_of(lead)}
    assert with_overdue(late, SITES, overdue=False) == package


def test_that_an_overdue_measure_earns_points_where_no_number_repeats_it(plan, package):
    alone = replace(plan.measures[SITES], repeats=())
    changed = replace(plan, measures={**plan.measures, SITES: alone})
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    (lead,) = plan.proposals[SITES].lead
    for given, scored in ((package, False), (with_overdue(package, SITES, overdue=True), True)):
        assessor = Assessor(in_force(changed, given), book, lead, 2027)
        assert (SITES in assessor.subjects) is scored


def test_that_an_accepted_deliverable_is_archived_and_says_where(plan, package):
    today = in_force(plan, with_archived(package, THEATRE, DEED))
    measure = today.measures[THEATRE]
    assert measure.stage is Stage.ARCHIVED
    assert measure.accepted == "2026年度区文化和旅游局第2次报送（校验码 3F2A 91C0 77BE 0D14）"
    assert THEATRE not in {one.id for one in today.items_of("wlj")}
    assert [one.id for one in today.outside_of("wlj")] == [THEATRE]


def test_that_a_package_of_an_earlier_app_asks_every_measure_every_year(plan, package):
    former = replace(package, by_years=False)
    assert stage(plan, former, SITES) is Stage.RUNNING
    for word in (b"by_years", b"archived", b"overdue"):
        assert word not in seal(former)


def test_that_what_a_package_says_of_years_is_read_back(plan, package):
    said = with_overdue(with_archived(package, THEATRE, DEED), SITES, overdue=True)
    assert unseal(seal(said)) == said
    assert list(package_problems(plan, said)) == []
    wrong = replace(said, overdue=("no-such",))
    assert [one.message for one in package_problems(plan, wrong)] == [
        "有一项归档或逾期的任务不在方案中，请删除。"
    ]


def test_that_the_next_year_keeps_what_is_archived(plan, package):
    said = with_overdue(with_archived(package, THEATRE, DEED), SITES, overdue=True)
    after = opened_after(said, plan, deadline="2029-01-31", at=AT).package
    assert (after.archived, after.overdue, after.by_years) == (said.archived, (SITES,), True)


def test_that_a_correction_tells_what_is_asked_otherwise_and_what_was_chosen(plan, package):
    said = with_overdue(with_archived(package, THEATRE, DEED), SITES, overdue=True)
    chosen = with_ending(said, "tech_smes", EndingChoice.LEAVE, by="王芳", at=AT)
    told = [one.sentence for one in differences(plan, package, chosen)]
    assert any(
        one.startswith("归档和逾期“") and one.endswith("由照常填报改为已完成归档（" + WHERE)
        for one in told
    )
    assert any(
        "由已过期限，到 2022 年底为止改为逾期，应在 2022 年底前完成。" in one for one in told
    )
    assert any(one.startswith("到期指标“") and "退出（王芳，2025年11月1日）" in one for one in told)
    for body, items in (("wlj", {THEATRE}), ("csglw", {SITES}), ("jyj", set())):
        found = differences(plan, package, chosen, body)
        assert {one.key for one in found if one.kind.name == "STAGE"} == items


WHERE = "2026年度区文化和旅游局第2次报送（校验码 3F2A 91C0 77BE 0D14））。"


def test_that_the_packages_workbook_shows_both(plan, package):
    said = with_overdue(with_archived(package, THEATRE, DEED), SITES, overdue=True)
    held = with_ending(said, "tech_smes", EndingChoice.HOLD, by="王芳", at=AT)
    held = with_target(held, "tech_smes", None)
    report = package_report(plan, held)
    notes = {row.key: row.values["note"] for row in duties_table(report).rows}
    assert notes[THEATRE] == f"已完成归档（{in_force(plan, held).measures[THEATRE].accepted}）"
    assert notes[SITES] == "逾期，应在 2022 年底前完成"
    endings = {row.key: row.values["ending"] for row in targets_table(report).rows}
    assert endings["tech_smes"] == "按巩固（王芳，2025年11月1日）"
    assert Decimal(0) not in endings.values()


def test_that_what_is_to_be_kept_is_not_asked_before_it_can_be_reached(plan):
    """到2025年底，……进一步巩固: the stages before it are due in 2024, and in 2023."""
    for measure, first in (("box2.5-08", 2025), ("box2.8-05", 2024)):
        said = {year: plan.measures[measure].stage_in(year) for year in (first - 1, first)}
        assert said == {first - 1: Stage.NOT_BEGUN, first: Stage.RUNNING}
