"""R1 and R2: w × min(1, rate), as in 碳排放强度考核 (rate × 25) and 绩效自评 (B/A, A/B)."""

from decimal import Decimal

import pytest

from model.domain.plan import Direction
from model.scoring.kinds import Linear, Reverse
from tests.model.scoring.builders import indicator, points, score

LIMIT = indicator(target="1.5", unit="", direction=Direction.AT_MOST, decimals=2)
MORE_THAN_HALF = indicator(target="50", unit="%", strict=True, decimals=2)


def test_that_the_sentence_can_be_checked_with_a_pocket_calculator():
    assert score(Linear(), value=256).sentence == (
        "实际 256 家 ÷ 目标 270 家 × 2.00 分 = 1.90 分〔规则R，依据依据〕"
    )


def test_that_the_advice_says_what_is_missing_and_what_it_is_worth():
    assert score(Linear(), value=256).advice == "再提高 14 家可得满分，多得 0.10 分"


@pytest.mark.parametrize(
    ("rate", "earned"),
    # 碳排放强度考核: 25 分, 完成率 × 分值
    [("100", "25.00"), ("99.99", "24.99"), ("90", "22.50"), ("50", "12.50"), ("0", "0.00")],
)
def test_that_published_points_follow_the_rate(rate, earned):
    whole = indicator(target="100", unit="%", decimals=2)
    assert points(Linear(), whole, maximum="25.00", value=rate) == Decimal(earned)


@pytest.mark.parametrize(
    ("value", "earned"),
    [("269", "1.99"), ("270", "2.00"), ("271", "2.00"), ("10000", "2.00"), ("0", "0.00")],
)
def test_that_a_met_target_earns_full_points_and_never_more(value, earned):
    assert points(Linear(), value=value) == Decimal(earned)


def test_that_an_unmet_target_never_rounds_up_to_full_points():
    nearly = indicator(decimals=1)
    result = score(Linear(), nearly, value="269.9")
    assert result.points == Decimal("1.99")
    assert "= 2.00 分，未达目标最多得 1.99 分" in result.sentence
    assert result.advice == "再提高 0.1 家可得满分，多得 0.01 分"


@pytest.mark.parametrize(
    ("value", "earned"), [("49.99", "1.99"), ("50", "1.99"), ("50.01", "2.00")]
)
def test_that_a_target_to_be_exceeded_is_not_met_by_its_equal(value, earned):
    assert points(Linear(), MORE_THAN_HALF, value=value) == Decimal(earned)


def test_that_the_advice_for_a_target_to_be_exceeded_says_so():
    assert score(Linear(), MORE_THAN_HALF, value=50).advice == "超过 50%可得满分，多得 0.01 分"


def test_that_percentages_differ_in_percentage_points():
    whole = indicator(target="40", unit="%", decimals=2)
    assert score(Linear(), whole, value="38.5").advice.startswith("再提高 1.5 个百分点可得满分")


def test_that_halves_of_a_cent_round_up():
    eighth = indicator(target="8")
    assert points(Linear(), eighth, maximum="0.20", value=1) == Decimal("0.03")  # 0.025


def test_that_a_negative_result_earns_nothing():
    result = score(Linear(), value=-5)
    assert result.points == 0
    assert "与目标方向相反" in result.sentence


@pytest.mark.parametrize(
    ("target", "value", "earned"),
    [("0", "0", "2.00"), ("0", "-0.01", "0.00"), ("-3", "-3", "2.00"), ("-3", "-3.01", "0.00")],
)
def test_that_a_target_not_above_zero_is_met_or_not_without_proportion(target, value, earned):
    growth = indicator(target=target, unit="%", decimals=2)
    result = score(Linear(), growth, value=value)
    assert result.points == Decimal(earned)
    if not result.points:
        assert "目标不大于零，不按比例计分" in result.sentence


def test_that_a_reduction_rate_is_a_value_like_any_other():
    # 降低率目标 14.5%：完成率 = 实际降低率 ÷ 目标降低率；不降反升得 0 分
    reduction = indicator(target=None, unit="%", decimals=2, binding=True)
    half = score(Linear(), reduction, handed_down="14.5", value="7.25")
    assert half.points == Decimal("1.00")
    assert "实际 7.25% ÷ 目标 14.5% × 2.00 分 = 1.00 分" in half.sentence
    assert points(Linear(), reduction, handed_down="14.5", value="-2") == 0


@pytest.mark.parametrize(
    ("value", "earned"),
    [("1.49", "2.00"), ("1.5", "2.00"), ("1.51", "1.99"), ("2", "1.50"), ("3", "1.00")],
)
def test_that_an_upper_limit_earns_target_over_actual(value, earned):
    assert points(Reverse(), LIMIT, value=value) == Decimal(earned)


def test_that_a_reverse_sentence_divides_the_other_way():
    assert score(Reverse(), LIMIT, value=2).sentence.startswith(
        "目标 1.5 ÷ 实际 2 × 2.00 分 = 1.50 分"
    )
    assert score(Reverse(), LIMIT, value=2).advice == "再降低 0.5可得满分，多得 0.50 分"


@pytest.mark.parametrize(
    ("target", "value", "earned"),
    [
        ("5", "0", "2.00"),  # nothing used at all
        ("5", "-1", "2.00"),
        ("0", "0", "2.00"),  # 清零
        ("0", "1", "0.00"),
        ("-2", "-2", "2.00"),
        ("-2", "-1", "0.00"),
    ],
)
def test_that_zero_and_negative_limits_need_no_division(target, value, earned):
    limit = indicator(target=target, direction=Direction.AT_MOST)
    assert points(Reverse(), limit, value=value) == Decimal(earned)


@pytest.mark.parametrize(("value", "earned"), [("4", "2.00"), ("5", "1.99"), ("6", "1.67")])
def test_that_a_limit_to_stay_below_is_not_met_by_its_equal(value, earned):
    below = indicator(target="5", direction=Direction.AT_MOST, strict=True)
    result = score(Reverse(), below, value=value)
    assert result.points == Decimal(earned)
    assert result.advice.startswith("低于 5 家可得满分" if value != "4" else "")
