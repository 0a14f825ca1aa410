"""What is printed beside the answers, and rows and cells that don't stand where they belong."""

import io
import re

import pytest
from openpyxl import load_workbook

from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.reasons import Notice
from model.workbook.sealed import read_report
from tests.corpus.base import base, questionnaire
from tests.corpus.kinds.formulas import FORMULAS
from tests.corpus.sheets import saved_by_openpyxl, with_cell, with_place


@pytest.fixture(scope="module")
def reader():
    from model.workbook.intake.worker_client import WorkbookReader

    with WorkbookReader() as one:
        yield one


def read(name, change, reader):
    content = saved_by_openpyxl(base(name), change)
    return read_report("a.xlsx", content, questionnaire(), reader)


def place(name, table, row, column):
    one = tables_in(read_sheets(base(name).content))[table]
    return one.sheet, one.place(row, column), one


def said(received, notice):
    return [str(remark) for remark in received.remarks if remark.code is notice]


def first_row(name, table, number=0):
    _, _, found = place(name, table, "", "")
    return list(found.rows)[number]


@pytest.mark.parametrize("name", ["export", "template"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("measure", "words"), ("measure", "place"), ("quantity", "name"), ("quantity", "quote"),
     ("quantity", "target_text"), ("quantity", "unit"), ("quantity", "target")],
)  # fmt: skip
def test_that_a_printed_cell_changed_by_hand_is_named(name, table, column, reader):
    sheet, cell, _ = place(name, table, first_row(name, table), column)

    def change(book):
        book[sheet][cell] = "另外的内容"

    named = said(read(name, change, reader), Notice.PRINTED)
    assert len(named) == 1
    assert named[0].startswith(f"{sheet} {cell}：")
    assert named[0].endswith("现为“另外的内容”")


@pytest.mark.parametrize("column", ["points", "maximum", "sentence", "item"])
def test_that_a_score_changed_by_hand_is_named(column, reader):
    row = first_row("export", "score", 1)
    sheet, cell, _ = place("export", "score", row, column)

    def change(book):
        book[sheet][cell] = 99

    (named,) = said(read("export", change, reader), Notice.PRINTED)
    assert named.startswith(f"{sheet} {cell}：")


def printed_cells():
    """Sheet and cell of everything that is printed in an export and that nobody is asked for: of
    each column the first row.
    """
    book = load_workbook(io.BytesIO(base("export").content))
    for sheet in book.worksheets[:-1]:
        first = {}
        for row in sheet.iter_rows(min_row=2, min_col=2):
            for cell in row:
                kind = (cell.row if cell.row < 5 or sheet.title == "封面" else 5, cell.column)
                if cell.value is not None and cell.protection.locked and kind not in first:
                    first[kind] = cell.coordinate
        yield from ((sheet.title, cell) for cell in first.values())


@pytest.mark.parametrize(("sheet", "cell"), list(printed_cells()))
def test_that_whatever_is_printed_is_missed_when_it_is_overtyped(sheet, cell, reader):
    content = with_place(base("export"), sheet, cell, ' t="str"|<v>以此为准</v>')
    received = read_report("a.xlsx", content, questionnaire(), reader)
    told = [*map(str, received.remarks), *map(str, received.edits)]
    assert any("以此为准" in words and cell in words for words in told)


def test_that_what_is_written_beside_what_is_printed_is_told(reader):
    def change(book):
        sheet, cell, _ = place("export", "measure", first_row("export", "measure"), "evidence")
        book[sheet][cell] = "另有 3 份"
        book["填报说明"]["F3"] = "以备注为准"

    told = "\n".join(map(str, read("export", change, reader).remarks))
    assert "另有 3 份" in told
    assert "以备注为准" in told


def test_that_a_formula_over_a_printed_cell_is_named(reader):
    sheet, cell, _ = place("export", "quantity", first_row("export", "quantity"), "target")

    def change(book):
        book[sheet][cell] = "=1+1"

    assert len(said(read("export", change, reader), Notice.PRINTED)) == 1


@pytest.mark.parametrize("name", ["export", "libreoffice", "gnumeric", "template"])
def test_that_saving_again_changes_nothing_printed(name, reader):
    received = read(name, lambda book: None, reader)
    assert said(received, Notice.PRINTED) == []


def test_that_answers_beside_the_words_of_another_row_are_asked_about(reader):
    one, other = first_row("template", "measure"), first_row("template", "measure", 1)
    sheet, _, table = place("template", "measure", one, "words")
    numbers = table.rows[one].number, table.rows[other].number
    columns = [letter for key, letter in table.letters.items() if key != "no"]

    def change(book):
        for letter in columns:
            first, second = (book[sheet][f"{letter}{number}"] for number in numbers)
            first.value, second.value = second.value, first.value

    received = read("template", change, reader)
    assert {one, other}.isdisjoint(received.submission.answers)
    assert {doubt.item for doubt in received.doubts} == {one, other}
    assert any("错行" in words for words in said(received, Notice.DOUBTFUL))


def test_that_answers_under_the_heading_of_another_column_are_asked_about(reader):
    row = first_row("template", "measure")
    sheet, _, table = place("template", "measure", row, "done")
    letter, other = (
        table.letters["done"],
        next(
            place for key, place in table.letters.items() if key in {"problems", "plan", "reason"}
        ),
    )
    heading = table.rows[row].number - 1

    def change(book):
        book[sheet][f"{letter}{heading}"] = book[sheet][f"{other}{heading}"].value

    received = read("template", change, reader)
    assert not [row for row in table.rows if "done" in received.submission.answers.get(row, {})]
    assert [doubt for doubt in received.doubts if doubt.field == "done"]


