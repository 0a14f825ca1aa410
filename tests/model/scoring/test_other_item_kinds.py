"""R4 pass/fail, R6 deduction per unit, R7 counted, R10 year × cumulative."""

from decimal import Decimal

import pytest

from model.domain.plan import Direction
from model.domain.score import Standing
from model.scoring.kinds import Counted, Matrix, PassFail, PerUnit
from tests.model.scoring.builders import D, indicator, points, score, told

ZERO = indicator(target="0", unit="台", direction=Direction.EQUAL)
# 每差 1 微克/立方米扣 0.5 分（满分 10 分）= 扣满分的 5%，扣完为止
AIR = PerUnit(each=D("0.05"))
# 节约型机关: 每项得 1 分，最高得 3 分
CREATED = Counted(each=D(1), cap=D(3))
# 节能考核 区级: 都完成 60，年度未完成、累计完成 55，年度完成、累计未完成 40，都未完成 0
ENERGY = Matrix(full=D(60), both=D(60), cumulative_only=D(55), year_only=D(40), neither=D(0))


@pytest.mark.parametrize(
    ("item", "value", "earned"),
    [
        (indicator(), "269", "0.00"),
        (indicator(), "270", "2.00"),
        (indicator(), "271", "2.00"),
        (indicator(strict=True), "270", "0.00"),
        (indicator(strict=True), "271", "2.00"),
        (indicator(direction=Direction.AT_MOST), "271", "0.00"),
        (indicator(direction=Direction.AT_MOST), "270", "2.00"),
        (indicator(target="3", direction=Direction.EQUAL), "2", "0.00"),
        (indicator(target="3", direction=Direction.EQUAL), "3", "2.00"),
        (indicator(target="3", direction=Direction.EQUAL), "4", "0.00"),
        (ZERO, "0", "2.00"),
        (ZERO, "1", "0.00"),
    ],
)
def test_that_pass_or_fail_turns_at_the_target(item, value, earned):
    assert points(PassFail(), item, value=value) == Decimal(earned)


def test_that_zero_reported_is_an_answer_and_nothing_reported_is_none():
    assert score(PassFail(), ZERO, value=0).standing is Standing.SCORED
    assert score(PassFail(), ZERO).standing is Standing.OPEN
    assert score(PassFail(), ZERO).points is None


def test_that_pass_or_fail_says_so():
    assert score(PassFail(), ZERO, value=2).sentence.startswith(
        "实际 2 台，未达到目标 = 0 台，得 0.00 分"
    )
    assert score(PassFail(), ZERO, value=2).advice == "再降低 2 台可得满分，多得 2.00 分"


@pytest.mark.parametrize(
    ("value", "earned"),
    [("35", "10.00"), ("34", "10.00"), ("36", "9.50"), ("54", "0.50"), ("55", "0.00"), ("99", "0")],
)
def test_that_points_go_down_unit_by_unit_until_none_are_left(value, earned):
    dust = indicator(target="35", unit="微克/立方米", direction=Direction.AT_MOST)
    assert points(AIR, dust, maximum="10.00", value=value) == Decimal(earned)


def test_that_a_deduction_shows_gap_and_rate():
    dust = indicator(target="35", unit="微克", direction=Direction.AT_MOST)
    result = score(AIR, dust, maximum="10.00", value=38)
    assert result.sentence.startswith(
        "实际 38 微克，目标 35 微克，相差 3 微克，每差 1 微克扣满分的 5%："
        "（1 − 3 × 5%）× 10.00 分 = 8.50 分"
    )
    assert result.advice == "再降低 3 微克可得满分，多得 1.50 分"
    assert "扣完为止，得 0.00 分" in score(AIR, dust, value=99).sentence


@pytest.mark.parametrize(
    ("target", "direction", "value", "earned"),
    [
        ("0", Direction.EQUAL, "3", "1.70"),
        ("0", Direction.EQUAL, "-3", "1.70"),
        ("-10", Direction.AT_LEAST, "-11", "1.90"),
        ("-10", Direction.AT_MOST, "-9", "1.90"),
        ("10", Direction.AT_LEAST, "9", "1.90"),
    ],
)
def test_that_a_deduction_needs_no_ratio(target, direction, value, earned):
    item = indicator(target=target, direction=direction)
    assert points(AIR, item, value=value) == Decimal(earned)


def test_that_a_gap_too_small_for_a_cent_still_costs_one():
    item = indicator(target="10", decimals=2)
    result = score(AIR, item, value="9.99")
    assert result.points == Decimal("1.99")
    assert "未达目标最多得 1.99 分" in result.sentence


