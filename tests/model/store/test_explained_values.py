import pytest

from model.store.answers import save_answer, save_answers
from model.store.data_file import open_store
from model.store.explained_values import confirm_explained, fetch_lapsed
from model.store.history import redo, undo
from model.store.settings import read_json, save_setting

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
    pasted = {"i": {"value": "7", "explanation": "口径调整"}}
    assert fetch_lapsed(db, YEAR, BODY, pasted) == {"i": "90"}
    undo(db, YEAR, BODY)
    back = {"i": {"value": "90", "explanation": "口径调整"}}
    assert fetch_lapsed(db, YEAR, BODY, back) == {}


def test_that_words_brought_back_hold_for_their_own_value_alone(db, said):
    said(value="90", explanation="口径调整")
    said(value="120")
    said(explanation="新增项目")
    undo(db, YEAR, BODY)
    old = {"i": {"value": "120", "explanation": "口径调整"}}
    assert fetch_lapsed(db, YEAR, BODY, old) == {"i": "90"}
    redo(db, YEAR, BODY)
    now = {"i": {"value": "120", "explanation": "新增项目"}}
    assert fetch_lapsed(db, YEAR, BODY, now) == {}
    assert said(value="90") == {"i": "120"}


def test_that_words_that_an_editor_brings_back_are_about_what_they_were_about(db, said):
    said(value="90", explanation="口径调整")
    said(value="120")
    said(explanation="新增项目")
    answer = save_answer(db, YEAR, BODY, "i", {"explanation": "口径调整"}, back=True)
    assert fetch_lapsed(db, YEAR, BODY, {"i": answer}) == {"i": "90"}
    assert said(explanation="口径调整，不是新增") == {}
    assert said(explanation="口径调整") == {}  # typed again, about what stands there now


def test_that_words_in_the_making_leave_nothing_behind(db, said):
    said(value="90")
    for length in range(1, 5):
        said(explanation="口径调整"[:length])
    assert len(read_json(db, f"explained.{YEAR}.{BODY}", dict[str, str], {})) == 1
    said(explanation=None)
    assert read_json(db, f"explained.{YEAR}.{BODY}", dict[str, str], {}) == {}


def test_that_what_an_earlier_version_noted_goes_on(db, said):
    said(value="120", explanation="口径调整")
    save_setting(db, f"explained.{YEAR}.{BODY}", '{"i": "90"}')
    assert said(basis="报表") == {"i": "90"}
    assert said(value="121") == {"i": "90"}
    assert said(explanation="新增项目") == {}


def test_that_words_before_a_value_are_about_the_first_one(said):
    assert said(explanation="口径调整") == {}
    assert said(value="90") == {}
    assert said(value="120") == {"i": "90"}
