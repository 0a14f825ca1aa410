"""Submissions without a seal: filled-in templates, and exports whose seal is gone."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from model.domain.answers import Answers
from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.forms import Text
from model.domain.names import folded
from model.domain.numbers import YEARS
from model.domain.sealed import seal
from model.domain.submission import Edition, Origin, Submission
from model.domain.template import Template
from model.domain.wording import day_words
from model.errors import Problem
from model.workbook.cell_value import DAY_ZERO, understood
from model.workbook.intake.keyed_tables import Keyed, Tables
from model.workbook.intake.worker_reply import Intake
from model.workbook.keys import COVER, TITLES, VALUE
from model.workbook.layout import Questionnaire
from model.workbook.reasons import REPORT, FileRemark, Notice, Reason, Refusal, remark
from model.workbook.report.identity import (
    Identity,
    Stranger,
    department_called,
    identity,
    self_total_in,
    sequence_in,
    sequence_said,
    year_said,
)
from model.workbook.report.payload_checks import reason_against
from model.workbook.report.printed import Printed
from model.workbook.report.visible_answers import Incomplete, Visible, visible

FILLED_ON = "filled_on"  # row of a template's cover
SAMPLE = "示例数据"
CHINA = timezone(timedelta(hours=8))
_CLOCK = re.compile(r"[\sT]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_DAY = re.compile(r"(20[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_SOLID = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, kw_only=True)
class Unsealed:
    submission: Submission
    doubts: tuple[CellEdit, ...]
    remarks: tuple[FileRemark, ...]


def from_cells(
    name: str,
    questionnaire: Questionnaire,
    intake: Intake,
    printed: Printed | None = None,
    *,
    missing: bool,
) -> Unsealed:
    """未核验: the submission in the cells of an export whose seal is *missing* or broken.

    Raises:
        Refusal: it is no export of ours, or not enough of it is left.
    """
    tables = intake.tables
    if not tables.keys() & {COVER, "measure", "quantity", "quality"}:
        raise Refusal(name, Reason.NO_SEAL)
    if not tables.keys() <= TITLES.keys():
        raise Refusal(name, Reason.OTHER_KIND)
    try:
        who = identity(questionnaire.plan, tables)
        submission = _named(questionnaire, who, intake)
        asked = questionnaire.under(submission)
        found = visible(asked, who.department, tables, printed)
    except Incomplete as error:
        reason = Reason.INCOMPLETE if missing else Reason.BROKEN_SEAL
        raise Refusal(name, reason, _located(name, error.problems), kind=REPORT) from error
    except Stranger as error:
        problems = _located(name, (replace(error.problem, where=(tables[COVER].sheet,)),))
        raise Refusal(name, Reason.UNKNOWN_DEPARTMENT, problems, kind=REPORT) from error
    submission = replace(_filled(submission, found), sample=_is_sample(found.answers))
    remarks = (remark(Notice.UNVERIFIED), *who.remarks, *_about_sequence(tables))
    return _finished(submission, found, remarks)


def from_template(
    name: str,
    questionnaire: Questionnaire,
    tables: Tables,
    template: Template,
    printed: Printed | None = None,
) -> Unsealed:
    """The submission in the cells of a filled-in 填报模板; *template* names its department. It is
    known by its content: whatever it takes, it takes for ever, and nothing besides.

    Raises:
        Refusal: it isn't for this plan, or not enough of it is left.
    """
    submission = Submission(
        id="",
        year=template.year,
        department=template.department,
        sequence=sequence_in(tables),
        parent=None,
        exported_at=filled_on(_cover_cell(tables, FILLED_ON), template.year) or template.made_at,
        plan=template.plan,
        rulebook=template.rulebook,
        package=template.package,
        answers={},
        sample=template.sample,
        self_total=self_total_in(tables),
        origin=Origin.TEMPLATE,
    )
    questionnaire = questionnaire.under(submission)
    if (reason := reason_against(questionnaire, submission)) is not None:
        raise Refusal(name, reason, (), "template")
    if template.year not in YEARS:
        raise Refusal(name, Reason.NOT_A_SUBMISSION)
    try:
        found = visible(questionnaire, template.department, tables, printed)
    except Incomplete as error:
        problems = _located(name, error.problems)
        raise Refusal(name, Reason.INCOMPLETE, problems, "template") from error
    remarks = tuple(_about_cover(questionnaire, template, tables))
    if not (found.answers or found.doubts):
        remarks = (remark(Notice.NOTHING_FILLED), *remarks)
    return _finished(_filled(submission, found), found, remarks)


def _named(questionnaire: Questionnaire, who: Identity, intake: Intake) -> Submission:
    """A submission without answers, from the cover and the file's own dates."""
    return Submission(
        id="",
        year=who.year,
        department=who.department,
        sequence=who.sequence,
        parent=None,
        exported_at=_in_china(intake.moments.get("created", "")),
        plan=Edition(id=questionnaire.plan.id, version=questionnaire.plan.edition),
        rulebook=Edition(id="", version=""),
        answers={},
        self_total=who.self_total,
        self_grade=who.self_grade,
        origin=Origin.CELLS,
    )


