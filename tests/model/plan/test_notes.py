"""The grammar of responsibility notes: every example in it, and the traps."""

import pytest

from model.plan.note_forms import EXAMPLES, PARTS, NoteExample, NoteRole
from model.plan.notes import COMPILED, looks_like_body, read_note, usual_signs, usual_words


def said(words: str) -> NoteExample | None:
    note = read_note(words)
    if note is None:
        return None
    return NoteExample(
        note=words,
        lead="、".join(note.of(NoteRole.LEAD)),
        support="、".join(note.of(NoteRole.SUPPORT)),
        shared="、".join(note.of(NoteRole.SHARED)),
        due=note.due,
        also="、".join(note.also),
        first_leads=note.first_leads,
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.note)
def test_that_each_example_of_the_grammar_is_read_as_it_says(example):
    assert said(example.note) == example


@pytest.mark.parametrize("form", PARTS, ids=lambda form: form.pattern[:30])
def test_that_each_form_of_the_grammar_is_used_by_an_example(form):
    pattern = dict(COMPILED)[form]
    words = [usual_words(example.note).strip("（）") for example in EXAMPLES]
    parts = [
        part for one in words for part in one.replace("；", "，").replace("。", "，").split("，")
    ]
    assert any(pattern.fullmatch(part) for part in parts)


@pytest.mark.parametrize(
    "words", ["（）", "", "（按职责分工负责）", "（完成期限：6月底）", "（负责）"]
)
def test_that_a_note_that_names_nobody_is_not_read(words):
    assert read_note(words) is None


def test_that_a_body_named_twice_counts_once_where_it_stood_first():
    note = read_note("（区商务局、区科技局、区商务局按职责分工负责）")
    assert note.names == ("区商务局", "区科技局")


def test_that_words_that_do_not_look_like_a_body_are_pointed_out():
    note = read_note("（区科技局、绿色低碳按职责分工负责）")
    assert note.odd == ("绿色低碳",)


def test_that_an_empty_place_in_a_list_is_no_body():
    note = read_note("（牵头单位：省发展改革委；配合单位：省能源局、科技厅、）")
    assert note.names == ("省发展改革委", "省能源局", "科技厅")


def test_that_half_width_and_look_alike_signs_stand_for_the_usual_ones():
    usual = read_note("（责任单位：市科委、市教委；配合单位：市财政局）")
    half = read_note("(责任单位:市科委､市教委;配合单位﹕市财政局)")
    assert half is not None
    assert [(b.name, b.role) for b in half.bodies] == [(b.name, b.role) for b in usual.bodies]


def test_that_usual_signs_keep_every_place():
    words = "（Ａ）(1)，２０２５年：９５％〈甲〉㈠"
    assert len(usual_signs(words)) == len(words)


def test_that_the_first_body_leads_later_notes_too_where_a_note_says_so():
    later = read_note("（责任单位：市财政局、市税务局）").led_by_first()
    assert (later.of(NoteRole.LEAD), later.of(NoteRole.SUPPORT)) == (("市财政局",), ("市税务局",))


@pytest.mark.parametrize(
    "name",
    ["区委党校", "市委党校（行政学院）", "国网天津市电力公司城东供电分公司", "各街道", "气候处"],
)
def test_that_names_of_bodies_are_known_by_their_ends(name):
    assert looks_like_body(name)
