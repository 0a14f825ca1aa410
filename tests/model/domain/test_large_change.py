from decimal import Decimal

import pytest

from model.domain.large_change import ChangeLimits, large_change
from model.domain.plan import Direction, Indicator, IndicatorKind
from model.domain.targets import Basis, Target

AT_LEAST, AT_MOST, EQUAL = Direction.AT_LEAST, Direction.AT_MOST, Direction.EQUAL


def indicator(unit="家", decimals=0, direction=AT_LEAST):
    return Indicator(
        id="i", name="名", unit=unit, direction=direction, kind=IndicatorKind.QUANTITY,
        binding=False, decimals=decimals, sources=(), milestones=(), departments=(),
    )  # fmt: skip


def change(
    value, before=None, wanted=None, *, limits=None, basis=Basis.MILESTONE, state=None, **kind
):
    one = indicator(**kind)
    target = Target(
        year=2026, basis=basis if wanted else Basis.MISSING, direction=one.direction,
        unit=one.unit, value=Decimal(wanted) if wanted else None,
    )  # fmt: skip
    answer = {"value": value} if value else {}
    if state:
        answer["state"] = state
    last = {"value": before} if before else {}
    return large_change(one, target, answer, last, limits or ChangeLimits())


@pytest.mark.parametrize(
    ("value", "before", "large"),
    [("150", "100", False), ("151", "100", True), ("50", "100", False), ("49", "100", True),
     ("90", "0", True), (None, "100", False), ("90", None, False)],
)  # fmt: skip
def test_that_half_of_last_years_value_up_or_down_is_ordinary(value, before, large):
    assert (change(value, before) is not None) is large


@pytest.mark.parametrize(
    ("value", "wanted", "large"),
    [("130", "100", False), ("131", "100", True), ("70", "100", False), ("69", "100", True)],
)
def test_that_three_tenths_of_the_target_either_way_are_ordinary(value, wanted, large):
    assert (change(value, wanted=wanted) is not None) is large


@pytest.mark.parametrize(
    ("value", "before", "large"), [("12", "2", False), ("13", "2", True), ("2", "12", False)]
)
def test_that_a_few_more_or_less_of_small_whole_numbers_need_no_word(value, before, large):
    assert (change(value, before) is not None) is large


def test_that_the_floor_of_whole_numbers_is_none_for_amounts_with_decimals():
    assert change("2.3", "0.9", unit="万吨", decimals=2)


@pytest.mark.parametrize(("value", "before", "large"), [("13", "3", False), ("13.5", "3", True)])
def test_that_rates_are_held_to_percentage_points(value, before, large):
    assert (change(value, before, unit="%", decimals=1) is not None) is large


def test_that_a_target_that_lies_ahead_may_be_far_away_but_not_far_surpassed():
    assert not change("10", wanted="100", basis=Basis.UNDIVIDED)
    assert change("200", wanted="100", basis=Basis.UNDIVIDED)
    assert not change("300", wanted="100", basis=Basis.UNDIVIDED, direction=AT_MOST)
    assert change("10", wanted="100", basis=Basis.UNDIVIDED, direction=AT_MOST)


def test_that_single_indicators_may_have_limits_of_their_own():
    own = ChangeLimits(shares={"i": Decimal(3)}, floors={"i": Decimal(500)})
    assert not change("550", "100", limits=own)
    assert change("601", "100", limits=own)
    assert change("151", "100", limits=ChangeLimits(shares={"other": Decimal(3)}))


def test_that_what_does_not_apply_changes_nothing():
    assert not change("500", "100", state="not_applicable")


def test_that_both_numbers_are_told():
    assert change("500", "90", "100").sentence == (
        "实际 500 家，比去年（90 家）多 410 家，比目标（≥ 100 家）多 400 家。"
    )
    assert change("60", "20", "60", unit="%").sentence == (
        "实际 60%，比去年（20%）高 40 个百分点，与目标（≥ 60%）相同。"
    )
    assert change("10", "90", direction=AT_MOST).sentence == (
        "实际 10 家，比去年（90 家）少 80 家。"
    )
