"""Who made a file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.origin import (
    OFFICE,
    OriginStanding,
    PinnedKey,
    Signed,
    key_fingerprint,
    message,
    same_fingerprint,
    standing_of,
)

KEY, OTHER = "a1" * 32, "b2" * 32
MADE = Signed(key=KEY, signature="0f" * 64)
PIN = PinnedKey(holder=OFFICE, key=KEY, pinned_at="2026-03-01T09:00:00+08:00", pinned_by="王芳")
NOW = "2026-06-01T09:00:00+08:00"


@pytest.mark.parametrize(
    ("signed", "valid", "pins", "standing"),
    [
        (None, False, (PIN,), OriginStanding.UNSIGNED),
        (MADE, True, (PIN,), OriginStanding.VERIFIED),
        (MADE, True, (), OriginStanding.UNCHECKED),
        (MADE, True, (replace(PIN, holder="fagai"),), OriginStanding.UNCHECKED),
        (MADE, False, (PIN,), OriginStanding.MISMATCH),
        (MADE, False, (), OriginStanding.MISMATCH),
        (replace(MADE, key=OTHER), True, (PIN,), OriginStanding.MISMATCH),
        (replace(MADE, key="zz"), True, (PIN,), OriginStanding.MISMATCH),
        (replace(MADE, signature="abc"), True, (PIN,), OriginStanding.MISMATCH),
    ],
)
def test_that_a_file_is_verified_only_by_the_key_that_was_compared(signed, valid, pins, standing):
    assert standing_of(signed, valid, OFFICE, pins, NOW) is standing


def test_that_a_new_key_leaves_files_received_before_as_they_were():
    ended = replace(PIN, ended_at="2026-07-01T09:00:00+08:00", end_reason="换了电脑")
    new = replace(PIN, key=OTHER, pinned_at="2026-07-01T09:00:00+08:00", reason="换了电脑")
    pins = (ended, new)
    assert standing_of(MADE, True, OFFICE, pins, NOW) is OriginStanding.VERIFIED
    assert (
        standing_of(MADE, True, OFFICE, pins, "2026-08-01T09:00:00+08:00")
        is OriginStanding.MISMATCH
    )
    assert standing_of(MADE, True, OFFICE, pins, None) is OriginStanding.MISMATCH
    later = replace(MADE, key=OTHER)
    assert standing_of(later, True, OFFICE, pins, None) is OriginStanding.VERIFIED


def test_that_a_key_compared_later_speaks_for_files_received_before():
    assert (
        standing_of(MADE, True, OFFICE, (PIN,), "2026-01-01T09:00:00+08:00")
        is OriginStanding.VERIFIED
    )


def test_that_a_signature_of_one_kind_or_recipient_is_none_of_another():
    made = {message(kind, "ab", to) for kind in ("report", "package") for to in ("", "fagai")}
    assert len(made) == 4


@given(st.binary(min_size=32, max_size=32).map(bytes.hex), st.sampled_from(["", "  ", "-", "　"]))
def test_that_a_fingerprint_is_recognised_however_it_is_typed(key, gap):
    plain = key_fingerprint(key).replace(" ", gap)
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in plain)
    assert same_fingerprint(plain.lower(), key)
    assert same_fingerprint(wide, key)
    assert not same_fingerprint(plain[:-1], key)
    assert not same_fingerprint("", key)
