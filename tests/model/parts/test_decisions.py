"""Two reviewers decide on two PCs; what either knew of the other goes before it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.review import Review, Verdict
from model.domain.review_file import review_line, review_of
from model.parts.decisions import join_decisions, latest

A = Review(
    department="fgw", item="3.1-01", verdict=Verdict.ADOPT, submission="s", basis="b", by="张三",
    at="2026-02-01T09:00:00+08:00",
)  # fmt: skip
B = replace(A, verdict=Verdict.RETURN, remark="请补充", by="李四", at="2026-02-01T10:00:00+08:00")
C = replace(A, verdict=Verdict.ADJUST, changes={"state": "ongoing", "progress": None}, by="张三",
            at="2026-02-02T09:00:00+08:00")  # fmt: skip


def test_that_a_decision_goes_into_a_line_and_comes_out_of_it():
    for one in (A, B, C):
        assert review_of(review_line(one)) == one


def test_that_a_decision_made_knowing_ours_is_taken():
    assert join_decisions([A], [A, B]).added == (B,)


def test_that_an_older_list_changes_nothing():
    found = join_decisions([A, B], [A])
    assert (found.added, found.rivals) == ((), ())


def test_that_two_decisions_of_which_neither_knew_are_asked():
    found = join_decisions([A, B], [A, C])
    (rival,) = found.rivals
    assert (rival.ours, rival.theirs, rival.missing) == (B, C, (C,))
    assert found.added == ()


def test_that_the_same_decision_of_two_people_is_no_question():
    found = join_decisions([A], [replace(A, by="李四", at="2026-02-03T09:00:00+08:00")])
    assert len(found.added) == 1
    assert not found.rivals


verdicts = st.sampled_from([Verdict.ADOPT, Verdict.APPROVE, Verdict.WITHDRAW])
items = st.sampled_from(["1", "2", "3"])
acts = st.lists(st.tuples(items, verdicts), max_size=6)


def made(who: str, done, start: int):
    return [
        replace(A, item=item, verdict=verdict, by=who, at=f"2026-02-{start + n:02}T09:00:00+08:00")
        for n, (item, verdict) in enumerate(done)
    ]


@settings(max_examples=60, deadline=None)
@given(acts, acts, acts)
def test_that_one_side_s_decisions_arrive_twice_makes_no_difference_and_both_ways_agree(
    before, here, there
):
    common = made("张三", before, 1)
    ours = [*common, *made("张三", here, 10)]
    theirs = [*common, *made("李四", there, 20)]
    found, back = join_decisions(ours, theirs), join_decisions(theirs, ours)
    assert {(r.department, r.item) for r in found.rivals} == {
        (r.department, r.item) for r in back.rivals
    }
    whole, other = [*ours, *found.added], [*theirs, *back.added]
    again = join_decisions(whole, theirs)
    assert again.added == ()
    asked = {(one.department, one.item) for one in found.rivals}
    changed_here = {one.item for one in ours[len(common) :]}
    for one in theirs[len(common) :]:
        if one.item not in changed_here:
            assert one in whole
    for key, one in latest(whole).items():
        if key not in asked:
            said = latest(other)[key]
            assert (one.verdict, one.remark) == (said.verdict, said.remark)


@settings(max_examples=40, deadline=None)
@given(acts, acts)
def test_that_what_a_person_settled_is_asked_no_more_on_either_side(here, there):
    ours, theirs = made("张三", here, 1), made("李四", there, 10)
    for rival in join_decisions(ours, theirs).rivals:
        ours = [
            *ours,
            *rival.missing,
            replace(rival.theirs, by="王五", at="2026-03-01T09:00:00+08:00"),
        ]
    found = join_decisions(ours, theirs)
    assert not found.rivals
    ours = [*ours, *found.added]
    assert not join_decisions(theirs, ours).rivals
