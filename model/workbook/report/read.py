"""A received report: the submission sealed in it or read from its cells, with remarks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from model.domain.cell_edit import CellEdit
from model.domain.origin import NO_PROOF, OFFICE, Proof
from model.domain.sealed import unseal_as
from model.domain.submission import Edition, Submission
from model.domain.template import Template
from model.errors import Problem
from model.workbook import packet
from model.workbook.cell_comparison import ReadCells, hand_edits, missing_sheets, odd_looks
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.intake.worker_reply import Intake
from model.workbook.keys import COVER, KEY, VALUE
from model.workbook.layout import Questionnaire, entries
from model.workbook.reasons import REPORT, FileRemark, Notice, Reason, Refusal, about_notes, remark
from model.workbook.report import printed
from model.workbook.report.payload_checks import contradictions, reason_against, strangers
from model.workbook.report.without_seal import Unsealed, from_cells, from_template


@dataclass(frozen=True, kw_only=True)
class ReceivedReport:
    """What a report holds. The submission is the sealed one, whatever the cells say; where
    there is none (`submission.origin`), it is what the cells say.
    """

    submission: Submission
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()
    doubts: tuple[CellEdit, ...] = ()  # cells from which nothing was taken
    remarks: tuple[FileRemark, ...] = ()
    signature: str = ""  # with a secret of 0.1.0, as found; see model.domain.signature
    proof: Proof = NO_PROOF  # who made it, with the department as `holder`
    tables: Tables = field(default_factory=dict, repr=False, compare=False)  # what its cells say

    @property
    def verified(self) -> bool:
        """False: 未核验, the seal is missing or broken."""
        return self.submission.verified

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of all remarks."""
        return tuple(map(str, self.remarks))


def sealed_report(
    name: str, sha256: str, intake: Intake, submission: Submission, questionnaire: Questionnaire
) -> ReceivedReport:
    """The report that holds *submission*, with all cells that say something else.

    Raises:
        Refusal: no export of the app could hold such a submission.
    """
    questionnaire = questionnaire.under(submission)
    _refuse_nonsense(name, questionnaire, submission)
    rows = packet.rows_in(intake.tables)
    proof = packet.proof_in(rows, submission, OFFICE, beside=printed.rows_digest(rows))
    edits: tuple[CellEdit, ...] = ()
    beside = None if intake.pristine else printed.unpacked_printed(rows)
    if not intake.pristine:
        shown = printed.rows_shown(intake.tables, beside)
        edits = tuple(hand_edits(questionnaire, submission, intake.tables, shown))
    return ReceivedReport(
        submission=submission,
        sha256=sha256,
        edits=edits,
        remarks=(
            *(FileRemark(Notice.HAND_EDIT, edit.sentence, about_cell=True) for edit in edits),
            *_about_sheets(questionnaire, submission, intake),
            *_about_printed(questionnaire, submission, intake, beside),
            *_about_key(intake, proof),
            *_about_strangers(questionnaire, submission),
            *_about_looks(questionnaire, submission, intake),
            *_about_file(rows, intake),
        ),
        signature=rows.get(packet.SIGNATURE, ""),
        proof=proof,
        tables=intake.tables,
    )


def template_report(
    name: str, sha256: str, intake: Intake, template: Template, questionnaire: Questionnaire
) -> ReceivedReport:
    """The report in the cells of a filled-in 填报模板. Raises: Refusal: too much is missing."""
    rows = packet.rows_in(intake.tables)
    beside = printed.unpacked_printed(rows)
    found = from_template(name, questionnaire, intake.tables, template, beside)
    changed = _about_printed(questionnaire, found.submission, intake, beside)
    return _received(found, sha256, (*changed, *_about_file(rows, intake)))


def unsealed_report(
    name: str, sha256: str, intake: Intake, questionnaire: Questionnaire, *, missing: bool
) -> ReceivedReport:
    """The report in the cells of an export whose seal is *missing* or broken. Raises: Refusal."""
    rows = packet.rows_in(intake.tables)
    found = from_cells(name, questionnaire, intake, printed.unpacked_printed(rows), missing=missing)
    return _received(found, sha256, tuple(_about_file(rows, intake)))


