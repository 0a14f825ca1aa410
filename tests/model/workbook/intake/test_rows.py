"""One reader of sheets: what is not wholly sound is refused."""

import pytest

from model.workbook.codes import Reason
from model.workbook.intake.refused import Refused
from model.workbook.intake.rows import SheetRows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
GOOD = '<row r="1"><c r="A1" s="1"/><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'


def rows(data):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    return SheetRows(sheet.encode("utf-8", "surrogatepass"), "表", "part")


@pytest.mark.parametrize("length", range(1, len(GOOD)))
def test_that_half_a_row_is_no_sound_row(length):
    assert [row.number for row in rows(GOOD).all()] == [1]
    with pytest.raises(Refused):
        rows(GOOD + GOOD.replace("1", "2")[:length]).all()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace("B1", "A1"), GOOD.replace("B1", "B2"), GOOD.replace("B1", "XFE1"),
        GOOD.replace("B1", "b1"), GOOD + GOOD, GOOD.replace("甲", "甲&nbsp;"),
        GOOD.replace("甲", "甲&#0;"), GOOD.replace("甲", "\ufffe"), GOOD.replace("1", "1048577"),
    ],
)  # fmt: skip
def test_that_a_row_no_program_writes_is_refused(data):
    with pytest.raises(Refused) as caught:
        rows(data).all()
    assert caught.value.code in {Reason.DAMAGED, Reason.SUSPICIOUS}


def test_that_what_is_written_in_another_way_means_the_same():
    cells = rows(GOOD).all()[0].cells
    assert rows(GOOD.replace("甲", "&#x7532;")).all()[0].cells == cells
    assert rows(GOOD.replace("甲", "<!-- a note -->甲")).all()[0].cells == cells
    assert rows(GOOD.replace("甲", "<![CDATA[甲]]>")).all()[0].cells == cells


def test_that_a_look_at_the_first_rows_does_not_read_the_last():
    data = "".join(GOOD.replace("1", str(number)) for number in range(1, 500))
    found = rows(data[:-2])
    assert 0 < len(found.first_look()) < 100
    with pytest.raises(Refused):
        found.all()


def test_that_a_look_at_the_first_rows_finds_a_dtd():
    content = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet/>'
    with pytest.raises(Refused) as caught:
        SheetRows(content, "表", "part").first_look()
    assert caught.value.code is Reason.DOCTYPE
