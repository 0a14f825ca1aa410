"""Taking in a workbook: from a file to the submission that was sealed in it, or that it shows."""

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from model.domain.canonical import SCHEMA, table_in
from model.domain.cell_edit import CellEdit
from model.domain.sealed import unseal_as
from model.domain.submission import Edition, Submission
from model.domain.template import Template
from model.errors import Problem
from model.workbook import packet
from model.workbook.comparing import hand_edits, missing_sheets, odd_looks
from model.workbook.intake import limits
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, Wanted, tables_in
from model.workbook.intake.refused import Refused
from model.workbook.intake.sniffing import named
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.intake.worker_reply import Intake
from model.workbook.keys import PACKET, VALUE
from model.workbook.layout import Questionnaire, entries
from model.workbook.reasons import Notice, Reason, Refusal, Remark
from model.workbook.remarks import about_notes, remark
from model.workbook.report import printed
from model.workbook.report.payload_checks import contradictions, reason_against, strangers
from model.workbook.report.wanted import wanted_columns
from model.workbook.report.without_seal import Unsealed, from_cells, from_template

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Received:
    """What a workbook holds. The submission is the sealed one, whatever the cells say; where
    there is none (`submission.origin`), it is what the cells say.
    """

    submission: Submission
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()
    doubts: tuple[CellEdit, ...] = ()  # cells from which nothing was taken
    remarks: tuple[Remark, ...] = ()
    signature: str = ""  # as found, whoever made it; see model.domain.signature

    @property
    def verified(self) -> bool:
        """False: 未核验, the seal is missing or broken."""
        return self.submission.verified

    @property
    def warnings(self) -> tuple[str, ...]:
        """All there is to mind, in sentences."""
        return tuple(map(str, self.remarks))


def load_content(path: Path) -> bytes:
    """The file's bytes, not one too many."""
    if (reason := named(path.name)) is not None:
        raise Refusal(path.name, reason)
    try:
        if not path.exists():
            raise Refusal(path.name, Reason.MISSING)
        if not path.is_file():
            raise OSError(f"{path.name} is no file")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size  # so that there is room for as much, no more
            content = file.read(size + 1) if size <= limits.FILE else b""
    except (OSError, ValueError) as error:
        raise Refusal(path.name, Reason.UNREADABLE) from error
    if size > limits.FILE or len(content) > limits.FILE:
        raise Refusal(path.name, Reason.TOO_BIG)
    return content


def read_content(
    name: str, content: bytes, questionnaire: Questionnaire, reader: WorkbookReader
) -> Received:
    """The submission in the workbook *content*, which came as a file called *name*.

    Raises:
        Refusal: with code, cause and cure.
    """
    intake = _taken_in(name, content, reader, wanted_columns(questionnaire))
    return read_intake(name, hashlib.sha256(content).hexdigest(), intake, questionnaire)


def read_intake(name: str, sha256: str, intake: Intake, questionnaire: Questionnaire) -> Received:
    """The same from what the child process gave back. Raises: Refusal."""
    rows = packet_rows(intake.tables)
    notes = (*_about_version(rows), *about_notes(intake.notes))
    try:
        payload = packet.unpacked(rows)
    except packet.SchemaUnknown as error:
        raise Refusal(name, Reason.NEWER) from error
    except (packet.SealMissing, packet.SealBroken) as error:
        missing = isinstance(error, packet.SealMissing)
        found = from_cells(name, questionnaire, intake, printed.unpacked(rows), missing=missing)
        return _received(found, sha256, notes)
    if _is_template(payload):
        beside = printed.unpacked(rows)
        found = from_template(name, questionnaire, intake.tables, payload, beside)
        changed = _about_printed(questionnaire, found.submission, intake, beside)
        return _received(found, sha256, (*changed, *notes))
    submission = _submission(name, payload)
    questionnaire = questionnaire.under(submission)
    _refuse_nonsense(name, questionnaire, submission)
    edits: tuple[CellEdit, ...] = ()
    if not intake.pristine:
        edits = tuple(hand_edits(questionnaire, submission, intake.tables))
    return Received(
        submission=submission,
        sha256=sha256,
        edits=edits,
        remarks=(
            *(Remark(Notice.HAND_EDIT, edit.sentence, about_cell=True) for edit in edits),
            *_about_sheets(questionnaire, submission, intake),
            *_about_printed(questionnaire, submission, intake, printed.unpacked(rows)),
            *_about_strangers(questionnaire, submission),
            *_about_looks(questionnaire, submission, intake),
            *notes,
        ),
        signature=rows.get(packet.SIGNATURE, ""),
    )


def _received(found: Unsealed, sha256: str, notes: tuple[Remark, ...]) -> Received:
    return Received(
        submission=found.submission,
        sha256=sha256,
        doubts=found.doubts,
        remarks=(*found.remarks, *notes),
    )


def _taken_in(name: str, content: bytes, reader: WorkbookReader, wanted: Wanted | None) -> Intake:
    try:
        return reader.take_in(content, wanted)
    except Refused as refused:
        raise refusal_of(name, refused) from refused


