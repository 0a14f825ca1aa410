"""Two people's readings of one text side by side, and settled into one."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from main import main
from model.errors import AppError
from model.plan.loader import load_plan
from model.plan_draft.comparison import DraftPart, Reader, compared, settled
from model.plan_draft.corrections import correct
from model.plan_draft.difference_sheet import settled_book, write_differences
from model.plan_draft.folder import files
from model.plan_draft.plan_reader import read_plan_text
from tests.model.plan_draft.reading import FOLDER, draft_of

TEXT = """海滨市碳达峰方案
海滨市人民政府
2023年5月1日
一、主要目标
到2025年，充电桩达到300个。
二、重点任务
（一）绿色出行。推广新能源汽车和换电站，建设充电桩。完善管理制度。（市交通局牵头，市住建委配合）
（二）绿色建筑。到2025年，绿色建筑占比达到90%，装配式建筑超过三成。（市住房城乡建委负责）
"""
FIRST = """
[plan]
issued = "2023-05-08"
[[body]]
name = "市住建委"
same_as = "市住房城乡建委"
[[measure]]
words = "推广新能源汽车和换电站"
split = ["和换电站"]
[[measure]]
words = "完善管理制度"
checkable = false
[[target]]
words = "充电桩达到300个"
name = "公共充电桩数量"
"""
SECOND = """
[plan]
issued = "2023-05-08"
[[clause]]
id = "2.1"
lead = ["市交通局", "市住建委"]
[[measure]]
words = "完善管理制度"
drop = true
[[target]]
words = "绿色建筑占比达到90%"
drop = true
[[target]]
add = true
words = "装配式建筑超过三成"
name = "装配式建筑占比"
unit = "%"
direction = "≥"
year = 2025
value = "30"
strict = true
"""
MADE_AT = "2026-11-28T09:00:00+08:00"


@pytest.fixture(scope="module")
def read():
    return read_plan_text(TEXT, id_="haibin")


@pytest.fixture(scope="module")
def two(read):
    return correct(read, FIRST), correct(read, SECOND)


@pytest.fixture(scope="module")
def comparison(read, two):
    return compared(read, *two)


def without_record(draft):
    found = files(draft)
    found.pop("record.json")
    return found


def test_that_what_differs_stands_side_by_side_and_what_is_alike_is_counted(comparison):
    said = [(one.part, one.first, one.second) for one in comparison.differences]
    assert said == [
        (DraftPart.BODY, "并入市住房城乡建委", "市住建委；政府部门"),
        (
            DraftPart.ROLES,
            "牵头：市交通局；配合：市住建委",
            "牵头：市交通局、市住建委",
        ),
        (DraftPart.MEASURES, "推广新能源汽车\n和换电站", "推广新能源汽车和换电站"),
        (DraftPart.MEASURES, "完善管理制度", ""),
        (
            DraftPart.TARGET,
            "公共充电桩数量；≥；个；数值；2025年300；报数：市交通局",
            "充电桩；≥；个；数值；2025年300；报数：市交通局",
        ),
        (DraftPart.TARGET, "绿色建筑占比；≥；%；比例；2025年90", ""),
        (DraftPart.TARGET, "", "装配式建筑占比；≥；%；比例；2025年30"),
    ]
    assert comparison.agreed[DraftPart.HEAD] == 5
    assert comparison.agreed[DraftPart.MEASURES] == 2


def test_that_what_one_alone_has_is_told(comparison):
    assert [one.about for one in comparison.alone(Reader.SECOND)] == ["装配式建筑占比"]
    assert [one.first[:6] for one in comparison.alone(Reader.FIRST)] == [
        "完善管理制度",
        "绿色建筑占比",
    ]


@pytest.mark.parametrize("reader", Reader)
def test_that_who_follows_one_throughout_gets_that_one(comparison, two, reader):
    chosen = settled(comparison, {one.key: reader for one in comparison.differences})
    wanted = two[0] if reader is Reader.FIRST else two[1]
    assert without_record(chosen) == without_record(wanted)


def test_that_each_difference_is_settled_by_itself(comparison):
    choices = {one.key: Reader.FIRST for one in comparison.differences}
    kept = next(one for one in comparison.differences if one.first == "完善管理制度")
    added = next(one for one in comparison.differences if not one.first)
    mixed = settled(comparison, {**choices, kept.key: Reader.SECOND, added.key: Reader.SECOND})
    quotes = [one.quote for one in mixed.clauses[0].measures]
    assert quotes == ["推广新能源汽车", "和换电站", "建设充电桩"]
    assert "装配式建筑占比" in [target.name for target in mixed.targets]


def test_that_what_nobody_settled_is_named(comparison):
    with pytest.raises(AppError, match="还有 7 处没有定") as refused:
        settled(comparison, {})
    assert str(refused.value.problems[2]) == "任务怎么分 › 第 7 行 › （一）绿色出行"


def test_that_readings_of_two_texts_are_not_compared(read, two):
    other = read_plan_text(TEXT.replace("推广", "普及"))
    with pytest.raises(AppError, match="不是同一个方案文本"):
        compared(read, two[0], other)


@pytest.mark.parametrize("name", ["chongqing", "sichuan"])
def test_that_a_reading_agrees_with_itself(name):
    draft = draft_of(name)
    found = compared(draft, draft, draft)
    assert not found.differences
    assert without_record(settled(found, {})) == without_record(draft)


def filled(path, words):
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heading = next(c for row in sheet.iter_rows() for c in row if c.value == "采用")
    for row in range(heading.row + 1, sheet.max_row + 1):
        sheet.cell(row, heading.column).value = words
    book.save(path)


def test_that_the_workbook_is_settled_in_wps_and_read_back(comparison, tmp_path):
    path = tmp_path / "比对.xlsx"
    write_differences(path, comparison, MADE_AT)
    assert settled_book(path, comparison).choices == {}
    filled(path, "第二份")
    chosen = settled_book(path, comparison).choices
    assert set(chosen.values()) == {Reader.SECOND}
    assert len(chosen) == len(comparison.differences)
    one = comparison.differences[0]
    changed = replace(comparison, differences=(replace(one, first="别的"),))
    assert settled_book(path, changed).choices == {}  # it was settled about other words
    filled(path, "都行")
    with pytest.raises(AppError, match="读不懂"):
        settled_book(path, comparison)


def test_that_the_command_compares_two_readings_and_writes_the_settled_one(tmp_path, capsys):
    text = FOLDER / "texts" / "wuhan.txt"
    first, second = tmp_path / "甲.toml", tmp_path / "乙.toml"
    first.write_text('[[measure]]\nwords = "全面推行林长制"\ndrop = true', "utf-8")
    second.write_text('[plan]\nissued = "2022-01-01"', "utf-8")
    table = tmp_path / "比对.xlsx"
    words = ["main.py", "plan-draft", str(text), "-o", str(tmp_path / "定")]
    words += ["--corrections", str(first), "--second", str(second)]
    assert main([*words, "--differences", str(table)]) == 1
    printed = capsys.readouterr()
    assert "不同的 2 处" in printed.out
    assert "还有 2 处没有定" in printed.err
    assert not (tmp_path / "定").exists()
    filled(table, "第一份")
    assert main([*words, "--settled", str(table)]) == 0
    plan = load_plan(tmp_path / "定")
    assert "全面推行林长制" not in [one.quote for one in plan.measures.values()]
