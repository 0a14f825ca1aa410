from dataclasses import replace
from decimal import Decimal

from model.domain.trends import IndicatorTrend
from tests.model.workbook.years import small_plan

GREEN = small_plan().indicators["i-green"]


def trend(*values: str, **bounds) -> IndicatorTrend:
    known = {2022 + number: Decimal(value) for number, value in enumerate(values)}
    return IndicatorTrend(indicator=replace(GREEN, **bounds), values=known, until=2030)


def test_that_a_line_goes_on_at_its_pace():
    ahead = trend("10", "12").forecast
    assert ahead[2024] == Decimal("14.0")


def test_that_a_line_never_leaves_what_the_indicator_can_be():
    bounds = {"at_least": Decimal(0), "at_most": Decimal(100), "milestones": ()}
    assert min(trend("9", "3", **bounds).forecast.values()) == 0
    assert max(trend("60", "90", **bounds).forecast.values()) == 100
