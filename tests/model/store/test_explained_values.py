import pytest

from model.store.answers import save_answer, save_answers
from model.store.data_file import open_store
from model.store.explained_values import confirm_explained, fetch_lapsed
from model.store.history import undo

YEAR, BODY = 2026, "csglw"


@pytest.fixture
def db(tmp_path):
    with open_store(tmp_path / "a.db") as opened:
        yield opened


@pytest.fixture
def said(db):
    answers = {}

    def said_(item="i", **changes):
        answers[item] = save_answer(db, YEAR, BODY, item, changes)
        return fetch_lapsed(db, YEAR, BODY, answers)

    return said_


def test_that_an_explanation_lapses_with_its_value_and_holds_again_with_it(said):
    assert said(value="90", explanation="口径调整") == {}
    assert said(value="120") == {"i": "90"}
    assert said(value="130") == {"i": "90"}
    assert said(value="90") == {}


def test_that_an_explanation_written_anew_is_about_the_value_as_it_is(said):
    said(value="90", explanation="口径调整")
    said(value="120")
    assert said(explanation="新增项目") == {}
    assert said(value="90") == {"i": "120"}


def test_that_value_and_words_given_at_once_belong_together(said):
    said(value="90", explanation="口径调整")
    assert said(value="120", explanation="新增项目") == {}


def test_that_a_confirmed_explanation_lapses_with_the_next_value_only(db, said):
    said(value="90", explanation="口径调整")
    said(value="120")
    confirm_explained(db, YEAR, BODY, "i")
    assert said(basis="报表") == {}
    assert said(value="121") == {"i": "120"}


def test_that_without_words_nothing_lapses(said):
    said(value="90", explanation="口径调整")
    said(value="120")
    assert said(explanation=None) == {}
    assert said(value="1") == {}


def test_that_what_comes_for_many_items_at_once_and_is_undone_is_noted_too(db, said):
    said(value="90", explanation="口径调整")
    save_answers(db, YEAR, BODY, {"i": {"value": "7"}}, "粘贴")
    assert fetch_lapsed(db, YEAR, BODY, {"i": {"value": "7"}}) == {"i": "90"}
    undo(db, YEAR, BODY)
    assert fetch_lapsed(db, YEAR, BODY, {"i": {"value": "90"}}) == {}
