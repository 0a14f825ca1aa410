"""The next edition of a plan: ids go on by the words compared."""

import pytest

from main import main
from model.paths import asset
from model.plan.loader import load_plan
from model.plan_draft.draft import Code
from model.plan_draft.editions import carry_over
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text

CHANGES = (
    ("推动重点企业升级", "推动重点企业转型升级"),
    (
        "力争到2025年，具备较强孵化能力的孵化载体达到8家",
        "力争到2028年，具备较强孵化能力的孵化载体达到12家",
    ),
    (
        "2.加快发展商务商贸。",
        "2.发展氢能。建设加氢站。（区氢能办、区发展改革委按职责分工负责）\n3.加快发展商务商贸。",
    ),
)  # fmt: skip


def edition(plan, text, folder):
    draft = carry_over(read_plan_text(text, edition="2026.1"), plan)
    write_folder(draft, folder)
    return draft, load_plan(folder)


@pytest.fixture(scope="module")
def same(plan, tmp_path_factory):
    return edition(plan, plan.text, tmp_path_factory.mktemp("plans") / "same")[1]


@pytest.fixture(scope="module")
def changed(plan, tmp_path_factory):
    text = plan.text
    for old, new in CHANGES:
        text = text.replace(old, new)
    return edition(plan, text, tmp_path_factory.mktemp("plans") / "new")


def test_that_a_text_that_stands_as_it_did_keeps_all_that_people_made_of_it(plan, same):
    for kept, before in (
        (same.clauses, plan.clauses),
        (same.measures, plan.measures),
        (same.indicators, plan.indicators),
        (same.proposals, plan.proposals),
    ):
        assert dict(kept) == dict(before)
    assert same.questions == plan.questions
    assert {key: set(body.members) for key, body in same.departments.items()} == {
        key: set(body.members) for key, body in plan.departments.items()
    }


def test_that_what_reads_otherwise_keeps_its_id_with_the_new_words(plan, changed):
    new = changed[1]
    assert plan.measures["3.1.1-16"].quote == "推动重点企业升级"
    assert new.measures["3.1.1-16"].quote == "推动重点企业转型升级"
    assert new.indicators["incubators"].milestones[0].year == 2028
    assert str(new.indicators["incubators"].milestones[0].value) == "12"


def test_that_a_new_clause_gets_an_id_that_no_edition_has_used(plan, changed):
    new = changed[1]
    added = [key for key in new.clauses if key not in plan.clauses]
    assert [new.clauses[key].title for key in added] == ["发展氢能"]
    assert new.clauses["3.1.2"].title == "加快发展商务商贸"
    assert new.measures[f"{added[0]}-01"].quote == "建设加氢站"


def test_that_a_new_body_gets_an_id_of_its_own_and_the_others_keep_theirs(plan, changed):
    new = changed[1]
    added = [key for key in new.departments if key not in plan.departments]
    assert [new.departments[key].name for key in added] == ["区氢能办"]
    assert new.departments["fgw"].name == "区发展改革委"


def test_that_an_id_whose_words_are_gone_is_named_and_never_given_away(plan, tmp_path):
    text = plan.text.replace("，推动重点企业升级", "")
    draft, new = edition(plan, text, tmp_path / "less")
    lost = [one.values["id"] for one in draft.remarks if one.code is Code.ID_LOST]
    assert lost == ["3.1.1-16"]
    assert "3.1.1-16" not in new.measures


def test_that_the_command_makes_the_next_edition(tmp_path, capsys):
    before = asset("plan/hebei-2022")
    words = [
        "plan-draft",
        str(before / "plan.txt"),
        "-o",
        str(tmp_path / "新"),
        "--after",
        str(before),
    ]
    assert main(["main.py", *words]) == 0
    assert load_plan(tmp_path / "新").id == "hebei-2022"
    assert "读到条款 48 条" in capsys.readouterr().out
