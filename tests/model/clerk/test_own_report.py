"""A department's own reports of one year, opened one after the other on a PC."""

from dataclasses import replace

import pytest

from model.clerk.own_report import Brought, own_report
from model.domain.answers import Evidence
from model.domain.submission import COVER, Origin
from tests.model.workbook.years import make_report

ITEM, OTHER = "a", "b"
LATER = "2025-12-24T08:00:00+08:00"
PIECE = Evidence(id="e1", item=ITEM, title="纪要")


def report(number, answers, evidence=(), parent="", **more):
    """The *number*-th report; *parent* "": it names the one before."""
    return replace(
        make_report({}).submission,
        id=f"r{number}",
        sequence=number,
        parent=parent or (f"r{number - 1}" if number > 1 else None),
        answers=answers,
        cover=more.get("cover", {}),
        evidence=tuple(evidence),
    )


def brought(own, known, here, evidence=(), following=None, edited=()):
    edits = dict.fromkeys(edited, LATER)
    return own_report(own, known, {ITEM, OTHER}, here, evidence, following or {}, edits)


FIRST = report(1, {ITEM: {"done": "一", "state": "done"}})
SECOND = report(2, {ITEM: {"done": "二", "state": "done"}, OTHER: {"value": "3"}})


def test_that_all_is_filled_in_where_nothing_is_said():
    found = brought(SECOND, (), {})
    assert found.empty.changes == SECOND.answers
    assert found.newer | found.asked == Brought()


def test_that_what_nobody_touched_since_the_report_before_becomes_what_the_newer_one_says():
    found = brought(SECOND, (FIRST,), FIRST.answers)
    assert found.newer.changes == {ITEM: {"done": "二"}}
    assert found.empty.changes == {OTHER: {"value": "3"}}
    assert not found.asked


def test_that_what_the_newer_report_says_no_more_goes():
    own = report(2, {ITEM: {"state": "done"}}, cover={})
    found = brought(own, (FIRST,), FIRST.answers)
    assert found.newer.changes == {ITEM: {"done": None}}


def test_that_what_was_typed_here_since_is_asked_where_both_changed_it_and_stays_where_one_did():
    here = {ITEM: {"done": "这里改的", "state": "behind"}}
    found = brought(SECOND, (FIRST,), here, edited={(ITEM, "done"), (ITEM, "state")})
    assert found.asked.changes == {ITEM: {"done": "二"}}
    assert not found.newer
    assert found.empty.items == (OTHER,)


def test_that_words_come_under_the_state_and_number_they_were_written_for_or_not_at_all():
    own = report(1, {ITEM: {"state": "ongoing", "done": "正在做"}})
    found = brought(own, (), {ITEM: {"state": "done"}})
    assert found.asked.changes == own.answers
    assert not found.empty
    changed_here = brought(own, (own,), {ITEM: {"state": "done"}}, edited={(ITEM, "state")})
    assert not changed_here.empty | changed_here.newer | changed_here.asked
    later = report(2, {ITEM: {"state": "ongoing", "done": "正在做"}})
    newer = brought(later, (report(1, {ITEM: {"state": "done"}}),), {ITEM: {"state": "done"}})
    assert newer.newer.changes == {ITEM: {"state": "ongoing"}}
    assert newer.empty.changes == {ITEM: {"done": "正在做"}}


def test_that_what_differs_is_asked_where_nothing_tells_which_is_newer():
    restored = {ITEM: {"done": "备份里的", "state": "done"}}
    assert brought(SECOND, (), restored).asked.changes == {ITEM: {"done": "二"}}
    other = report(1, restored)
    clash = replace(other, id="x")
    assert brought(SECOND, (clash,), restored).asked.changes == {ITEM: {"done": "二"}}


