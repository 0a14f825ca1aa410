from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.package import Duty, HandedDown, Settlement
from model.domain.targets import Baseline
from model.errors import PackageRejected
from model.package.draft import with_change, with_settlement, with_share, with_target
from model.package.in_force import PLAN_ALONE, in_force, terms_for, uncarried
from tests.model.package.conftest import DISSOLVED, MERGED, RENAMED, SPLIT

ITEM = "3.1.1-01"


def test_that_without_a_package_the_plan_itself_is_in_force(plan):
    silent = replace(plan, proposals={})
    assert in_force(silent, None) is silent


def test_that_without_a_package_duties_go_by_the_proposal(plan):
    today = in_force(plan, None)
    for key, proposal in plan.proposals.items():
        item, bracket = today.item(key), plan.item(key).departments
        assert (item.lead, item.departments) == (proposal.lead, proposal.lead + proposal.support)
        assert set(item.others) == set(bracket) - set(item.departments)
    assert in_force(today, None) == today


def test_that_a_package_that_says_nothing_about_duties_changes_nobodys_work(plan, silent):
    today = in_force(plan, silent)
    assert today.measures == plan.measures
    assert today.indicators == plan.indicators
    assert today.clauses == plan.clauses


def test_that_a_package_opened_from_the_plan_keeps_everybodys_work(plan, package):
    today = in_force(plan, package)
    assert today.measures == plan.measures
    assert today.indicators == plan.indicators


def test_that_only_those_who_lead_or_support_have_to_answer(plan, silent):
    duties = {ITEM: {"swj": Duty.SUPPORT, "kjj": Duty.LEAD, "fgw": Duty.NONE}}
    today = in_force(plan, replace(silent, duties=duties))
    assert today.measures[ITEM].departments == ("kjj", "swj")
    assert ITEM not in {m.id for m in today.measures_of("fgw")}


def test_that_a_body_outside_the_bracket_can_be_given_work(plan, silent):
    today = in_force(plan, replace(silent, duties={ITEM: {"fulian": Duty.LEAD}}))
    assert "fulian" in today.clauses["3.1.1"].departments
    assert [m.id for m in today.measures_of("fulian") if m.clause == "3.1.1"] == [ITEM]


def test_that_what_nobody_carries_is_listed_and_belongs_to_nobody(plan, silent):
    today = in_force(plan, replace(silent, duties={ITEM: {"kjj": Duty.NONE}, "tech_smes": {}}))
    assert [item.id for item in uncarried(today)] == [ITEM, "tech_smes"]
    assert not any(item.id == ITEM for body in today.bodies for item in today.items_of(body.id))


def test_that_settled_questions_are_open_no_more(plan, silent):
    settled = Settlement(decision="是同一单位", by="办公室", on="2025-10-01")
    today = in_force(plan, with_settlement(silent, "q-zjw-name", settled))
    assert {q.id for q in plan.questions} - {q.id for q in today.questions} == {"q-zjw-name"}


def test_that_a_renamed_body_goes_on_under_its_id(plan, package):
    today = in_force(plan, with_change(package, RENAMED))
    assert today.departments["csglw"].name == "区城市运行管理局"
    assert "区城市管理委" in today.departments["csglw"].aliases
    assert today.measures == plan.measures


def test_that_merged_bodies_work_is_the_successors_said_or_unsaid(plan, package, silent):
    for given in (package, silent):
        today = in_force(plan, with_change(given, MERGED))
        before = {i.id for body in MERGED.before for i in plan.items_of(body)}
        assert {item.id for item in today.items_of("swhz")} == before
        assert not today.departments.keys() & {"swj", "hzjlb"}
        assert "swhz" in today.clauses["3.1.1"].named
        assert "swhz" in today.departments["all-departments"].members


def test_that_a_split_takes_along_only_what_is_written_down(plan, package, silent):
    for given in (package, silent):
        today = in_force(plan, with_change(given, SPLIT))
        moved, shared, kept = (today.measures[f"3.3.3-0{n}"].departments for n in (1, 2, 3))
        assert "fgj" in moved
        assert "zjw" not in moved
        assert {"zjw", "fgj"} <= set(shared)
        assert "zjw" in kept
        assert "fgj" not in kept


def test_that_nobody_inherits_what_a_dissolved_body_left_unassigned(plan, silent):
    duties = {ITEM: {"szjjb": Duty.LEAD}, "3.1.1-02": {"szjjb": Duty.LEAD}}
    today = in_force(plan, with_change(replace(silent, duties=duties), DISSOLVED))
    assert today.measures[ITEM].departments == ("kjj",)
    assert today.measures["3.1.1-02"].departments == ()


def test_that_work_given_to_a_body_after_it_was_dissolved_finds_its_successor(plan, silent):
    late = replace(silent, changes=(MERGED,), duties={ITEM: {"swj": Duty.LEAD, "kjj": Duty.LEAD}})
    assert in_force(plan, late).measures[ITEM].departments == ("kjj", "swhz")


def test_that_the_order_of_the_packages_entries_does_not_matter(plan, package):
    turned = {item: dict(reversed(duties.items())) for item, duties in package.duties.items()}
    assert in_force(plan, replace(package, duties=turned)) == in_force(plan, package)


def test_that_terms_without_a_package_say_so(plan):
    terms = terms_for(2025, "kjj", plan, None)
    assert terms.plan == in_force(plan, None, year=2025)
    assert (terms.notice, terms.handed_down, terms.package) == (PLAN_ALONE, {}, None)


def test_that_terms_carry_everything_a_departments_year_goes_by(plan, package):
    told = with_target(package, "tech_smes", HandedDown(value=Decimal(260)))
    told = with_share(told, "sorting_accuracy", "street-ningyuan", Decimal(90))
    told = replace(told, baselines={"tech_smes": Baseline(year=2021, value=Decimal(200))})
    terms = terms_for(2025, "street-ningyuan", plan, told)
    assert terms.handed_down == {"tech_smes": 260, "sorting_accuracy": 90}
    assert terms.baselines["tech_smes"].value == 200
    assert (terms.deadline, terms.package, terms.notice) == ("2026-01-31", told.edition, "")


def test_that_a_package_never_puts_another_edition_of_the_plan_into_force(plan, package):
    with pytest.raises(PackageRejected, match=f"{plan.edition}版方案"):
        in_force(replace(plan, edition="2026"), package)
