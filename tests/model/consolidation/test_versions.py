import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.consolidation.versions import (
    VersionChoice,
    Versions,
    VersionStanding,
    versions_by_digest,
)
from tests.model.workbook.years import ANSWERS, make_report


def sent(sequence: int, value: str = "1", parent: str | None = None, at: str = "09:30"):
    return make_report(
        {**ANSWERS, "i-cars": {"value": value}},
        sequence=sequence,
        parent=parent,
        id=f"{sequence}-{value}",
        exported_at=f"2025-12-20T{at}:00+08:00",
    ).submission


def versions_of(submissions: list, choice: VersionChoice | None = None) -> Versions:
    return versions_by_digest({one.digest: one for one in submissions}, choice)


def test_that_the_last_of_a_chain_counts():
    versions = versions_of([sent(2, "2"), sent(3, "3"), sent(1)])
    assert versions.counting.sequence == 3
    assert not versions.forks


def test_that_a_gap_in_the_chain_is_no_fork():
    versions = versions_of([sent(1), sent(3, "3")])
    assert (versions.counting.sequence, versions.forks) == (3, ())


def test_that_identical_copies_are_one():
    assert len(versions_of([sent(1), sent(1)]).submissions) == 1


def test_that_two_contents_under_one_number_are_a_fork():
    early, late = sent(2, "2", at="09:30"), sent(2, "22", at="10:30")
    versions = versions_of([sent(1), late, early])
    (fork,) = versions.forks
    assert fork.sequence == 2
    assert set(fork.check_codes) == {early.check_code, late.check_code}
    assert versions.undecided
    assert versions.counting == late


def test_that_a_fork_further_back_leaves_no_doubt_about_what_counts():
    versions = versions_of([sent(1, "1"), sent(1, "11"), sent(2, "2")])
    assert versions.forks
    assert not versions.undecided


def test_that_nothing_is_no_version():
    with pytest.raises(IndexError):
        _ = versions_of([]).counting


KINDS = [sent(1), sent(1, "9"), sent(2, "2"), sent(2, "2", at="11:00"), sent(3, "3")]


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12).flatmap(
    lambda came: st.tuples(st.just(came), st.permutations(came))
))  # fmt: skip
def test_that_neither_order_nor_repetition_matters(both):
    came, shuffled = both
    assert versions_of(came) == versions_of(shuffled) == versions_of([*came, *shuffled])


def chained(key: str, parent: str | None, sequence: int, value: str = "1"):
    return make_report(
        {**ANSWERS, "i-cars": {"value": value}}, id=key, parent=parent, sequence=sequence,
        exported_at=f"2025-12-{sequence + 10}T09:30:00+08:00",
    ).submission  # fmt: skip


A, B, C = chained("a", None, 1), chained("b", "a", 2, "2"), chained("c", "b", 3, "3")
OTHER_B = chained("x", "a", 2, "22")
OTHER_C = chained("y", "x", 3, "33")


def ends(*submissions):
    return {end.id for end in versions_of(submissions).ends}


def test_that_a_chain_by_parents_has_one_end_whatever_is_missing_in_it():
    assert ends(A, B, C) == {"c"}
    assert ends(A, C) == {"c"}
    assert ends(C) == {"c"}


def test_that_two_contents_after_one_parent_are_two_ends_however_far_they_went():
    assert ends(A, B, OTHER_B) == {"b", "x"}
    assert ends(A, B, OTHER_B, OTHER_C) == {"b", "y"}


def test_that_two_firsts_are_two_ends_until_a_person_decides():
    assert ends(A, chained("z", None, 1, "9")) == {"a", "z"}


def test_that_a_persons_choice_settles_a_fork_for_what_follows_it_too():
    choice = VersionChoice(chosen=B.digest, over=frozenset({OTHER_B.digest}))
    settled = versions_of([A, B, OTHER_B], choice)
    assert (settled.counting, settled.undecided) == (B, False)
    assert settled.standing(OTHER_B.digest) is VersionStanding.REJECTED
    assert settled.standing(A.digest) is VersionStanding.SUPERSEDED
    later = versions_of([A, B, OTHER_B, C], choice)
    assert (later.counting, later.undecided) == (C, False)


def test_that_what_follows_the_rejected_end_has_to_be_decided_anew():
    choice = VersionChoice(chosen=B.digest, over=frozenset({OTHER_B.digest}))
    again = versions_of([A, B, OTHER_B, OTHER_C], choice)
    assert again.undecided
    assert again.standing(B.digest) is VersionStanding.UNDECIDED


def test_that_a_choice_of_what_never_came_decides_nothing():
    choice = VersionChoice(chosen="nowhere", over=frozenset({B.digest}))
    assert versions_of([A, B, OTHER_B], choice).undecided


def test_that_a_single_version_simply_counts():
    assert versions_of([A]).standing(A.digest) is VersionStanding.COUNTING


def test_that_only_what_the_ends_say_differently_is_in_dispute():
    assert versions_of([A, B, OTHER_B]).disputed == {"i-cars"}
    assert versions_of([A, B, C]).disputed == frozenset()
    choice = VersionChoice(chosen=B.digest, over=frozenset({OTHER_B.digest}))
    assert versions_of([A, B, OTHER_B], choice).disputed == frozenset()


TREE = [A, B, C, OTHER_B, OTHER_C, chained("z", None, 1, "9"), chained("d", "lost", 4, "4")]


@given(st.lists(st.sampled_from(TREE), min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_that_order_and_copies_don_t_matter_to_a_tree(came, dice):
    shuffled = [*came, *came]
    dice.shuffle(shuffled)
    assert versions_of(came) == versions_of(shuffled)
    assert versions_of(came).counting in came
