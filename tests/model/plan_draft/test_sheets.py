"""A draft as a workbook: written, edited as in WPS, and read back against the text."""

import pytest
from openpyxl import load_workbook

from main import main
from model.domain.plan import DepartmentKind
from model.errors import AppError
from model.paths import asset
from model.plan.loader import load_plan
from model.plan.note_forms import NoteRole
from model.plan_draft.corrections import corrected_as_far
from model.plan_draft.folder import files
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.sheets import correct_by_book, corrected_book, write_draft_book
from tests.model.plan_draft.reading import FOLDER, TEXTS, draft_of

MADE_AT = "2026-11-28T09:00:00+08:00"
CLAUSES, MEASURES, TARGETS, BODIES = "条款", "任务清单项", "方案指标", "责任单位"


@pytest.fixture(scope="module")
def draft():
    return draft_of("chongqing")


@pytest.fixture
def book(draft, tmp_path):
    path = tmp_path / "初稿.xlsx"
    write_draft_book(path, draft, MADE_AT)
    return path


class Edited:
    """The workbook as a person edits it: cells are found by their row's key and heading."""

    def __init__(self, path):
        self._path = path
        self.book = load_workbook(path)

    def place(self, sheet, key, heading):
        rows = list(self.book[sheet].iter_rows())
        headings = next(row for row in rows if any(cell.value == heading for cell in row))
        column = next(cell.column for cell in headings if cell.value == heading)
        row = next(row[0].row for row in rows if row[0].value == key)
        return self.book[sheet].cell(row, column)

    def write(self, sheet, key, heading, words):
        self.place(sheet, key, heading).value = words
        return self

    def drop(self, sheet, key):
        self.book[sheet].delete_rows(self.place(sheet, key, "序号").row)
        return self

    def read_back(self, draft):
        self.book.save(self._path)
        return correct_by_book(draft, self._path)


MADE_UP = tuple(sorted(path.stem for path in (FOLDER / "made_up").glob("*.txt")))


def read_of(name):
    if name == "hebei":
        return read_plan_text((asset("plan/hebei-2022") / "plan.txt").read_text("utf-8"))
    if name in MADE_UP:
        return read_plan_text((FOLDER / "made_up" / f"{name}.txt").read_text("utf-8"), id_=name)
    return draft_of(name)


@pytest.mark.parametrize("name", [*TEXTS, *MADE_UP, "hebei"])
def test_that_a_workbook_nobody_edited_changes_no_word(name, tmp_path):
    draft = read_of(name)
    write_draft_book(tmp_path / "初稿.xlsx", draft, MADE_AT)
    back = correct_by_book(draft, tmp_path / "初稿.xlsx")
    before, after = files(draft), files(back)
    before.pop("record.json")
    after.pop("record.json")
    assert after == before


def test_that_lines_in_a_cell_are_measures_and_a_deleted_row_is_none(draft, book):
    edited = Edited(book)
    words = "支持企业开展“智能+绿色”协同改造"
    edited.write(MEASURES, "3.1.1-02", "任务（原文）", "支持企业开展“智能+绿色”\n协同改造")
    back = edited.drop(MEASURES, "3.1.1-03").read_back(draft)
    quotes = [measure.quote for measure in back.clauses[0].measures]
    assert quotes[1:3] == ["支持企业开展“智能+绿色”", "协同改造"]
    assert words not in quotes
    assert "建设绿色智能工厂" not in quotes


def test_that_bodies_change_sides_and_targets_their_numbers(draft, book):
    edited = Edited(book)
    edited.write(CLAUSES, "3.1.1", "牵头", "市经济信息委、市能源局")
    edited.write(CLAUSES, "3.1.1", "配合", "市发展改革委、市大数据发展局")
    target = next(one for one in draft.targets if "诊断企业" in one.name)
    edited.write(TARGETS, target.id, "年份：数值", "2024：500；2025：800")
    edited.write(TARGETS, target.id, "约束性", "是")
    back = edited.read_back(draft)
    names = {body.id: body.name for body in back.bodies}
    led = [names[body] for body, role in back.clauses[0].named if role is NoteRole.LEAD]
    assert led == ["市经济信息委", "市能源局"]
    changed = next(one for one in back.targets if one.id == target.id)
    assert [(m.year, str(m.value)) for m in changed.milestones] == [(2024, "500"), (2025, "800")]
    assert changed.binding


