"""Days as people type them."""

import pytest

from model.domain.typed_days import is_day, read_day


@pytest.mark.parametrize(
    "words", ["2026-01-31", "2026年1月31日", "2026.1.31", "2026/01/31", " 20260131 ", "2026 1 31"]
)
def test_that_a_day_is_read_however_it_is_written(words):
    assert read_day(words) == "2026-01-31"


@pytest.mark.parametrize("words", ["2026-02-31", "1月31日", "202601", "", "待定"])
def test_that_what_is_no_day_stays_as_it_was_typed(words):
    assert read_day(words) == words


@pytest.mark.parametrize(
    ("words", "kept"), [("2026-01-31", True), ("20260131", False), ("2026-02-30", False)]
)
def test_that_a_day_is_kept_in_one_form(words, kept):
    assert is_day(words) is kept
