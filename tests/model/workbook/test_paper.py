from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from model.workbook.paper.layout import addresses, fitted
from model.workbook.paper.page import Page, set_up
from model.workbook.paper.styles import palette
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.text_size import (
    TALLEST_ROW_PT,
    line_count,
    parts,
    shared_widths,
    width_em,
)

TEXT = st.text(st.sampled_from("甲乙丙，。“”（）ab 12\n"), max_size=400)


@pytest.mark.parametrize(
    ("text", "ems"), [("", 0), ("甲乙", 2), ("12", 1.26), ("葛\U000e0100", 1), ("W", 0.8)]
)
def test_that_widths_count_chinese_letters_as_one_em(text, ems):
    assert width_em(text) == pytest.approx(ems)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("甲" * 9, 1),
        ("甲" * 10, 2),
        ("甲\n乙\n", 3),
        ("甲" * 9 + "。", 2),
        ("a" * 60, 5),
        ("word " * 6, 3),
    ],
)
def test_that_lines_are_counted_as_spreadsheets_break_them(text, lines):
    assert line_count(text, 19, 10) == lines


def test_that_a_closing_mark_takes_the_letter_before_it_along():
    assert parts("甲" * 9 + "。", 19, 10, 1) == ["甲" * 8, "甲。"]


@given(TEXT, st.integers(8, 60), st.integers(1, 20))
@example("““” “““", 8, 1)  # the blank hangs over the end of the first line
def test_that_parts_joined_are_the_text_and_none_is_too_long(text, width, lines):
    pieces = parts(text, width, 10, lines)
    assert "".join(pieces) == text
    # A part may end with a line's end, which would begin a line if something followed.
    assert all(line_count(piece.removesuffix("\n"), width, 10) <= lines for piece in pieces)


def test_that_widths_go_to_those_who_need_them():
    wide, narrow = shared_widths(60, [10, 10], [[5000, 100]] * 5)
    assert wide > 3 * narrow
    assert wide + narrow <= 60


def test_that_without_any_text_columns_share_alike():
    assert shared_widths(60, [10, 20], []) == [30, 30]


def a_table(*texts: str) -> Table:
    return Table(
        key="t",
        title="甲表",
        heading="甲",
        note="",
        columns=(
            Column(key="no", heading="序号", width=6),
            Column(key="text", heading="内容"),
        ),
        rows=tuple(
            Row(key=f"r{n}", values={"no": Decimal(n), "text": text})
            for n, text in enumerate(texts)
        ),
        width=40,
    )


def test_that_a_text_too_tall_for_a_row_goes_on_below_and_moves_what_follows():
    table = a_table("短", "很长。\n" * 70, "短")
    fit = fitted(table)
    assert len(fit.lines) > 3
    assert all(line.height <= TALLEST_ROW_PT for line in fit.lines)
    assert [line.row.key for line in fit.lines][1:3] == ["r1", "r1~2"]
    assert "".join(str(line.row.values["text"]) for line in fit.lines[1:-1]) == "很长。\n" * 70
    assert addresses(table)["r2", "text"] == f"'甲表'!$C${5 + len(fit.lines) - 1}"


def test_that_paper_takes_its_colours_from_the_palette():
    assert {"ink", "quote", "done", "done_tint", "returned"} <= palette().keys()
    assert all(len(colour) == 6 for colour in palette().values())


def test_that_no_sheet_leaves_the_number_of_its_pages_open():
    """LibreOffice would count a page too many for some, and print it blank."""
    sheet = Workbook().create_sheet()
    set_up(sheet, Page(left="a", right="b"))
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight > 1000
