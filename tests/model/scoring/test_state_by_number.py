"""A measure that repeats an indicator's target has the state that the number says."""

from decimal import Decimal

import pytest

from model.domain.answers import State
from model.domain.plan import Direction
from model.domain.targets import target_in_force
from model.package.in_force import in_force
from model.scoring.state_by_number import state_by_number, states_by_number
from tests.model.scoring.builders import indicator

D = Decimal
HUNDRED = D(100)


def told(item, value, year=2025, due=HUNDRED, handed_down=None):
    target = target_in_force(item, year, handed_down)
    return state_by_number(item, target, {"value": value} if value else {}, due)


@pytest.mark.parametrize(
    ("direction", "value", "state", "progress"),
    [
        (Direction.AT_LEAST, "270", State.DONE, None),
        (Direction.AT_LEAST, "300", State.DONE, None),
        (Direction.AT_LEAST, "256", State.BEHIND, D(94)),
        (Direction.AT_LEAST, "269.9", State.BEHIND, D(99)),
        (Direction.AT_LEAST, "0", State.NOT_STARTED, D(0)),
        (Direction.AT_MOST, "270", State.DONE, None),
        (Direction.AT_MOST, "540", State.BEHIND, D(50)),
        (Direction.EQUAL, "270", State.DONE, None),
        (Direction.EQUAL, "271", State.BEHIND, None),
    ],
)
def test_that_the_state_follows_from_the_number(direction, value, state, progress):
    found = told(indicator("x", "270", direction=direction, decimals=1), value)
    assert (found.state, found.progress) == (state, progress if state is State.BEHIND else None)


def test_that_what_is_on_schedule_for_a_later_year_is_under_way():
    item = indicator("x", "270", due=2025)
    assert told(item, "150", 2023, D(50)).state is State.ONGOING
    assert told(item, "120", 2023, D(50)).state is State.BEHIND
    assert told(item, "270", 2023, D(50)).state is State.DONE
    # the year's own target is reached, what the measure asks for in the end is not
    assert told(item, "200", 2023, D(50), handed_down=D(200)).progress == D(74)


def test_that_nothing_follows_where_there_is_no_number_to_go_by():
    item = indicator("x", "100", unit="%", at_most=100)
    assert told(item, "") is None
    assert told(item, "120") is None  # impossible
    assert told(indicator("x", None), "12") is None  # 目标未下达
    away = {"value": "50", "state": State.NOT_APPLICABLE.value}
    assert state_by_number(item, target_in_force(item, 2025), away, HUNDRED) is None


def test_that_what_the_number_cannot_tell_stays_as_typed():
    behind = told(indicator("x", "0", direction=Direction.EQUAL), "3")
    typed = {"state": "done", "progress": "40", "done": "还有三台"}
    assert behind.over(typed) == {"state": "behind", "progress": "40", "done": "还有三台"}
    done = told(indicator("x", "270"), "270")
    assert done.over({"state": "behind", "progress": "40"}) == {"state": "done"}
    assert done.contradicts({"state": "behind"})
    assert behind.contradicts({"state": "done"})
    assert not behind.contradicts({"state": "ongoing"})
    assert not behind.contradicts({})
    assert not behind.contradicts({"state": "not_applicable"})
    assert behind.overrules({"state": "done"})
    assert behind.overrules({"state": "not_applicable"})  # typed before the number
    assert not behind.overrules({"state": "behind"})


def test_that_every_measure_that_repeats_a_number_of_its_own_lead_follows(plan):
    """The real plan: with every number at its target, all that repeat one are done."""
    today, following = in_force(plan, None, year=2025), set()
    for body in today.bodies:
        targets = {one.id: target_in_force(one, 2025) for one in today.indicators_of(body.id)}
        answers = {
            key: {"value": f"{target.value:f}"}
            for key, target in targets.items()
            if target.value is not None
        }
        found = states_by_number(today, body.id, 2025, answers, targets)
        assert {one.state for one in found.values()} <= {State.DONE}
        following |= found.keys()
    repeating = {key for key, one in today.measures.items() if one.repeats and one.stage.asked}
    assert following <= repeating
    assert len(following) > 20
