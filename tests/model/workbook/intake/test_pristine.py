"""Of a file that is as the app wrote it the packet will do; of any other, nothing is skipped."""

import pytest

from model.workbook.codes import Reason
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_main import taken_in
from model.workbook.keys import PACKET
from model.workbook.report.wanted import wanted_columns
from tests.model.workbook.damage import members, place_of, with_cell, with_part, zipped
from tests.model.workbook.years import questionnaire


def quickly(content):
    return taken_in(content, wanted_columns(questionnaire()), quick=True)


def test_that_of_an_untouched_file_only_the_packet_is_read(content):
    found = quickly(content)
    assert found.pristine
    assert list(found.tables) == [PACKET]


def test_that_a_saved_file_is_read_in_full(content):
    sheet, cell = place_of(content, "quantity", "i-cars", "value")
    found = quickly(with_cell(content, sheet, cell, "11"))
    assert not found.pristine
    assert len(found.tables) > 4


def test_that_a_changed_part_is_no_longer_what_the_app_wrote(content):
    changed = with_part(
        content,
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b"</sheetData>", b" </sheetData>"),
    )
    assert not quickly(changed).pristine


def test_that_an_added_part_is_no_longer_what_the_app_wrote(content):
    assert not quickly(zipped({**members(content), "xl/more.xml": b"<x/>"})).pristine


def test_that_nothing_is_quick_unless_asked_for(content):
    assert not taken_in(content, wanted_columns(questionnaire())).pristine


def test_that_a_damaged_part_is_found_although_it_is_not_read(content):
    place = content.index(b"xl/worksheets/sheet3.xml") + 200
    broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
    with pytest.raises(Refused):
        quickly(broken)


def test_that_a_file_cut_at_any_byte_is_refused(content):
    codes = set()
    for length in range(len(content)):
        with pytest.raises(Refused) as caught:
            taken_in(content[:length])
        codes.add(caught.value.code)
    assert codes == {Reason.EMPTY, Reason.TEXT, Reason.NOT_A_WORKBOOK, Reason.DAMAGED}
