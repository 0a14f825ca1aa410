"""Reads an incoming file, once, and returns what it is; every file is read here.

One limited child takes the file apart; what is sealed in it says which kind it is.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from model.domain.canonical import SCHEMA, SealedRecord, table_in
from model.domain.duty_sheet import DutySheet
from model.domain.package import YearPackage
from model.domain.plan_file import PlanFile
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.domain.review_file import ReviewFile, ReviewPack
from model.domain.sealed import unseal, unseal_as
from model.domain.section import SectionSheet
from model.domain.submission import Submission
from model.domain.template import Template
from model.workbook import packet
from model.workbook.duty_sheet.read import ReceivedDutySheet, received_duty_sheet
from model.workbook.intake import limits
from model.workbook.intake.file_kind import named
from model.workbook.intake.keyed_tables import Tables, Wanted
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.intake.worker_reply import Intake
from model.workbook.kinds import OTHER_TITLES, other_kind
from model.workbook.layout import Questionnaire
from model.workbook.package.read import ReceivedPackage, received_package
from model.workbook.plan_file.read import ReceivedPlanFile, received_plan_file
from model.workbook.reasons import KINDS, REPORT, Reason, Refusal, refusal_for
from model.workbook.rectification.read import (
    ReceivedNotice,
    ReceivedReply,
    received_notice,
    received_reply,
)
from model.workbook.report.read import (
    ReceivedReport,
    sealed_report,
    template_report,
    unsealed_report,
)
from model.workbook.report.wanted import wanted_columns
from model.workbook.review_file.read import ReceivedReviewFile, received_review_file
from model.workbook.review_pack.read import ReceivedReviewPack, received_review_pack
from model.workbook.section_sheet.read import ReceivedSectionSheet, received_section_sheet
from model.workbook.slip.read import ReceivedSlip, received_slip
from model.workbook.trials import needs_trial, try_record

Sealed = (
    ReceivedReport
    | ReceivedPackage
    | ReceivedSlip
    | ReceivedDutySheet
    | ReceivedSectionSheet
    | ReceivedReviewFile
    | ReceivedReviewPack
    | ReceivedNotice
    | ReceivedReply
    | ReceivedPlanFile
)
"""What a workbook can be; a filled-in 填报模板 is a report."""

KIND_OF: Mapping[type[object], str] = {
    ReceivedPackage: YearPackage.KIND,
    ReceivedSlip: ReturnSlip.KIND,
    ReceivedDutySheet: DutySheet.KIND,
    ReceivedSectionSheet: SectionSheet.KIND,
    ReceivedReviewFile: ReviewFile.KIND,
    ReceivedReviewPack: ReviewPack.KIND,
    ReceivedNotice: RectificationNotice.KIND,
    ReceivedReply: RectificationReply.KIND,
    ReceivedPlanFile: PlanFile.KIND,
}
"""What is no report -> the kind of record in it."""


def load(path: Path) -> bytes:
    """The bytes of the file at *path*; reads no more than the limit. Raises: Refusal."""
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


def read_file(
    path: Path, questionnaire: Questionnaire, reader: WorkbookReader | None = None
) -> Sealed | Refusal:
    """The content of the workbook at *path*, or its refusal; like `read`.

    Args:
        reader: kept by those who read many files; None: one is started for this file.
    """
    if reader is None:
        with WorkbookReader() as own:
            return read_file(path, questionnaire, own)
    try:
        content = load(path)
    except Exception as error:  # noqa: BLE001  # it costs this file alone
        return refusal_for(path.name, error)
    return read(path.name, content, questionnaire, reader)


def read(
    name: str,
    content: bytes,
    questionnaire: Questionnaire,
    reader: WorkbookReader,
    *,
    quick: bool = False,
) -> Sealed | Refusal:
    """The content of the workbook *content*, or its refusal; *name*: of the file.

    Args:
        quick: of a report all parts of which are as the app wrote them, the packet will do.
    """
    try:
        intake = reader.take_in(content, asked_of(questionnaire), quick=quick)
        sha256 = hashlib.sha256(content).hexdigest()
        return sealed_in(name, sha256, intake, questionnaire, reader)
    except Exception as error:  # noqa: BLE001  # it costs this file alone
        return refusal_for(name, error)


def read_report(
    name: str,
    content: bytes,
    questionnaire: Questionnaire,
    reader: WorkbookReader,
    *,
    quick: bool = False,
) -> ReceivedReport:
    """The report in the workbook *content*. Raises: Refusal: it is refused, or something else."""
    match read(name, content, questionnaire, reader, quick=quick):
        case ReceivedReport() as report:
            return report
        case Refusal() as refusal:
            raise refusal
        case _:
            raise Refusal(name, Reason.OTHER_KIND)


def elsewhere(name: str, found: Sealed) -> Refusal:
    """The refusal of *found*, a sound file that is no report, where reports are received."""
    return Refusal(name, Reason.ELSEWHERE, kind=KIND_OF.get(type(found), ""))


def asked_of(questionnaire: Questionnaire) -> Wanted:
    """The columns that the child hands on: those of a report, and all of other kinds."""
    others = {table: None for titles in OTHER_TITLES.values() for table in titles}
    return {**others, **wanted_columns(questionnaire)}


def tables_of(name: str, content: bytes, reader: WorkbookReader) -> Tables:
    """All tables of the workbook *content*, whatever it is. Raises: Refusal."""
    return intake_of(name, content, reader).tables


def intake_of(name: str, content: bytes, reader: WorkbookReader) -> Intake:
    """All that is in the workbook *content*, whatever it is. Raises: Refusal."""
    try:
        return reader.take_in(content)
    except Exception as error:
        raise refusal_for(name, error) from error


def sealed_in(
    name: str, sha256: str, intake: Intake, questionnaire: Questionnaire, reader: WorkbookReader
) -> Sealed:
    """The content of a workbook from what the child read.

    Raises:
        Refusal: it is none of ours.
        Refused: what is sealed in it takes too much time or memory.
    """
    try:
        payload = packet.payload_in(intake.tables)
    except packet.SchemaUnknown as error:
        raise Refusal(name, Reason.NEWER) from error
    except (packet.SealMissing, packet.SealBroken) as error:
        missing = isinstance(error, packet.SealMissing)
        if kind := other_kind(intake.tables):
            code = Reason.NO_SEAL if missing else Reason.BROKEN_SEAL
            raise Refusal(name, code, kind=kind) from error
        return unsealed_report(name, sha256, intake, questionnaire, missing=missing)
    if needs_trial(payload):
        reader.try_out(try_record, payload)
    try:
        record = unseal(payload)
    except ValueError as error:
        raise _unsound(name, payload) from error
    match record:
        case Submission():
            return sealed_report(name, sha256, intake, record, questionnaire)
        case Template():
            return template_report(name, sha256, intake, record, questionnaire)
        case SectionSheet():
            return received_section_sheet(sha256, intake, record, questionnaire)
        case YearPackage():
            notice = _enclosed(name, intake.tables, reader)
            return received_package(sha256, intake.tables, record, notice)
        case _:
            return _of_other_kind(name, sha256, intake, record)


def _enclosed(name: str, tables: Tables, reader: WorkbookReader) -> RectificationNotice | None:
    """The 整改通知单 that travels in a package. Raises: Refusal, Refused: as `sealed_in`."""
    rows = packet.enclosed_rows(packet.rows_in(tables))
    if not rows:
        return None
    try:
        payload = packet.unpacked(rows)
        if needs_trial(payload):
            reader.try_out(try_record, payload)
        return unseal_as(RectificationNotice, payload)
    except packet.SchemaUnknown as error:
        raise Refusal(name, Reason.NEWER) from error
    except (packet.SealMissing, packet.SealBroken, ValueError) as error:
        raise Refusal(name, Reason.BROKEN_SEAL, kind=YearPackage.KIND) from error


def _of_other_kind(name: str, sha256: str, intake: Intake, record: SealedRecord) -> Sealed:
    """What is no report, section's sheet or package. Raises: Refusal."""
    tables = intake.tables
    found: Sealed
    match record:
        case ReturnSlip():
            found = received_slip(sha256, tables, record)
        case DutySheet():
            found = received_duty_sheet(name, tables, record, intake.notes)
        case ReviewFile():
            found = received_review_file(sha256, tables, record)
        case ReviewPack():
            found = received_review_pack(sha256, tables, record)
        case RectificationNotice():
            found = received_notice(sha256, tables, record)
        case RectificationReply():
            found = received_reply(sha256, tables, record)
        case PlanFile():
            found = received_plan_file(sha256, tables, record)
        case _:
            raise Refusal(name, Reason.OTHER_KIND)
    return found


def _unsound(name: str, payload: bytes) -> Refusal:
    """The refusal of a payload that is sealed correctly and is no record."""
    try:
        table = table_in(payload)
    except ValueError:
        return Refusal(name, Reason.NOT_A_SUBMISSION)
    said = table.get("kind", REPORT)
    kind = said if isinstance(said, str) else ""
    if kind in {REPORT, Template.KIND}:
        schema = table.get("schema")
        newer = kind == REPORT and type(schema) is int and schema > SCHEMA
        code = Reason.NEWER if newer else Reason.NOT_A_SUBMISSION
        return Refusal(name, code, kind=REPORT)
    return Refusal(name, Reason.OTHER_KIND, kind=kind if kind in KINDS else "")
