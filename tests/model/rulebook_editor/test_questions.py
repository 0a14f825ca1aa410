"""Forms are made from what the kinds declare: none of them has a form of its own."""

from decimal import Decimal

import pytest

from model.rulebook_editor.draft import RulebookSection, entries_of
from model.rulebook_editor.edits import STARTS, edited, with_total_rule
from model.rulebook_editor.fields import (
    Dial,
    QuestionGrid,
    text_at,
    unread_at,
    value_at,
    value_from,
)
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.validation import examine
from model.rulebook_editor.words import CHOICES, KIND_HELP, PARAMETERS
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS
from model.scoring.parameters import parameters_of

KINDS = {**ITEM_KINDS, **TOTAL_KINDS}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_that_every_kind_and_parameter_has_words(kind):
    assert KIND_HELP[kind.name]
    for parameter in parameters_of(kind):
        assert PARAMETERS[kind.name, parameter.name].label


def test_that_there_are_no_words_for_parameters_that_are_gone():
    declared = {(k.name, p.name) for k in KINDS.values() for p in parameters_of(k)}
    assert PARAMETERS.keys() == declared
    assert KIND_HELP.keys() == STARTS.keys() == KINDS.keys()
    assert all(set(words) == set(options) for options, words in CHOICES.items())


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_that_a_form_asks_every_parameter_of_its_kind(draft, question, plan, kind):
    other = edited(draft, question(draft, "rule", 1, "kind"), kind)
    entry = next(e for e in entries_of(other) if e.id == "I2")
    asked = {part.path[2] for group in groups_of(other, entry, plan) for part in group.parts}
    assert {p.name for p in parameters_of(ITEM_KINDS[kind])} <= asked
    assert {"source", "reason", "weight", "covers", "title"} <= asked


@pytest.mark.parametrize("kind", TOTAL_KINDS)
def test_that_a_form_asks_every_parameter_of_a_rule_on_the_whole(draft, plan, kind):
    other = with_total_rule(draft, kind)
    entry = next(one for one in reversed(entries_of(other)) if one.id)
    asked = {part.path[2] for group in groups_of(other, entry, plan) for part in group.parts}
    assert {p.name for p in parameters_of(TOTAL_KINDS[kind])} <= asked


def test_that_only_kinds_that_can_judge_the_covered_items_are_offered(draft, question):
    assert set(question(draft, "rule", 5, "kind").field.options) == {"bands", "mapped", "progress"}
    assert "counted" in question(draft, "rule", 1, "kind").field.options


def test_that_shares_are_asked_in_percent(draft, question):
    step = question(draft, "total_rule", 0, "step")
    assert step.percent
    assert text_at(draft, step) == "10"
    assert edited(draft, step, "12.5").value(step.path) == Decimal("0.125")


def test_that_numbers_can_be_dragged(draft, question):
    edge = question(draft, "grade", 0, "from").field
    assert isinstance(edge, Dial)
    assert (edge.low, edge.high, edge.step) == (0, 100, 1)


def test_that_a_veto_to_zero_asks_for_no_grade(draft, plan):
    entries = {e.id: e for e in entries_of(draft)}

    def asked(key):
        return {q.path[-1] for g in groups_of(draft, entries[key], plan) for q in g.questions}

    assert "grade" in asked("V1")
    assert "grade" not in asked("V2")
    assert "items" not in asked("V2")


def test_that_what_is_left_out_shows_what_it_means(draft, question):
    weight = question(draft, "rule", 1, "weight")
    assert text_at(draft, weight) == "1"
    assert edited(draft, weight, "1") == draft


def test_that_every_answer_is_read_back_as_it_was_given(draft, plan):
    for entry in entries_of(draft):
        for group in groups_of(draft, entry, plan):
            for question in group.questions:
                text = text_at(draft, question)
                read = value_from(question, text)
                assert (read or None) == (draft.value(question.path) or None)


def test_that_what_is_no_number_is_shown_as_it_was_typed(draft, question):
    edge = question(draft, "grade", 0, "from")
    other = edited(draft, edge, "", "约九十")
    assert (text_at(other, edge), unread_at(other, edge)) == ("", "约九十")
    assert value_at(other, edge) == "约九十"


def test_that_the_head_is_asked_when_publishing(draft, plan):
    about = entries_of(draft)[0]
    assert about.section is RulebookSection.ABOUT
    assert groups_of(draft, about, plan) == ()


def test_that_a_table_knows_what_a_new_row_holds(draft, plan):
    grading = entries_of(draft)[1]
    grid = groups_of(draft, grading, plan)[0].parts[0]
    assert isinstance(grid, QuestionGrid)
    more = draft.with_row(grid.path, grid.row)
    assert len(groups_of(more, grading, plan)[0].parts[0].rows) == 5


@pytest.mark.parametrize("kind", STARTS)
def test_that_what_a_rule_begins_with_is_sound(kind):
    starts = dict(STARTS[kind])
    if "grade" in {p.name for p in parameters_of(KINDS[kind])}:
        starts["grade"] = "未完成"
    read = {p.name: p.read for p in parameters_of(KINDS[kind])}
    made = KINDS[kind](**{key: read[key](_listed(value)) for key, value in starts.items()})
    assert not list(made.flaws())


def _listed(value):
    if isinstance(value, tuple):
        return [_listed(one) for one in value]
    return {k: _listed(v) for k, v in value.items()} if isinstance(value, dict) else value


def test_that_the_shipped_ones_have_nothing_to_complain_about(draft, plan):
    assert examine(draft, plan).complaints == ()
