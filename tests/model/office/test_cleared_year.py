"""清除往年个人信息 at the office: a closed year is what it was, but that nobody is named in it."""

import re

import pytest

from forms import FORMS
from model.domain.review import Matter
from model.domain.submission import CLEARED
from model.jobs import JobContext
from model.office.department_year import ReportingState
from model.office.file_verdicts import bodies_in_name
from model.office.inbox import receive
from model.office.records import counting_reports
from model.office.report_contents import opinion, report_data
from model.office.score_verification import verify_scores
from model.office.year import OfficeYear
from model.package.contacts import reported_contacts
from model.plans import PlanLibrary
from model.store.closed_years import close_year
from model.store.personal_data import NO_NAME, clear_personal_data, personal_data
from model.store.receipts import OriginalCleared
from model.store.record_chain import chain_state
from model.store.year_guard import leave_unguarded
from tests.model.office.conftest import FILES
from tests.model.office.live import Decisions
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.years import ANSWERS, OPENED, YEAR, exported, make_report, questionnaire

NOON = "2026-06-01T12:00:00+08:00"
PEOPLE = {"张三丰": CLEARED, "022-87654321": CLEARED, "李四光": CLEARED}


def by_hand(content: bytes, *cells: tuple[str, str, str, str]) -> bytes:
    for table, row, column, text in cells:
        sheet, cell = place_of(FILES["city"], table, row, column)
        content = with_cell(content, sheet, cell, text)
    return content


@pytest.fixture
def closed(office, send, tmp_path):
    """A closed year with whatever may hang on names: edited by hand, adopted, confirmed, passed;
    undecided; without a name from the start; a file of another year.
    """
    cover = {"filled_by": "张三丰", "phone": "022-87654321", "remark": "一切正常。"}
    city = by_hand(
        exported(make_report(ANSWERS, id="a1", cover=cover)),
        ("quantity", "i-cars", "value", "12"),
        ("cover", "filled_by", "value", "李四光"),
    )
    schools = by_hand(
        exported(make_report({"i-green": {"value": "40"}}, body="jyj", id="b1", cover={})),
    )
    send(城管委张三丰=city, 教育局=schools)
    other = tmp_path / "张三丰教育局.xlsx"
    other.write_bytes(exported(make_report(body="jyj", id="o", year=YEAR - 1, cover=cover)))
    receive(office.db, questionnaire(), [other], JobContext(), year=YEAR)
    office.refresh()
    decide, second = Decisions(office, by="王五"), Decisions(office, by="赵六")
    decide.switch_four_eyes("制度", on=True)
    for edit in office.body("cgw").edits:
        decide.take_cell(office.body("cgw").digest, edit, "电话核实")
        second.confirm_ruling(office.ruling(
            Matter.HAND_EDIT, f"{office.body('cgw').digest}/{edit.key}"
        ))  # fmt: skip
    decide.adopt_the_rest("cgw")
    for key, one in office.body("cgw").items.items():
        if one.waiting:
            decide.adjust("cgw", key, {"reason": "按核实的写"}, "核实")
            second.confirm("cgw", key)
    second.confirm_grade("cgw")
    decide.pass_year("cgw")
    close_year(office.db, YEAR, office.plan, None, by="王五", reason="办结")
    return read(office)


def read(office) -> OfficeYear:
    return OfficeYear.read(PlanLibrary(office.db, office.plan), office.rulebook, FORMS, YEAR)


def told(office: OfficeYear) -> str:
    """All that the office sees and writes of the year."""
    bodies = [
        (b.state, [*b.doubts()], [*b.notes()], b.findings, b.items, b.recomputed, b.reviewed,
         b.submission, b.shown, b.self_total, b.edits, b.since_pass)
        for b in office.bodies
    ]  # fmt: skip
    remarks = [office.remarks_on(one.verdict) for one in office.receipts]
    opinions = [opinion(office, b.id, made_at=NOON) for b in office.reported]
    senders = [office.sender_of(one) for one in office.stray]
    report = report_data(office, made_at=NOON)
    return re.sub(" at 0x[0-9a-f]+", "", repr((bodies, remarks, opinions, senders, report)))


@pytest.mark.parametrize("originals", [False, True])
def test_that_nothing_of_a_closed_year_is_otherwise_but_the_names(office, closed, originals):
    before, chain = told(closed), chain_state(office.db.conn)
    assert closed.body("cgw").state is ReportingState.PASSED
    assert closed.body("cgw").items["i-cars"].answer["value"] == "12"
    assert closed.body("jyj").state is ReportingState.DOUBTFUL
    clear(office, originals=originals)
    after = told(read(office))
    for name, instead in PEOPLE.items():
        assert name in before
        assert name not in after
        before = before.replace(name, instead)
    assert without_file_names(after) == without_file_names(before)
    assert chain.holds
    assert chain_state(office.db.conn).holds
    assert personal_data(office.db, [YEAR]).records == 0


def clear(office, *, originals: bool) -> None:
    clear_personal_data(
        office.db, [YEAR, YEAR - 1], "赵六", "满一年", originals=originals,
        kept_of=lambda name: bodies_in_name([office.plan], name),
    )  # fmt: skip


def without_file_names(words: str) -> str:
    for name in ("mail0/城管委（已清除）.xlsx", "mail0/教育局.xlsx", "（已清除）教育局.xlsx"):
        words = words.replace(name, NO_NAME).replace(name.rpartition("/")[2], NO_NAME)
    for kept in ("城管委", "教育局"):
        words = words.replace(NO_NAME + kept, NO_NAME)
    return words


def test_that_nobody_is_left_in_the_data_file(office, closed, tmp_path):
    clear(office, originals=True)
    office.db.execute("VACUUM")
    for name in PEOPLE:
        assert name.encode() not in (tmp_path / "data.db").read_bytes()


def test_that_what_an_earlier_version_cleared_is_read_as_cleared(office, closed):
    before = closed.body("cgw")
    clear(office, originals=False)
    leave_unguarded(office.db)
    office.db.execute(
        "UPDATE received SET payload = json_remove(payload, '$.cover.filled_by', '$.cover.phone')"
        " WHERE department = 'cgw'"
    )
    body = read(office).body("cgw")
    assert body.submission.cover["phone"] == CLEARED
    assert body.findings == before.findings


def test_that_a_cleared_original_is_told_as_cleared_and_contradicts_nothing(office, closed):
    clear(office, originals=True)
    year = read(office)
    proof = verify_scores(year, JobContext())
    assert proof.holds
    assert not proof.proved
    assert proof.sentence == (
        "2 个单位的原件已按决定清除，不再能由原件重新计算。现有结果没有改动。"
    )
    assert {line.verdict for line in proof.lines} == {"无法重算"}
    assert all("由赵六清除" in line.cleared for line in proof.lines)
    (first, *_) = (one for one in year.receipts if one.sha256)
    with pytest.raises(OriginalCleared, match="由赵六清除"):
        year.original(first.sha256)


def test_that_originals_that_are_kept_prove_every_score_after_names_were_cleared(office, closed):
    clear(office, originals=False)
    assert verify_scores(read(office), JobContext()).holds


def test_that_nobody_is_called_by_what_was_cleared(office, closed):
    clear(office, originals=False)
    assert reported_contacts(counting_reports(office.db, YEAR), OPENED) == {}
