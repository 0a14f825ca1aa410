"""Undoing, redoing and remembering."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.answers import Evidence
from model.store import edit_log
from model.store.answers import fetch_answer, fetch_answers, save_answer, save_answers
from model.store.data_file import open_store
from model.store.edit_log import forgotten
from model.store.evidence import fetch_evidence, remove_evidence, save_evidence
from model.store.history import fetch_edits, fetch_redoable, fetch_undoable, redo, undo
from model.store.integrity import check_data_file

WHOSE = (2025, "csglw")
KEY = (*WHOSE, "3.1.1-01")
START = datetime.fromisoformat("2025-11-22T10:00:00+08:00")


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "a.db")) as db:
        yield db


@pytest.fixture
def clock(monkeypatch):
    """Says what time it is: seconds after the start."""

    def at(seconds):
        moment = START + timedelta(seconds=seconds)
        monkeypatch.setattr(edit_log, "now", lambda: moment.isoformat(timespec="seconds"))

    at(0)
    return at


def type_(db, text):
    return save_answer(db, *KEY, {"done": text}, typed=True)


def edits(db):
    return [(e.field, e.old, e.new) for e in reversed(fetch_edits(db, *KEY))]


def test_that_a_text_typed_in_two_hundred_saves_is_one_edit(db, clock):
    text = "推进垃圾分类" * 67
    for n in range(2, 402, 2):
        clock(n // 8)
        type_(db, text[:n])
    assert edits(db) == [("done", None, text[:400])]
    (size,) = db.execute("SELECT sum(length(CAST(new AS BLOB))) FROM edit").fetchone()
    assert size == 1200
    assert check_data_file(db) == ()


def test_that_a_pause_begins_a_new_edit(db, clock):
    type_(db, "一")
    clock(31)
    type_(db, "一二")
    assert edits(db) == [("done", None, "一"), ("done", "一", "一二")]


def test_that_another_field_or_item_in_between_begins_a_new_edit(db, clock):
    type_(db, "一")
    save_answer(db, *KEY, {"problems": "难"}, typed=True)
    type_(db, "一二")
    assert len(edits(db)) == 3


def test_that_a_text_wiped_or_written_over_is_not_forgotten(db, clock):
    long = "已完成十二处改造，覆盖四个街道，投入资金两千万元。"
    type_(db, long)
    type_(db, "别的")
    assert edits(db)[0] == ("done", None, long)
    type_(db, "")
    assert len(edits(db)) == 3


def test_that_what_is_typed_and_taken_back_leaves_no_edit(db, clock):
    type_(db, "一")
    clock(60)
    type_(db, "一二")
    type_(db, "一")
    assert edits(db) == [("done", None, "一")]
    assert fetch_undoable(db, *WHOSE).edits[0].new == "一"


def test_that_choices_are_never_merged(db, clock):
    save_answer(db, *KEY, {"state": "done"})
    save_answer(db, *KEY, {"state": "ongoing"})
    assert undo(db, *WHOSE).edits[0].old == "done"
    assert fetch_answer(db, *KEY) == {"state": "done"}


def test_that_undoing_goes_back_to_the_start_and_redoing_to_the_end(db, clock):
    for number in ("1", "2", "3"):
        save_answer(db, *KEY, {"value": number})
    said = [undo(db, *WHOSE) and fetch_answer(db, *KEY).get("value") for _ in range(4)]
    assert said == ["2", "1", None, None]
    assert undo(db, *WHOSE) is None
    said = [redo(db, *WHOSE) and fetch_answer(db, *KEY)["value"] for _ in range(3)]
    assert said == ["1", "2", "3"]
    assert redo(db, *WHOSE) is None
    assert check_data_file(db) == ()


def test_that_what_was_given_up_is_not_done_again_after_something_new_is_undone(db, clock):
    save_answer(db, *KEY, {"value": "1"})
    undo(db, *WHOSE)
    save_answer(db, *KEY, {"value": "2"})
    undo(db, *WHOSE)
    redo(db, *WHOSE)
    assert fetch_answer(db, *KEY)["value"] == "2"
    assert redo(db, *WHOSE) is None


def test_that_a_new_edit_ends_redoing_but_not_the_record(db, clock):
    save_answer(db, *KEY, {"value": "1"})
    undo(db, *WHOSE)
    save_answer(db, *KEY, {"value": "2"})
    assert fetch_redoable(db, *WHOSE) is None
    assert [(e.old, e.new) for e in fetch_edits(db, *KEY)] == [
        (None, "2"),
        ("1", None),
        (None, "1"),
    ]
    undo(db, *WHOSE)
    assert fetch_answer(db, *KEY) == {}
    assert undo(db, *WHOSE) is None


def test_that_typing_after_undoing_does_not_alter_what_was_undone(db, clock):
    type_(db, "一")
    undo(db, *WHOSE)
    type_(db, "一二")
    assert edits(db) == [("done", None, "一"), ("done", "一", None), ("done", None, "一二")]


def test_that_many_answers_are_one_step_with_a_name(db, clock):
    before = {"a": {"state": "behind"}, "b": {}}
    save_answers(db, *WHOSE, before)
    save_answers(db, *WHOSE, {"a": {"state": "done"}, "b": {"state": "done"}}, "2 项设为完成")
    assert fetch_undoable(db, *WHOSE).label == "2 项设为完成"
    undo(db, *WHOSE)
    assert fetch_answers(db, *WHOSE) == {"a": {"state": "behind"}}
    assert fetch_undoable(db, *WHOSE) is None


def test_that_what_was_said_of_evidence_before_it_had_a_date_is_still_undone(db):
    piece = Evidence(id="e", item="a", title="总结")
    save_evidence(db, *WHOSE, piece)
    assert "issued_on" not in db.execute("SELECT new FROM edit ORDER BY id DESC").fetchone()[0]
    dated = replace(piece, issued_on="2026-03-01", issuer="市科技局", pages="3–5")
    save_evidence(db, *WHOSE, dated)
    assert fetch_evidence(db, *WHOSE) == (dated,)
    undo(db, *WHOSE)
    assert fetch_evidence(db, *WHOSE) == (piece,)
    redo(db, *WHOSE)
    assert fetch_evidence(db, *WHOSE) == (dated,)


def test_that_evidence_moved_to_another_item_moves_back_in_one_step(db):
    piece = Evidence(id="e", item="a", title="总结")
    save_evidence(db, *WHOSE, piece)
    moved = replace(piece, item="b", title="总结一")
    save_evidence(db, *WHOSE, moved)
    assert fetch_evidence(db, *WHOSE) == (moved,)
    assert [len(fetch_edits(db, *WHOSE, item)) for item in ("a", "b")] == [2, 1]
    undo(db, *WHOSE)
    assert fetch_evidence(db, *WHOSE) == (piece,)
    redo(db, *WHOSE)
    assert fetch_evidence(db, *WHOSE) == (moved,)


def test_that_evidence_comes_back_where_it_was(db, clock):
    for name in ("一", "二"):
        save_evidence(db, *WHOSE, Evidence(id=name, item="a", title=name, sha256="0" * 64, size=3))
    before = fetch_evidence(db, *WHOSE)
    remove_evidence(db, "一")
    undo(db, *WHOSE)
    assert {*fetch_evidence(db, *WHOSE)} == {*before}
    redo(db, *WHOSE)
    assert [one.title for one in fetch_evidence(db, *WHOSE)] == ["二"]


def test_that_undoing_in_the_editor_is_undoing(db, clock):
    type_(db, "一")
    clock(60)
    type_(db, "一二三")
    clock(120)
    save_answer(db, *KEY, {"done": "一"}, typed=True, back=True)
    assert fetch_undoable(db, *WHOSE).edits[0].new == "一"
    assert fetch_redoable(db, *WHOSE).edits[0].new == "一二三"
    assert len(edits(db)) == 3


def test_that_taking_words_out_by_hand_is_an_edit_of_its_own(db, clock):
    type_(db, "一二三")
    clock(60)
    type_(db, "")
    undo(db, *WHOSE)
    assert fetch_answer(db, *KEY) == {"done": "一二三"}


def test_that_years_departments_and_restarts_do_not_matter(db, clock, tmp_path):
    save_answer(db, *KEY, {"value": "1"})
    save_answer(db, 2024, "csglw", "a", {"value": "9"})
    save_answer(db, 2025, "swj", "a", {"value": "9"})
    with closing(open_store(tmp_path / "a.db")) as again:
        undo(again, *WHOSE)
        assert fetch_answer(again, *KEY) == {}
    assert fetch_answers(db, 2024, "csglw") == {"a": {"value": "9"}}
    assert fetch_answers(db, 2025, "swj") == {"a": {"value": "9"}}


def test_that_what_was_changed_elsewhere_is_left_alone(db, clock):
    save_answer(db, *KEY, {"value": "1"})
    save_answers(db, *WHOSE, {KEY[2]: {"value": "7"}})
    undo(db, *WHOSE)
    assert fetch_answer(db, *KEY) == {"value": "7"}


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_that_nothing_is_forgotten_by_adding(before, after):
    assert 0 <= forgotten(before, after) <= len(before)
    assert forgotten(before, before + after) == 0
    assert forgotten(before, after + before) == 0
