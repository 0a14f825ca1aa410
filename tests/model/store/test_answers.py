import pytest

from model.store.answers import fetch_answer, fetch_answers, save_answer, save_answers
from model.store.data_file import open_store

KEY = (2025, "csglw", "3.1.1-01")


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "a.db")
    yield db
    db.close()


def edits(db):
    return db.execute("SELECT field, old, new FROM edit ORDER BY id").fetchall()


def test_that_saving_returns_the_whole_answer_as_it_stands(db):
    save_answer(db, *KEY, {"state": "ongoing"})
    assert save_answer(db, *KEY, {"progress": "40"}) == {"state": "ongoing", "progress": "40"}


@pytest.mark.parametrize("nothing", [None, ""])
def test_that_an_emptied_field_is_unanswered_again_and_not_an_empty_text(db, nothing):
    save_answer(db, *KEY, {"done": "做了"})
    assert save_answer(db, *KEY, {"done": nothing}) == {}
    assert fetch_answers(db, 2025, "csglw") == {}


def test_that_zero_is_an_answer(db):
    assert save_answer(db, *KEY, {"value": "0"}) == {"value": "0"}


def test_that_every_change_is_kept_with_what_was_there_before(db):
    save_answer(db, *KEY, {"done": "一"})
    save_answer(db, *KEY, {"done": "二"})
    save_answer(db, *KEY, {"done": None})
    assert edits(db) == [("done", None, "一"), ("done", "一", "二"), ("done", "二", None)]


def test_that_saving_the_same_again_is_no_edit(db):
    save_answer(db, *KEY, {"done": "一"})
    save_answer(db, *KEY, {"done": "一"})
    assert len(edits(db)) == 1


def test_that_years_and_departments_do_not_mix(db):
    save_answer(db, 2024, "csglw", "3.1.1-01", {"done": "去年"})
    save_answer(db, 2025, "swj", "3.1.1-01", {"done": "别人"})
    assert fetch_answer(db, *KEY) == {}


def test_that_many_answers_are_saved_all_or_none(db):
    with pytest.raises(Exception, match="cannot store"):
        save_answers(db, 2025, "csglw", {"a": {"done": "好"}, "b": {"done": b"\x00"}})
    assert fetch_answers(db, 2025, "csglw") == {}
    assert not db.conn.in_transaction
