"""What of a clerk's year counts and is sent."""

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.score import Standing
from model.plans import PlanLibrary
from model.store.carried_over import Carried, keep_carried
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


def test_that_what_was_carried_and_not_looked_at_says_so_where_it_earns_nothing(desk):
    desk.save("3.1-01-01", {"state": "done"})
    answer = dict(desk.answers["3.1-01-01"])
    before = desk._now.scores["3.1-01-01"]
    keep_carried(desk._db, YEAR, "cgw", {"3.1-01-01": Carried(fields=("state",), answer=answer)})
    desk.read_again()
    score = desk._now.scores["3.1-01-01"]
    assert (score.standing, score.points) == (Standing.OPEN, None)
    assert "沿用" in score.sentence
    assert "未填" not in score.sentence + score.advice
    assert score.maximum == before.maximum
