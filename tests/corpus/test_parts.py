"""The reader's limits hold for parts as they do for reports."""

import pytest

from tests.corpus import review_files
from tests.corpus.part_edits import cell_complaint, cell_edits, sheet_complaint, sheet_edits
from tests.corpus.parts import complaints, part_base, variants
from tests.corpus.running import CHILD_MB, Runner
from tests.corpus.test_sample import SLOW

EVERY = 9


@pytest.fixture(scope="module")
def runner():
    one = Runner()
    yield one
    one.reader.close()


def test_that_a_damaged_sheet_of_a_section_is_refused_or_says_what_was_typed(runner, tmp_path):
    chosen = [one for one in variants() if one.name not in SLOW][::EVERY]
    told = {
        f"{one.kind} {one.name}": found
        for one in chosen
        if (found := complaints(runner, one, tmp_path / "表.xlsx"))
    }
    assert told == {}
    assert len(chosen) > 30
    assert runner.child_kb / 1024 < CHILD_MB


def test_that_a_damaged_file_of_decisions_is_refused_or_says_what_was_decided(runner, tmp_path):
    chosen = [one for one in review_files.variants() if one.name not in SLOW][:: 2 * EVERY]
    told = {
        f"{one.kind} {one.name}": found
        for one in chosen
        if (found := review_files.complaints(runner, one, tmp_path / "意见.xlsx"))
    }
    assert told == {}
    assert len(chosen) > 15
    assert runner.child_kb / 1024 < CHILD_MB


def test_that_a_cell_changed_by_hand_is_told_exactly_and_nothing_beside_it(runner):
    told = [cell_complaint(edit, runner) for edit in cell_edits(40, seed=1)]
    assert list(filter(None, told)) == []
    assert len(told) == 40


def test_that_rows_columns_and_sheets_moved_by_hand_say_nothing_that_was_not_typed(runner):
    told = [sheet_complaint(edit, runner) for edit in sheet_edits()]
    assert list(filter(None, told)) == []


def test_that_the_sheet_the_damage_is_done_to_was_filled_in():
    assert len(part_base().content_said.said) == 4