@pytest.mark.parametrize("more", [(), (SECOND,)])
def test_that_what_stands_here_since_before_a_report_that_is_known_is_asked(more):
    """A backup was restored; what went out since is known all the same."""
    old, typed = {"done": "备份里的", "state": "done"}, {(ITEM, "done")}
    own = replace(FIRST, evidence=(PIECE,))
    before = replace(PIECE, title="备份里的")
    known = (own, *more)
    found = brought(own, known, {ITEM: old}, [before])
    assert found.asked.changes == {ITEM: {"done": "一"}}
    assert found.asked.pieces == (PIECE,)
    assert not found.empty | found.newer
    since = {*typed, (OTHER, f"evidence/{PIECE.id}")}
    assert not brought(own, known, {ITEM: old}, [before], edited=since).asked


@pytest.mark.parametrize("known", [(SECOND,), (FIRST, SECOND)])
def test_that_an_older_report_brings_back_nothing_that_was_said_otherwise_later(known):
    found = brought(FIRST, known, SECOND.answers)
    assert found.empty | found.newer | found.asked == Brought()


def test_that_what_a_later_report_left_empty_is_filled_from_an_older_one_only_if_wanted():
    later = report(2, {ITEM: {"state": "done"}})
    found = brought(FIRST, (later,), later.answers)
    assert found.asked.changes == {ITEM: {"done": "一"}}
    assert not found.empty


def test_that_what_was_taken_back_is_filled_in_again():
    assert brought(FIRST, (FIRST,), {}).empty.changes == FIRST.answers


def test_that_a_template_filled_in_elsewhere_replaces_nothing_unasked():
    here = {ITEM: {"done": "这里的"}}
    template = replace(FIRST, id="", origin=Origin.TEMPLATE)
    for known in ((), (SECOND,)):
        found = brought(template, known, here)
        assert found.empty.changes == {ITEM: {"state": "done"}}
        assert found.asked.changes == {ITEM: {"done": "一"}}
        assert not found.newer


def test_that_a_report_is_held_against_its_own_parent_beside_another_of_its_number():
    mine = replace(SECOND, id="mine", answers={ITEM: {"done": "我的", "state": "done"}})
    found = brought(SECOND, (FIRST, mine), mine.answers)
    assert found.asked.changes == {ITEM: {"done": "二"}}


def test_that_the_order_of_two_reports_makes_no_difference():
    one_way = brought(SECOND, (FIRST,), FIRST.answers)
    here = joined(FIRST.answers, one_way.empty | one_way.newer)
    first = brought(SECOND, (), {}).empty
    again = brought(FIRST, (SECOND,), joined({}, first))
    assert here == joined({}, first)
    assert again.empty | again.newer | again.asked == Brought()


def joined(answers, taken: Brought):
    items = {**answers, **{item: {} for item in taken.changes if item not in answers}}
    said = {item: {**answer, **taken.changes.get(item, {})} for item, answer in items.items()}
    return {item: {key: text for key, text in one.items() if text} for item, one in said.items()}


def test_that_what_follows_from_a_number_is_not_taken():
    found = brought(FIRST, (), {}, following={ITEM: ("state", "progress")})
    assert found.empty.changes == {ITEM: {"done": "一"}}


def test_that_evidence_is_joined_piece_by_piece():
    first, second = report(1, {}, [PIECE]), replace(PIECE, title="纪要（正式）")
    new = Evidence(id="e2", item=OTHER, title="照片")
    own = report(2, {}, [second, new])
    found = brought(own, (first,), {}, [PIECE])
    assert (found.empty.pieces, found.newer.pieces) == ((new,), (second,))
    gone = brought(report(2, {}), (first,), {}, [PIECE])
    assert gone.newer.dropped == (PIECE,)
    typed = replace(PIECE, title="这里改的")
    assert brought(own, (first,), {}, [typed]).asked.pieces == (second,)
    mine = Evidence(id="e3", item=ITEM, title="这里加的")
    assert brought(own, (first,), {}, [second, new, mine]).asked == Brought()


def test_that_the_cover_is_joined_too_and_what_is_not_asked_is_named():
    own = report(2, {"gone": {"done": "旧"}}, cover={"phone": "2"})
    before = report(1, {}, cover={"phone": "1"})
    found = brought(own, (before,), {COVER: {"phone": "1"}})
    assert found.newer.changes == {COVER: {"phone": "2"}}
    assert found.gone == ("gone",)
