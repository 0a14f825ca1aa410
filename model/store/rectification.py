"""整改台账: acts of this PC, and those that came sealed in files, as a list that only grows.

A closed year knows what was known when it was closed: what an earlier year that is still open
adds or takes back afterwards is known to the years that are open.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from model.domain.canonical import TableSource, canonical_bytes, rebuilt, table_in
from model.domain.origin import SignatureKind
from model.domain.rectification import (
    RectificationAct,
    RectificationNotice,
    RectificationReply,
)
from model.record_bounds import payload_of
from model.store.clock import now
from model.store.closed_years import closed_at
from model.store.deliveries import fetch_aside
from model.store.kept_record import readable_record
from model.store.transaction import saving

log = logging.getLogger(__name__)

ACT, NOTICE, REPLY = "act", "notice", "reply"
WHAT = "整改台账"
KNOWN = (  # until the year that looks was closed
    "r.year <= :year AND NOT EXISTS (SELECT 1 FROM closing c WHERE c.year IN (:year, :looking)"
    " AND c.year > r.year AND datetime(r.made_at) > datetime(c.closed_at))"
)
CAME = (  # a reply counts while the batch that brought its file does
    "(r.kind != 'reply' OR r.file = '' OR EXISTS (SELECT 1 FROM arrival a JOIN batch b"
    " ON b.id = a.batch WHERE a.sha256 = r.file AND b.in_progress IS NULL"
    " AND (b.undone_at IS NULL OR EXISTS (SELECT 1 FROM closing c WHERE c.year IN"
    " (:year, :looking) AND datetime(b.undone_at) > datetime(c.closed_at)))))"
)


@dataclass(frozen=True, kw_only=True)
class KeptNotice:
    """A notice as it was issued or came, in the file `file_name` ("": issued here), while `year`
    was open.
    """

    year: int
    notice: RectificationNotice
    file_name: str
    kept_at: str  # ISO 8601 with offset


@dataclass(frozen=True, kw_only=True)
class FeedbackMaker:
    """How the file that brought a feedback was signed, and when it came (ISO 8601)."""

    kind: SignatureKind
    key: str  # that it proves, or ""
    at: str


def save_acts(db: Database, year: int, acts: Iterable[RectificationAct]) -> None:
    """Saves all of *acts*, done while *year* was open, or none."""
    with saving(db, WHAT):
        for act in acts:
            content = canonical_bytes({"act": act}).decode()
            _insert(db, act.id, year, ACT, "", content, "", now())


def keep_notice(
    db: Database, year: int, notice: RectificationNotice, kept_at: str, file_name: str = ""
) -> bool:
    """Keeps *notice* and returns whether it is new here."""
    with saving(db, "整改通知单"):
        return _insert(
            db, notice.digest, year, NOTICE, notice.department, payload_of(notice).decode(),
            file_name, kept_at,
        )  # fmt: skip


def keep_reply(
    db: Database, year: int, reply: RectificationReply, kept_at: str, sha256: str = ""
) -> None:
    """Keeps *reply*; *sha256* is that of the file that brought it, "" for one written here.

    A reply that is known and came again in another file counts as long as one of them does.
    """
    with saving(db, "整改反馈单"):
        key = reply.digest if not sha256 else f"{reply.digest}.{sha256[:16]}"
        _insert(db, key, year, REPLY, reply.department, payload_of(reply).decode(), sha256, kept_at)


def forget_unwritten(db: Database, record: RectificationNotice | RectificationReply) -> None:
    """Removes *record*, for which no file was written."""
    with saving(db, WHAT):
        db.execute("DELETE FROM rectification WHERE id = ?", [record.digest])


def forget_stray_replies(db: Database) -> None:
    """Removes the replies whose files were taken out again before their batch was complete."""
    db.execute(
        "DELETE FROM rectification WHERE kind = 'reply' AND file != ''"
        " AND NOT EXISTS (SELECT 1 FROM arrival a WHERE a.sha256 = rectification.file)"
    )


def fetch_replies_of(db: Database, batch: int) -> tuple[RectificationReply, ...]:
    """What *batch* alone brought: the replies that would count no more if it were undone."""
    rows = db.execute(
        "SELECT r.id, r.content FROM rectification r JOIN arrival a ON a.sha256 = r.file"
        " WHERE r.kind = 'reply' AND a.batch = ?1 AND NOT EXISTS (SELECT 1 FROM rectification o"
        " LEFT JOIN arrival x ON x.sha256 = o.file LEFT JOIN batch b ON b.id = x.batch"
        " WHERE o.kind = 'reply' AND substr(o.id, 1, 64) = substr(r.id, 1, 64)"
        " AND (o.file = '' OR (x.batch != ?1 AND b.in_progress IS NULL AND b.undone_at IS NULL)))",
        [batch],
    ).fetchall()
    read = (readable_record(RectificationReply, text, key.partition(".")[0]) for key, text in rows)
    return tuple(reply for reply in read if reply)


def fetch_rectification_acts(
    db: Database, year: int, looking: int | None = None
) -> tuple[RectificationAct, ...]:
    """Every act known in *year* and before, that of an undone batch or a notice set aside not
    among them; an act can be there several times.

    Args:
        looking: the year that asks, which may be closed, too; None: *year* itself.
    """
    looking = looking or year
    found = [*_single_acts(db, year, looking)]
    closed = filter(None, (closed_at(db, one) for one in (year, looking)))
    until = min(closed, key=datetime.fromisoformat, default="")
    aside = {year_: fetch_aside(db, year_, until) for year_ in _years(db, year)}
    for kept in _notices(db, year, looking):
        if kept.notice.digest not in aside[kept.year]:
            found += kept.notice.acts
    for reply in fetch_replies_sent(db, year, looking):
        found += reply.acts
    return tuple(found)


def fetch_notices(db: Database, year: int, department: str | None = None) -> tuple[KeptNotice, ...]:
    """The notices of *department*, or of all, kept in *year* and before, in order, those set aside
    among them.
    """
    return tuple(
        kept
        for kept in _notices(db, year, year)
        if department is None or kept.notice.department == department
    )


def is_notice_kept(db: Database, notice: RectificationNotice) -> bool:
    found = db.execute("SELECT 1 FROM rectification WHERE id = ?", [notice.digest])
    return found.fetchone() is not None


def fetch_replies_sent(
    db: Database, year: int, looking: int | None = None
) -> tuple[RectificationReply, ...]:
    """What departments said in *year* and before, in the order in which it was kept."""
    rows = db.execute(
        f"SELECT r.id, r.content FROM rectification r WHERE r.kind = 'reply' AND {KNOWN}"  # noqa: S608
        f" AND {CAME} ORDER BY r.made_at, r.rowid",
        {"year": year, "looking": looking or year},
    ).fetchall()
    read = (readable_record(RectificationReply, text, key.partition(".")[0]) for key, text in rows)
    return tuple(reply for reply in read if reply)


def fetch_repliers(db: Database, year: int) -> Mapping[str, str]:
    """SHA-256 of a file that brought feedback in *year* -> the department whose it is."""
    rows = db.execute(
        "SELECT file, department FROM rectification WHERE kind = 'reply' AND file != ''"
        " AND year = ?",
        [year],
    )
    return dict(rows.fetchall())


def fetch_feedback_makers(db: Database, year: int) -> Mapping[str, tuple[FeedbackMaker, ...]]:
    """Id of a feedback -> how each file that brought it in *year* and before was signed."""
    rows = db.execute(
        "SELECT DISTINCT r.id, r.content, a.signature, a.signer, r.made_at"  # noqa: S608
        " FROM rectification r JOIN arrival a ON a.sha256 = r.file"
        f" WHERE r.kind = 'reply' AND {KNOWN} AND {CAME}",
        {"year": year, "looking": year},
    ).fetchall()
    found: dict[str, list[FeedbackMaker]] = {}
    for key, text, kind, signer, at in rows:
        reply = readable_record(RectificationReply, text, key.partition(".")[0])
        maker = FeedbackMaker(kind=SignatureKind(kind or ""), key=signer or "", at=at)
        for act in reply.acts if reply else ():
            found.setdefault(act.id, []).append(maker)
    return {key: tuple(makers) for key, makers in found.items()}


def _single_acts(db: Database, year: int, looking: int) -> Iterator[RectificationAct]:
    rows = db.execute(
        f"SELECT r.content FROM rectification r WHERE r.kind = 'act' AND {KNOWN}"  # noqa: S608
        " ORDER BY r.rowid",
        {"year": year, "looking": looking},
    ).fetchall()
    for (content,) in rows:
        try:
            yield rebuilt(RectificationAct, table_in(content.encode())["act"], TableSource.OWN)
        except (ValueError, KeyError, TypeError):
            log.warning("a row is no act", exc_info=True)


def _notices(db: Database, year: int, looking: int) -> Iterator[KeptNotice]:
    rows = db.execute(
        "SELECT r.year, r.id, r.content, r.file, r.made_at FROM rectification r"  # noqa: S608
        f" WHERE r.kind = 'notice' AND {KNOWN} ORDER BY r.made_at, r.rowid",
        {"year": year, "looking": looking},
    ).fetchall()
    for year_, digest, content, file_name, kept_at in rows:
        if notice := readable_record(RectificationNotice, content, digest):
            yield KeptNotice(year=year_, notice=notice, file_name=file_name, kept_at=kept_at)


def latest_year(db: Database) -> int:
    """The last year in which an act is known; 0 if none is."""
    found: int = db.execute("SELECT coalesce(max(year), 0) FROM rectification").fetchone()[0]
    return found


def _years(db: Database, year: int) -> tuple[int, ...]:
    rows = db.execute("SELECT DISTINCT year FROM rectification WHERE year <= ?", [year])
    return tuple(one for (one,) in rows.fetchall())


def _insert(db: Database, key: str, *values: object) -> bool:
    done = db.execute(
        "INSERT INTO rectification (id, year, kind, department, content, file, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [key, *values],
    )
    return bool(done.rowcount)
