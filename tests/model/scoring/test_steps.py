"""R3 step table (40/36/32/28/24/20/0 分) and R11 deviation (±10% 5 分, ±15% 3 分, ±20% 1 分)."""

from decimal import Decimal

import pytest

from model.domain.plan import Direction
from model.scoring.kinds import Deviation, StepTable
from tests.model.scoring.builders import D, indicator, points, score, told

ENERGY = StepTable(steps=tuple((D(s), D(s)) for s in ("1", "0.9", "0.8", "0.7", "0.6", "0.5")))
COST = Deviation(steps=((D("0.1"), D(1)), (D("0.15"), D("0.6")), (D("0.2"), D("0.2"))))
RATE = indicator(target="100", unit="%", decimals=2)
BUDGET = indicator(target="1000", unit="万元", direction=Direction.EQUAL, decimals=2)


@pytest.mark.parametrize(
    ("rate", "earned"),
    [
        ("120", "40.00"),
        ("100", "40.00"),
        ("99.99", "36.00"),
        ("90", "36.00"),
        ("89.99", "32.00"),
        ("80", "32.00"),
        ("79.99", "28.00"),
        ("70", "28.00"),
        ("60", "24.00"),
        ("50", "20.00"),
        ("49.99", "0.00"),
        ("0", "0.00"),
        ("-10", "0.00"),
    ],
)
def test_that_each_step_of_the_published_table_begins_at_its_rate(rate, earned):
    assert points(ENERGY, RATE, maximum="40.00", value=rate) == Decimal(earned)


def test_that_the_sentence_names_rate_and_step():
    result = score(ENERGY, RATE, maximum="40.00", value="89")
    assert result.sentence.startswith(
        "实际 89%，完成率 89%，达到 80% 档：80% × 40.00 分 = 32.00 分"
    )
    assert result.advice == "再提高 11 个百分点可得满分，多得 8.00 分"
    assert "完成率 40%，未到最低一档，得 0.00 分" in score(ENERGY, RATE, value=40).sentence


def test_that_a_rate_is_never_rounded_over_the_edge_it_missed():
    nearly = indicator(target="300000")
    assert "完成率 99.99%，达到 90% 档" in score(ENERGY, nearly, value="299999").sentence
    assert "偏差 10.01%，在 ±15% 以内" in score(COST, BUDGET, value="1100.01").sentence


def test_that_a_thirteenth_decimal_of_a_rate_does_not_cross_an_edge():
    third = indicator(target="300000000")
    assert points(ENERGY, third, maximum="40.00", value="269999999") == 32
    assert points(ENERGY, third, maximum="40.00", value="270000000") == 36


@pytest.mark.parametrize(
    ("value", "earned"),
    [("0", "40.00"), ("-1", "40.00"), ("10", "40.00"), ("10.01", "36.00"), ("11.12", "32.00")],
)
def test_that_for_a_limit_the_rate_is_target_over_actual(value, earned):
    limit = indicator(target="10", direction=Direction.AT_MOST, decimals=2)
    assert points(ENERGY, limit, maximum="40.00", value=value) == Decimal(earned)


@pytest.mark.parametrize(("value", "earned"), [("50", "1.80"), ("50.01", "2.00")])
def test_that_the_step_at_100_percent_asks_for_the_target_to_be_met(value, earned):
    more = indicator(target="50", unit="%", strict=True, decimals=2)
    assert points(ENERGY, more, value=value) == Decimal(earned)


@pytest.mark.parametrize("direction", [Direction.AT_LEAST, Direction.AT_MOST])
@pytest.mark.parametrize("target", ["0", "-5"])
def test_that_without_a_rate_only_meeting_the_target_counts(direction, target):
    odd = indicator(target=target, direction=direction)
    better = 1 if direction is Direction.AT_LEAST else -1
    assert points(ENERGY, odd, value=target) == 2
    assert points(ENERGY, odd, value=int(target) - better) == 0


@pytest.mark.parametrize(
    ("value", "earned"),
    [
        ("1000", "5.00"),
        ("900", "5.00"),
        ("1100", "5.00"),
        ("1100.01", "3.00"),
        ("899.99", "3.00"),
        ("850", "3.00"),
        ("1150.01", "1.00"),
        ("800", "1.00"),
        ("1200.01", "0.00"),
        ("799.99", "0.00"),
    ],
)
def test_that_interval_ends_belong_to_the_better_interval(value, earned):
    assert points(COST, BUDGET, maximum="5.00", value=value) == Decimal(earned)


def test_that_the_sentence_names_deviation_and_interval():
    result = score(COST, BUDGET, maximum="5.00", value="1120")
    assert result.sentence.startswith(
        "实际 1120 万元，目标 1000 万元，偏差 12%，在 ±15% 以内：60% × 5.00 分 = 3.00 分"
    )
    assert result.advice == "与目标 1000 万元相差不超过 10%可得满分，多得 2.00 分"
    assert "没有偏差，得满分" in score(COST, BUDGET, value=1000).sentence
    assert "超出各档，得 0.00 分" in score(COST, BUDGET, value=1).sentence


@pytest.mark.parametrize(("value", "earned"), [("0", "2.00"), ("1", "0.00"), ("-1", "0.00")])
def test_that_a_target_of_zero_allows_no_deviation(value, earned):
    nothing = indicator(target="0", direction=Direction.EQUAL)
    result = score(COST, nothing, value=value)
    assert result.points == Decimal(earned)
    assert result.points or result.advice.startswith("与目标 0 家一致可得满分")


def test_that_a_negative_target_has_a_size():
    falling = indicator(target="-10", unit="%", direction=Direction.EQUAL, decimals=2)
    assert points(COST, falling, value="-11") == 2
    assert points(COST, falling, value="-11.01") == Decimal("1.20")


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ((), "空的"),
        ((("0.9", "1"), ("1", "0.9")), "从高到低"),
        ((("1", "1"), ("1", "0.9")), "不重复"),
        ((("1", "1"), ("-0.5", "0.9")), "小于 0"),
        ((("1", "1.2"), ("0.5", "1")), "0 与 1 之间"),
        ((("1", "0.5"), ("0.5", "0.9")), "不能得分更少"),
        ((("1", "0.9"),), "应得满分"),
    ],
)
def test_that_a_table_with_overlaps_or_rising_points_is_complained_about(steps, complaint):
    table = StepTable(steps=tuple((D(edge), D(share)) for edge, share in steps))
    assert complaint in told(table.flaws())


def test_that_a_step_may_be_worth_nothing():
    table = StepTable(steps=((D(1), D(1)), (D("0.9"), D("0.5")), (D("0.5"), D(0))))
    assert not list(table.flaws())
    assert points(table, RATE, value="89") == 0


def test_that_sound_tables_are_not_complained_about():
    assert not list(ENERGY.flaws())
    assert not list(COST.flaws())
    assert "从低到高" in told(Deviation(steps=COST.steps[::-1]).flaws())
