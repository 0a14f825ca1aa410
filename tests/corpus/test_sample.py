"""A sample of the corpus; `make corpus` runs the whole."""

import pytest

from tests.corpus.base import NAMES, base
from tests.corpus.hand_edits import SEALED, complaint, random_edits
from tests.corpus.kinds import variants
from tests.corpus.mutations import mutations
from tests.corpus.running import CHILD_MB, Runner
from tests.systems import can_be_named
from tests.thorough import some, tried

EVERY = {"export": 7, "template": 14}
OTHERS = 28
SLOW = {
    "styled_rows",
    "many_merges",
    "many_attributes",
    "filled_cells",
    "million_rows",
    "long_ten_million",
    "sixty_thousand_parts",
    "many_large_parts",
}


@pytest.fixture(scope="module")
def runner():
    one = Runner()
    yield one
    one.reader.close()


@pytest.mark.in_part
@pytest.mark.parametrize("name", NAMES)
def test_that_what_is_said_of_a_sample_is_what_must_be_said(name, runner, tmp_path):
    good = base(name)
    chosen = [one for one in variants(good) if one.kind == "control"][::4]
    chosen += [one for one in variants(good) if one.name not in SLOW][:: EVERY.get(name, OTHERS)]
    chosen += mutations(good, 4)
    there = some([one for one in chosen if can_be_named(one.file_name)])
    outcomes = [runner.try_out(good, one, tmp_path) for one in there]
    wrong = [(str(one), one.disagreements) for one in outcomes if one.disagreements]
    assert wrong == []
    assert len(outcomes) > tried(30)
    assert runner.child_kb / 1024 < CHILD_MB


@pytest.mark.parametrize("name", SEALED)
def test_that_a_cell_changed_by_hand_is_named_exactly(name, runner):
    good = base(name)
    told = [complaint(good, edit, runner.reader) for edit in random_edits(good, 25, seed=2)]
    assert list(filter(None, told)) == []
    assert len(told) == 25


@pytest.mark.thorough
def test_that_every_base_has_hundreds_of_variants_with_names_of_their_own():
    for name in NAMES:
        names = [(one.kind, one.name) for one in variants(base(name))]
        assert len(names) > 700
        assert len(set(names)) == len(names)
