"""No file may hang, bloat or fool the app."""

import time

import pytest

from model.workbook.intake import limits
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.intake.worker_reply import trusted
from model.workbook.reasons import Reason
from model.workbook.sealed import read_report
from tests.model.workbook.damage import in_sheet, members, with_part, zipped
from tests.systems import linux_alone
from tests.thorough import some

ROOM = 2**20


def inside(content: bytes, filler: bytes) -> bytes:
    """*filler* put into the rows of the second sheet."""
    return in_sheet(content, rb"</sheetData>", filler.replace(b"\\", b"\\\\") + b"</sheetData>")


def bombs(content: bytes) -> dict[str, tuple[bytes, set[Reason]]]:
    blank = b" " * (40 * ROOM)
    parts = members(content)
    return {
        "unused member": (zipped({**parts, "xl/x.xml": blank}), {Reason.BOMB}),
        "many members": (zipped({**parts, **{f"x{n}": b"" for n in range(600)}}), {Reason.BOMB}),
        "comment": (inside(content, b"<!--" + b"x" * (3 * ROOM) + b"-->"),
                    {Reason.BOMB, Reason.TOO_MUCH}),
        "attribute": (inside(content, b'<row r="9" x="' + b"y" * (3 * ROOM) + b'"/>'),
                      {Reason.BOMB, Reason.TOO_MUCH}),
        "deep": (inside(content, b"<a>" * 100_000), {Reason.BOMB, Reason.TOO_MUCH}),
        "attributes": (inside(content, b'<row r="9" ' + b" ".join(
            b"a%d='1'" % n for n in range(5000)) + b"/>"), {Reason.TOO_MUCH}),
        "text": (inside(content, b'<row r="9"><c r="A9" t="inlineStr"><is><t>'
                        + b"z" * 70_000 + b"</t></is></c></row>"), {Reason.BAD_CELL}),
        "rows": (inside(content, b"".join(
            b'<row r="%d"><c t="inlineStr"><is><t>%d</t></is></c></row>' % (n, n)
            for n in range(9, 330_009))), {Reason.TOO_MUCH, Reason.BOMB}),
    }  # fmt: skip


KINDS = ["unused member", "many members", "comment", "attribute", "deep", "attributes", "text",
         "rows"]  # fmt: skip


@pytest.mark.in_part
@pytest.mark.parametrize("kind", some(KINDS))
def test_that_a_bomb_is_refused_quickly(content, report, reader, kind):
    bomb, reasons = bombs(content)[kind]
    start = time.perf_counter()
    with pytest.raises(Refused) as caught:
        reader.cells(bomb)
    assert caught.value.code in reasons
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="500000" spans="1:16384" ht="20"/>',
        b"".join(b'<row r="%d" ht="20"/>' % n for n in range(9, 100_009)),
    ],
    ids=["far cell", "far row", "formatted rows"],
)
def test_that_a_far_cell_costs_nothing_and_changes_nothing(content, report, reader, far):
    start = time.perf_counter()
    received = read_report("a.xlsx", inside(content, far), report.questionnaire, reader)
    assert received.submission == report.submission
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet2.xml", b'<dimension ref="A1:K7"', b'<dimension ref="A1:XFD1048576"'),
        ("xl/worksheets/sheet2.xml", b'<mergeCell ref="B2:K2"', b'<mergeCell ref="A1:XFD1048576"'),
        ("xl/worksheets/sheet2.xml", b'sqref="E5:E7"', b'sqref="A1:XFD1048576"'),
    ],
    ids=["dimension", "merge", "validation"],
)
def test_that_giant_ranges_are_never_expanded(content, report, reader, part, old, new):
    def change(xml: bytes) -> bytes:
        assert old in xml
        return xml.replace(old, new)

    received = read_report("a.xlsx", with_part(content, part, change), report.questionnaire, reader)
    assert received.submission == report.submission


def test_that_a_child_that_takes_too_long_is_ended_and_the_next_file_is_read(content, report):
    with WorkbookReader() as reader:
        reader._wall_s = 0.0
        with pytest.raises(Refused) as caught:
            reader.cells(content)
        assert caught.value.code is Reason.TIMEOUT
        reader._wall_s = limits.WALL_S
        assert reader.cells(content)


def test_that_a_child_that_dies_costs_one_file(content):
    with WorkbookReader() as reader:
        assert reader.cells(content)
        reader._process.kill()
        reader._process.wait()
        with pytest.raises(Refused) as caught:
            reader.cells(content)
        assert caught.value.code is Reason.READER_DIED
        assert reader.cells(content)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"[]", b"{}", b"\xff", b"[" * 10_000,
        b'{"refused": "empty"}',
        b'{"refused": "made-up", "detail": "", "where": []}',
        b'{"tables": 1, "notes": [], "moments": {}}',
        b'{"tables": {"a": ["s", {}]}, "notes": [], "moments": {}}',
        b'{"tables": {"a": ["s", {}, {"r": ["1", {}]}]}, "notes": [], "moments": {}}',
        b'{"tables": {"a": ["s", {}, {"r": [1, {"c": 5}]}]}, "notes": [], "moments": {}}',
        b'{"tables": {"a": ["s", {}, {"r": [1, {"c": ["text", "x", "no", ""]}]}]}, "notes": []}',
        b'{"tables": {"a": ["s", {"c": 3}, {}]}, "notes": [], "moments": {}}',
        b'{"tables": {}, "notes": [["made-up", "", "", ""]], "moments": {}}',
        b'{"tables": {}, "notes": [], "moments": {"created": 1}}',
    ],
)  # fmt: skip
def test_that_a_child_is_not_believed(answer):
    with pytest.raises(Refused) as caught:
        trusted(answer)
    assert caught.value.code is Reason.READER_DIED


@linux_alone
def test_that_the_child_can_neither_write_files_nor_grow_without_bound(content):
    with WorkbookReader() as reader:
        reader.cells(content)
        with open(f"/proc/{reader._process.pid}/limits") as file:  # noqa: PTH123
            found = {line[:26].strip(): line[26:].split()[0] for line in file}
    assert found["Max file size"] == "0"
    assert found["Max address space"] == str(limits.MEMORY)
    assert int(found["Max cpu time"]) <= limits.CPU_S + 2
