"""A draft as a folder that the app takes like the shipped one."""

import json
import tomllib

import pytest

from main import main
from model.errors import AppError
from model.plan.loader import load_plan
from model.plan_draft.folder import files, write_folder
from tests.model.plan_draft.reading import FOLDER, TEXTS, WITHOUT_NOTES, draft_of

DRAFTS = [name for name in TEXTS if name != WITHOUT_NOTES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("plans")


@pytest.mark.parametrize("name", DRAFTS)
def test_that_a_draft_is_taken_like_the_shipped_plan(name, folder):
    draft = draft_of(name)
    write_folder(draft, folder / name)
    plan = load_plan(folder / name)
    assert (plan.id, plan.title, plan.text) == (name, draft.title, draft.text)
    bodies = {key: (clause.body, clause.bracket) for key, clause in plan.clauses.items()}
    assert bodies == {c.id: (c.body, c.found.words) for c in draft.clauses}
    measures = [measure.id for clause in draft.clauses for measure in clause.measures]
    assert list(plan.measures) == measures
    assert list(plan.indicators) == [target.id for target in draft.targets]
    for clause in draft.clauses:
        assert set(plan.clauses[clause.id].named) == {body for body, _ in clause.named}


def test_that_leading_and_supporting_become_the_proposal(folder):
    write_folder(draft_of("sichuan"), folder / "duties")
    plan = load_plan(folder / "duties")
    names = {key: body.name for key, body in plan.departments.items()}
    proposal = plan.proposals["2.1-01"]
    assert [names[body] for body in proposal.lead] == ["住房城乡建设厅"]
    assert [names[body] for body in proposal.support] == ["应急管理厅"]
    assert proposal.confident


def test_that_a_draft_without_leads_leaves_the_whole_bracket_asked():
    assert "duties.toml" not in files(draft_of("shanghai"))


def test_that_the_record_keeps_each_place_confidence_and_remark():
    record = json.loads(files(draft_of("chongqing"))["record.json"])
    assert {"clauses", "notes", "measures", "targets", "bodies", "remarks"} == record.keys()
    assert all(one["line"] > 0 and one["code"] for one in record["remarks"])
    assert {one["confidence"] for one in record["notes"]} == {"有把握"}


def test_that_every_file_is_sound_toml():
    for name, content in files(draft_of("tianjin")).items():
        if name.endswith(".toml"):
            tomllib.loads(content)


def test_that_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "旧.txt").write_text("旧", "utf-8")
    with pytest.raises(AppError, match="已有内容"):
        write_folder(draft_of("wuhan"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["旧.txt"]


def test_that_an_empty_folder_is_filled(tmp_path):
    write_folder(draft_of("wuhan"), tmp_path / "空")
    assert load_plan(tmp_path / "空").clauses


def test_that_the_command_tells_what_it_read_what_is_doubtful_and_what_it_left(tmp_path, capsys):
    text = FOLDER / "texts" / "wuhan.txt"
    assert main(["main.py", "plan-draft", str(text), "-o", str(tmp_path / "武汉")]) == 0
    printed = capsys.readouterr().out
    for words in ("读到条款 21 条", "责任括号：有把握", "拿不准的", "没有编进去的", "下同"):
        assert words in printed
    assert load_plan(tmp_path / "武汉").title.startswith("武汉市")


def test_that_a_text_without_notes_is_refused_and_says_what_was_seen(tmp_path, capsys):
    text = FOLDER / "texts" / f"{WITHOUT_NOTES}.txt"
    assert main(["main.py", "plan-draft", str(text), "-o", str(tmp_path / "新")]) == 1
    printed = capsys.readouterr().err
    assert "没有读到责任括号" in printed
    assert "第 23 行 › “1．推进煤炭消费替代和转型升级”" in printed
    assert not (tmp_path / "新").exists()


def test_that_the_command_never_writes_over_a_folder(tmp_path, capsys):
    (tmp_path / "旧.txt").write_text("旧", "utf-8")
    text = FOLDER / "texts" / "wuhan.txt"
    assert main(["main.py", "plan-draft", str(text), "-o", str(tmp_path)]) == 1
    assert "已有内容" in capsys.readouterr().err
