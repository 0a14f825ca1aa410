"""Whatever is typed anywhere, the draft can be shown, told apart, kept and put right."""

import pytest

from model.domain.forms import Choice, Number
from model.rulebook_editor.differences import answers_of, draft_differences
from model.rulebook_editor.draft import draft_from, entries_of
from model.rulebook_editor.edits import edited, restored
from model.rulebook_editor.fields import ItemIds, ItemWeights, QuestionGrid, Several
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.validation import examine
from tests.model.rulebook_editor.conftest import PASS, PERCENT
from tests.thorough import THOROUGH


def variants(question):
    """Canonical texts, and what could not be taken."""
    match question.field:
        case Number():
            texts = ("0", "-1", "0.333333", "1000000000", "5")
            return [("", ""), ("", "约五"), *((text, "") for text in texts)]
        case Choice(options=options):
            return [("", ""), *((code, "") for code in options)]
        case Several(options=options):
            return [("", ""), ("\n".join(options), "")]
        case ItemIds():
            return [("", ""), ("3.1.1-01\nnowhere", "")]
        case ItemWeights():
            return [("", ""), ("3.1.1-01 2\nnowhere 三", "")]
        case _:
            return [("", ""), ('引号" 换行\n 反斜杠\\', "")]


def show(draft, base, plan, entries=None):
    """As the page does it: the whole list of rules, and the form of *entries*; None: of each."""
    examined = examine(draft, plan)
    assert (examined.rulebook is None) == bool(examined.complaints)
    draft_differences(base, draft, plan)
    known = entries_of(draft)
    for entry in known if entries is None else [one for one in known if one in entries]:
        groups = groups_of(draft, entry, plan)
        answers_of(draft, base, entry, groups, plan)
    assert draft_from(draft.text).text == draft.text


def cases(base, plan):
    """Every question with everything that may be said to it, and the entry that asks it."""
    for entry in entries_of(base):
        for group in groups_of(base, entry, plan):
            for question in group.questions:
                for said, unread in variants(question):
                    yield entry, question, said, unread


def answer_and_take_back(base, plan, some, *, everything):
    for entry, question, said, unread in some:
        draft = edited(base, question, said, unread, base)
        show(draft, base, plan, None if everything else [entry])
        if question.path[-1] != "name":  # names are taken back where they are used, too
            back = restored(draft, base, question.path)
            assert back.value(question.path) == base.value(question.path)


# Prime to the number of variants of most questions, so that each kind has its turn.
EVERY, EVERY_IN_PART = 5, 13


@pytest.mark.in_part
@pytest.mark.parametrize("text", [PERCENT, PASS], ids=["percent", "pass"])
def test_that_an_answer_to_any_question_can_be_shown_and_taken_back(text, plan):
    base = draft_from(text)
    some = list(cases(base, plan))[:: EVERY if THOROUGH else EVERY_IN_PART]
    answer_and_take_back(base, plan, some, everything=False)


@pytest.mark.slow
@pytest.mark.parametrize("text", [PERCENT, PASS], ids=["percent", "pass"])
def test_that_any_answer_to_any_question_leaves_every_other_form_whole(text, plan):
    base = draft_from(text)
    answer_and_take_back(base, plan, cases(base, plan), everything=True)


@pytest.mark.parametrize("text", [PERCENT, PASS], ids=["percent", "pass"])
def test_that_any_table_can_be_emptied(text, plan):
    base = draft_from(text)
    for entry in entries_of(base):
        for group in groups_of(base, entry, plan):
            for grid in (
                part for part in group.parts if isinstance(part, QuestionGrid) and part.row
            ):
                draft = base
                for _ in grid.rows:
                    draft = draft.without_row(grid.path, 0)
                    show(draft, base, plan)
                assert restored(draft, base, grid.path) == base
