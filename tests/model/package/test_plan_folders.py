"""A plan that goes from one PC to another as one file, and is taken in like the shipped one."""

from contextlib import closing
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from main import main
from model.domain.canonical import table_in
from model.domain.plan_file import PlanFile
from model.domain.sealed import seal, unseal
from model.domain.submission import Edition
from model.ed25519 import new_key_pair
from model.errors import AppError, PackageRejected, PlanRejected
from model.jobs import JobContext
from model.package.arrival import News, take_in_package
from model.package.draft import RulebookText, opened
from model.package.plan_folders import (
    brought_plan,
    load_brought_plan,
    paper_of,
    plan_paper,
    read_plan_file,
    take_in_plan,
)
from model.paths import RULEBOOK, asset
from model.plan.loader import load_plan
from model.plan_draft.folder import files, write_folder
from model.plan_draft.plan_reader import read_plan_text
from model.plans import PlanLibrary, plan_in_use, use_plan
from model.rulebook_in_force import edition_of, shipped_text
from model.scoring.loader import load_shipped_rulebook
from model.store.data_file import open_store
from model.store.plans import fetch_plans
from model.workbook import packet
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.plan_file.write import suggested_plan_name, write_plan_file

TEXT = """海滨市碳达峰方案
海滨市人民政府
2026年5月1日
一、工作目标
到2030年，充电桩达到300个。
二、重点任务
（一）绿色出行。推广新能源汽车，建设充电桩。（市交通局牵头，市住建委配合）
（二）绿色建筑。推广绿色建筑。（市住建委负责）
"""
KEYS = new_key_pair()


@pytest.fixture(scope="module")
def draft():
    return read_plan_text(TEXT, id_="haibin-2026")


@pytest.fixture(scope="module")
def paper(draft):
    return paper_of(files(draft), "haibin-2026", made_by="张三", keys=KEYS)


@pytest.fixture(scope="module")
def sent(paper, tmp_path_factory):
    path = tmp_path_factory.mktemp("sent") / suggested_plan_name(paper)
    write_plan_file(path, paper, JobContext())
    return path


@pytest.fixture(scope="module")
def reader():
    with WorkbookReader() as one:
        yield one


@pytest.fixture
def library(tmp_path, plan):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield PlanLibrary(db, plan)


def taken_in(library, path, reader):
    received = read_plan_file(path, reader)
    return take_in_plan(library, path.name, brought_plan(path.name, received, reader))


def test_that_the_file_has_a_name_people_can_tell(sent, paper):
    code = paper.record.check_code[:4]
    assert sent.name.startswith(f"方案数据_海滨市碳达峰方案_2026.1版_{code}")


def test_that_the_plan_in_a_file_is_that_of_its_folder(draft, sent, tmp_path, reader):
    write_folder(draft, tmp_path / "haibin-2026")
    assert load_brought_plan(sent) == load_plan(tmp_path / "haibin-2026")
    assert (
        plan_paper(tmp_path / "haibin-2026").record.files
        == read_plan_file(sent, reader).record.files
    )


def test_that_how_a_draft_came_to_be_stays_at_home(draft, tmp_path):
    write_folder(draft, tmp_path / "p")
    record = plan_paper(tmp_path / "p").record
    assert not {"original.txt", "record.json"} & record.files.keys()


def test_that_a_plan_is_kept_beside_the_others_once(library, sent, plan, reader):
    first = taken_in(library, sent, reader)
    again = taken_in(library, sent, reader)
    assert (first.new, again.new) == (True, False)
    edition = Edition(id="haibin-2026", version="2026.1")
    assert library.edition(edition) == first.plan
    assert library.editions == (plan, first.plan)
    assert library.of_year(2027) == plan  # nobody has chosen it yet


def test_that_the_heading_of_the_goals_is_kept_with_the_plan(library, sent, reader):
    plan = taken_in(library, sent, reader).plan
    assert [kept.place("2") for kept in fetch_plans(library.db)] == ["一、工作目标"]
    assert plan.place("2") == "一、工作目标"


def test_that_a_plan_once_chosen_is_gone_by_from_its_first_year_on(library, sent, plan, reader):
    new = taken_in(library, sent, reader).plan
    assert plan_in_use(library.db, plan) == plan
    use_plan(library, new)
    assert plan_in_use(library.db, plan) == new
    after = PlanLibrary(library.db, plan_in_use(library.db, plan))
    assert [after.of_year(year).id for year in (2025, 2026, 2027)] == [
        plan.id,
        new.id,
        new.id,
    ]
    use_plan(after, plan)
    assert plan_in_use(library.db, plan) == plan