def test_that_two_bodies_with_one_name_are_one(draft, book, tmp_path):
    ids = {body.name: body.id for body in draft.bodies}
    edited = Edited(book).write(BODIES, ids["市商务委"], "名称", "市招商投资局")
    back = edited.read_back(draft)
    assert "市商务委" not in [body.name for body in back.bodies]
    kept = next(body for body in back.bodies if "市商务委" in {body.name, *body.aliases})
    assert kept.id in {ids["市商务委"], ids["市招商投资局"]}


def test_that_words_that_do_not_stand_in_the_text_are_named_and_nothing_is_taken(draft, book):
    edited = Edited(book).write(MEASURES, "3.1.1-02", "任务（原文）", "支持企业开展改造")
    with pytest.raises(AppError) as refused:
        edited.read_back(draft)
    assert "“支持企业开展改造”" in str(refused.value.problems[0])


def test_that_a_body_missing_from_a_note_is_named(draft, book):
    with pytest.raises(AppError) as refused:
        Edited(book).write(CLAUSES, "3.1.1", "配合", "市发展改革委").read_back(draft)
    assert "应与责任括号里的一样" in str(refused.value.problems[0])


def test_that_numbers_that_can_t_be_told_are_named(draft, book):
    with pytest.raises(AppError) as refused:
        Edited(book).write(TARGETS, "target-02", "年份：数值", "明年一千").read_back(draft)
    assert "年份和数值" in str(refused.value.problems[0])


def test_that_what_is_good_is_taken_and_each_cell_that_is_not_stays_as_it_was(draft, book):
    first, second = draft.clauses[0].measures[:2]
    target, other = draft.targets[:2]
    edited = (
        Edited(book)
        .write(MEASURES, first.id, "任务（原文）", "方案里没有的话")
        .write(MEASURES, second.id, "一次完成", "是")
        .write(TARGETS, target.id, "报数单位", "没有的局")
        .write(TARGETS, target.id, "指标名称", "另一个名称")
        .write(TARGETS, other.id, "年份：数值", "明年一千")
        .write(CLAUSES, "3.1.1", "配合", "没有的委")
    )
    edited.book.save(book)
    read = corrected_book(draft, book)
    places = [(one.where[1], one.message) for one in read.problems]
    assert [sheet for sheet, _ in places] == [MEASURES, CLAUSES, TARGETS, TARGETS]
    assert all(one.where[2] for one in read.problems)
    now, left = corrected_as_far(draft, read.corrections)
    assert left == []
    clause = now.clauses[0]
    assert [one.quote for one in clause.measures] == [
        one.quote for one in draft.clauses[0].measures
    ]
    assert clause.measures[1].once
    assert now.targets[0].name == "另一个名称"
    assert now.targets[0].departments == target.departments
    assert now.targets[1].milestones == other.milestones
    assert [one.named for one in now.clauses] == [one.named for one in draft.clauses]


def test_that_members_that_no_bracket_names_are_added(draft, book):
    body = next(one for one in draft.bodies if one.kind is DepartmentKind.COLLECTIVE)
    back = (
        Edited(book)
        .write(BODIES, body.id, "成员（统称的）", "望海楼街道办事处、光复道街道办事处")
        .read_back(draft)
    )
    *_, one, other = back.bodies
    assert (one.name, other.name) == ("望海楼街道办事处", "光复道街道办事处")
    assert one.kind is DepartmentKind.STREET
    assert next(b for b in back.bodies if b.id == body.id).members == (one.id, other.id)


def test_that_another_workbook_gets_a_sentence(draft, book):
    edited = Edited(book)
    del edited.book[TARGETS]
    with pytest.raises(AppError, match="没有工作表“方案指标”"):
        edited.read_back(draft)


def test_that_the_command_writes_the_workbook_and_reads_it_back(tmp_path, capsys):
    text, book = FOLDER / "texts" / "wuhan.txt", tmp_path / "初稿.xlsx"
    first = ["plan-draft", str(text), "-o", str(tmp_path / "一"), "--workbook", str(book)]
    assert main(["main.py", *first]) == 0
    again = Edited(book).write(BODIES, "body-01", "名称", "市经济和信息化局")
    again.book.save(book)
    second = ["plan-draft", str(text), "-o", str(tmp_path / "二"), "--edited", str(book)]
    assert main(["main.py", *second]) == 0
    assert load_plan(tmp_path / "二").departments["body-01"].name == "市经济和信息化局"
    assert "改好后用 --edited 读回" in capsys.readouterr().out
