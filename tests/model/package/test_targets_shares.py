"""A district's target shared out among departments, and its own path over the years."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.package import Duty, HandedDown
from model.domain.plan import Department, DepartmentKind
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.targets import Baseline, Basis
from model.package.draft import (
    with_baseline,
    with_change,
    with_own_target,
    with_share,
    with_target,
)
from model.package.duties import given_alone
from model.package.hints import hints
from model.package.in_force import in_force, terms_for
from model.package.registry import without_change
from model.package.targets import MARK, breakdown, sharing
from model.package.validation import package_problems

SMES, COVER = "tech_smes", "green_cover"  # a count of five bodies, a rate of two
COAL, BOILERS = "coal_cap", "coal_boilers_new"  # a ceiling and a fixed number, of four each


def shared(package, indicator, **shares):
    for body, value in shares.items():
        package = with_share(package, indicator, body, Decimal(value))
    return package


@pytest.fixture(scope="module")
def bodies(plan):
    return plan.indicators[SMES].departments


def test_that_without_shares_everybody_goes_by_the_districts_target(plan, package):
    one = sharing(plan, package, SMES)
    assert one.fits
    assert one.sentence == "没有分解，各单位都按全区目标 270 家考核。"


def test_that_an_even_split_is_suggested_marked_and_adds_up(plan, package, bodies):
    one = sharing(plan, package, SMES)
    assert list(one.suggested) == list(bodies)
    assert set(one.suggested.values()) == {Decimal(54)}
    assert MARK in one.advice
    assert package.shares == {}


def test_that_a_target_is_divided_among_those_who_are_scored_by_it_alone(plan, package, bodies):
    lead, *others = bodies
    duties = {lead: Duty.LEAD, others[0]: Duty.LEAD} | dict.fromkeys(others[1:], Duty.SUPPORT)
    two = replace(package, separate_support=True, duties={**package.duties, SMES: duties})
    assert sharing(in_force(plan, two), two, SMES).suggested == {lead: 135, others[0]: 135}
    duties = {lead: Duty.LEAD} | dict.fromkeys(others, Duty.SUPPORT)
    one = shared(
        replace(two, duties={**two.duties, SMES: duties}), SMES, **{lead: 54, others[0]: 54}
    )
    today = in_force(plan, one)
    assert sharing(today, one, SMES).suggested == {}
    assert set(sharing(today, one, SMES).stale) == {lead, others[0]}
    assert one.in_force_for(today, lead).get(SMES) is None  # the district's target, whole
    assert any("只供数" in said for said in hints(today, one, (), {}))


def test_that_last_years_proportions_are_suggested_where_they_are_known(plan, package, bodies):
    last = replace(
        package, shares={SMES: dict.fromkeys(bodies, Decimal(1)) | {bodies[0]: Decimal(6)}}
    )
    one = sharing(plan, package, SMES, last)
    assert one.suggested[bodies[0]] == 162
    assert sum(one.suggested.values()) == 270
    assert "去年" in one.advice


@given(
    st.integers(0, 5000),
    st.lists(st.integers(0, 900), min_size=5, max_size=5),
    st.lists(st.integers(0, 900), max_size=4),
)
def test_that_what_is_fixed_and_what_is_suggested_add_up_exactly(
    plan, package, bodies, goal, before, fixed
):
    told = with_target(package, SMES, HandedDown(value=Decimal(goal)))
    told = shared(told, SMES, **dict(zip(bodies, fixed, strict=False)))
    last = replace(package, shares={SMES: dict(zip(bodies, map(Decimal, before), strict=True))})
    one = sharing(plan, told, SMES, last)
    assert all(value == value.to_integral_value() for value in one.suggested.values())
    if sum(fixed) <= goal:
        assert sum(one.suggested.values()) + one.total == goal
    else:
        assert one.suggested == {}


def test_that_a_sum_that_falls_short_or_leaves_somebody_out_is_said(plan, package, bodies):
    part = sharing(plan, shared(package, SMES, kjj=100), SMES)
    assert not part.fits
    assert "比全区目标 270 家少 170 家" in part.sentence
    assert f"{len(bodies) - 1} 个单位没有本单位目标" in part.sentence
    whole = sharing(plan, shared(package, SMES, **dict.fromkeys(bodies, 54)), SMES)
    assert whole.fits
    assert whole.sentence == "各单位合计 270 家，与全区目标 270 家相等。"


@pytest.mark.parametrize(
    ("indicator", "goal", "each", "said"),
    [
        (SMES, 300, 50, "少 50 家。各单位都完成，全区目标也完不成。"),
        (SMES, 300, 70, "多 50 家。各单位的目标合起来比全区目标更严；有意留余地的不用改。"),
        (COAL, 100, 60, "多 140 吨。各单位都不超，全区目标也会超。"),
        (COAL, 100, 20, "少 20 吨。各单位的目标合起来比全区目标更严；有意留余地的不用改。"),
        (BOILERS, 0, 1, "多 4 台。各单位都完成，也与全区目标不符。"),
    ],
)
def test_that_a_sum_beside_the_target_is_told_in_both_directions_by_what_it_means(
    plan, package, indicator, goal, each, said
):
    told = with_target(package, indicator, HandedDown(value=Decimal(goal)))
    bodies = plan.indicators[indicator].departments
    told = shared(told, indicator, **dict.fromkeys(bodies, each))
    one = sharing(plan, told, indicator)
    assert not one.fits
    assert one.sentence.endswith(said)
    assert any(said in hint for hint in hints(plan, told, (), {}))


@pytest.mark.parametrize("unit", ["%", "‰", "", "吨/万元", "千瓦时／平方米"])
def test_that_numbers_in_a_unit_of_rates_do_not_add_up(plan, unit):
    assert plan.indicators[SMES].additive
    assert not replace(plan.indicators[SMES], unit=unit).additive


def test_that_rates_are_not_added(plan, package):
    carrying = plan.indicators[COVER].departments
    one = sharing(plan, shared(package, COVER, **dict.fromkeys(carrying, 39)), COVER)
    assert one.fits
    assert one.sentence.startswith("比率不相加")
    assert set(sharing(plan, package, COVER).suggested.values()) == {Decimal(40)}


def test_that_a_share_is_what_its_department_is_held_to(plan, package):
    told = shared(package, SMES, kjj=100)
    assert told.shares_in_force(plan)[SMES] == {"kjj": 100}


def test_that_every_year_to_the_end_of_the_plan_says_what_holds(plan, package):
    based = with_baseline(
        replace(package, year=2023), SMES, Baseline(year=2021, value=Decimal(190))
    )
    years = {
        one.year: one
        for one in breakdown(plan, with_own_target(based, SMES, 2024, Decimal(1)), SMES)
    }
    assert list(years) == list(range(2023, 2031))
    assert years[2023].suggested == 230
    assert MARK in years[2023].note
    assert (years[2024].own, years[2024].suggested) == (1, 250)
    assert years[2025].otherwise.basis is Basis.MILESTONE
    assert years[2025].suggested is None
    assert "巩固" in years[2030].note


AMOUNT, RATE = SMES, COVER


def merged(*before, after="heir"):
    return DepartmentChange(
        kind=ChangeKind.MERGED,
        on="2026-03-01",
        before=before,
        after=(after,),
        made=(Department(id=after, name="新单位", kind=DepartmentKind.GOVERNMENT, in_plan=False),),
    )


def test_that_shares_of_an_amount_add_up_with_the_heir_and_come_apart_again(plan, package):
    first, second, third = plan.indicators[AMOUNT].departments[:3]
    for body, value in ((first, 200), (second, 20), (third, 15)):
        package = with_share(package, AMOUNT, body, Decimal(value))
    change = merged(first, second)
    after = with_change(package, change, plan)
    assert after.shares[AMOUNT] == {third: 15, "heir": 220}
    assert not [one for one in package_problems(plan, after) if "分给了" in one.message]
    assert without_change(plan, after, change, [package]).shares == package.shares


def test_that_rates_go_along_only_where_they_are_the_same(plan, package):
    first, second = plan.indicators[RATE].departments[:2]
    change = merged(first, second)
    same = with_share(with_share(package, RATE, first, Decimal(90)), RATE, second, Decimal(90))
    assert with_change(same, change, plan).shares[RATE] == {"heir": 90}
    other = with_share(same, RATE, second, Decimal(85))
    after = with_change(other, change, plan)
    assert after.shares[RATE] == {first: 90, second: 85}  # a person decides
    problems = [str(one) for one in package_problems(plan, after) if "分给了" in one.message]
    assert len(problems) == 2
    assert all(plan.departments[body].name in "".join(problems) for body in (first, second))


def test_that_a_share_counts_only_while_the_target_is_divided_and_its_body_takes_part(
    plan, package
):
    first, second, *_ = plan.indicators[AMOUNT].departments
    split = with_share(package, AMOUNT, first, Decimal(200))
    split = with_share(split, AMOUNT, second, Decimal(9))
    split = with_target(split, AMOUNT, HandedDown(value=Decimal(280)))
    assert terms_for(split.year, first, plan, split).handed_down[AMOUNT] == 200
    alone = given_alone(plan, split, {AMOUNT: [first]})
    today = in_force(plan, alone)
    assert today.indicators[AMOUNT].departments == (first,)
    assert terms_for(alone.year, first, plan, alone).handed_down[AMOUNT] == 280
    assert sharing(today, alone, AMOUNT).stale == {first: 200, second: 9}
    assert any("不计入" in one for one in hints(today, alone, (), {}))