def refusal_of(name: str, refused: Refused) -> Refusal:
    """What the child said about the file called *name*, for people."""
    if refused.code is Reason.FAILED:
        log.error("reading a file failed: %s", refused.detail)
        return Refusal(name, refused.code)
    problems = [Problem(refused.detail, (name, *refused.where))] if refused.detail else []
    return Refusal(name, refused.code, problems, refused.maker)


def refusal_for(name: str, error: Exception) -> Refusal:
    """*error* as it is told of the one file called *name*; what nobody foresaw is logged."""
    if isinstance(error, Refusal):
        return error
    log.error("taking in a file failed", exc_info=error)
    return Refusal(name, Reason.FAILED)


def _about_version(rows: Mapping[str, str]) -> Iterator[Remark]:
    if rows.get("schema") in packet.OLDER:
        yield remark(Notice.OLDER)


def _about_sheets(
    questionnaire: Questionnaire, submission: Submission, intake: Intake
) -> Iterator[Remark]:
    if intake.pristine:
        return
    for title in missing_sheets(questionnaire, submission, intake.tables):
        text = f"没有找到“{title}”表，无法核对其中是否有手工改动。"
        yield remark(Notice.SHEET_MISSING, text)


def _about_printed(
    questionnaire: Questionnaire,
    submission: Submission,
    intake: Intake,
    beside: printed.Printed | None,
) -> Iterator[Remark]:
    """What stands beside the answers and was changed; of older files, what the plan alone says."""
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


def _about_strangers(questionnaire: Questionnaire, submission: Submission) -> Iterator[Remark]:
    if count := strangers(questionnaire, submission):
        text = f"有 {count} 项填报不在该单位的职责分工之内，没有计入；双方的方案数据可能不同。"
        yield remark(Notice.OTHER_ITEMS, text)


def _about_looks(
    questionnaire: Questionnaire, submission: Submission, intake: Intake
) -> Iterator[Remark]:
    if not intake.pristine and _any_look(intake.tables):
        for entry, cell in odd_looks(entries(questionnaire, submission), intake.tables):
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


def tables_of(name: str, content: bytes, reader: WorkbookReader | None = None) -> Tables:
    """The tables of the workbook *content*, which came as a file called *name*.

    Args:
        reader: None: one is started for this file.

    Raises:
        Refusal: it is no workbook, or none that can be read safely.
    """
    if reader is None:
        with WorkbookReader() as own:
            return tables_of(name, content, own)
    return _taken_in(name, content, reader, None).tables


def is_submission(payload: bytes) -> bool:
    """Whether what was sealed is a department's year, and not a package or a slip."""
    try:
        unseal_as(Submission, payload)
    except ValueError:
        return False
    return True


def packet_rows(tables: Tables) -> dict[str, str]:
    """What the hidden sheet says, by row."""
    if PACKET not in tables:
        return {}
    return {
        cell.row: cell.found.text
        for cell in tables[PACKET].cells()
        if cell.column == VALUE and not cell.found.formula
    }


def sealed_payload(name: str, tables: Tables) -> bytes:
    """What was sealed in the workbook called *name*, whatever it is.

    Raises:
        Refusal: there is no seal, it is broken, or a later version of the app made it.
    """
    try:
        return packet.unpacked(packet_rows(tables))
    except packet.SealMissing as error:
        raise Refusal(name, Reason.NO_SEAL) from error
    except packet.SealBroken as error:
        raise Refusal(name, Reason.BROKEN_SEAL) from error
    except packet.SchemaUnknown as error:
        raise Refusal(name, Reason.NEWER) from error


def _unsealed(name: str, tables: Tables) -> Submission:
    return _submission(name, sealed_payload(name, tables))


def _submission(name: str, payload: bytes) -> Submission:
    try:
        return unseal_as(Submission, payload)
    except ValueError as error:
        raise Refusal(name, _why_no_submission(payload)) from error


def _is_template(payload: bytes) -> bool:
    """Whether *payload* says that it is one; it may be unsound all the same."""
    try:
        return b'"kind"' in payload and table_in(payload).get("kind") == Template.KIND
    except ValueError:
        return False


def _why_no_submission(payload: bytes) -> Reason:
    try:
        table = table_in(payload)
    except ValueError:
        return Reason.NOT_A_SUBMISSION
    if "kind" in table:
        return Reason.OTHER_KIND
    schema = table.get("schema")
    return Reason.NEWER if type(schema) is int and schema > SCHEMA else Reason.NOT_A_SUBMISSION


def _refuse_nonsense(name: str, questionnaire: Questionnaire, submission: Submission) -> None:
    if (reason := reason_against(questionnaire, submission)) is not None:
        raise Refusal(name, reason)
    if problems := [Problem(text, (name,)) for text in contradictions(questionnaire, submission)]:
        raise Refusal(name, Reason.NOT_A_SUBMISSION, problems)


def verify(content: bytes, questionnaire: Questionnaire, submission: Submission) -> None:
    """Read back what the app itself is about to write, in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    if _unsealed("", tables) != submission or any(hand_edits(questionnaire, submission, tables)):
        raise RuntimeError("the workbook written is not the submission")
