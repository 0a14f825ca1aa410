import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.merge.versions import versions_of
from tests.model.workbook.years import ANSWERS, make_report


def sent(sequence: int, value: str = "1", parent: str | None = None, at: str = "09:30"):
    return make_report(
        {**ANSWERS, "i-cars": {"value": value}},
        sequence=sequence,
        parent=parent,
        id=f"{sequence}-{value}",
        exported_at=f"2025-12-20T{at}:00+08:00",
    ).submission


def test_that_the_last_of_a_chain_counts():
    versions = versions_of([sent(2, "2"), sent(3, "3"), sent(1)])
    assert versions.counting.sequence == 3
    assert versions.superseded == 2
    assert not versions.forks


def test_that_a_gap_in_the_chain_is_no_fork():
    versions = versions_of([sent(1), sent(3, "3")])
    assert (versions.counting.sequence, versions.forks) == (3, ())


def test_that_identical_copies_are_one():
    assert versions_of([sent(1), sent(1)]).superseded == 0


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
