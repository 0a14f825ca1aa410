"""A measure that repeats a number: its state follows, is shown as such, and is not typed."""

import pytest

from model.domain.answer_status import AnswerStatus
from model.domain.score import Standing
from model.store.answers import fetch_answer, save_answers
from ui.pages.item_rows import row_of
from ui.status_marks import Mark

YEAR = 2025
MEASURE, NUMBER = "box2.6-02", "kitchen_waste_contracts"
FOLLOWS, ANSWERED = "box2.6-03", "kitchen_waste_transport"


@pytest.fixture
def window(open_window, clerk):
    return open_window()


def test_that_the_state_follows_the_number_and_goes_with_it(window, store, department):
    session = window.session
    window.show_page("measures")
    page = window.shown
    page.show_item(MEASURE)
    session.save(MEASURE, {"state": "ongoing", "progress": "30"})
    form = page.panel.form
    assert form.rows["state"].hint == ""
    session.save(NUMBER, {"value": "60"})
    assert session.answer(MEASURE)["state"] == "behind"
    assert session.answer(MEASURE)["progress"] == "60"
    assert form.rows["state"].hint.startswith("随指标“")
    assert not form.editor("state").box.isEnabled()
    assert not form.rows["done"].is_due
    assert page.row.mark is Mark.BEHIND
    assert fetch_answer(store, YEAR, department.id, MEASURE)["state"] == "ongoing"
    session.save(NUMBER, {"value": None})
    assert session.answer(MEASURE) == {"state": "ongoing", "progress": "30"}
    assert form.rows["state"].hint == ""
    assert form.editor("state").box.isEnabled()


def test_that_what_follows_from_a_carried_answer_is_as_untouched_as_that(window, store, department):
    session = window.session
    save_answers(store, YEAR - 1, department.id, {ANSWERED: {"state": "done"}})
    session.read_terms_again()
    session.carry(session.basis(), "沿用")
    measure, indicator = session.plan.item(FOLLOWS), session.plan.item(ANSWERED)
    assert session.answer(FOLLOWS)["state"] == "done"
    for item in (measure, indicator):
        assert session.desk.standing(item) is AnswerStatus.CARRIED
        assert row_of(session, item).mark is Mark.CARRIED
        assert session.score(item.id).standing is Standing.OPEN
    session.confirm(FOLLOWS)  # by what it follows from
    for item in (measure, indicator):
        assert session.desk.standing(item) is AnswerStatus.SAID
        assert session.score(item.id).standing is Standing.SCORED
    session.undo()
    assert session.untouched == {FOLLOWS, ANSWERED}
    session.save(ANSWERED, {"state": "behind"})
    assert session.untouched == frozenset()


def test_that_neither_key_nor_bulk_changes_what_follows(window):
    session = window.session
    session.save(NUMBER, {"value": "100"})
    window.show_page("measures")
    page = window.shown
    page.show_item(MEASURE)
    assert not page.panel.form.choose("state", "not_started")
    session.save_all({MEASURE: {"state": "not_started", "done": "已签"}}, "试")
    assert session.answer(MEASURE) == {"state": "done", "done": "已签"}


def test_that_what_goes_out_says_what_follows(window):
    session = window.session
    session.save(NUMBER, {"value": "60"})
    session.save(MEASURE, {"done": "签了六成"})
    sent = session.desk.next_submission().answers[MEASURE]
    assert sent == {"state": "behind", "progress": "60", "done": "签了六成"}
