from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.scoring.points_allocation import maxima_by_weight

WEIGHTS = st.lists(st.decimals("0.1", "5", places=1), min_size=1, max_size=250)


def test_that_left_over_cents_go_to_the_largest_remainders_first():
    shares = maxima_by_weight(Decimal(10), [Decimal(w) for w in ("1", "1", "1")])
    assert shares == (Decimal("3.34"), Decimal("3.33"), Decimal("3.33"))


def test_that_weights_share_in_proportion():
    shares = maxima_by_weight(Decimal(40), [Decimal(2), Decimal(1), Decimal(1)])
    assert shares == (20, 10, 10)


def test_that_nothing_is_shared_among_nobody():
    assert maxima_by_weight(Decimal(40), []) == ()


@given(WEIGHTS, st.sampled_from([Decimal(40), Decimal(60), Decimal("0.07")]))
def test_that_shares_are_whole_cents_and_add_up_exactly(weights, maximum):
    shares = maxima_by_weight(maximum, weights)
    assert sum(shares) == maximum
    assert all(share >= 0 and not share % Decimal("0.01") for share in shares)


@given(WEIGHTS)
def test_that_each_share_is_within_a_cent_of_its_proportion(weights):
    for share, weight in zip(maxima_by_weight(Decimal(60), weights), weights, strict=True):
        assert abs(share - 60 * weight / sum(weights)) < Decimal("0.01")


@given(st.integers(1, 250))
def test_that_among_equals_the_first_get_the_left_over_cents(count):
    shares = maxima_by_weight(Decimal(60), [Decimal(1)] * count)
    assert list(shares) == sorted(shares, reverse=True)


@pytest.mark.parametrize("factor", ["1", "2", "0.5", "3", "0.7"])
def test_that_equal_remainders_go_to_the_first_whatever_the_weights_are_counted_in(factor):
    told = ["1", "0.5", "0.5", "1", "3.7", "3.7", "1", "2", "1"]
    weights = [Decimal(weight) * Decimal(factor) for weight in told]
    maxima = maxima_by_weight(Decimal(100), weights, 4)
    assert [str(one) for one in maxima] == [
        "6.9445", "3.4722", "3.4722", "6.9445", "25.6945", "25.6944", "6.9444", "13.8889", "6.9444",
    ]  # fmt: skip