def _received(found: Unsealed, sha256: str, notes: tuple[FileRemark, ...]) -> ReceivedReport:
    return ReceivedReport(
        submission=found.submission,
        sha256=sha256,
        doubts=found.doubts,
        remarks=(*found.remarks, *notes),
    )


def _about_file(rows: Mapping[str, str], intake: Intake) -> Iterator[FileRemark]:
    yield from _about_version(rows)
    yield from about_notes(intake.notes)


def _about_version(rows: Mapping[str, str]) -> Iterator[FileRemark]:
    if rows.get("schema") in packet.OLDER:
        yield remark(Notice.OLDER)


def _about_sheets(
    questionnaire: Questionnaire, submission: Submission, intake: Intake
) -> Iterator[FileRemark]:
    if intake.pristine or not questionnaire.certain(submission):
        return
    for title in missing_sheets(questionnaire, submission, intake.tables):
        text = f"没有找到“{title}”表，无法核对其中是否有手工改动。"
        yield remark(Notice.SHEET_MISSING, text)


def _about_printed(
    questionnaire: Questionnaire,
    submission: Submission,
    intake: Intake,
    beside: printed.Printed | None,
) -> Iterator[FileRemark]:
    """Remarks on changed facts beside the answers; an older file is compared with the plan."""
    if intake.pristine:
        return
    questionnaire = questionnaire.under(submission)
    plan = questionnaire.plan
    if beside is None:
        if submission.plan != Edition(id=plan.id, version=plan.edition):
            return
        beside = printed.printed_by_plan(questionnaire, submission.department)
    titles = {item.id: item.title for item in plan.open_to(submission.department)}
    titles |= {piece.id: piece.title for piece in submission.evidence}
    for change in printed.changes(beside, intake.tables, titles):
        yield remark(Notice.PRINTED, str(change))


def _about_key(intake: Intake, proof: Proof) -> Iterator[FileRemark]:
    """A remark if the cover shows another fingerprint than that of the key that signed."""
    if intake.pristine:
        return
    cell = ReadCells(intake.tables).whole(COVER, KEY, VALUE)
    shown = cell.found.text.strip() if cell else ""
    if cell and shown != proof.fingerprint:
        was = proof.fingerprint or "没有签名"
        text = f"{cell.sheet} {cell.cell}：密钥指纹写的是“{shown}”，文件实际是“{was}”。"
        yield remark(Notice.PRINTED, text)


def _about_strangers(questionnaire: Questionnaire, submission: Submission) -> Iterator[FileRemark]:
    if count := strangers(questionnaire, submission):
        text = f"有 {count} 项填报不在该单位的职责分工之内，没有计入；双方的方案数据可能不同。"
        yield remark(Notice.OTHER_ITEMS, text)


def _about_looks(
    questionnaire: Questionnaire, submission: Submission, intake: Intake
) -> Iterator[FileRemark]:
    if not intake.pristine and _any_look(intake.tables):
        wanted = entries(questionnaire, submission, also=printed.rows_shown(intake.tables))
        for entry, cell in odd_looks(wanted, intake.tables):
            place = f"{cell.sheet} {cell.cell}：{entry.label}"
            text = f"{place}，实际是 {cell.found.text}，单元格的格式使它显示为别的样子。"
            yield remark(Notice.ODD_FORMAT, text)


def _any_look(tables: Tables) -> bool:
    return any(
        found.look
        for table in tables.values()
        for row in table.rows.values()
        for found in row.cells.values()
    )


def _refuse_nonsense(name: str, questionnaire: Questionnaire, submission: Submission) -> None:
    if (reason := reason_against(questionnaire, submission)) is not None:
        raise Refusal(name, reason, kind=REPORT)
    if problems := [Problem(text, (name,)) for text in contradictions(questionnaire, submission)]:
        raise Refusal(name, Reason.NOT_A_SUBMISSION, problems, kind=REPORT)


def verify(content: bytes, questionnaire: Questionnaire, submission: Submission) -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    sealed = unseal_as(Submission, packet.payload_in(tables))
    if sealed != submission or any(
        hand_edits(questionnaire, submission, tables, submission.answers)
    ):
        raise RuntimeError("the workbook written is not the submission")
