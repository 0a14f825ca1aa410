"""Submissions that no seal vouches for: filled-in templates, and exports whose seal is gone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from model.domain import template as templates
from model.domain.answers import Answers
from model.domain.forms import Text
from model.domain.submission import Edition, Origin, Submission, canonical
from model.domain.template import Template
from model.errors import Problem
from model.workbook.identity import (
    Identity,
    Stranger,
    department_called,
    identity,
    self_total_in,
    sequence_in,
)
from model.workbook.intake.answer import Intake
from model.workbook.intake.keyed import Tables
from model.workbook.keys import COVER, TITLES, VALUE
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Notice, Reason, Refusal, Remark
from model.workbook.remarks import remark
from model.workbook.soundness import LIKELY_YEARS, reason_against
from model.workbook.understanding import understood
from model.workbook.visible import Doubt, Incomplete, Visible, visible

FILLED_ON = "filled_on"  # row of a template's cover
SAMPLE = "示例数据"
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, kw_only=True)
class Unsealed:
    submission: Submission
    doubts: tuple[Doubt, ...]
    remarks: tuple[Remark, ...]


def from_cells(
    name: str, questionnaire: Questionnaire, intake: Intake, *, missing: bool
) -> Unsealed:
    """未核验: what the cells of an export say whose seal is *missing*, or broken.

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
        found = visible(questionnaire.under(submission), who.department, tables)
    except Incomplete as error:
        reason = Reason.INCOMPLETE if missing else Reason.BROKEN_SEAL
        raise Refusal(name, reason, _located(name, error.problems)) from error
    except Stranger as error:
        problems = _located(name, (replace(error.problem, where=(tables[COVER].sheet,)),))
        raise Refusal(name, Reason.UNKNOWN_DEPARTMENT, problems) from error
    submission = replace(_filled(submission, found), sample=_is_sample(found.answers))
    return _finished(submission, found, (remark(Notice.UNVERIFIED), *who.remarks))


def from_template(
    name: str, questionnaire: Questionnaire, tables: Tables, payload: bytes
) -> Unsealed:
    """What the cells of a filled-in 填报模板 say; *payload* says whose it is.

    Raises:
        Refusal: it isn't for this plan, or not enough of it is left.
    """
    try:
        template = templates.from_canonical(payload)
    except ValueError as error:
        raise Refusal(name, Reason.NOT_A_SUBMISSION) from error
    submission = Submission(
        id="",
        year=template.year,
        department=template.department,
        sequence=sequence_in(tables),
        parent=None,
        exported_at=_filled_on(tables) or template.made_at,
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
        raise Refusal(name, reason)
    if template.year not in LIKELY_YEARS:
        raise Refusal(name, Reason.NOT_A_SUBMISSION)
    try:
        found = visible(questionnaire, template.department, tables)
    except Incomplete as error:
        raise Refusal(name, Reason.INCOMPLETE, _located(name, error.problems)) from error
    remarks = tuple(_about_cover(questionnaire, template, tables))
    if not (found.answers or found.doubts):
        remarks = (remark(Notice.NOTHING_FILLED), *remarks)
    return _finished(_filled(submission, found), found, remarks)


def _named(questionnaire: Questionnaire, who: Identity, intake: Intake) -> Submission:
    """A submission of what the cover and the file itself say, without answers."""
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


def _finished(submission: Submission, found: Visible, remarks: tuple[Remark, ...]) -> Unsealed:
    """With an id that depends on nothing but what was said: a re-saved copy is the same."""
    same = hashlib.sha256(canonical(submission)).hexdigest()[:32]
    doubts = (remark(Notice.DOUBTFUL, f"没有采用：{doubt}") for doubt in found.doubts)
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


def _filled_on(tables: Tables) -> str:
    """The day on a template's cover as a moment; "" where none can be read."""
    cell = tables[COVER].cell(FILLED_ON, VALUE) if COVER in tables else None
    if cell is None or cell.found.formula:
        return ""
    text = understood(Text(key=FILLED_ON, label="填报日期"), cell.found).text or ""
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"):
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=CHINA).isoformat()
        except ValueError:
            continue
    return ""


def _about_cover(
    questionnaire: Questionnaire, template: Template, tables: Tables
) -> Iterator[Remark]:
    """The cover names somebody else than the template is for."""
    cell = tables[COVER].cell("department", VALUE) if COVER in tables else None
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
