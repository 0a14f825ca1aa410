"""What a text of a sealed record can be at all."""

import json
from dataclasses import replace

import pytest

from model.domain.canonical import seal
from model.domain.duty_sheet import DutySheet
from model.domain.return_slip import ReturnSlip
from model.domain.sealed import unseal
from model.domain.submission import Edition
from model.domain.template import Template
from model.domain.text_kinds import LONGEST, is_day, is_key, is_label, is_moment, is_on_a_line
from tests.model.store.conftest import SUBMISSION

AT, PLAN = "2025-12-01T08:00:00+08:00", Edition(id="p", version="1")
SLIP = ReturnSlip(
    id="s", year=2025, department="fgw", number=1, submission="d", sequence=1, made_at=AT,
    remarks=(), due="2026-01-31",
)  # fmt: skip
TEMPLATE = Template(year=2025, department="fgw", made_at=AT, plan=PLAN, rulebook=PLAN)
SHEET = DutySheet(year=2025, made_at=AT, plan=PLAN, lead={"a": "b"}, support={"a": ""})
NO_MOMENT = (
    "", "今天", "2025-12-01", "2025-12-01T08:00:00", "20251201T080000Z", "2025-W01-1T08:00:00Z",
    "0001-01-01T00:00:00-23:59", "9999-12-31T23:59:59-14:00", "2025-02-30T08:00:00Z",
    "\u202e反了", "２０２５-12-01T08:00:00Z",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [AT, "1970-01-01T00:00:00Z", "2099-12-31T23:59:59.123456-12:00", "2025-12-01T08:00+08:00"],
)
def test_that_a_moment_of_any_zone_and_clock_is_one(text):
    assert is_moment(text)


@pytest.mark.parametrize("text", NO_MOMENT)
def test_that_what_no_clock_says_is_no_moment(text):
    assert not is_moment(text)


def test_that_a_day_is_a_date_or_nothing():
    days = ("", "2026-01-31", "2026-02-30", "20260131", "请", "0001-01-01")
    assert [is_day(text) for text in days] == [True, True, False, False, False, False]


def test_that_a_key_is_short_and_shows_nothing_odd():
    assert [is_key(text) for text in ("a" * 128, "a" * 129, "a\nb", "\u202e", "a\u3000")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [is_key, is_label, is_on_a_line])
def test_that_a_rare_letter_of_a_name_can_stand_where_what_nobody_sees_cannot(kind):
    assert all(map(kind, ("王\ue863", "王\U000323b0", "王\U0002ebf0")))
    assert not any(map(kind, ("王\x00", "王\u200b", "王\ud800", "王\ufdd0", "王\u2028")))


@pytest.mark.parametrize(
    ("record", "field", "odd"),
    [
        *((SUBMISSION, "exported_at", text) for text in NO_MOMENT),
        *((one, "made_at", "今天") for one in (SLIP, TEMPLATE, SHEET)),
        (SLIP, "due", "<b>明天"),
        (SHEET, "support", {}),
        (SHEET, "year", 9999),
        (SLIP, "general", "长" * (LONGEST + 1)),
        (SUBMISSION, "self_grade", "优" * 65),
        (SUBMISSION, "id", "x" * 60_000),
        (SUBMISSION, "parent", "a\nb"),
        (SUBMISSION, "cover", {"phone": "1" * (LONGEST + 1)}),
        (SUBMISSION, "cover", {"键" * (LONGEST + 1): "1"}),
    ],
)
def test_that_a_text_beyond_its_kind_is_no_record(record, field, odd):
    table = json.loads(seal(record))
    assert unseal(json.dumps(table).encode()) == record
    with pytest.raises(ValueError, match="not a"):
        unseal(json.dumps({**table, field: odd}).encode())


def test_that_long_words_of_people_are_read_back():
    long = replace(SLIP, general="很" * LONGEST)
    assert unseal(seal(long)) == long
