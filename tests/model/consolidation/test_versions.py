from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.consolidation.versions import (
    JUMP,
    Oddity,
    Provenance,
    VersionChoice,
    Versions,
    VersionStanding,
    versions_by_digest,
)
from model.domain.submission import Origin
from tests.model.workbook.years import ANSWERS, make_report
from tests.thorough import tried


def sent(sequence: int, value: str = "1", parent: str | None = None, at: str = "09:30"):
    return make_report(
        {**ANSWERS, "i-cars": {"value": value}},
        sequence=sequence,
        parent=parent,
        id=f"{sequence}-{value}",
        exported_at=f"2025-12-20T{at}:00+08:00",
    ).submission


def versions_of(submissions: list, choice: VersionChoice | None = None, **known) -> Versions:
    return versions_by_digest({one.digest: one for one in submissions}, choice, **known)


def test_that_the_last_of_a_chain_counts():
    versions = versions_of([sent(2, "2", "1-1"), sent(3, "3", "2-2"), sent(1)])
    assert versions.counting.sequence == 3
    assert not versions.undecided


def test_that_a_gap_in_the_chain_of_one_key_is_no_fork():
    first, third = sent(1), sent(3, "3", "2-2")
    same = {one.digest: Provenance(key="k") for one in (first, third)}
    versions = versions_of([first, third], arrivals=same)
    assert (versions.counting, versions.undecided) == (third, False)


def test_that_what_names_nothing_that_came_is_for_a_person_where_no_key_tells_whose_it_is():
    first, third = sent(1), sent(3, "3", "2-2")
    versions = versions_of([first, third])
    assert (versions.counting, versions.undecided) == (first, True)
    assert versions.odd == {third.digest: Oddity.STRANGE_PARENT}


def test_that_templates_which_name_nothing_follow_each_other_and_no_signed_report():
    first, second = (replace(sent(n, str(n)), id="", origin=Origin.TEMPLATE) for n in (1, 2))
    assert versions_of([first, second]).counting == second
    signed = {first.digest: Provenance(key="k")}
    versions = versions_of([first, second], arrivals=signed)
    assert (versions.counting, versions.undecided) == (first, True)
    assert versions.odd == {second.digest: Oddity.OTHER_KEY}


def test_that_identical_copies_are_one():
    assert len(versions_of([sent(1), sent(1)]).submissions) == 1


def test_that_two_contents_under_one_number_are_a_fork():
    early, late = sent(2, "2", at="09:30"), sent(2, "22", at="10:30")
    versions = versions_of([late, early])
    (fork,) = versions.forks
    assert fork.sequence == 2
    assert set(fork.check_codes) == {early.check_code, late.check_code}
    assert versions.undecided
    assert versions.counting == late


def test_that_a_fork_further_back_leaves_no_doubt_about_what_counts():
    template = replace(sent(2, "2"), origin=Origin.TEMPLATE)
    versions = versions_of([sent(1, "1"), sent(1, "11"), template])
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
    assert ends(C) == {"c"}
    assert ends(A, C) == {"a", "c"}  # for a person: nothing tells that B was between them


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
    assert settled.chosen == later.chosen == B.digest


def test_that_what_follows_the_rejected_end_has_to_be_decided_anew():
    choice = VersionChoice(chosen=B.digest, over=frozenset({OTHER_B.digest}))
    again = versions_of([A, B, OTHER_B, OTHER_C], choice)
    assert again.undecided
    assert again.standing(B.digest) is VersionStanding.UNDECIDED


def test_that_a_choice_of_what_never_came_decides_nothing():
    choice = VersionChoice(chosen="nowhere", over=frozenset({B.digest}))
    assert versions_of([A, B, OTHER_B], choice).undecided
    assert not versions_of([A, B, OTHER_B], choice).chosen


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


# Whose hand it is

FIRST_DAY, LATER = "2025-12-21T08:00:00+08:00", "2025-12-31T08:00:00+08:00"
OWN, FOREIGN = "own", "foreign"


