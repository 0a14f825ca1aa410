"""A number that can't be earns nothing, whatever rule looks at it."""

from itertools import product

import pytest

from model.domain.answers import State
from model.domain.plan import Direction
from model.domain.score import Standing
from model.scoring.assess import Assessor, assess
from model.scoring.kinds import Bonus, Counted, Linear, Reverse, Veto
from model.scoring.kinds.veto import Consequence, Trigger
from model.scoring.rulebook import Items
from tests.model.scoring.builders import (
    BANDS,
    DEPARTMENT,
    YEAR,
    D,
    indicator,
    measure,
    plan_of,
    rule,
    rulebook,
    score,
    shipped_rulebooks,
    total_rule,
)

SHARE = indicator("share", "40", unit="%", decimals=2, at_least=0, at_most=100)
PUE = indicator(
    "pue", "1.5", unit="", decimals=2, direction=Direction.AT_MOST, at_least=1, at_most=None
)
BONUS = Bonus(each=D(1), step=D("0.1"), item_cap=D(2), cap=D(5))
BOOKS = shipped_rulebooks()


@pytest.mark.parametrize(
    ("kind", "item", "value"),
    [
        (Linear(), SHARE, "1234"),
        (Linear(), SHARE, "100.01"),
        (Linear(), SHARE, "-1"),
        (Reverse(), PUE, "0"),
        (Reverse(), PUE, "0.99"),
        (Counted(each=D(1), cap=D(60)), SHARE, "20000000"),
    ],
)
def test_that_a_number_outside_its_bounds_is_named_and_earns_nothing(kind, item, value):
    found = score(kind, item, value=value)
    assert (found.standing, found.points) == (Standing.OPEN, None)
    assert "不可能，没有采用" in found.sentence
    assert value in found.sentence


@pytest.mark.parametrize(("item", "value"), [(SHARE, "100"), (SHARE, "0"), (PUE, "1")])
def test_that_the_bounds_themselves_are_possible(item, value):
    kind = Reverse() if item is PUE else Linear()
    assert score(kind, item, value=value).standing is Standing.SCORED


@pytest.mark.parametrize("progress", ["-1", "101", "1234"])
def test_that_an_impossible_progress_earns_nothing(progress):
    found = score(BANDS, measure(), state=State.ONGOING, progress=progress)
    assert (found.standing, found.points) == (Standing.OPEN, None)
    assert f"{progress}% 不可能" in found.sentence


@pytest.mark.parametrize(("value", "points"), [("50", 2), ("100", 2), ("1234", 0), ("-9", 0)])
def test_that_going_beyond_what_is_possible_is_no_bonus(value, points):
    book = rulebook(
        rule("R", Linear(), part="indicators", items=Items.INDICATOR),
        total_rules=[total_rule("B", BONUS, items=Items.INDICATOR)],
    )
    plan = plan_of(SHARE, measure())
    answers = {"share": {"value": value}, "m1": {"state": "not_started"}}
    found = assess(plan, book, DEPARTMENT, YEAR, answers)
    assert sum(one.points for one in found.adjustments) == points


def test_that_an_impossible_number_misses_no_target_either():
    veto = Veto(trigger=Trigger.TARGET_MISSED, effect=Consequence.GRADE, grade="未完成")
    binding = indicator("b", "40", unit="%", binding=True, at_least=0, at_most=100)
    book = rulebook(
        rule("R", Linear(), part="indicators", items=Items.INDICATOR),
        total_rules=[total_rule("V", veto, binding=True)],
    )
    answers = {"b": {"value": "-5"}, "m1": {"state": "done"}}
    found = assess(plan_of(binding, measure()), book, DEPARTMENT, YEAR, answers)
    assert not any(one.forces for one in found.adjustments)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_that_no_indicator_of_the_plan_earns_by_a_number_outside_its_bounds(plan, book):
    """Whoever is asked, whatever the year: as a number of the answer says nothing, so the total."""
    for department, year in product(("csglw", "fgw", "zjw"), (2022, 2025, 2030)):
        if department not in plan.departments:
            continue
        assessor = Assessor(plan, book, department, year)
        for one in plan.indicators_of(department):
            low, high = one.at_least, one.at_most
            outside = [low - 1 if low is not None else None, high + 1 if high else None]
            for value in filter(lambda number: number is not None, outside):
                answers = {one.id: {"value": f"{value:f}"}}
                found = assessor.assess(answers)
                assert found.total is None, (one.id, value)
