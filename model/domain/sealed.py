"""Every kind of sealed record, and how its bytes become the record again."""

from typing import Any, TypeVar

from model.domain.canonical import SCHEMA, SealedRecord, seal, table_in
from model.domain.duty_sheet import DutySheet
from model.domain.package import YearPackage
from model.domain.plan_file import PlanFile
from model.domain.plan_record import PlanRecord
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.domain.review_file import ReviewFile, ReviewPack
from model.domain.section import SectionSheet
from model.domain.submission import Submission
from model.domain.template import Template
from model.domain.text_kinds import LONGEST

__all__ = ["RECORDS", "seal", "unseal", "unseal_as"]

RECORDS: dict[str | None, type[SealedRecord]] = {
    record.KIND: record
    for record in (
        Submission,
        YearPackage,
        ReturnSlip,
        Template,
        DutySheet,
        PlanRecord,
        PlanFile,
        SectionSheet,
        ReviewFile,
        ReviewPack,
        RectificationNotice,
        RectificationReply,
    )
}
"""What the bytes say of their kind -> the record."""

Record = TypeVar("Record", bound=SealedRecord)


def unseal(content: bytes) -> SealedRecord:
    """The record that `seal` wrote as *content*.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = table_in(content)
    return _made(_kind_of(table), table, len(content))


def unseal_as(kind: type[Record], content: bytes) -> Record:
    """The *kind* of record that `seal` wrote as *content*. Raises: ValueError, as `unseal`."""
    table = table_in(content)
    if _kind_of(table) is not kind:
        raise ValueError(f"unknown schema: not a {kind.name()}")
    return _made(kind, table, len(content))


def _kind_of(table: dict[str, Any]) -> type[SealedRecord]:
    said = table.pop("kind", None)
    if not (said is None or isinstance(said, str)) or said not in RECORDS:
        raise ValueError("unknown schema: no kind of record")
    return RECORDS[said]


def _too_long(value: object) -> bool:
    if isinstance(value, str):
        return len(value) > LONGEST
    if isinstance(value, dict):
        return any(map(_too_long, value)) or any(map(_too_long, value.values()))
    return isinstance(value, list) and any(map(_too_long, value))


def _made(kind: type[Record], table: dict[str, Any], size: int) -> Record:
    """The record that was written as *table*, in *size* bytes. Raises: ValueError."""
    if table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    may_be = size > LONGEST  # where all is short, no text in it is long
    if may_be and any(_too_long(held) for name, held in table.items() if name not in kind.LONG):
        raise ValueError(f"not a {kind.name()}: a text of more than {LONGEST} characters")
    try:
        return kind.from_table(table)
    except ValueError as error:
        raise ValueError(f"not a {kind.name()}: {error}") from error
