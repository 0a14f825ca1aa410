"""移交: that a year, or everything, was taken to another PC, lest somebody go on here by mistake.

What was handed over can only be looked at here (model.store.year_guard) until it is taken back.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.typed_words import is_blank
from model.errors import AppError
from model.store.clock import now
from model.store.transaction import saving

ALL = 0  # the year of a handover of everything


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One handover of `year`, or of ALL years. `ended_at` "": it holds."""

    year: int
    copy: str  # the name of the file that was taken along, checked there
    by: str
    reason: str
    at: str  # ISO 8601 with offset
    ended_at: str = ""
    ended_by: str = ""
    end_reason: str = ""


def fetch_handovers(db: Database) -> tuple[Handover, ...]:
    """Every handover there ever was, in order."""
    rows = db.execute(
        "SELECT year, copy, made_by, reason, made_at, coalesce(ended_at, ''), ended_by, end_reason"
        " FROM handover ORDER BY id"
    )
    names = ("year", "copy", "by", "reason", "at", "ended_at", "ended_by", "end_reason")
    return tuple(Handover(**dict(zip(names, row, strict=True))) for row in rows.fetchall())


def handover_of(db: Database, year: int) -> Handover | None:
    """The handover of *year*, or of everything, that holds; None: it is here."""
    found = [one for one in fetch_handovers(db) if not one.ended_at and one.year in {ALL, year}]
    return found[-1] if found else None


def hand_over(db: Database, copy: str, year: int = ALL, *, by: str = "", reason: str = "") -> None:
    """Notes that *copy*, with *year* or everything, was taken to another PC.

    Raises:
        NotSaved: the disk refused.
    """
    with saving(db, "移交"):
        db.execute(
            "INSERT INTO handover (year, copy, made_by, reason, made_at, ended_by, end_reason)"
            " VALUES (?, ?, ?, ?, ?, '', '')",
            [year, copy, by.strip(), reason.strip(), now()],
        )


def take_up_again(db: Database, year: int, *, by: str, reason: str) -> None:
    """Goes on with *year* here: whatever handed it over, everything perhaps, holds no more.

    Raises:
        AppError: *by* or *reason* is missing; nothing was changed.
        NotSaved: the disk refused.
    """
    if is_blank(by) or is_blank(reason):
        raise AppError("收回移交须写明经办人和理由。", hint="请填写后再收回。")
    with saving(db, "收回移交"):
        db.execute(
            "UPDATE handover SET ended_at = ?, ended_by = ?, end_reason = ?"
            " WHERE ended_at IS NULL AND year IN (?, ?)",
            [now(), by.strip(), reason.strip(), ALL, year],
        )
