from decimal import Decimal

import pytest

from model.domain.submission import Edition
from model.rulebook_editor.draft import Draft, draft_from
from model.scoring.loader import parse_rulebook
from tests.model.rulebook_editor.conftest import PASS, PERCENT


@pytest.mark.parametrize("text", [PERCENT, PASS])
def test_that_a_draft_begins_as_the_version_it_is_made_from(text):
    draft = draft_from(text)
    assert parse_rulebook(draft.text, "x") == parse_rulebook(text, "x")
    assert draft_from(draft.text) == draft


def test_that_it_knows_its_base(draft):
    assert draft.base == Edition(id="percent", version="2025.1")


def test_that_an_edit_gives_another_draft_and_leaves_this_one(draft):
    other = draft.with_value(("grade", 0, "from"), Decimal(90))
    assert other.value(("grade", 0, "from")) == Decimal(90)
    assert draft.value(("grade", 0, "from")) == Decimal(95)


def test_that_what_cannot_be_taken_yet_is_kept_with_the_rest(draft):
    other = draft.with_value(("grade", 0, "from"), "九十")
    assert draft_from(other.text) == other


def test_that_nothing_takes_a_value_out(draft):
    other = draft.with_value(("proposals", "commend_best"), None)
    assert other.value(("proposals", "commend_best")) is None
    assert "commend_best" not in other.text


def test_that_rows_come_and_go(draft):
    more = draft.with_row(("grade",), {"name": "差", "from": Decimal(0)})
    assert len(more.entries("grade")) == 5
    assert more.without_row(("grade",), 4) == draft


def test_that_a_place_that_is_not_there_holds_nothing(draft):
    assert draft.value(("grade", 9, "from")) is None
    assert draft.value(("rule", 0, "bands", "done")) is None
    assert draft.rows(("rule", 0, "covers", "ids")) == ()
    assert draft.table(("rule", 99)) == {}


def test_that_a_draft_is_a_table(draft):
    with pytest.raises(TypeError):
        Draft({}).with_value((), "text")
