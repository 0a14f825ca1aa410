"""Packages and slips that came for a department's year: who made them, and what counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.return_slip import ReturnSlip
from model.domain.typed_words import is_blank
from model.package.origin_check import KeptOrigin, OfficeRecord, compare, kept_origin
from model.store.deliveries import Act, DeliveryAct, fetch_acts, fetch_aside, note_act
from model.store.keys import fetch_pins
from model.store.packages import (
    fetch_kept,
    fetch_package,
    put_package_back,
    set_package_aside,
)
from model.store.rectification import fetch_notices
from model.store.slips import fetch_kept_slips


class FileStanding(StrEnum):
    """What a received file counts for today."""

    IN_FORCE = "现行"
    WAITING = "正在处理"  # the slip whose remarks are to be answered
    OVER = "已有更新的"
    ASIDE = "已停用"


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """A package, a slip or a notice that came, kept in the open `year`."""

    year: int
    record: OfficeRecord
    file_name: str  # "" for one made on this PC
    kept_at: str  # ISO 8601 with offset
    origin: KeptOrigin
    standing: FileStanding
    acts: tuple[DeliveryAct, ...] = ()  # what people decided about it, in order


def received_files(
    db: Database, year: int, bodies: Sequence[str], waiting: Collection[ReturnSlip]
) -> tuple[ReceivedFile, ...]:
    """What came for a department's *year*, packages first, the newest of each kind first.

    Args:
        bodies: its id, and those of the bodies whose work it took over.
        waiting: the slips whose remarks are to be answered.
    """
    aside, acts, pins = fetch_aside(db, year), fetch_acts(db, year), fetch_pins(db)
    in_force = fetch_package(db, year)
    order = tuple(reversed(bodies))
    notices = [one for body in order for one in fetch_notices(db, year, body) if one.year == year]
    counting = [one.notice for one in notices if one.notice.digest not in aside]
    newest = counting[-1] if counting else None

    def standing(record: OfficeRecord) -> FileStanding:
        if record.digest in aside:
            return FileStanding.ASIDE
        if record in (in_force, newest):  # packages have no hash
            return FileStanding.IN_FORCE
        return FileStanding.WAITING if record in waiting else FileStanding.OVER

    def received(record: OfficeRecord, file_name: str, kept_at: str) -> ReceivedFile:
        return ReceivedFile(
            year=year,
            record=record,
            file_name=file_name,
            kept_at=kept_at,
            origin=kept_origin(db, record, kept_at, pins),
            standing=standing(record),
            acts=tuple(act for act in acts if act.digest == record.digest),
        )

    packages = (received(o.package, o.file_name, o.kept_at) for o in fetch_kept(db, year))
    slips = [one for body in order for one in fetch_kept_slips(db, year, body)]
    return (
        *reversed(tuple(packages)),
        *(received(o.slip, o.file_name, o.kept_at) for o in reversed(slips)),
        *(received(o.notice, o.file_name, o.kept_at) for o in reversed(notices)),
    )


def compare_key(db: Database, one: ReceivedFile, by: str) -> None:
    """Let the key that signed *one* count as the office's: *by* found its fingerprint on paper.

    Raises:
        ValueError: another key counts; NotSaved: the disk refused.
    """
    compare(db, one.origin.key, by)


def set_aside(db: Database, one: ReceivedFile, by: str, reason: str) -> None:
    """Keep *one* from counting from now on; it stays, and can be put back.

    Raises:
        ValueError: nobody, or no reason, is named.
        YearClosed, NotSaved: nothing was changed.
    """
    _refuse_unless_told(by, reason)
    if isinstance(one.record, YearPackage):
        set_package_aside(db, one.record, by, reason)
    else:
        note_act(db, one.year, one.record.digest, Act.ASIDE, by, reason)


def put_back(db: Database, one: ReceivedFile, by: str, reason: str) -> None:
    """Let *one*, which was set aside, count again.

    Raises:
        ValueError: nobody, or no reason, is named.
        YearClosed, NotSaved, PackageRejected: nothing was changed.
    """
    _refuse_unless_told(by, reason)
    if isinstance(one.record, YearPackage):
        put_package_back(db, one.record, by, reason)
    else:
        note_act(db, one.year, one.record.digest, Act.BACK, by, reason)


def _refuse_unless_told(by: str, reason: str) -> None:
    if is_blank(by) or is_blank(reason):
        raise ValueError("by whom and why is needed")
