"""What the office can rule about a number, and that what it says is what is counted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.target_attainment import Reach
from model.domain.review import Matter, Ruling
from model.errors import AppError
from model.paths import PLAN, asset
from model.plan.shipped import load_shipped_plan
from model.plans import PlanLibrary
from model.store.reviews import save_ruling
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

CAME = {"cgw": Decimal("38.9"), "jyj": Decimal(40)}  # of i-green: city, schools


@pytest.fixture
def asked(db, send):
    """An office of both numbers, i-green being of some kind."""

    def asked(**of_green):
        plan = small_plan()
        green = replace(plan.indicators["i-green"], **of_green)
        plan = replace(plan, indicators={**plan.indicators, "i-green": green})
        send("city", "schools")
        return LiveOffice(PlanLibrary(db, plan), small_rulebook(), FORMS, YEAR)

    return asked


def of_green(office):
    """The conflict and the district's result."""
    found = next(one for one in office.conflicts if one.subject == "i-green")
    return found, next(i for i in office.picture.indicators if i.indicator.id == "i-green")


def test_that_only_amounts_of_several_who_answer_for_them_can_be_added_up():
    adding = FigureRuling(how=How.SUM)
    every = load_shipped_plan(asset(PLAN)).indicators.values()
    rates = [one for one in every if one.unit == "%" or "/" in one.unit or not one.unit]
    assert rates
    assert not [one.id for one in rates if adding.fits(one)]
    amounts = [one for one in every if one not in rates and not one.qualitative]
    assert all(adding.fits(replace(one, lead=("a", "b"))) for one in amounts)
    supplied = [replace(one, lead=("a",), departments=("a", "b")) for one in amounts]
    assert not any(adding.fits(one) for one in supplied)


OWNED = {"lead": ("cgw",), "departments": ("cgw", "jyj")}


@pytest.mark.parametrize(
    ("kind", "ruling"),
    [
        ({}, FigureRuling(how=How.SUM)),
        ({"unit": "公顷", **OWNED}, FigureRuling(how=How.SUM)),
        ({"at_most": Decimal(100)}, FigureRuling(how=How.VALUE, named="947")),
    ],
    ids=["a rate", "one owner", "out of bounds"],
)
def test_that_what_cannot_be_is_not_ruled_and_counts_nothing_where_an_earlier_version_ruled_it(
    asked, kind, ruling
):
    office = asked(**kind)
    with pytest.raises(AppError, match="不能这样核定"):
        Decisions(office).rule_figure("i-green", ruling, "按年鉴")
    before = of_green(office)
    earlier = Ruling(matter=Matter.FIGURE, subject="i-green", choice=ruling.choice)
    save_ruling(office.db, YEAR, earlier)
    office.refresh()
    assert of_green(office) == before
    assert before[0].open


def test_that_a_sum_outside_what_can_be_is_no_number_and_reaches_nothing(asked):
    office = asked(unit="公顷", at_most=Decimal(50))
    Decisions(office).rule_figure("i-green", FigureRuling(how=How.SUM), "")
    _, result = of_green(office)
    assert (result.value, result.reach) == (None, Reach.CONFLICT)
    assert "78.9 公顷，不可能，没有采用" in result.note


@pytest.mark.parametrize("how", [How.SUM, How.EACH])
@pytest.mark.parametrize("supplies", [(), ("jyj",), ("tjj",)])
def test_that_what_the_decision_says_is_what_is_counted(asked, how, supplies):
    lead = tuple(one for one in CAME if one not in supplies)
    office = asked(unit="公顷", lead=lead, departments=("cgw", "jyj", *{*supplies} - {*CAME}))
    ruling = FigureRuling(how=how)
    if not ruling.fits(office.plan.indicators["i-green"]):
        return
    Decisions(office).rule_figure("i-green", ruling, "")
    conflict, result = of_green(office)
    assert not conflict.open
    counted = {one: CAME[one] for one in lead}
    assert result.values == counted
    if how is How.SUM:
        whose = "数据责任单位" if supplies else "单位"
        assert conflict.settled == f"各{whose}分别承担，合计为全区数"
        assert result.value == sum(counted.values())
    else:
        assert result.value == (counted[lead[0]] if len(lead) == 1 else None)
