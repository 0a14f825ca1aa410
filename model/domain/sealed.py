"""Every kind of sealed record, and how its bytes become the record again."""

from typing import Any, TypeVar

from model.domain.canonical import SCHEMA, SealedRecord, TableSource, Unfit, seal, table_in
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
from model.domain.text_kinds import LONGEST, TextKind, is_text

__all__ = ["RECORDS", "seal", "seal_readable", "unseal", "unseal_as", "unseal_own"]

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

ANY_TEXT = TextKind(is_text, most=LONGEST)

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
    return _made(kind, _table_as(kind, content), len(content))


def unseal_own(kind: type[Record], content: bytes) -> Record:
    """The *kind* of record that some version of the app kept as *content* in this data file: what
    a stranger's file may not say costs as little as can be. Raises: ValueError, as `unseal`.
    """
    return _made(kind, _table_as(kind, content), 0, TableSource.OWN)


def seal_readable(record: SealedRecord) -> bytes:
    """The canonical form of *record*, which `unseal` makes the same record of.

    Raises:
        Unfit, ValueError: it can't be read back.
    """
    content = seal(record)
    unseal_as(type(record), content)
    return content


def _table_as(kind: type[SealedRecord], content: bytes) -> dict[str, Any]:
    table = table_in(content)
    if _kind_of(table) is not kind:
        raise ValueError(f"unknown schema: not a {kind.name()}")
    return table


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


def _hold_lengths(value: object, long: frozenset[str], path: tuple[str, ...] = ()) -> None:
    """Raises: Unfit: a text is too long; *long* are paths below which it may be."""
    if isinstance(value, str) and len(value) > LONGEST:
        said = f"a text of more than {LONGEST} characters"
        raise Unfit(said, path, ANY_TEXT, value)
    if isinstance(value, dict):
        for name, held in value.items():
            _hold_lengths(name, long, path)
            below = (*path, name)
            if "/".join(below) not in long:
                _hold_lengths(held, long, below)
    elif isinstance(value, list):
        for held in value:
            _hold_lengths(held, long, path)


def _made(
    kind: type[Record],
    table: dict[str, Any],
    size: int,
    reading: TableSource = TableSource.STRANGERS,
) -> Record:
    """The record that was written as *table*, in *size* bytes. Raises: ValueError."""
    if table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    try:
        if size > LONGEST and _too_long(table):  # where all is short, no text in it is long
            _hold_lengths(table, kind.LONG)
        return kind.from_table(table, reading)
    except Unfit as error:
        said = f"not a {kind.name()}: {error}"
        raise Unfit(said, error.path, error.kind, error.text) from error
    except ValueError as error:
        raise ValueError(f"not a {kind.name()}: {error}") from error