def test_that_the_same_edition_in_other_words_is_refused(library, draft, sent, tmp_path, reader):
    taken_in(library, sent, reader)
    other = replace(draft, title="海滨市碳达峰行动方案")
    path = tmp_path / "另.xlsx"
    write_plan_file(path, paper_of(files(other), "haibin-2026"), JobContext())
    with pytest.raises(PlanRejected, match="内容不同"):
        taken_in(library, path, reader)
    assert len(list(fetch_plans(library.db))) == 1


def edited(sent, tmp_path, edit):
    book = load_workbook(sent)
    edit(book)
    book.save(tmp_path / "改.xlsx")
    return tmp_path / "改.xlsx"


def test_that_an_edited_cell_is_named(sent, tmp_path):
    def edit(book):
        cell = next(
            c for row in book["方案任务"].iter_rows() for c in row if c.value == "建设充电桩"
        )
        cell.value = "建设加氢站"

    with pytest.raises(PlanRejected) as refused:
        load_brought_plan(edited(sent, tmp_path, edit))
    assert "“方案任务”第2条的“任务（原文）”" in str(refused.value.problems[0])


def test_that_a_sheet_taken_out_is_named(sent, tmp_path):
    with pytest.raises(PlanRejected) as refused:
        load_brought_plan(edited(sent, tmp_path, lambda book: book.remove(book["方案单位"])))
    assert "“方案单位”表被删掉了" in str(refused.value.problems[0])


def test_that_another_workbook_gets_a_sentence(sent, tmp_path):
    with pytest.raises(AppError, match="不是方案数据文件"):
        load_brought_plan(edited(sent, tmp_path, lambda book: book.remove(book["数据包"])))


def test_that_a_plan_that_contradicts_its_text_is_refused_like_a_folder(draft, tmp_path):
    content = {**files(draft), "plan.txt": "别的文字"}
    with pytest.raises(PlanRejected) as refused:
        paper_of(content, "haibin-2026")
    assert any("原文中找不到" in str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("name", ["../plan.toml", "a/plan.txt", "plan.toml\n", "x.py", ""])
def test_that_names_no_plan_has_are_no_record(paper, name):
    with pytest.raises(ValueError, match="files"):
        unseal(seal(replace(paper.record, files={name: ""})))


def test_that_a_signature_covers_the_plan(sent, paper, reader):
    received = read_plan_file(sent, reader)
    assert received.proof.key == KEYS.public
    other = replace(paper.record, title="别的方案")
    rows = packet.packed(seal(other)) | packet.signature_rows(KEYS.sign_record(paper.record))
    assert not packet.proof_in(rows, other).fits


def test_that_what_is_sealed_says_its_kind_before_it_is_parsed(paper):
    assert table_in(seal(paper.record))["kind"] == PlanFile.KIND


def test_that_the_commands_write_the_file_and_go_by_it(draft, tmp_path, capsys):
    write_folder(draft, tmp_path / "p")
    path = tmp_path / "方案.xlsx"
    assert main(["main.py", "plan-file", str(tmp_path / "p"), "-o", str(path)]) == 0
    assert "没有签名" in capsys.readouterr().out
    assert main(["main.py", "plan", str(path)]) == 0
    assert "海滨市碳达峰方案" in capsys.readouterr().out
    words = ["--plan", str(path), "template", "市交通局", "-o", str(tmp_path / "空表.xlsx")]
    assert main(["main.py", *words]) == 0


def test_that_a_package_of_another_plan_comes_into_force_once_its_plan_is_at_hand(
    library, sent, paper, reader
):
    rulebook = load_shipped_rulebook(asset(RULEBOOK), paper.plan)
    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
    made = opened(paper.plan, 2026, rules, deadline="2027-01-31", at="2026-12-01T09:00:00+08:00")
    with pytest.raises(PackageRejected, match="另一个方案") as refused:
        take_in_package(library, made)
    assert "方案数据" in refused.value.hint
    taken_in(library, sent, reader)
    assert take_in_package(library, made).news is News.IN_FORCE
    assert library.terms(2026).plan.id == paper.plan.id
    assert library.of_year(2025).id == library.shipped.id
