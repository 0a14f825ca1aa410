"""Beside an answer stands what counted of it last year, whatever the office decided then."""

import pytest

from forms import FORMS
from model.consolidation.conflicts import FigureRuling, How
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from tests.model.office.live import Decisions
from tests.model.office.test_hand_edits import edited
from tests.model.workbook.years import ANSWERS, YEAR, small_plan, small_rulebook

PICKED = FigureRuling(how=How.VALUE, named="39")


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


@pytest.fixture
def next_year(office):
    def read():
        plans = PlanLibrary(office.db, small_plan())
        return OfficeYear.read(plans, small_rulebook(), FORMS, YEAR + 1)

    return read


def agrees(office, then):
    """Whether each item of last year stands beside this one as it counted."""
    for body in office.reported:
        for key, one in body.items.items():
            last = then.last_year.answer(body.id, key)
            assert (last.counted if last else {}) == one.answer, (body.id, key)
    return then.last_year.answer


def test_that_a_cell_that_was_taken_counted(office, send, decide, next_year):
    send(city=edited("quantity", "i-cars", "value", "12"))
    body = office.body("cgw")
    decide.take_cell(body.digest, body.edits[0], "电话核实")
    last = agrees(office, next_year())("cgw", "i-cars")
    assert (last.reported["value"], last.counted["value"]) == (ANSWERS["i-cars"]["value"], "12")
    assert last.how == "采用表内值"


def test_that_a_correction_beside_a_cell_that_was_taken_counted(office, send, decide, next_year):
    send(city=edited("quantity", "i-cars", "explanation", "两辆晚到。"))
    body = office.body("cgw")
    decide.take_cell(body.digest, body.edits[0], "电话核实")
    decide.adjust("cgw", "i-cars", {"value": "9"}, "按发票核减")
    last = agrees(office, next_year())("cgw", "i-cars")
    assert (last.counted["value"], last.counted["explanation"]) == ("9", "两辆晚到。")
    assert last.how == "核改"


def test_that_a_number_that_was_ruled_counted_while_the_ruling_held(
    office, send, decide, next_year
):
    send("city", "schools")
    decide.rule_figure("i-green", PICKED, "按年鉴")
    last = agrees(office, next_year())("jyj", "i-green")
    assert (last.reported["value"], last.counted["value"], last.how) == ("40", "39", "核定的指标数")
    decide.adjust("cgw", "i-green", {"value": "38"}, "按台账")
    last = agrees(office, next_year())("jyj", "i-green")
    assert (last.counted["value"], last.how) == ("40", "")


def test_that_of_whom_nothing_came_nothing_is_told(office, send, next_year):
    send("city")
    then = next_year().last_year
    assert then.answer("jyj", "i-green") is None
    assert then.answer("cgw", "unknown") is None