def test_that_a_number_far_ahead_is_for_a_person_and_blocks_nobody():
    first, huge = chained("a", None, 1), replace(chained("h", "a", 2, "9"), sequence=3 + JUMP)
    second = chained("b", "a", 2, "2")
    versions = versions_of([first, huge, second])
    assert (versions.counting, versions.undecided) == (second, True)
    assert versions.odd == {huge.digest: Oddity.JUMP}


def test_that_a_report_from_the_future_is_for_a_person():
    first = chained("a", None, 1)
    ahead = replace(chained("b", "a", 2, "2"), exported_at="2026-06-01T09:00:00+08:00")
    came = {ahead.digest: Provenance(at=LATER), first.digest: Provenance(at=FIRST_DAY)}
    versions = versions_of([first, ahead], arrivals=came)
    assert (versions.counting, versions.undecided) == (first, True)
    assert versions.odd == {ahead.digest: Oddity.AHEAD}


@pytest.mark.parametrize("key", ["", FOREIGN])
def test_that_what_came_signed_is_not_followed_by_another_hand(key):
    first, forged = chained("a", None, 1), chained("b", "a", 2, "2")
    came = {
        first.digest: Provenance(key=OWN, at=FIRST_DAY),
        forged.digest: Provenance(key=key, at=LATER),
    }
    versions = versions_of([first, forged], arrivals=came)
    assert (versions.counting, versions.undecided) == (first, True)
    assert versions.odd == {forged.digest: Oddity.OTHER_KEY}


def test_that_a_first_signed_report_follows_unsigned_ones_that_it_names():
    first, second = chained("a", None, 1), chained("b", "a", 2, "2")
    versions = versions_of([first, second], arrivals={second.digest: Provenance(key=OWN)})
    assert (versions.counting, versions.undecided) == (second, False)


def test_that_what_a_person_accepted_follows_what_was_trusted():
    first, second = chained("a", None, 1), chained("b", "lost", 2, "2")
    trusted = {
        first.digest: Provenance(key=OWN, trusted=True),
        second.digest: Provenance(trusted=True),
    }
    versions = versions_of([first, second], arrivals=trusted)
    assert (versions.counting, versions.undecided) == (second, False)


FORGED = st.builds(
    lambda sequence, parent, key, value, day: (
        make_report(
            {**ANSWERS, "i-cars": {"value": value}}, id=f"f{sequence}{value}", parent=parent,
            sequence=sequence, exported_at=day,
        ).submission,
        Provenance(key=key, at=LATER),
    ),
    st.sampled_from([1, 2, 3, 4, 500, 999_999_999]),
    st.sampled_from([None, "g1", "g2", "g3", "nobody"]),
    st.sampled_from(["", FOREIGN]),
    st.sampled_from(["70", "80", "90"]),
    st.sampled_from(["2020-01-01T09:00:00+08:00", "2025-12-30T09:00:00+08:00",
                     "2099-01-01T09:00:00+08:00"]),
)  # fmt: skip


@settings(max_examples=tried(50))
@given(
    st.integers(1, 3), st.lists(FORGED, max_size=6), st.sets(st.integers(1, 3)),
    st.booleans(), st.randoms(use_true_random=False),
)  # fmt: skip
def test_that_no_forged_file_changes_what_counts_of_a_department_that_signs(
    sent_until, others, lost, compared, dice
):
    """Unsigned, wrongly signed, replayed, numbered at will: nothing of it displaces the report."""
    own = {
        n: chained(f"g{n}", f"g{n - 1}" if n > 1 else None, n, str(n))
        for n in range(1, sent_until + 1)
    }
    came = {n: one for n, one in own.items() if n not in lost or n == sent_until}
    arrivals = {
        one.digest: Provenance(key=OWN, trusted=compared, at=FIRST_DAY) for one in came.values()
    }
    arrivals |= {one.digest: arrival for one, arrival in others}
    every = [*came.values(), *came.values(), *(one for one, _ in others)]
    dice.shuffle(every)
    versions = versions_of(every, arrivals=arrivals)
    assert versions.counting == own[sent_until]
