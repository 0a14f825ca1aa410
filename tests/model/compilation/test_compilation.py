"""A draft corrected step by step: kept, undone, opened again, also where steps fit no more."""

from contextlib import closing

import pytest

from model.compilation.compilation import begun, opened, replay
from model.compilation.measure_edits import (
    clause_at,
    dropped,
    flagged,
    joined,
    measure_over,
    misplaced,
    placed,
    reworded,
    split,
)
from model.compilation.source_words import ReadPlanText
from model.errors import AppError
from model.jobs import JobContext
from model.plan_draft.corrections import correct_by
from model.store.data_file import open_store
from model.store.plan_drafts import add_plan_draft_step, fetch_plan_draft, fetch_plan_drafts
from tests.model.plan_draft.reading import draft_of, text_of

NAME = "wuhan"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    with closing(open_store(tmp_path_factory.mktemp("drafts") / "data.db")) as store:
        yield store


@pytest.fixture
def begin(db):
    def begin():
        return begun(db, ReadPlanText(source="", text=text_of(NAME), draft=draft_of(NAME)))

    return begin


@pytest.fixture(scope="module")
def draft():
    return draft_of(NAME)


@pytest.fixture(scope="module")
def clause(draft):
    return next(one for one in draft.clauses if len(one.measures) > 3)


def measures_after(draft, clause, corrections):
    corrected = correct_by(draft, corrections)
    return next(one for one in corrected.clauses if one.id == clause.id).measures


def test_that_steps_are_kept_and_what_was_undone_goes_with_the_next(begin, db):
    work = begin().corrected("改标题", {"plan": {"title": "甲"}})
    work = work.corrected("改标题", {"plan": {"title": "乙"}}).undone()
    assert (work.title, work.undoable, work.redoable) == ("甲", "改标题", "改标题")
    assert work.redone().title == "乙"
    work = work.undone().corrected("改印发单位", {"plan": {"issuer": "丙"}})
    assert work.redoable == ""
    kept = fetch_plan_draft(db, work.id)
    assert [step["words"] for step in kept.steps] == ["改印发单位"]
    assert work.undone().undone().done == 0


def test_that_a_workbook_of_what_was_undone_is_held_against_what_both_went_on_from(begin):
    """What was written out is gone with the next step, though a state has its number again."""
    work = begin().corrected("改标题", {"plan": {"title": "甲"}})
    work = work.corrected("改印发单位", {"plan": {"issuer": "乙"}})
    work.note_export()
    work = work.undone()
    assert work.exported == 2  # it can be redone
    work = work.corrected("改印发日期", {"plan": {"issued": "2023-01-01"}})
    assert (work.done, work.exported) == (2, 1)


def test_that_what_means_nothing_is_refused_and_nothing_is_kept(begin, db):
    work = begin()
    with pytest.raises(AppError):
        work.corrected("改任务", {"clause": [{"id": work.draft.clauses[0].id, "measures": ["月"]}]})
    assert fetch_plan_draft(db, work.id).steps == ()


def test_that_a_draft_opens_as_it_was_without_what_no_longer_fits(begin, db, clause, draft):
    work = begin().corrected("改标题", {"plan": {"title": "甲"}})
    add_plan_draft_step(
        db, work.id, 2, {"words": "旧的", "corrections": {"clause": [{"id": "没有"}]}}
    )
    gone = dropped(draft, clause, clause.measures[0])
    add_plan_draft_step(db, work.id, 3, {"words": "不列", "corrections": gone, "onto": 1})
    again = opened(db, replay(fetch_plan_draft(db, work.id), JobContext()))
    assert (again.left, again.done, again.title) == (("旧的",), 2, "甲")
    assert len(fetch_plan_draft(db, work.id).steps) == 2
    assert [one.title for one in fetch_plan_drafts(db) if one.id == work.id] == ["甲"]


def test_that_what_a_person_looked_at_is_no_doubt_any_more(begin):
    work = begin()
    first, *rest = work.doubts
    work = work.looked_at(first)
    assert work.doubts == tuple(rest)
    assert work.looked_at(first, back=True).doubts[0] == first


def test_that_a_cut_leaves_the_signs_to_neither_part(draft, clause):
    measure = clause.measures[1]
    cut = measure.start + 5
    after = measures_after(draft, clause, split(draft, clause, measure, cut))
    assert len(after) == len(clause.measures) + 1
    assert after[1].quote + after[2].quote == measure.quote
    at_its_start = measures_after(draft, clause, split(draft, clause, measure, measure.start))
    assert [one.quote for one in at_its_start] == [one.quote for one in clause.measures]


def test_that_joined_measures_take_what_stands_between(draft, clause):
    one, other = clause.measures[:2]
    after = measures_after(draft, clause, joined(draft, clause, other))
    assert after[0].quote == draft.text[one.start : other.end]
    assert joined(draft, clause, one) is None


def test_that_words_chosen_become_a_measure_and_are_no_longer_their_neighbours(draft, clause):
    one, other = clause.measures[:2]
    span = (one.end - 3, other.start + 3)
    after = measures_after(draft, clause, placed(draft, clause, span))
    assert after[1].quote == draft.text[slice(*span)]
    assert after[0].end <= span[0] < span[1] <= after[2].start


def test_that_a_longer_quote_takes_the_words_from_the_measure_below(draft, clause):
    one, other = clause.measures[:2]
    quote = draft.text[one.start : other.start + 4]
    after = measures_after(draft, clause, reworded(draft, clause, one, [quote]))
    assert after[0].quote == quote
    assert after[1].start >= other.start + 4


def test_that_words_elsewhere_or_before_are_no_measure_of_the_clause(draft, clause):
    other = next(one for one in draft.clauses if one.id != clause.id and one.measures)
    start = clause.measures[1].end
    wrong = misplaced(draft, clause, start, [other.measures[0].quote])
    assert (wrong.elsewhere, wrong.taken) == (other.id, False)
    wrong = misplaced(draft, clause, start, [clause.measures[0].quote])
    assert wrong.taken
    assert misplaced(draft, clause, start, [clause.measures[2].quote]) is None


def test_that_a_measure_only_listed_stays_so_when_it_is_cut(draft, clause):
    listed = correct_by(draft, flagged(clause, clause.measures[0], checkable=False))
    own = next(one for one in listed.clauses if one.id == clause.id)
    first = own.measures[0]
    after = measures_after(listed, own, split(listed, own, first, first.start + 4))
    assert [one.checkable for one in after[:2]] == [False, False]


def test_that_a_place_in_the_text_leads_to_its_clause_and_measure(draft, clause):
    measure = clause.measures[2]
    assert clause_at(draft, measure.start + 1) is clause
    assert measure_over(clause, measure.start + 1) is measure
    assert clause_at(draft, 0) is None
