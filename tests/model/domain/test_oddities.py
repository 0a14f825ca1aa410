from decimal import Decimal

import pytest

from model.domain.oddities import oddity
from model.domain.plan import Direction, Indicator, IndicatorKind
from model.domain.targets import Basis, Target


def odd(value, wanted="100", direction=Direction.AT_LEAST, explanation=""):
    indicator = Indicator(
        id="i", name="名", unit="家", direction=direction, kind=IndicatorKind.QUANTITY,
        binding=False, decimals=0, sources=(), milestones=(), departments=(),
    )  # fmt: skip
    target = Target(
        year=2025, basis=Basis.MILESTONE, direction=direction, unit="家",
        value=None if wanted is None else Decimal(wanted),
    )  # fmt: skip
    answer = {} if value is None else {"value": value}
    if explanation:
        answer["explanation"] = explanation
    return oddity(indicator, target, answer)


@pytest.mark.parametrize("value", [None, "1", "99", "100", "1300"])
def test_that_an_ordinary_value_needs_no_words(value):
    assert odd(value) == ""


@pytest.mark.parametrize(("value", "word"), [("0", "0"), ("-1", "负")])
def test_that_a_value_that_looks_like_a_slip_asks_for_a_word(value, word):
    assert word in odd(value)


def test_that_zero_is_ordinary_where_less_is_better_or_nothing_is_handed_down():
    assert odd("0", direction=Direction.AT_MOST) == ""
    assert odd("0", wanted=None) == ""
    assert odd("0", wanted="0") == ""


def test_that_an_explanation_settles_it():
    assert odd("-5", explanation="统计口径调整") == ""
