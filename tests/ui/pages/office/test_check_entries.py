"""The rows of 核对: values beside each other instead of a sentence on every row."""

from collections import Counter
from itertools import pairwise

import pytest

from model.consolidation.conflicts import ConflictKind
from ui.pages.office.check_entries import CheckKind, check_entries, open_count


@pytest.fixture
def year(with_few, room):
    return room.office


def test_that_what_was_reported_stands_as_dots_with_the_target_what_differs_most_first(year):
    entries = [*check_entries(year, CheckKind.SUPPLIED)]
    (entry,) = [one for one in entries if one.dots]
    (conflict,) = [one for one in year.conflicts if one.kind is ConflictKind.SUPPLIED]
    values = [voice.value for voice in conflict.voices if voice.value is not None]
    assert sorted(count for _, count in entry.dots.places) == sorted(Counter(values).values())
    ends = [at for at, _ in entry.dots.places] + [entry.dots.wanted or 0]
    assert (min(ends), max(ends)) == (0, 1)
    assert entry.note == ""  # said by the strip
    assert "相差" in entry.words
    assert "个单位" in entry.words


def test_that_scores_stand_in_columns_and_those_that_change_the_grade_come_first(year):
    entries = [*check_entries(year, CheckKind.SCORE)]
    assert entries
    for entry in entries:
        assert [aside.said[:2] for aside in entry.aside[:2]] == ["自评", "复算"]
        assert ("→" in entry.note) == entry.group.startswith("等次不同")
    differs = [entry.group.startswith("等次不同") for entry in entries]
    assert differs == sorted(differs, reverse=True)
    for one, other in pairwise(entries):
        if one.group == other.group:
            assert float(one.aside[2].words.strip("+−")) >= float(other.aside[2].words.strip("+−"))


def test_that_the_same_words_are_a_heading_and_no_row_repeats_them(year):
    for kind in (CheckKind.JOINT, CheckKind.SUSPICION):
        for entry in check_entries(year, kind):
            assert entry.group
            assert entry.note == ""


def test_that_what_waits_is_counted_as_the_rows_show_it(year):
    for kind in CheckKind:
        waiting = [one for one in check_entries(year, kind) if one.mark.name == "TO_SETTLE"]
        assert open_count(year, kind) == len(waiting)


def test_that_a_kind_of_check_without_anything_has_no_pill(with_few, page):
    checks = page("checks")
    year = checks._room.office
    for number, kind in enumerate(CheckKind):
        shown = not checks.pills._group.button(number).isHidden()
        assert shown == any(True for _ in check_entries(year, kind))
