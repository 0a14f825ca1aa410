"""Whatever people write, every workbook holds all of it in rows that Excel shows and prints."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from model.domain.duty_sheet import DutySheet
from model.domain.package import Contact
from model.domain.plan_file import PlanFile
from model.domain.rectification import (
    Feedback,
    FeedbackState,
    RectificationAct,
    RectificationNotice,
    RectificationReply,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
)
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.review import Review, Verdict
from model.domain.review_file import PackedFile, ReviewFile, ReviewPack, review_line
from model.domain.section import SectionSheet
from model.domain.submission import Edition
from model.domain.text_kinds import FILE_NAME, STATEMENT, as_label
from model.jobs import JobContext
from model.package.outgoing import package_report
from model.workbook.duty_sheet.write import DutyLine, DutyPaper, duty_sheet_bytes
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.package.write import package_bytes
from model.workbook.paper.layout import CAME_FROM_ABOVE, GOES_ON_BELOW
from model.workbook.paper.page import FOOT_SIZE, Page, foot_em, set_up
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.text_size import width_em
from model.workbook.plan_file.content import PlanPaper
from model.workbook.plan_file.write import plan_file_bytes
from model.workbook.rectification.content import NoticeReport, ReplyReport
from model.workbook.rectification.write import notice_bytes, reply_bytes
from model.workbook.review_file.write import review_file_bytes
from model.workbook.review_pack.write import contents_bytes
from model.workbook.sealed import read_report
from model.workbook.section_sheet.content import SectionPaper
from model.workbook.section_sheet.write import section_sheet_bytes
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import slip_bytes, verify_slip
from model.workbook.tables import tables_bytes
from model.workbook.template.sheets import BlankReport
from model.workbook.template.write import template_bytes
from tests.keys import OFFICE_KEYS
from tests.model.workbook import years
from tests.model.workbook.years import FORMS, YEAR, questionnaire, small_plan
from tests.thorough import some

EXCEL_PT = 409  # no row can be higher
AT = "2026-01-20T10:00:00+08:00"
PLAN = Edition(id="small", version="2022")
LONG = "".join(f"{n}．组织开展专项行动，协调解决难点问题；" for n in range(1, 1500))
TEXTS = {
    "60 lines": "\n".join(f"第{n}条：请补充材料。" for n in range(1, 61)),
    "2,000 letters": LONG[:2000],
    "20,000 letters": LONG[:20000],
}
JOB = JobContext()


def slip(text):
    one = ReturnSlip(
        id="a", year=YEAR, department="cgw", number=1, submission="ab" * 32, sequence=1,
        made_at=AT, remarks=(Remark(item="3.1-01-01", text="请补充。"),), general=text,
        made_by=text, phone=text,
    )  # fmt: skip
    report = SlipReport(questionnaire=questionnaire(), slip=one, keys=OFFICE_KEYS)
    content = slip_bytes(report)
    verify_slip(content, report)
    return content


def slip_without_remarks(text):
    one = ReturnSlip(
        id="a", year=YEAR, department="cgw", number=1, submission="ab" * 32, sequence=1,
        made_at=AT, remarks=(), general=text,
    )  # fmt: skip
    return slip_bytes(SlipReport(questionnaire=questionnaire(), slip=one))


def act(text, step=RectificationStep.ASSIGN, key="s1", **more):
    return RectificationAct(
        id=key, shortcoming="s1", step=step, by=as_label(text), at=AT, words=text[:STATEMENT],
        **more
    )  # fmt: skip


def assigned(text):
    return act(
        text,
        assigned=Shortcoming(
            year=YEAR, number=1, department="cgw", cause=ShortcomingCause.OFFICE,
            problem=text[:STATEMENT], demand=text[:STATEMENT],
        ),
    )  # fmt: skip


def notice(text):
    one = RectificationNotice(
        id="n", year=YEAR, department="cgw", number=1, made_at=AT, acts=(assigned(text),),
        made_by=as_label(text), phone=as_label(text),
    )  # fmt: skip
    return notice_bytes(NoticeReport(plan=small_plan(), notice=one))


def reply(text):
    most = text[:STATEMENT]
    told = Feedback(state=FeedbackState.DONE, measure=most, done=most, later=most)
    said = act(text, RectificationStep.FEEDBACK, "f1", department="cgw", feedback=told)
    one = RectificationReply(
        id="r", year=YEAR, department="cgw", number=1, made_at=AT, acts=(said,),
        shown=(assigned(text),), made_by=as_label(text), phone=as_label(text),
    )  # fmt: skip
    return reply_bytes(ReplyReport(plan=small_plan(), reply=one))


def package(text):
    office = Contact(name=text, phone=text, email=text, note=text)
    one = replace(years.OPENED, made_by=text, office=office, reason=text)
    report = package_report(replace(small_plan(), title=text), one)
    return package_bytes(report, JOB)


def report(text):
    answers = {"3.1-01-01": {"state": "done", "done": text}}
    said = years.make_report(
        answers, plan=replace(small_plan(), title=text[:2000]), cover=dict.fromkeys(
            ("filled_by", "phone", "checked_by", "approved_by", "remark"), text
        ),
    )  # fmt: skip
    return years.exported(said)


def template(text):
    said = years.make_report({}, plan=replace(small_plan(), title=text), cover={}, evidence=())
    blank = BlankReport(
        questionnaire=said.questionnaire, submission=said.submission, assessor=said.assessor
    )
    return template_bytes(blank, JOB)


def section_sheet(text):
    sheet = SectionSheet(
        id="a", year=YEAR, department="cgw", section="s", section_name=text, number=1, made_at=AT,
        plan=PLAN, led=("3.1-01-01",), added=("3.1-01-02",), sent_by=text, phone=text,
        answers={"3.1-01-01": {"state": "done", "done": text}}, leaders={"3.1-01-02": text},
    )  # fmt: skip
    return section_sheet_bytes(SectionPaper(sheet=sheet, questionnaire=questionnaire()))


def duty_sheet(text):
    line = DutyLine(item="m", place=text, words=text, lead=text, support=text, basis=text)
    sheet = DutySheet(year=YEAR, made_at=AT, plan=PLAN, lead={"m": text}, support={"m": text})
    return duty_sheet_bytes(DutyPaper(sheet=sheet, lines=(line,), author=text), JOB)


def plan_file(text):
    plan = replace(small_plan(), title=text, issuer=text, goals=text)
    record = PlanFile(plan=PLAN, title=text[:STATEMENT], files={}, made_at=AT)
    return plan_file_bytes(PlanPaper(record=record, plan=plan), JOB)


def reviewed(text):
    one = Review(
        department="cgw", item="3.1-01-01", verdict=Verdict.ADOPT, submission="ab", basis="cd",
        remark=text, by=text, at=AT,
    )  # fmt: skip
    return ReviewFile(
        id="a", year=YEAR, plan=PLAN, made_by=text, made_at=AT, lines=(review_line(one),)
    )


def review_file(text):
    return review_file_bytes(reviewed(text), small_plan(), FORMS, OFFICE_KEYS)


def review_pack(text):
    one = PackedFile(name="a", sha256="b", file_name=text[:FILE_NAME], came_at=AT)
    pack = ReviewPack(
        id="a", year=YEAR, made_by=as_label(text), made_at=AT, reviewer=as_label(text),
        files=(one,),
        decisions=reviewed(text),
    )  # fmt: skip
    return contents_bytes(pack, OFFICE_KEYS)


def plain_table(text):
    """As summary, ledger, list of contacts, plan draft and differences are."""
    table = Table(
        key="t", title="表", heading=text, note=text, empty=text,
        columns=(Column(key="a", heading="甲"), Column(key="b", heading="乙", width=20)),
        rows=(Row(key="r", values={"a": text, "b": "短"}),),
    )  # fmt: skip
    others = (replace(table, key="u", title="空表", rows=()),)
    page = Page(left=text, right="")
    return tables_bytes((table, *others), page, title="", author="", moment=AT, job=JOB)


WRITERS = {
    "slip": slip,
    "slip without remarks": slip_without_remarks,
    "rectification": notice,
    "rectification reply": reply,
    "package": package,
    "report": report,
    "template": template,
    "section_sheet": section_sheet,
    "duty_sheet": duty_sheet,
    "plan_file": plan_file,
    "review_file": review_file,
    "review_pack": review_pack,
    "tables": plain_table,
}
ONE_TABLE = {"summary", "plan_draft", "office"}  # rooms whose books are tables and nothing else


HELD = {  # characters that the records of some take of a text
    "rectification": STATEMENT,
    "rectification reply": STATEMENT,
    "review_pack": FILE_NAME,
}


def letters(text):
    for mark in (GOES_ON_BELOW, CAME_FROM_ABOVE, "（续）"):
        text = text.replace(mark, "")
    return re.sub(r"\s+", "", text)


def in_order(sheet, wanted):
    """Whether some column says *wanted* from its first letter to its last, whatever is between."""
    return any(
        _goes_through([letters(str(cell.value)) for cell in column if cell.value], wanted)
        for column in sheet.iter_cols(min_row=2, min_col=2)
    )


def _goes_through(cells, wanted):
    left = None
    for said in cells:
        if wanted in said:
            return True
        if left is None or not said.startswith(left[:8]):
            start = said.find(wanted[:24])
            if left is None and start >= 0 and wanted.startswith(said[start:]):
                left = wanted[len(said) - start :]
        elif left.startswith(said):
            left = left[len(said) :]
        elif said.startswith(left):
            left = ""
        if left == "":
            return True
    return False


@pytest.mark.in_part
@pytest.mark.parametrize("text", some(TEXTS.values()), ids=some(TEXTS))
@pytest.mark.parametrize("room", WRITERS)
def test_that_no_row_is_higher_than_excel_shows_and_no_letter_is_lost(room, text):
    book = load_workbook(io.BytesIO(WRITERS[room](text)))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        for number, row in sheet.row_dimensions.items():
            assert (row.height or 0) <= EXCEL_PT, f"{sheet.title} row {number}"
        last = int(re.search(r"(\d+)$", sheet.print_area)[1])
        assert last == sheet.max_row
    assert any(in_order(sheet, letters(text[: HELD.get(room)])) for sheet in shown)


def test_that_every_room_that_writes_workbooks_is_among_those():
    model = Path(__file__).parents[3] / "model"
    writers = {
        path.parent.name
        for path in model.rglob("*.py")
        if path.name != "file_bytes.py"
        and re.search(r"\b(sealed|tables)_bytes\(", path.read_text("utf-8"))
    }
    assert writers - ONE_TABLE - {"workbook"} <= WRITERS.keys()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_that_what_stands_above_a_table_leaves_room_for_it_on_the_screen(text):
    sheet = load_workbook(io.BytesIO(slip(text))).worksheets[0]
    assert sum(sheet.row_dimensions[row].height for row in (2, 3, 4)) < 300
    assert sheet.freeze_panes == "C5"
    assert GOES_ON_BELOW in sheet["B3"].value


def test_that_a_short_note_stands_above_its_table_in_whole():
    sheet = load_workbook(io.BytesIO(slip("请按时。"))).worksheets[0]
    assert "总体意见：请按时。" in sheet["B3"].value
    assert GOES_ON_BELOW not in sheet["B3"].value


def test_that_a_long_note_is_read_by_nobody_as_an_answer(reader):
    plan = replace(small_plan(), departments={
        **small_plan().departments, "cgw": years.department("cgw", "城" * 1000),
    })  # fmt: skip
    said = years.make_report(plan=plan)
    content = years.exported(said)
    assert any("@note~2" in one.rows for one in tables_in(read_sheets(content)).values())
    found = read_report("a.xlsx", content, said.questionnaire, reader, quick=False)
    assert found.submission == said.submission
    assert found.warnings == ()


@pytest.mark.parametrize("writer", [report, template, package])
def test_that_a_title_of_three_lines_is_as_high_as_it_has_to_be(writer):
    title = "天津市河北区国有资产经营管理有限责任公司" * 3
    sheet = load_workbook(io.BytesIO(writer(title))).worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == title)
    assert sheet.row_dimensions[row].height > 22 * 1.3 * 3


NAMES = (
    "区科技局",
    "天津市河北区国有资产经营管理有限责任公司（天津市河北区人民政府国有资产监督管理）",
    "局" * 400,
    "A&B " * 200,
    "\U000e0100" * 400,
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("portrait", [False, True])
def test_that_no_part_of_a_footer_reaches_into_another(name, portrait):
    sheet = Workbook().create_sheet()
    right = "校验码 3F2A 91C0 77BE 0D14"
    set_up(sheet, Page(left=f"{name}　2025年度　第1次报送", right=right, portrait=portrait))
    head, foot, margins = sheet.oddHeader, sheet.oddFooter, sheet.page_margins
    width = ((595 if portrait else 842) - 72 * (margins.left + margins.right)) / FOOT_SIZE
    beside = (width - width_em("第 9999 页 共 9999 页")) / 2
    assert foot.center.text == "第 &P 页 共 &N 页"
    assert width_em(foot.right.text) <= beside
    assert foot_em((foot.left.text or "").replace("&&", "&")) <= beside
    assert foot_em((head.left.text or "").replace("&&", "&")) <= width
    assert (foot.left.text or head.left.text).endswith("第1次报送")
    assert len(str(head)) <= 255  # Excel takes no more
    assert len(str(foot)) <= 255
