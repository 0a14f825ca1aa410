"""R8 bands (定性 100–80%、80–50%、50–0%) and R9 mapped grades (完成 3、基本完成 2、未完成 0)."""

from decimal import Decimal

import pytest

from model.domain.answers import State
from model.domain.plan import Direction
from model.domain.score import Standing
from model.scoring.arithmetic import Facts
from model.scoring.kinds import Band, Bands, Mapped
from tests.model.scoring.builders import BANDS, D, indicator, measure, points, score, subject, told

# 陕西 2019: 完成 3 / 基本完成 2 / 未完成 0
SHAANXI = Mapped(
    full=D(3),
    states={State.DONE: D(3), State.ONGOING: D(2), State.BEHIND: D(0), State.NOT_STARTED: D(0)},
)
ON_ITS_WAY = Mapped(
    full=D(1),
    states={State.DONE: D(1), State.ONGOING: D(0), State.BEHIND: D(0), State.NOT_STARTED: D(0)},
    before_due={State.DONE: D(1), State.ONGOING: D(1), State.BEHIND: D(0), State.NOT_STARTED: D(0)},
)


@pytest.mark.parametrize(
    ("state", "progress", "earned"),
    [
        ("done", None, "2.00"),
        ("ongoing", "0", "1.00"),
        ("ongoing", "1", "1.01"),
        ("ongoing", "50", "1.30"),
        ("ongoing", "100", "1.60"),
        ("behind", "100", "1.00"),
        ("behind", "99", "0.99"),
        ("behind", "0", "0.00"),
        ("not_started", None, "0.00"),
    ],
)
def test_that_progress_picks_the_place_in_the_band_of_a_state(state, progress, earned):
    said = {"state": state} | ({"progress": progress} if progress else {})
    assert points(BANDS, measure(), **said) == Decimal(earned)


def test_that_the_sentence_shows_the_band_and_the_progress():
    ongoing = score(BANDS, measure(), state="ongoing", progress="60")
    assert ongoing.sentence.startswith(
        "推进中，进度 60%：（50% + 30% × 60%）× 2.00 分 = 1.36 分〔规则R，"
    )
    behind = score(BANDS, measure(), state="behind", progress="60")
    assert behind.sentence.startswith("滞后，进度 60%：（50% × 60%）× 2.00 分 = 0.60 分")
    assert behind.advice == "完成后可得满分，多得 1.40 分"


@pytest.mark.parametrize(("state", "best"), [("ongoing", "1.60"), ("behind", "1.00")])
def test_that_a_state_without_its_progress_is_not_scored_as_if_it_were_nought(state, best):
    result = score(BANDS, measure(), state=state)
    assert (result.standing, result.points) == (Standing.OPEN, None)
    assert result.sentence == "已选状态，还缺完成进度，暂不得分，2.00 分计入满分。"
    assert result.advice == f"补填完成进度后最多可得 {best} 分"


def test_that_a_band_of_one_value_needs_no_progress():
    fixed = Bands(bands={**BANDS.bands, State.ONGOING: Band(D("0.7"), D("0.7"))})
    result = score(fixed, measure(), state="ongoing")
    assert result.points == Decimal("1.40")
    assert result.sentence.startswith("推进中，70% × 2.00 分 = 1.40 分")


def test_that_even_what_has_not_started_may_have_a_band():
    mild = Bands(
        bands={
            **BANDS.bands,
            State.BEHIND: Band(D("0.1"), D("0.5")),
            State.NOT_STARTED: Band(D("0.1"), D("0.1")),
        }
    )
    assert points(mild, measure(), state="not_started") == Decimal("0.20")


@pytest.mark.parametrize(
    ("state", "earned", "words"),
    [
        ("done", "2.00", "完成，得满分 2.00 分"),
        ("ongoing", "1.33", "推进中，计 2 ÷ 3 × 2.00 分 = 1.33 分"),
        ("behind", "0.00", "滞后，得 0.00 分"),
        ("not_started", "0.00", "未启动，得 0.00 分"),
    ],
)
def test_that_an_upstream_grade_maps_to_its_points(state, earned, words):
    result = score(SHAANXI, measure(), state=state)
    assert result.points == Decimal(earned)
    assert result.sentence.startswith(words)


def test_that_a_mapped_grade_needs_no_progress():
    assert score(SHAANXI, measure(), state="ongoing").standing is Standing.SCORED


def test_that_what_is_not_due_yet_may_be_on_its_way():
    later = indicator(direction=Direction.DONE, due=2030)
    now = indicator(direction=Direction.DONE, due=2025)
    assert points(ON_ITS_WAY, later, state="ongoing") == Decimal("2.00")
    assert points(ON_ITS_WAY, now, state="ongoing") == 0
    assert points(ON_ITS_WAY, later, state="behind") == 0
    assert score(ON_ITS_WAY, later, state="ongoing").sentence.startswith("2030年到期，推进中")


def test_that_the_advice_names_the_state_that_is_enough():
    later = indicator(direction=Direction.DONE, due=2030)
    assert score(ON_ITS_WAY, later, state="behind").advice.startswith("进展达到“推进中”可得满分")
    assert score(SHAANXI, measure(), state="behind").advice.startswith("进展达到“完成”可得满分")


@pytest.mark.parametrize("kind", [BANDS, SHAANXI])
def test_that_not_applicable_is_neither_scored_nor_counted(kind):
    result = score(kind, measure(), state="not_applicable")
    assert (result.standing, result.points) == (Standing.NOT_APPLICABLE, None)
    assert not result.counts


@pytest.mark.parametrize(
    ("bands", "complaint"),
    [
        ({State.ONGOING: Band(D("0.4"), D("0.8"))}, "两档重叠"),
        ({State.ONGOING: Band(D("0.8"), D("0.5"))}, "从低到高"),
        ({State.DONE: Band(D("0.9"), D(1))}, "满分"),
        ({State.BEHIND: Band(D("-0.1"), D("0.5"))}, "0 至 1"),
    ],
)
def test_that_bands_may_not_overlap_or_run_backwards(bands, complaint):
    assert complaint in told(Bands(bands={**BANDS.bands, **bands}).flaws())


def test_that_a_missing_state_is_complained_about():
    assert "缺少“滞后”" in told(
        Bands(bands={s: b for s, b in BANDS.bands.items() if s != "behind"}).flaws()
    )
    assert "缺少“完成”" in told(Mapped(full=D(1), states={}).flaws())


@pytest.mark.parametrize(
    ("states", "complaint"),
    [
        ({State.DONE: D(2)}, "应得满分"),
        ({State.BEHIND: D("2.5")}, "不能高于“推进中”"),
        ({State.NOT_STARTED: D(-1)}, "在 0 与 full 之间"),
    ],
)
def test_that_a_worse_state_may_not_earn_more(states, complaint):
    assert complaint in told(Mapped(full=D(3), states={**SHAANXI.states, **states}).flaws())


def test_that_points_out_of_nothing_are_complained_about():
    assert "full 应大于 0" in told(Mapped(full=D(0), states=SHAANXI.states).flaws())
    assert not list(SHAANXI.flaws())
    assert not list(ON_ITS_WAY.flaws())
    assert not list(BANDS.flaws())


def test_that_a_sentence_about_nothing_is_a_bug():
    with pytest.raises(ValueError, match="scored without"):
        BANDS.sentence(subject(BANDS, measure()), Facts(), Decimal(0))
