import pytest

from model.domain.sealed import seal, unseal_as
from model.domain.submission import COVER, Amendment, Origin, Submission
from model.workbook.report import cell_decisions
from model.workbook.report.cell_decisions import Decision, Take, Undecidable
from model.workbook.sealed import read_report
from tests.model.workbook.damage import edited, place_of, with_cell

FOUND = Decision(take=Take.FOUND, reason="电话核实")


def resolved(found, decisions=cell_decisions.KEEP):
    edits = (*found.edits, *found.doubts)
    return cell_decisions.resolved(found.submission, edits, decisions)


def received(content, report, reader, *changes):
    """*changes*: (table, row, column, value)."""
    for table, row, column, value in changes:
        sheet, cell = place_of(content, table, row, column)
        content = with_cell(content, sheet, cell, value)
    return read_report("a.xlsx", content, report.questionnaire, reader)


def test_that_nothing_decided_leaves_what_was_sealed(content, report, reader):
    found = received(content, report, reader, ("quantity", "i-green", "value", 40))
    assert resolved(found) == report.submission
    assert resolved(found, Decision(take=Take.SEALED)) == report.submission


def test_that_a_value_taken_from_a_cell_is_marked_with_its_reason(content, report, reader):
    found = received(content, report, reader, ("quantity", "i-green", "value", "４０％"))
    (edit,) = found.edits
    decided = resolved(found, {edit.key: FOUND})
    assert decided.answers["i-green"]["value"] == "40"
    assert decided.amendments == (
        Amendment(item="i-green", field="value", sealed="38.9", taken="40", reason="电话核实"),
    )
    assert unseal_as(Submission, seal(decided)) == decided
    assert decided.check_code != report.submission.check_code


def test_that_cells_are_decided_one_by_one(content, report, reader):
    found = received(
        content, report, reader,
        ("measure", "3.1-01-01", "state", "滞后"), ("cover", "filled_by", "value", "李四"),
    )  # fmt: skip
    decided = resolved(found, {"cover/filled_by/value": FOUND})
    assert decided.cover["filled_by"] == "李四"
    assert decided.answers == report.submission.answers
    assert [one.item for one in decided.amendments] == [COVER]


def test_that_all_can_be_taken_at_once_where_they_say_something_certain(content, report, reader):
    found = received(
        content, report, reader,
        ("measure", "3.1-01-01", "state", "滞后"), ("measure", "3.1-01-02", "progress", None),
        ("quantity", "i-green", "value", "约39"), ("cover", "self_total", "value", 99),
        ("evidence", "e1", "reference", "新文号"),
    )  # fmt: skip
    decided = resolved(found, FOUND)
    assert decided.answers["3.1-01-01"]["state"] == "behind"
    assert "progress" not in decided.answers["3.1-01-02"]
    assert decided.answers["i-green"]["value"] == "38.9"
    assert decided.self_total == report.submission.self_total
    assert decided.evidence[0].reference == "新文号"
    assert [one.field for one in decided.amendments] == ["state", "progress", "reference"]


def test_that_an_unclear_cell_can_be_taken_as_a_person_reads_it(content, report, reader):
    found = received(content, report, reader, ("quantity", "i-green", "value", "约39"))
    (edit,) = found.edits
    assert not edit.adoptable
    reading = Decision(take=Take.FOUND, reason="来电确认", value="39.2")
    assert resolved(found, {edit.key: reading}).answers["i-green"]["value"] == "39.2"


@pytest.mark.parametrize(
    ("change", "decision"),
    [
        (("quantity", "i-green", "value", 40), Decision(take=Take.FOUND)),
        (("quantity", "i-green", "value", 40), Decision(take=Take.FOUND, reason=" ")),
        (("quantity", "i-green", "value", "约39"), FOUND),
        (("quantity", "i-green", "value", "=1"), FOUND),
        (("cover", "self_total", "value", 99), Decision(take=Take.FOUND, reason="改", value="99")),
    ],
)
def test_that_what_cannot_be_carried_out_is_refused(content, report, reader, change, decision):
    found = received(content, report, reader, change)
    (edit,) = found.edits
    with pytest.raises(Undecidable):
        resolved(found, {edit.key: decision})


def test_that_evidence_crossed_out_by_hand_can_be_let_go(content, report, reader):
    def change(book):
        book["佐证材料"].delete_rows(5)

    found = read_report("a.xlsx", edited(content, change), report.questionnaire, reader)
    assert [piece.id for piece in resolved(found, FOUND).evidence] == ["e2"]


def test_that_doubts_of_an_unsealed_file_are_decided_alike(content, report, reader):
    def change(book):
        del book["数据包"]

    sheet, cell = place_of(content, "quantity", "i-green", "value")
    found = read_report(
        "a.xlsx", edited(with_cell(content, sheet, cell, "约39"), change),
        report.questionnaire, reader,
    )  # fmt: skip
    (doubt,) = found.doubts
    assert doubt.guess == "39"
    assert resolved(found, FOUND) == found.submission
    decision = Decision(take=Take.FOUND, reason="来电确认", value=doubt.guess)
    decided = resolved(found, {doubt.key: decision})
    assert decided.answers["i-green"]["value"] == "39"
    assert decided.origin is Origin.CELLS
