"""A department's year as the office counts it, wherever it is scored again."""

from dataclasses import replace

import pytest

from forms import FORMS
from model.paths import asset
from model.plans import PlanLibrary
from model.rulebook_editor.trial import Trial, cases_of
from model.scoring.loader import parse_rulebook
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import ANSWERS, YEAR, exported, make_report, small_plan

AWAY = {"state": "not_applicable", "reason": "本单位不涉及"}
TRAINED = {"3.1-01-02": AWAY, "i-green": {"value": "40"}}


def binding_plan():
    """The small plan, of which a target binds: only the office takes such a one away."""
    plan = small_plan()
    cars = replace(plan.indicators["i-cars"], binding=True)
    return replace(plan, indicators={**plan.indicators, "i-cars": cars})


@pytest.fixture(params=["percent-2025.1", "percent-2026.3", "pass-2026.4"])
def office(db, request):
    plan = binding_plan()
    rules = parse_rulebook(asset(f"rules/{request.param}.toml").read_text("utf-8"), "")
    return LiveOffice(PlanLibrary(db, plan), rules, FORMS, YEAR)


def tried(office):
    """What the rules page says of each body under the rules in force."""
    return Trial(office.plan, office.rulebook, YEAR, cases_of(office.now)).before


def counted(office):
    return {body.id: body.reviewed for body in office.reported}


def test_that_the_rules_page_tries_what_the_review_counts(office, send):
    claims = {**ANSWERS, "i-cars": AWAY, "3.1-01-03": AWAY}
    send(
        city=exported(make_report(claims, plan=office.plan)),
        schools=exported(make_report(TRAINED, plan=office.plan, body="jyj", id="b1")),
    )
    assert tried(office) == counted(office)
    decide = Decisions(office)
    for body, item in (("cgw", "i-cars"), ("cgw", "i-done"), ("jyj", "3.1-01-02")):
        decide.approve(body, item)
        assert office.body(body).items[item].approved
        assert tried(office) == counted(office)
    decide.note_false_figures("jyj", "虚报")
    decide.adjust("cgw", "i-green", {"value": "30"}, "按统计年鉴核减")
    assert tried(office) == counted(office)
