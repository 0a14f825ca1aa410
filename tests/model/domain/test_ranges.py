"""What is let in with a sealed record: every number, name and length within one range."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import FORMS
from model.domain.canonical import rebuilt, seal
from model.domain.forms import Number
from model.domain.numbers import DIGITS, is_points, is_sane, number_text, rounded
from model.domain.package import YearPackage
from model.domain.return_slip import ReturnSlip
from model.domain.sealed import unseal
from model.domain.submission import Edition
from tests.model.store.conftest import SUBMISSION

ODD = [
    "1e30",
    "1E+30",
    "NaN",
    "Infinity",
    "-0.0e5",
    "1e-30",
    "9" * 16,
    "0." + "1" * 16,
    "",
    "٣",
    "1_0",
]


@pytest.mark.parametrize("text", ODD)
def test_that_an_odd_number_is_possible_in_no_field(text):
    numbers = [f for form in FORMS.of_items for f in form.fields() if isinstance(f, Number)]
    assert numbers
    assert not any(field.possible(text) for field in numbers)


@given(
    st.decimals(
        allow_nan=False,
        allow_infinity=False,
        min_value=-(10**15) + 1,
        max_value=10**15 - 1,
        places=6,
    )
)
def test_that_what_is_sane_can_be_rounded_and_written(value):
    text = number_text(value)
    assert is_sane(text)
    assert Decimal(text) == value
    assert abs(rounded(value) - value) <= Decimal("0.005")


@given(st.integers(-(10**40), 10**40), st.integers(0, 30))
def test_that_rounding_fails_for_no_number_of_any_length(value, decimals):
    assert rounded(Decimal(value), decimals) == value


def test_that_progress_outside_its_range_is_impossible_and_a_value_outside_the_plans_is_asked():
    progress = FORMS.measure.field("progress")
    assert [progress.possible(text) for text in ("0", "100", "100.1", "-1")] == [
        True,
        True,
        False,
        False,
    ]
    value = replace(FORMS.quantity.field("value"), at_most=Decimal(100), of_plan=True)
    assert value.possible("101")
    assert value.complaint("101")
    assert value.complaint("9" * (DIGITS + 1))


@pytest.mark.parametrize(
    ("text", "fine"), [("86.25", True), ("100.00", True), ("1e30", False), ("12345", False)]
)
def test_that_a_total_is_points_or_refused(text, fine):
    assert is_points(text) is fine


@pytest.mark.parametrize("name", ["1 <img src=/dev/zero>", "a" * 65, "a\nb", "../x", "1;2"])
@pytest.mark.parametrize("field", ["plan", "rulebook"])
def test_that_the_name_of_an_edition_is_no_text(name, field):
    table = json.loads(seal(SUBMISSION))
    table[field]["version"] = name
    with pytest.raises(ValueError, match="edition"):
        unseal(json.dumps(table, ensure_ascii=False).encode())


@pytest.mark.parametrize("number", ["1e999999999", "1E-99999999999", "9" * 5000])
def test_that_a_number_that_would_fill_the_memory_is_refused_unread(number):
    with pytest.raises(ValueError, match="canonical"):
        rebuilt(dict[str, Decimal], {"a": number})


@pytest.mark.parametrize(
    "change", [{"version": 10**30}, {"version": 0}, {"year": 9999}, {"id": "<b>"}]
)
def test_that_a_package_out_of_range_is_refused(change):
    made = YearPackage(
        id="2025-a", year=2025, version=1, parent=None,
        opened_at="2025-01-01T08:00:00+08:00", made_at="2025-01-01T08:00:00+08:00",
        plan=Edition(id="p", version="1"), rulebook=Edition(id="r", version="1"),
        rulebook_text="", deadline="2026-01-31",
    )  # fmt: skip
    assert unseal(seal(made)) == made
    table = {**json.loads(seal(made)), **change}
    with pytest.raises(ValueError, match="year package"):
        unseal(json.dumps(table).encode())


@pytest.mark.parametrize("change", [{"number": 999_999}, {"number": 0}, {"year": -1}])
def test_that_a_slip_out_of_range_is_refused(change):
    made = ReturnSlip(
        id="s", year=2025, department="fgw", number=1, submission="d", sequence=1,
        made_at="2025-01-01T08:00:00+08:00", remarks=(),
    )  # fmt: skip
    assert unseal(seal(made)) == made
    table = {**json.loads(seal(made)), **change}
    with pytest.raises(ValueError, match="slip"):
        unseal(json.dumps(table).encode())


def test_that_ordinary_editions_are_read_back():
    for edition in (Edition(id="hebei-2022", version="2022.2"), Edition(id="", version="")):
        assert rebuilt(Edition, {"id": edition.id, "version": edition.version}) == edition
