"""The parts that were sent, and what came back of them."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.canonical import TableSource, canonical_bytes, rebuilt, table_in
from model.domain.review_file import ReviewFile
from model.domain.section import SectionReturn, SectionSheet
from model.record_bounds import payload_of
from model.store.clock import now
from model.store.kept_record import readable_record
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import saving

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class KeptSheet:
    """A section's sheet as it was sent. `seen`: what of earlier returns it had taken in."""

    sheet: SectionSheet
    file_name: str
    seen: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class KeptReturn:
    """A section's sheet as it came back."""

    id: str
    part: str
    file_name: str
    sha256: str  # of the file
    received_at: str  # ISO 8601 with offset
    content: SectionReturn

    def goes_on_from(self, earlier: "KeptReturn") -> bool:
        """Whether this is the sheet that came as *earlier*, filled in further or corrected."""
        return self.part == earlier.part and self.content.goes_on_from(earlier.content)


def save_sheet(db: Database, sheet: SectionSheet, file_name: str, seen: Iterable[str]) -> None:
    """Keeps what is sent."""
    with saving(db, "科室表"):
        db.table("part").insert(
            {
                "id": sheet.id,
                "year": sheet.year,
                "department": sheet.department,
                "recipient": sheet.section,
                "number": sheet.number,
                "made_at": sheet.made_at,
                "file_name": file_name,
                "digest": sheet.digest,
                "payload": payload_of(sheet).decode(),
                "seen": json.dumps(sorted(seen)),
            }
        )


def forget_sheet(db: Database, sheet: SectionSheet) -> None:
    """Removes *sheet*, for which no file was written."""
    with saving(db, "科室表"):
        db.execute("DELETE FROM part WHERE id = ?", [sheet.id])


def fetch_sheets(db: Database, year: int, department: str) -> tuple[KeptSheet, ...]:
    """All sheets of *department* in *year*, in the order in which they were sent."""
    rows = db.execute(
        "SELECT payload, digest, file_name, seen FROM part WHERE year = ? AND department = ?"
        " ORDER BY made_at, number, id",
        [year, department],
    )
    return tuple(sheet for row in rows if (sheet := _kept_sheet(*row)))


def fetch_sheet(db: Database, part: str) -> KeptSheet | None:
    """The sheet that was sent as *part*; None: not from here."""
    row = db.execute(
        "SELECT payload, digest, file_name, seen FROM part WHERE id = ?", [part]
    ).fetchone()
    return _kept_sheet(*row) if row else None


def _kept_sheet(payload: str, digest: str, file_name: str, seen: str) -> KeptSheet | None:
    sheet = readable_record(SectionSheet, payload, digest)
    if sheet is None:
        return None
    return KeptSheet(sheet=sheet, file_name=file_name, seen=frozenset(json.loads(seen)))


SHEETS = (
    "科室填报"  # folder beside a data file; in it one with a data file for each sheet filled in
)
OWN_SHEET = "section_sheet"  # setting: the sheet that a data file was made for


def save_own_sheet(db: Database, sheet: SectionSheet) -> None:
    """Keeps the sheet that came to be filled in in this data file."""
    with saving(db, "科室填报表"):
        save_sheet(db, sheet, "", ())
        save_setting(db, OWN_SHEET, sheet.id)


def fetch_own_sheet(db: Database) -> SectionSheet | None:
    """The sheet that is filled in in this data file; None: it is no section's."""
    kept = fetch_sheet(db, fetch_setting(db, OWN_SHEET) or "")
    return kept.sheet if kept else None


def keep_return(db: Database, year: int, department: str, back: KeptReturn) -> None:
    """Keeps what came back; a return that is known already is left as it is."""
    with saving(db, "交回的科室表"):
        db.table("part_return").insert(
            {
                "id": back.id,
                "year": year,
                "department": department,
                "part": back.part,
                "file_name": back.file_name,
                "sha256": back.sha256,
                "received_at": back.received_at or now(),
                "payload": canonical_bytes({"content": back.content}).decode(),
            },
            ignore=True,
        )


def is_any_returned(db: Database, year: int, departments: Iterable[str]) -> bool:
    """Whether a part of the year came back to one of *departments*."""
    query = "SELECT 1 FROM part_return WHERE year = ? AND department = ? LIMIT 1"
    return any(db.execute(query, [year, one]).fetchone() for one in departments)


def fetch_returns(db: Database, year: int, department: str) -> tuple[KeptReturn, ...]:
    """All that came back of the year's parts, in the order in which it came."""
    rows = db.execute(
        "SELECT id, part, file_name, sha256, received_at, payload FROM part_return"
        " WHERE year = ? AND department = ? ORDER BY received_at, id",
        [year, department],
    )
    return tuple(
        KeptReturn(
            id=id_,
            part=part,
            file_name=file_name,
            sha256=sha256,
            received_at=received_at,
            content=content,
        )
        for id_, part, file_name, sha256, received_at, payload in rows
        if (content := _content(payload)) is not None
    )


def _content(payload: str) -> SectionReturn | None:
    try:
        table = table_in(payload.encode()).get("content")
        return rebuilt(SectionReturn, table, TableSource.OWN)
    except ValueError as error:
        log.warning("a row is no return of a section", exc_info=error)
        return None


REVIEWS = "reviews"  # the part that all files of decisions are returns of


def keep_review_file(db: Database, record: ReviewFile, file_name: str, sha256: str) -> None:
    """Keeps decisions that came from another PC; those known already are left as they are."""
    with saving(db, "复核意见"):
        db.table("part_return").insert(
            {
                "id": record.digest,
                "year": record.year,
                "department": "",
                "part": REVIEWS,
                "file_name": file_name,
                "sha256": sha256,
                "received_at": now(),
                "payload": payload_of(record).decode(),
            },
            ignore=True,
        )


def fetch_review_files(db: Database, year: int) -> tuple[ReviewFile, ...]:
    """All decisions that came from other PCs, file by file, in the order in which they came."""
    rows = db.execute(
        "SELECT payload, id FROM part_return WHERE year = ? AND department = '' AND part = ?"
        " ORDER BY received_at, id",
        [year, REVIEWS],
    )
    read = (readable_record(ReviewFile, payload, digest) for payload, digest in rows)
    return tuple(one for one in read if one)
