from decimal import Decimal

import pytest

from model.domain.numbers import number_text, points_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.005", "1.01"),
        ("1.0049", "1.00"),
        ("0.125", "0.13"),
        ("-0.005", "-0.01"),
        ("40", "40.00"),
    ],
)
def test_that_points_are_rounded_half_up_to_two_decimals(value, text):
    assert points_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("270", "270"),
        ("13.50", "13.5"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("0.0", "0"),
        ("100", "100"),
    ],
)
def test_that_quantities_are_shown_as_entered_without_idle_zeros(value, text):
    assert number_text(Decimal(value)) == text
