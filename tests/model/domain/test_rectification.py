"""A shortcoming follows its department through renaming, merging, splitting and dissolving."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from model.domain.plan import Department, DepartmentKind
from model.domain.rectification import (
    Feedback,
    FeedbackState,
    RectificationAct,
    RectificationStage,
    RectificationStanding,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
    ledger,
    progress_by_bearer,
)
from model.domain.reorganisation import ChangeKind, DepartmentChange, KnownChange

STEPS, KIND = RectificationStep, ChangeKind
TODAY = date(2026, 7, 1)


def body(id_, name):
    return Department(id=id_, name=name, kind=DepartmentKind.GOVERNMENT, in_plan=False)


def change(kind, before, after, **more):
    made = tuple(body(one, one) for one in after)
    return DepartmentChange(
        kind=kind, on="2026-03-01", before=before, after=after, made=made, **more
    )


def act(key, step, second, **more):
    at = f"2026-02-01T09:00:{second:02}+08:00"
    return RectificationAct(id=key, shortcoming="s", step=step, by="王芳", at=at, **more)


def assigned(item="m1", department="a"):
    one = Shortcoming(
        year=2025, number=1, department=department, cause=ShortcomingCause.BEHIND, item=item,
        problem="慢",
    )  # fmt: skip
    return act("s", STEPS.ASSIGN, 0, due="2026-06-30", assigned=one)


def feedback(department, second=5):
    told = Feedback(state=FeedbackState.DONE, done="已改")
    return act(f"f.{department}", STEPS.FEEDBACK, second, department=department, feedback=told)


def line(acts, *changes, known_since="2026-03-10T09:00:00+08:00", year=2026):
    known = [KnownChange(change=one, year=year, since=known_since) for one in changes]
    (found,) = ledger(acts, known)
    return found


def test_that_a_renamed_body_keeps_what_it_has_to_put_right():
    found = line([assigned(), feedback("a")], change(KIND.RENAMED, ("a",), ("a",)))
    assert found.bearer == "a"
    assert found.standing is RectificationStanding.ANSWERED


@pytest.mark.parametrize("who", ["a", "ab"])
def test_that_a_merged_body_answers_and_what_was_fed_back_under_the_old_name_counts(who):
    merged = change(KIND.MERGED, ("a", "b"), ("ab",))
    found = line([assigned(), feedback(who)], merged)
    assert found.bearer == "ab"
    assert found.standing is RectificationStanding.ANSWERED
    assert found.stage(TODAY) is RectificationStage.ANSWERED


@pytest.mark.parametrize("who", ["b", "c"])
def test_that_who_never_had_it_answers_for_nobody(who):
    merged = change(KIND.MERGED, ("a", "b"), ("ab",))
    found = line([assigned(), feedback(who)], merged)
    assert found.stage(TODAY) is RectificationStage.LATE


@pytest.mark.parametrize(("item", "bearer"), [("m1", "c"), ("m2", "a"), ("m3", "")])
def test_that_after_a_split_the_item_decides_who_answers(item, bearer):
    split = change(KIND.SPLIT, ("a",), ("a", "c"), moves={"m1": ("c",), "m3": ("a", "c")})
    assert line([assigned(item)], split).bearer == bearer


def test_that_what_is_about_no_item_waits_for_a_person_after_a_split():
    split = change(KIND.SPLIT, ("a",), ("a", "c"), moves={"m1": ("c",)})
    found = line([assigned("")], split)
    assert (found.bearer, found.heirs) == ("", ("a", "c"))
    assert [*progress_by_bearer([found], TODAY)] == [""]
    given = act("t", STEPS.TRANSFER, 7, department="c", words="归口")
    assert line([assigned(""), given], split).bearer == "c"


SPLIT = change(KIND.SPLIT, ("a",), ("a", "c"), moves={"m1": ("c",)})
BEFORE, AFTER = "2026-01-20T09:00:00+08:00", "2026-03-10T09:00:00+08:00"


@pytest.mark.parametrize("item", ["", "m1"])
@pytest.mark.parametrize("to", ["a", "c"])
def test_that_a_transfer_by_somebody_who_knew_of_a_split_is_about_the_bodies_after_it(item, to):
    given = act("t", STEPS.TRANSFER, 7, department=to, words="归口")
    assert line([assigned(item), given], SPLIT, known_since=BEFORE).bearer == to


@pytest.mark.parametrize(("item", "heirs"), [("", ("a", "c")), ("m1", ("c",))])
def test_that_a_split_that_became_known_later_moves_a_transfer_on_whatever_its_day(item, heirs):
    early = replace(SPLIT, on="2025-12-31")
    given = act("t", STEPS.TRANSFER, 7, department="a", words="归口")
    assert line([assigned(item), given], early, known_since=AFTER).heirs == heirs


def test_that_what_was_handed_to_a_body_after_its_split_stays_with_it():
    assert line([assigned("")], SPLIT, known_since=BEFORE, year=2025).bearer == "a"
    assert line([assigned("")], SPLIT, known_since=BEFORE, year=2026).bearer == ""


def test_that_a_body_that_is_no_more_bears_nothing_whoever_knew_it():
    gone = change(KIND.MERGED, ("a", "b"), ("ab",))
    assert line([assigned()], gone, known_since=BEFORE, year=2025).bearer == "ab"


def test_that_nobody_answers_for_a_dissolved_body_until_somebody_is_named():
    dissolved = change(KIND.DISSOLVED, ("a",), ())
    found = line([assigned()], dissolved)
    assert (found.bearer, found.heirs) == ("", ())
    given = act("t", STEPS.TRANSFER, 7, department="d", words="接手")
    assert line([assigned(), given], dissolved).bearer == "d"


def test_that_what_was_transferred_goes_on_to_the_heir_of_whom_it_went_to():
    given = act("t", STEPS.TRANSFER, 3, department="b", words="归口")
    merged = change(KIND.MERGED, ("b", "c"), ("bc",))
    found = line([assigned(), given, feedback("b")], merged)
    assert found.bearer == "bc"
    assert found.feedback.department == "b"


def test_that_the_order_in_which_acts_become_known_changes_nothing():
    merged = change(KIND.MERGED, ("a", "b"), ("ab",))
    acts = [assigned(), feedback("a"), act("r", STEPS.RETURN, 6, about="f.a", words="再改")]
    found = {line(some, merged) for some in permutations(acts)}
    assert len(found) == 1
    assert found.pop().standing is RectificationStanding.RETURNED
