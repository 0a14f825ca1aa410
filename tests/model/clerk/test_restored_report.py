"""A report of this year is taken back on a PC on which last year's words were carried over."""

from contextlib import closing

import pytest

from forms import FORMS
from model.clerk.own_report import Brought
from model.clerk.previous_report import Prefill
from model.clerk.year import ClerkYear
from model.plans import PlanLibrary
from model.store.data_file import open_store
from tests.model.workbook.years import ANSWERS, YEAR, make_report, small_plan, small_rulebook

ITEM = "3.1-01-01"
SAID = ANSWERS[ITEM]


@pytest.fixture
def desk(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        desk = ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR)
        desk.carry(Prefill(changes={ITEM: dict(SAID)}), "沿用")
        yield desk


def test_that_what_the_report_says_as_it_was_carried_over_is_confirmed_by_it(desk):
    own = make_report({ITEM: SAID}).submission
    assert desk.untouched == {ITEM}
    assert desk.held_by(own) == (ITEM,)
    desk.restore(own, Brought(), "第一次.xlsx", "取回")
    assert not desk.untouched
    assert not desk.held_by(own)
    desk.undo()
    assert desk.untouched == {ITEM}


def test_that_what_the_report_says_otherwise_stays_to_be_confirmed(desk):
    own = make_report({ITEM: {**SAID, "done": "今年另做了"}}).submission
    assert desk.held_by(own) == ()
    desk.restore(own, Brought(), "第一次.xlsx", "取回")
    assert desk.untouched == {ITEM}


def test_that_what_becomes_as_the_report_has_it_needs_no_word_any_more(desk):
    said = {**SAID, "done": "今年另做了"}
    own = make_report({ITEM: said}).submission
    brought = Brought(changes={ITEM: {"done": said["done"]}})
    desk.restore(own, brought, "第一次.xlsx", "取回")
    assert desk.answers[ITEM] == said
    assert not desk.untouched
