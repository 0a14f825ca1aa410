from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.package import HandedDown
from model.domain.targets import Baseline, target_in_force
from model.package.draft import opened, with_baseline, with_own_target, with_target
from model.package.targets import MARK, suggestions, with_suggestion
from tests.model.package.conftest import AT, RULES


@pytest.fixture(scope="module")
def early(plan):
    package = opened(plan, 2022, RULES, deadline="2023-01-31", at=AT)
    return with_baseline(package, "tech_smes", Baseline(year=2021, value=Decimal(181)))


def test_that_nothing_is_suggested_without_a_baseline(plan, package):
    assert suggestions(plan, package) == ()


def test_that_the_straight_path_runs_from_the_baseline_to_the_milestone(plan, early):
    found = suggestions(plan, early)
    # 181 + (270 - 181) × n ÷ 4 = 203.25, 225.5, 247.75; 2025 itself is the plan's milestone.
    assert [(s.year, s.value) for s in found] == [(2022, 203), (2023, 226), (2024, 248)]


def test_that_a_suggestion_says_what_it_is_and_how_it_comes_about(plan, early):
    sentence = suggestions(plan, early)[0].sentence
    assert sentence.startswith("建议 203 家：2021年 181 +（2025年 270 − 181）× 1 ÷ 4")
    assert MARK in sentence


def test_that_a_suggestion_is_no_target_until_it_is_accepted(plan, early):
    assert early.handed_down == {}
    first = suggestions(plan, early)[0]
    taken = with_suggestion(early, first)
    assert taken.handed_down == {"tech_smes": 203}
    assert [s.year for s in suggestions(plan, taken)] == [2023, 2024]


def test_that_years_that_have_a_target_get_no_suggestion(plan, early):
    told = with_target(early, "tech_smes", HandedDown(value=Decimal(210)))
    told = with_own_target(told, "tech_smes", 2024, Decimal(250))
    assert [s.year for s in suggestions(plan, told)] == [2023]


def test_that_after_the_last_milestone_nothing_is_suggested(plan):
    late = opened(plan, 2026, RULES, deadline="2027-01-31", at=AT)
    late = with_baseline(late, "tech_smes", Baseline(year=2025, value=Decimal(240)))
    assert suggestions(plan, late) == ()


@given(st.integers(0, 400), st.integers(2015, 2024))
def test_that_suggestions_never_leave_the_way_from_baseline_to_milestone(plan, value, year):
    package = opened(plan, 2022, RULES, deadline="2023-01-31", at=AT)
    package = with_baseline(package, "tech_smes", Baseline(year=year, value=Decimal(value)))
    goal = target_in_force(plan.indicators["tech_smes"], 2025).value
    for suggestion in suggestions(plan, package):
        assert year < suggestion.year < 2025
        assert min(value, goal) <= suggestion.value <= max(value, goal)