@pytest.mark.parametrize("each", ["0", "-0.1", "1.5"])
def test_that_a_senseless_deduction_is_complained_about(each):
    assert list(PerUnit(each=D(each)).flaws())
    assert not list(AIR.flaws())


@pytest.mark.parametrize(
    ("value", "earned"),
    [("0", "0.00"), ("1", "1.00"), ("2", "2.00"), ("3", "3.00"), ("4", "3.00"), ("-1", "0.00")],
)
def test_that_each_counts_up_to_the_cap(value, earned):
    assert points(CREATED, indicator(unit="项"), maximum="3.00", value=value) == Decimal(earned)


def test_that_counting_needs_no_target():
    free = indicator(target=None, unit="项")
    result = score(CREATED, free, value=2)
    assert result.sentence.startswith("实际 2 项，每项 1 分，最高 3 分：2 ÷ 3 × 2.00 分 = 1.33 分")
    assert result.advice == "再增加 1 项可得满分，多得 0.67 分"
    assert "得满分 2.00 分" in score(CREATED, free, value=3).sentence


def test_that_what_is_to_be_added_is_whole_pieces():
    pairs = Counted(each=D(2), cap=D(3))
    assert score(pairs, indicator(unit="项"), value=0).advice.startswith("再增加 2 项")


def test_that_senseless_counting_is_complained_about():
    assert "each" in told(Counted(each=D(0), cap=D(3)).flaws())
    assert "cap" in told(Counted(each=D(2), cap=D(1)).flaws())
    assert not list(CREATED.flaws())


@pytest.mark.parametrize(
    ("handed_down", "value", "earned"),
    [
        # the package asks for 280, the plan for 270
        ("280", "280", "60.00"),
        ("280", "279", "55.00"),
        ("280", "270", "55.00"),
        ("280", "269", "0.00"),
        # the package asks for 250
        ("250", "270", "60.00"),
        ("250", "269", "40.00"),
        ("250", "250", "40.00"),
        ("250", "249", "0.00"),
        (None, "270", "60.00"),
        (None, "269", "0.00"),
    ],
)
def test_that_the_matrix_holds_the_year_against_the_path_as_a_whole(handed_down, value, earned):
    result = points(ENERGY, maximum="60.00", handed_down=handed_down, value=value)
    assert result == Decimal(earned)


def test_that_the_matrix_says_which_cell():
    result = score(ENERGY, maximum="60.00", handed_down="280", value=275)
    assert result.sentence.startswith(
        "实际 275 家，年度目标 ≥ 280 家未完成，累计目标 ≥ 270 家完成：55 ÷ 60 × 60.00 分 = 55.00 分"
    )
    assert result.advice == "再提高 5 家可得满分，多得 5.00 分"
    year_only = score(ENERGY, maximum="60.00", handed_down="250", value=260)
    assert year_only.advice == "累计达到 270 家可得满分，多得 20.00 分"


def test_that_without_a_plan_value_year_and_path_are_the_same():
    handed = indicator(target=None)
    assert points(ENERGY, handed, maximum="60.00", handed_down="10", value=10) == 60
    assert points(ENERGY, handed, maximum="60.00", handed_down="10", value=9) == 0


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"both": D(50)}, "应得满分"),
        ({"year_only": D(61)}, "在 0 与 full 之间"),
        ({"neither": D(45)}, "不能高于"),
        ({"full": D(0), "both": D(0)}, "full"),
    ],
)
def test_that_a_senseless_matrix_is_complained_about(changes, complaint):
    values = {"full": D(60), "both": D(60), "cumulative_only": D(55), "year_only": D(40)}
    assert complaint in told(Matrix(**{**values, "neither": D(0), **changes}).flaws())
    assert not list(ENERGY.flaws())


@pytest.mark.parametrize("kind", [PassFail(), AIR, ENERGY])
def test_that_a_target_not_handed_down_is_outside_the_denominator(kind):
    result = score(kind, indicator(target=None), value=5)
    assert (result.standing, result.points) == (Standing.NO_TARGET, None)
    assert not result.counts
    assert result.sentence == "目标未下达，不计入满分。"


def test_that_an_undivided_target_is_said_to_be_one():
    early = score(PassFail(), indicator(due=2030), value=5)
    assert "〔目标取自2030年阶段目标未分解；规则R，依据依据〕" in early.sentence
