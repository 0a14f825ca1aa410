"""The keys in the data file."""

import pytest

from model.domain.origin import OFFICE, current_key
from model.store.keys import end_pin, fetch_pins, fetch_seed, pin_key, save_seed

KEY, OTHER = "a1" * 32, "b2" * 32


def test_that_the_last_seed_saved_signs(db):
    assert fetch_seed(db) is None
    save_seed(db, KEY)
    save_seed(db, OTHER, "换了电脑")
    assert fetch_seed(db) == OTHER


def test_that_a_compared_key_is_replaced_with_a_reason_alone_and_kept(db):
    pin_key(db, OFFICE, KEY, "王芳")
    pin_key(db, OFFICE, KEY, "王芳")
    with pytest.raises(ValueError, match="reason"):
        pin_key(db, OFFICE, OTHER, "王芳", " ")
    pin_key(db, OFFICE, OTHER, "李强", "办公室换了电脑")
    first, second = fetch_pins(db)
    assert (first.key, first.end_reason) == (KEY, "办公室换了电脑")
    assert first.ended_at is not None
    assert current_key(OFFICE, fetch_pins(db)) == second


def test_that_each_holder_has_a_key_of_its_own(db):
    pin_key(db, "fagai", KEY, "王芳")
    pin_key(db, "jiaoyu", OTHER, "王芳")
    end_pin(db, "fagai", "填错单位")
    pins = fetch_pins(db)
    assert current_key("fagai", pins) is None
    assert current_key("jiaoyu", pins).key == OTHER