def _filled(submission: Submission, found: Visible) -> Submission:
    return replace(submission, answers=found.answers, cover=found.cover, evidence=found.evidence)


def _finished(submission: Submission, found: Visible, remarks: tuple[FileRemark, ...]) -> Unsealed:
    """The result with an id that depends on the content alone: a copy saved again is the same."""
    same = hashlib.sha256(seal(submission)).hexdigest()[:32]
    doubts = (FileRemark(Notice.DOUBTFUL, one.sentence, about_cell=True) for one in found.doubts)
    return Unsealed(
        submission=replace(submission, id=same),
        doubts=tuple(found.doubts),
        remarks=(*remarks, *doubts, *found.remarks),
    )


def _located(name: str, problems: tuple[Problem, ...]) -> list[Problem]:
    return [replace(problem, where=(name, *problem.where)) for problem in problems]


def _is_sample(answers: Answers) -> bool:
    return any(SAMPLE in text for answer in answers.values() for text in answer.values())


def _in_china(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone(CHINA).isoformat()
    except (ValueError, OverflowError):
        return ""


def filled_on(cell: Keyed | None, year: int) -> str:
    """The day in *cell* of a template's cover as a moment, "" if it is not certain.

    Half a date is completed by nobody: it is asked about. *year*: the one that is assessed.
    """
    if cell is None or cell.found.formula:
        return ""
    found = cell.found
    serial = re.fullmatch(r"([0-9]{5})(\.[0-9]*)?", found.text.strip())
    if serial:  # a spreadsheet's date, whatever it looks like
        day = (DAY_ZERO + timedelta(days=int(serial[1]))).isoformat()
    else:
        text = understood(Text(key=FILLED_ON, label="填报日期"), found).text or ""
        day = folded(_CLOCK.sub("", text.strip()))
    parts = _DAY.fullmatch(day) or _SOLID.fullmatch(day)
    if parts is None:
        return ""
    try:
        moment = datetime(*map(int, parts.groups()), tzinfo=CHINA)  # type: ignore[arg-type, misc]
    except ValueError:
        return ""
    return moment.isoformat() if year <= moment.year <= year + 2 else ""


def _cover_cell(tables: Tables, row: str) -> Keyed | None:
    return tables[COVER].cell(row, VALUE) if COVER in tables else None


def _about_sequence(tables: Tables) -> Iterator[FileRemark]:
    cell = _cover_cell(tables, "sequence")
    if cell and cell.found.text.strip() and sequence_said(tables) is None:
        written = in_quotes(cell.found.text)
        text = f"{cell.sheet} {cell.cell}：“报送次序”写的是{written}，已按第1次登记。"
        yield remark(Notice.DOUBTFUL, text)


def _about_cover(
    questionnaire: Questionnaire, template: Template, tables: Tables
) -> Iterator[FileRemark]:
    """Remarks on a cover with another body or year than the template's, or without a date."""
    yield from _about_sequence(tables)
    yield from _about_date(tables, template)
    yield from _about_year(tables, template)
    cell = _cover_cell(tables, "department")
    if cell is None:
        return
    try:
        same = department_called(questionnaire.plan, cell.found.text).id == template.department
    except Stranger:
        same = False
    if not same:
        own = questionnaire.plan.departments[template.department].name
        said = cell.found.text[:40]
        text = f"封面的责任单位写的是“{said}”，这份模板是给“{own}”的，已按后者登记。"
        yield remark(Notice.DOUBTFUL, text)


def _about_date(tables: Tables, template: Template) -> Iterator[FileRemark]:
    cell = _cover_cell(tables, FILLED_ON)
    if cell is None or not (cell.found.text.strip() or cell.found.formula):
        return
    if not filled_on(cell, template.year):
        made = day_words(template.made_at)
        text = (
            f"{cell.sheet} {cell.cell}：“填报日期”写的是{in_quotes(cell.found.text)}，"
            f"不能确定是哪一天，已按模板生成的日期（{made}）登记，请核对。"
        )
        yield remark(Notice.DOUBTFUL, text)


def _about_year(tables: Tables, template: Template) -> Iterator[FileRemark]:
    cell = _cover_cell(tables, "year")
    if cell is not None and year_said(tables) != str(template.year):
        text = (
            f"{cell.sheet} {cell.cell}：评估年度写的是{in_quotes(cell.found.text)}，"
            f"这份模板是 {template.year}年度的，已按后者登记，请核对。"
        )
        yield remark(Notice.DOUBTFUL, text)
