"""Merged, split, renamed and dissolved bodies under the proposal of duties, not only brackets."""

from dataclasses import replace

import pytest

from model.domain.package import Duty
from model.domain.plan import DepartmentKind
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.package.draft import opened, opened_after, with_change
from model.package.duties import all_items, assigned, confirmed, item_duties, unconfirmed
from model.package.duty_table import matrices
from model.package.hints import hints
from model.package.in_force import in_force, uncarried
from model.package.validation import package_problems
from model.paths import asset
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from tests.model.package.conftest import AT, DISSOLVED, MERGED, RENAMED, RULES, SPLIT, body

YEAR = 2026
ALL = (RENAMED, MERGED, SPLIT, DISSOLVED)


@pytest.fixture(scope="module")
def package(plan):
    return opened(plan, YEAR, RULES, deadline="2027-01-31", at=AT)


@pytest.fixture(scope="module", params=[False, True], ids=["proposed", "confirmed"])
def given(request, plan, package):
    """The proposal as it stands, and as the office confirmed all of it."""
    everything = [item.id for item in all_items(plan)]
    return confirmed(plan, package, everything) if request.param else package


def led(today, department):
    return {item.id for item in today.items_of(department)}


def supported(today, department):
    return {item.id for item in today.supported_by(department)}


def test_that_a_renamed_body_leads_and_supports_what_it_did(plan, given):
    before, after = in_force(plan, given), in_force(plan, with_change(given, RENAMED, plan))
    assert after.departments["csglw"].name == "区城市运行管理局"
    assert led(after, "csglw") == led(before, "csglw")
    assert supported(after, "csglw") == supported(before, "csglw")


def test_that_who_takes_over_two_leads_what_either_led_and_supports_the_rest(plan, given):
    before, after = in_force(plan, given), in_force(plan, with_change(given, MERGED, plan))
    both = led(before, "swj") | led(before, "hzjlb")
    assert led(after, "swhz") == both
    assert (
        supported(after, "swhz") == (supported(before, "swj") | supported(before, "hzjlb")) - both
    )
    for item in all_items(after):  # nobody leads and supports the same
        assert len(item.departments) == len(set(item.departments))
        assert not {"swj", "hzjlb"} & {*item.departments, *item.lead, *item.others}


def test_that_a_split_moves_only_what_is_written_down(plan, given):
    before, after = in_force(plan, given), in_force(plan, with_change(given, SPLIT, plan))
    moved = {key for key, heirs in SPLIT.moves.items() if "fgj" in heirs}
    assert led(after, "fgj") == moved & led(before, "zjw")
    assert supported(after, "fgj") == moved & supported(before, "zjw")
    stays = {key for key, heirs in SPLIT.moves.items() if "zjw" in heirs}
    assert led(after, "zjw") == (led(before, "zjw") - moved) | (led(before, "zjw") & stays)


def test_that_what_a_dissolved_body_led_and_nobody_took_is_listed_as_nobodys(plan, given):
    before, after = in_force(plan, given), in_force(plan, with_change(given, DISSOLVED, plan))
    alone = {
        item.id for item in all_items(before)
        if item.departments == ("szjjb",) and item.id not in DISSOLVED.moves
    }  # fmt: skip
    assert alone <= {item.id for item in uncarried(after)}
    assert "szjjb" not in after.departments


def test_that_what_is_left_to_supporters_without_a_lead_is_told_with_its_place(plan, given):
    """Where the lead is gone without an heir, supporters answer in full: it is told."""
    changed = with_change(given, DISSOLVED, plan)
    before, after = in_force(plan, given), in_force(plan, changed)
    leaderless = [
        item for item in all_items(after)
        if item.departments and not item.lead and before.item(item.id).lead
    ]  # fmt: skip
    assert leaderless
    assert all("szjjb" in before.item(item.id).lead for item in leaderless)
    found = {row.item.id: one for one in matrices(plan, changed) for row in one.leaderless}
    assert found.keys() == {item.id for item in leaderless}
    told = leads_told(plan, changed)
    assert told.startswith(f"{len(leaderless)} 项没有牵头单位")
    for item in leaderless:
        assert found[item.id].title in told
    heirs = {item.id: (item.departments[0],) for item in leaderless}
    for item, led_by in heirs.items():
        changed = assigned(plan, changed, [item], led_by, Duty.LEAD)
    assert leads_told(plan, changed) == ""
    assert leads_told(plan, given) == ""


def leads_told(plan, package):
    """What the office is told of items without a lead; "" for nothing."""
    today, found = in_force(plan, package), matrices(plan, package)
    return "".join(one for one in hints(today, package, found, {}) if "没有牵头单位" in one)


@pytest.mark.parametrize("change", ALL, ids=[change.kind for change in ALL])
def test_that_after_each_change_the_package_is_sound_and_everybody_can_be_scored(
    plan, given, change
):
    changed = with_change(given, change, plan)
    assert list(package_problems(plan, changed)) == []
    today = in_force(plan, changed)
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    for one in today.bodies:
        Assessor(today, book, one.id, YEAR).assess({})
    assert in_force(plan, changed) == today


def test_that_what_was_confirmed_stays_so_and_what_was_proposed_stays_that(plan, package):
    items = [item.id for item in all_items(plan)]
    half = confirmed(plan, package, items[::2])
    after = with_change(half, MERGED, plan)
    assert {item.id for item in unconfirmed(plan, after)} == {
        item.id for item in unconfirmed(plan, half)
    }


def test_that_the_next_year_goes_on_with_the_heirs(plan, given):
    changed = with_change(given, MERGED, plan)
    after = opened_after(changed, plan, deadline="2028-01-31", at=AT).package
    assert led(in_force(plan, after), "swhz") >= led(in_force(plan, changed), "swhz") - {
        key for key, one in plan.measures.items() if one.until and one.until <= YEAR
    }


def test_that_a_lead_given_by_hand_goes_over_to_the_heir_of_a_merger(plan, package):
    edited = assigned(plan, package, ["3.1.1-01"], ["hzjlb"], Duty.LEAD)
    edited = assigned(plan, edited, ["3.1.1-01"], ["swj"], Duty.SUPPORT)
    changed = with_change(edited, MERGED, plan)
    today = in_force(plan, changed)
    duties = item_duties(plan, changed, today.departments, plan.item("3.1.1-01"))
    assert duties["swhz"] is Duty.LEAD


def test_that_two_changes_after_another_are_followed_to_the_end(plan, given):
    again = DepartmentChange(
        kind=ChangeKind.RENAMED, on="2024-07-01", before=("swhz",), after=("swhz",),
        made=(replace(body("swhz", "区投资促进局"), kind=DepartmentKind.GOVERNMENT),),
    )  # fmt: skip
    once = with_change(given, MERGED, plan)
    twice = with_change(once, again, plan)
    assert led(in_force(plan, twice), "swhz") == led(in_force(plan, once), "swhz")
    assert in_force(plan, twice).departments["swhz"].name == "区投资促进局"
