"""Three texts made up for these tests (no such places), with the forms and traps of published
plans: their notes held against readings by hand, their measures and targets looked at.
"""

import tomllib
from functools import cache

import pytest

from model.plan.loader import load_plan
from model.plan_draft.draft import Code
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text
from tests.model.plan_draft.reading import FOLDER
from tests.model.plan_draft.test_notes import read

MADE_UP = FOLDER / "made_up"
NAMES = ("jiangbin", "nanhu", "yunxi")


@cache
def draft_of(name):
    return read_plan_text((MADE_UP / f"{name}.txt").read_text("utf-8"), id_=name)


@pytest.mark.parametrize("name", NAMES)
def test_that_no_note_is_read_otherwise_than_by_hand(name):
    content = (MADE_UP / f"{name}.toml").read_text("utf-8")
    found = [{**note, "at": note["at"].rstrip("。")} for note in read(draft_of(name))]
    assert found == tomllib.loads(content)["notes"]


@pytest.mark.parametrize("name", NAMES)
def test_that_no_body_is_odd_and_the_app_takes_the_plan(name, tmp_path):
    draft = draft_of(name)
    assert [one for one in draft.remarks if one.code is Code.ODD_BODY] == []
    write_folder(draft, tmp_path / name)
    plan = load_plan(tmp_path / name)
    assert {key: one.body for key, one in plan.clauses.items()} == {
        clause.id: clause.body for clause in draft.clauses
    }


def measures(name):
    return [one.quote for clause in draft_of(name).clauses for one in clause.measures]


def test_that_the_number_of_an_item_is_no_word_of_it():
    assert "加强秸秆综合利用" in measures("yunxi")
    assert not [quote for name in NAMES for quote in measures(name) if quote[0] in "①②一二"]


def test_that_a_section_and_a_ringed_figure_are_headings():
    assert [clause.id for clause in draft_of("yunxi").clauses[:4]] == [
        "3.1.1",
        "3.1.2",
        "3.1.3",
        "3.2",
    ]
    assert [clause.heading for clause in draft_of("nanhu").clauses[:2]] == [
        "①培育壮大绿色产业。",
        "②推动传统产业改造。",
    ]


def test_that_the_term_of_a_note_is_its_own_year_and_none_where_it_never_ends():
    terms = {
        (one.until, one.term)
        for name in NAMES
        for clause in draft_of(name).clauses
        if clause.found.note.due
        for one in clause.measures
    }
    assert terms == {
        (2025, "到2025年"),
        (2025, "2025年6月底"),
        (2024, "2024年12月底前"),
        (None, ""),
    }


def test_that_what_is_listed_with_numbers_is_a_target_each():
    names = {target.name for name in NAMES for target in draft_of(name).targets}
    assert {"培育国家级绿色工厂", "培育绿色园区", "引进绿色企业", "实施技改项目"} <= names
