from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.canonical import LATER, canonical_bytes, rebuilt, table_in, table_of


class Colour(StrEnum):
    RED = "红"
    BLUE = "蓝"


@dataclass(frozen=True, kw_only=True)
class Part:
    amount: Decimal
    colour: Colour = Colour.RED


@dataclass(frozen=True, kw_only=True)
class Whole:
    name: str
    parts: tuple[Part, ...] = ()
    by_year: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    count: int = 0
    note: str | None = None


names = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3)
parts = st.builds(Part, amount=numbers, colour=st.sampled_from(Colour))
years = st.dictionaries(st.integers(2022, 2030), numbers)
wholes = st.builds(
    Whole,
    name=names,
    parts=st.lists(parts, max_size=3).map(tuple),
    by_year=st.dictionaries(names, years, max_size=3),
    count=st.integers(),
    note=st.none() | names,
)


@given(wholes)
def test_that_what_is_written_reads_back_equal(whole):
    assert rebuilt(Whole, table_in(canonical_bytes(table_of(whole)))) == whole


def test_that_equal_numbers_give_equal_bytes():
    one, other = Part(amount=Decimal("270.0")), Part(amount=Decimal(270))
    assert canonical_bytes(table_of(one)) == canonical_bytes(table_of(other))


def test_that_what_is_no_record_is_not_written():
    with pytest.raises(TypeError):
        canonical_bytes({"a": object()})


@pytest.mark.parametrize(
    "table",
    [
        [],
        {},
        {"name": 1},
        {"name": "a", "nmae": "b"},
        {"name": "a", "count": True},
        {"name": "a", "count": 1.0},
        {"name": "a", "note": 1},
        {"name": "a", "parts": {}},
        {"name": "a", "parts": [{"amount": 1}]},
        {"name": "a", "parts": [{"amount": "1.0"}]},
        {"name": "a", "parts": [{"amount": "NaN"}]},
        {"name": "a", "parts": [{"amount": "one"}]},
        {"name": "a", "parts": [{"amount": "1", "colour": "绿"}]},
        {"name": "a", "by_year": {"a": {"2025年": "1"}}},
        {"name": "a", "by_year": {"a": {"02025": "1"}}},
    ],
)
def test_that_what_is_not_of_the_declared_type_is_refused(table):
    with pytest.raises(ValueError, match=r"."):
        rebuilt(Whole, table)


@pytest.mark.parametrize("content", [b"", b"1", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_that_content_without_a_table_is_refused(content):
    with pytest.raises(ValueError, match=r"."):
        table_in(content)


@dataclass(frozen=True, kw_only=True)
class Grown(Whole):
    since: int | None = field(default=None, metadata=LATER)


def test_that_a_field_added_later_leaves_the_bytes_of_older_records_alone():
    old, new = Whole(name="x"), Grown(name="x")
    assert canonical_bytes(table_of(new)) == canonical_bytes(table_of(old))
    told = Grown(name="x", since=2024)
    assert rebuilt(Grown, table_in(canonical_bytes(table_of(told)))) == told
    assert rebuilt(Grown, table_in(canonical_bytes(table_of(old)))) == new
