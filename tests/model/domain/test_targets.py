from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.plan import Direction, Indicator, IndicatorKind, Milestone, Source
from model.domain.targets import Baseline, Basis, target_in_force


def indicator(*milestones: Milestone, direction=Direction.AT_LEAST, unit="家") -> Indicator:
    return Indicator(
        id="x",
        name="x",
        unit=unit,
        direction=direction,
        kind=IndicatorKind.QUANTITY,
        binding=False,
        decimals=0,
        sources=(Source(place="2", quote="x"),),
        milestones=milestones,
        departments=("d",),
    )


SMES = indicator(Milestone(year=2025, value=Decimal(270)))
OUTLETS = indicator(
    Milestone(year=2022, value=Decimal(50), strict=True),
    Milestone(year=2023, value=Decimal(100)),
    Milestone(year=2025, value=Decimal(100), hold=True),
    unit="%",
)
GREEN_COVER = indicator(
    Milestone(year=2025, value=Decimal(40), assumed=True),
    unit="%",
)
INSPECTION = indicator(Milestone(year=2022, value=Decimal(100), every_year=True), unit="%")
INTENSITY = indicator(Milestone(year=2025), Milestone(year=2030), unit="%")
TO_BE_DONE = indicator(Milestone(year=2030), direction=Direction.DONE, unit="")


@pytest.mark.parametrize(
    ("found", "year", "text"),
    [
        (SMES, 2025, "≥ 270 家（2025年阶段目标）"),
        (SMES, 2023, "≥ 270 家（2025年阶段目标未分解）"),
        (SMES, 2026, "≥ 270 家（2025年阶段目标，巩固）"),
        (SMES, 2030, "≥ 270 家（2025年阶段目标，巩固）"),
        (OUTLETS, 2022, "> 50%（2022年阶段目标）"),
        (OUTLETS, 2023, "≥ 100%（2023年阶段目标）"),
        (OUTLETS, 2024, "≥ 100%（2023年阶段目标，巩固）"),
        (OUTLETS, 2025, "≥ 100%（2025年阶段目标，巩固）"),
        (GREEN_COVER, 2023, "≥ 40%（方案未写期限，按2025年处理）"),
        (GREEN_COVER, 2025, "≥ 40%（方案未写期限，按2025年处理）"),
        (GREEN_COVER, 2026, "≥ 40%（方案未写期限，按2025年处理，巩固）"),
        (INSPECTION, 2022, "≥ 100%（每年）"),
        (INSPECTION, 2030, "≥ 100%（每年）"),
        (INTENSITY, 2025, "目标未下达"),
        (INTENSITY, 2027, "目标未下达"),
        (TO_BE_DONE, 2030, "完成（2030年阶段目标）"),
        (TO_BE_DONE, 2025, "完成（2030年阶段目标未分解）"),
    ],
)
def test_that_the_target_in_force_says_where_it_comes_from(found, year, text):
    assert target_in_force(found, year).text == text


def test_that_the_package_goes_before_the_plan():
    target = target_in_force(SMES, 2025, handed_down=Decimal(280))
    assert (target.value, target.basis) == (280, Basis.PACKAGE)


def test_that_a_handed_down_zero_is_a_target_and_not_a_missing_one():
    target = target_in_force(INTENSITY, 2025, handed_down=Decimal(0))
    assert not target.missing
    assert target.value == 0


def test_that_a_baseline_divides_the_way_to_the_next_milestone_evenly():
    baseline = Baseline(year=2020, value=Decimal(170))
    target = target_in_force(SMES, 2023, baseline=baseline)
    assert (target.value, target.basis) == (230, Basis.PATH)


@pytest.mark.parametrize("year", [2023, 2024])
def test_that_a_baseline_of_the_year_itself_or_later_divides_nothing(year):
    target = target_in_force(SMES, 2023, baseline=Baseline(year=year, value=Decimal(1)))
    assert target.basis is Basis.UNDIVIDED


def test_that_a_target_without_a_date_holds_every_year():
    yearly = indicator(Milestone(year=2022, value=Decimal(100), every_year=True), unit="%")
    assert target_in_force(yearly, 2028).text == "≥ 100%（每年）"


def test_that_the_strict_sign_belongs_to_its_milestone_alone():
    assert target_in_force(OUTLETS, 2022).strict
    assert not target_in_force(OUTLETS, 2023).strict
    assert not target_in_force(OUTLETS, 2022, handed_down=Decimal(60)).strict


@pytest.mark.parametrize("known", [Baseline(year=2021, value=Decimal(10))])
def test_that_a_path_never_falls_below_a_milestone_that_was_due(known):
    held = target_in_force(OUTLETS, 2024, baseline=known)
    assert (held.value, held.due, held.basis) == (100, 2023, Basis.HELD)
    steps = indicator(
        Milestone(year=2023, value=Decimal(60)), Milestone(year=2026, value=Decimal(90))
    )
    assert target_in_force(steps, 2024, baseline=known).value == 60  # the path would ask for 58
    assert target_in_force(steps, 2025, baseline=known).value == 74


def test_that_a_level_that_did_not_begin_at_nothing_has_no_schedule():
    """Green cover of 40 % is not 10 % in the first of four years."""
    amount = replace(GREEN_COVER, decimals=1)
    level = replace(amount, from_nothing=False)
    assert target_in_force(amount, 2022, scheduled_from=2022).value == 10
    assert target_in_force(level, 2022, scheduled_from=2022).basis is Basis.UNDIVIDED
    base = Baseline(year=2021, value=Decimal(38))
    assert target_in_force(level, 2022, None, base, scheduled_from=2022).value == Decimal("38.5")