def test_that_another_unit_beside_a_number_is_asked_about_with_a_guess(reader):
    row = next(iter(base("template").tables["quantity"].rows))
    sheet, cell, table = place("template", "quantity", row, "unit")
    value = f"{table.letters['value']}{table.rows[row].number}"

    def change(book):
        book[sheet][cell] = f"万{book[sheet][cell].value}"
        book[sheet][value] = 12.5

    (doubt,) = (one for one in read("template", change, reader).doubts if one.item == row)
    assert "单位" in doubt.question
    assert doubt.guess == "125000"


def test_that_cells_merged_into_the_one_above_are_asked_about(reader):
    rows = [first_row("template", "measure", number) for number in range(3)]
    sheet, _, table = place("template", "measure", rows[0], "done")
    letter = table.letters["done"]
    top, bottom = table.rows[rows[0]].number, table.rows[rows[2]].number

    def change(book):
        book[sheet][f"{letter}{top}"] = "三项一并完成"
        book[sheet].merge_cells(f"{letter}{top}:{letter}{bottom}")

    doubts = [one for one in read("template", change, reader).doubts if one.field == "done"]
    assert [doubt.item for doubt in doubts] == rows[1:]
    assert all("合并" in doubt.question for doubt in doubts)
    assert {doubt.guess for doubt in doubts} == {"三项一并完成"}


def cover(row, value):
    sheet, cell, _ = place("template", "cover", row, "value")

    def change(book):
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026-01-15", "2026-01-15"), ("20260115", "2026-01-15"), (46037, "2026-01-15"),
     ("2026-01-15 00:00:00", "2026-01-15"), ("２０２６年１月１５日", "2026-01-15"),
     ("2026/1/15 9:30", "2026-01-15")],
)  # fmt: skip
def test_that_the_day_on_a_template_is_understood(value, day, reader):
    received = read("template", cover("filled_on", value), reader)
    assert received.submission.exported_at.startswith(day)
    assert not any("填报日期" in words for words in said(received, Notice.DOUBTFUL))


@pytest.mark.parametrize(
    "value", ["1月15日", "约一月中旬", "2026年1月", "2062-01-15", "2026-13-40"]
)
def test_that_a_day_that_is_not_certain_is_asked_about(value, reader):
    received = read("template", cover("filled_on", value), reader)
    assert any("填报日期" in words for words in said(received, Notice.DOUBTFUL))


@pytest.mark.parametrize(("value", "number"), [("二", 2), ("第三次", 3), ("第2次报送", 2), (4, 4)])
def test_that_the_number_of_a_report_is_understood(value, number, reader):
    received = read("template", cover("sequence", value), reader)
    assert received.submission.sequence == number


def test_that_an_unknown_number_of_a_report_and_another_year_are_asked_about(reader):
    received = read("template", cover("sequence", "补报"), reader)
    assert any("报送次序" in words for words in said(received, Notice.DOUBTFUL))
    received = read("template", cover("year", "2024年"), reader)
    assert any("2024年" in words for words in said(received, Notice.DOUBTFUL))


def test_that_a_lost_sheet_or_column_of_evidence_is_told(reader):
    received = read("template", lambda book: book.remove(book["佐证材料"]), reader)
    assert any("佐证材料" in words for words in said(received, Notice.SHEET_MISSING))
    received = read("template", lambda book: book["佐证材料"].delete_cols(4), reader)
    assert any("佐证材料" in words for words in said(received, Notice.SHEET_MISSING))


def test_that_notes_beside_cells_are_told_with_their_place(reader):
    from openpyxl.comments import Comment

    def change(book):
        book["指标"]["H5"].comment = Comment("实际是 95", "张三")

    (words,) = said(read("template", change, reader), Notice.COMMENT)
    assert re.match(r"指标 H5：批注“.*实际是 95”没有读取。", words)


def test_that_struck_out_cells_are_asked_about(reader):
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font

    row = first_row("template", "quantity")
    sheet, cell, _ = place("template", "quantity", row, "value")

    def whole(book):
        book[sheet][cell].font = Font(strike=True)

    def part(book):
        struck = TextBlock(InlineFont(strike=True), "12")
        book[sheet][cell] = CellRichText(struck, "95")

    def raised(book):
        book[sheet][cell] = CellRichText("10", TextBlock(InlineFont(vertAlign="superscript"), "4"))

    for change in (whole, part, raised):
        received = read("template", change, reader)
        assert [doubt.item for doubt in received.doubts] == [row]
        assert "value" not in received.submission.answers.get(row, {})


@pytest.mark.parametrize("kind", [kind for kind in FORMULAS if kind.startswith("picture")])
@pytest.mark.parametrize(("table", "column"), [("quantity", "value"), ("measure", "done")])
@pytest.mark.parametrize("name", ["export", "template"])
def test_that_a_picture_in_a_cell_is_said_as_such(name, table, column, kind, reader):
    row = first_row(name, table)
    content = with_cell(base(name), table, row, column, FORMULAS[kind])
    received = read_report("a.xlsx", content, questionnaire(), reader)
    if name == "export":
        (edit,) = received.edits
        assert "图片" in str(edit)
    else:
        (doubt,) = [one for one in received.doubts if one.item == row]
        assert "单元格里是图片" in doubt.question
        assert column not in received.submission.answers.get(row, {})
