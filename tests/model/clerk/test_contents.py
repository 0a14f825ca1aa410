"""What of a clerk's year counts and is sent."""

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.plans import PlanLibrary
from model.store.data_file import open_store
from tests.model.workbook.years import YEAR, small_plan, small_rulebook


@pytest.fixture
def desk(tmp_path):
    db = open_store(tmp_path / "data.db")
    yield ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR)
    db.close()


@pytest.mark.parametrize("field", ["done", "problems", "reason", "progress"])
def test_that_words_of_which_the_form_shows_none_are_no_answer(desk, field):
    item = "3.1-01-02"
    desk.save(item, {field: "60"})
    assert item not in desk.answers
    assert {} not in desk.next_submission().answers.values()
    desk.save(item, {"state": "ongoing"})
    assert desk.answers[item]["state"] == "ongoing"
