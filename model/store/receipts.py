"""收件: batches of files as they came, byte for byte, with what each of them turned out to be.

A batch that is still coming in, or was undone, is kept apart: what it brought doesn't count.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from model.domain.cell_edit import CellEdit
from model.domain.origin import SignatureKind
from model.domain.rectification import RectificationReply
from model.domain.sealed import seal
from model.domain.submission import Origin, Submission
from model.domain.wording import day_words
from model.errors import AppError
from model.record_bounds import payload_of
from model.store.clock import now
from model.store.rectification import forget_stray_replies, keep_reply
from model.store.transaction import saving

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """The result of reading one file. `digest` is None if the file was refused; `code` says why.

    `details` are sentences about what is no cell: of cells `edits` tell.
    """

    message: str
    digest: str | None = None
    code: str = ""
    hint: str = ""
    details: tuple[str, ...] = ()
    edits: tuple[CellEdit, ...] = ()
    file_year: int | None = None  # of the report in the file, where it was refused for that
    signature: SignatureKind = SignatureKind.NONE
    signer: str = ""  # the public key that the file proves

    @property
    def accepted(self) -> bool:
        return self.digest is not None

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that a person has to look at, the gravest remark first."""
        return (*(edit.sentence for edit in self.edits), *self.details)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file on its way into the store. `content` is None if the file could not be read at all."""

    file_name: str
    verdict: FileVerdict
    sha256: str | None = None
    content: bytes | None = None
    submission: Submission | None = None
    reply: RectificationReply | None = None
    open_year: int = 0  # in which a reply counts from now on


class OriginalCleared(AppError):
    """The file as it came was cleared along with names and telephones, as somebody decided."""

    def __init__(self, by: str, at: str) -> None:
        done = f"已于{day_words(at)}由{by}" if by and at else "已"
        super().__init__(
            f"原件{done}清除（清除往年个人信息）。", hint="封存的得分和复核意见没有改动。"
        )


@dataclass(frozen=True, kw_only=True)
class Batch:
    id: int
    taken_in_at: str
    origin: str
    files: int
    accepted: int
    other_years: int  # refused for their year alone
    undone_at: str | None

    @property
    def refused(self) -> int:
        return self.files - self.accepted - self.other_years


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One file of one batch."""

    id: int
    batch: int
    taken_in_at: str
    file_name: str
    sha256: str | None
    verdict: FileVerdict

    @property
    def short_name(self) -> str:
        """The name of the file alone, without the zip or mail that held it."""
        return self.file_name.rpartition("/")[2]


def start_batch(db: Database, origin: str, at: str = "") -> int:
    """Starts a batch and returns its id; nothing in a batch counts before `finish_batch`.

    Args:
        at: when it came, on another PC of the office; "": now.
    """
    with saving(db, "收件批次"):
        made = db.table("batch").insert(
            {"taken_in_at": at or now(), "origin": origin, "in_progress": 1}
        )
        return int(made.last_pk or 0)


def finish_batch(db: Database, batch: int) -> None:
    with saving(db, "收件批次"):
        db.execute("UPDATE batch SET in_progress = NULL WHERE id = ?", [batch])


def keep_files(db: Database, batch: int, files: Sequence[Taken]) -> None:
    """Keeps all of *files* or none, in one transaction; files stored before are not
    stored again.
    """
    with saving(db, "收到的文件"):
        db.conn.executemany(
            "INSERT OR IGNORE INTO original (sha256, size, content, batch) VALUES (?, ?, ?, ?)",
            ((f.sha256, len(f.content), f.content, batch) for f in files if f.content is not None),
        )
        db.conn.executemany(
            "INSERT OR IGNORE INTO received (digest, year, department, sequence, payload, batch)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (_received(f.verdict.digest, f.submission, batch) for f in files if f.submission),
        )
        db.conn.executemany(
            "INSERT INTO arrival (batch, file_name, sha256, accepted, message, digest, code, hint,"
            " details, edits, file_year, signature, signer)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_arrival(batch, f) for f in files),
        )
        for file in files:
            if file.reply and file.sha256:
                keep_reply(db, file.open_year, file.reply, now(), file.sha256)


def _received(digest: str | None, submission: Submission, batch: int) -> tuple[object, ...]:
    apart = submission.origin is not Origin.APP  # else it was just read from these very bytes
    payload = (payload_of if apart else seal)(submission).decode()
    return digest, submission.year, submission.department, submission.sequence, payload, batch


def _arrival(batch: int, file: Taken) -> tuple[object, ...]:
    verdict = file.verdict
    return (
        batch, file.file_name, file.sha256, int(verdict.accepted), verdict.message,
        verdict.digest, verdict.code, verdict.hint,
        json.dumps(verdict.details, ensure_ascii=False),
        json.dumps([asdict(edit) for edit in verdict.edits], ensure_ascii=False),
        verdict.file_year, verdict.signature.value, verdict.signer,
    )  # fmt: skip


def drop_batch(db: Database, batch: int) -> None:
    """Removes every trace of a batch that was never finished."""
    with saving(db, "取消收件"):
        db.execute("DELETE FROM arrival WHERE batch = ?", [batch])
        for table, key in (("original", "sha256"), ("received", "digest")):
            db.execute(
                f"DELETE FROM {table} WHERE batch = ? AND NOT EXISTS"  # noqa: S608
                f" (SELECT 1 FROM arrival WHERE arrival.{key} = {table}.{key})",
                [batch],
            )
        forget_stray_replies(db)
        db.execute("DELETE FROM batch WHERE id = ?", [batch])


def drop_unfinished(db: Database) -> int:
    """Removes batches that a crash left half received; call it only when no import is running.

    Returns:
        How many batches that were.
    """
    rows = db.execute("SELECT id FROM batch WHERE in_progress IS NOT NULL").fetchall()
    for (batch,) in rows:
        drop_batch(db, batch)
    return len(rows)


def mark_undone(db: Database, batch: int, *, undone: bool) -> None:
    """Sets whether the batch is *undone* and so does not count; changes nothing else."""
    with saving(db, "收件批次"):
        moment = now() if undone else None
        db.execute("UPDATE batch SET undone_at = ? WHERE id = ?", [moment, batch])


OF_YEAR = (  # what brought nothing at all is of every year that was not closed by then
    " (?1 IS NULL OR b.id IN (SELECT y.batch FROM arrival y JOIN received r ON r.digest = y.digest"
    " WHERE r.year = ?1) OR b.id IN (SELECT y.batch FROM arrival y JOIN rectification r"
    " ON r.file = y.sha256 WHERE r.kind = 'reply' AND r.year = ?1) OR NOT EXISTS"
    " (SELECT 1 FROM arrival y WHERE y.batch = b.id AND y.digest IS NOT NULL) AND NOT coalesce("
    "(SELECT l.closed FROM closing_log l WHERE l.year = ?1 AND l.made_at <= b.taken_in_at"
    " ORDER BY l.id DESC LIMIT 1), 0))"
)


def fetch_batches(db: Database, year: int | None = None) -> tuple[Batch, ...]:
    """The batches of *year* (None: of all years), newest first, undone ones included."""
    rows = db.execute(
        "SELECT b.id, b.taken_in_at, b.origin, count(a.id), coalesce(sum(a.accepted), 0),"  # noqa: S608
        " coalesce(sum(a.file_year IS NOT NULL AND NOT a.accepted), 0), b.undone_at"
        " FROM batch b LEFT JOIN arrival a ON a.batch = b.id"
        f" WHERE b.in_progress IS NULL AND {OF_YEAR} GROUP BY b.id ORDER BY b.id DESC",
        [year],
    )
    names = ("id", "taken_in_at", "origin", "files", "accepted", "other_years", "undone_at")
    return tuple(Batch(**dict(zip(names, row, strict=True))) for row in rows)


def fetch_receipts(
    db: Database, batch: int | None = None, year: int | None = None
) -> tuple[Receipt, ...]:
    """The receipts of *batch*, or of every batch that counts in *year*, in order of arrival."""
    rows = db.execute(
        "SELECT a.id, a.batch, b.taken_in_at, a.file_name, a.sha256, a.message, a.digest, a.code,"  # noqa: S608
        " a.hint, a.details, a.edits, a.file_year, a.signature, a.signer"
        " FROM arrival a JOIN batch b ON b.id = a.batch"
        " WHERE iif(?2 IS NULL, b.in_progress IS NULL AND b.undone_at IS NULL, b.id = ?2)"
        f" AND {OF_YEAR} AND (?1 IS NULL OR a.digest IS NULL OR EXISTS"
        " (SELECT 1 FROM received r WHERE r.digest = a.digest AND r.year = ?1) OR EXISTS"
        " (SELECT 1 FROM rectification r WHERE r.kind = 'reply' AND r.file = a.sha256"
        " AND r.year = ?1)) ORDER BY a.id",
        [year, batch],
    )
    return tuple(_fetched(row) for row in rows)


def any_of_other_years(db: Database) -> bool:
    """Whether a file was ever refused for its year alone."""
    rows = db.execute("SELECT 1 FROM arrival WHERE file_year AND NOT accepted LIMIT 1")
    return rows.fetchone() is not None


def fetch_known(db: Database, sha256: str, year: int | None) -> FileVerdict | None:
    """The verdict on the same file received before; None if it never came, was refused, or was of
    another year.
    """
    row = db.execute(
        "SELECT a.id, a.batch, '', a.file_name, a.sha256, a.message, a.digest, a.code, a.hint,"
        " a.details, a.edits, a.file_year, a.signature, a.signer"
        " FROM arrival a JOIN received r ON r.digest = a.digest"
        " JOIN original o ON o.sha256 = a.sha256 WHERE a.sha256 = ?1"
        " AND (?2 IS NULL OR r.year = ?2) ORDER BY a.id DESC LIMIT 1",
        [sha256, year],
    ).fetchone()
    return _fetched(row).verdict if row else None


def _fetched(row: tuple[Any, ...]) -> Receipt:
    id_, batch, at, name, sha256, message, digest, code, hint, details, edits, year, *sign = row
    signature, signer = sign
    return Receipt(
        id=id_,
        batch=batch,
        taken_in_at=at,
        file_name=name,
        sha256=sha256,
        verdict=FileVerdict(
            message=message,
            digest=digest,
            code=code or "",
            hint=hint or "",
            details=tuple(listed(details)),
            edits=tuple(_edits(edits)),
            file_year=year,
            signature=_signature(signature),
            signer=signer or "",
        ),
    )


def listed(text: str | None) -> list[Any]:
    """Most files have nothing to be remarked: then no JSON is read. No list says nothing."""
    if text in {None, "", "[]"}:
        return []
    try:
        found = json.loads(text or "")
    except ValueError as error:
        log.warning("a row holds no list", exc_info=error)
        return []
    return found if isinstance(found, list) else []


def _edits(text: str | None) -> Iterator[CellEdit]:
    for edit in listed(text):
        try:
            yield CellEdit(**edit)
        except TypeError as error:
            log.warning("a row holds no cell", exc_info=error)


def _signature(text: str | None) -> SignatureKind:
    try:
        return SignatureKind(text or "")
    except ValueError:
        return SignatureKind("")


def fetch_original(db: Database, sha256: str) -> bytes:
    """The file as it was received, byte for byte.

    Raises:
        LookupError: there is none.
        OriginalCleared: it was cleared.
    """
    row = db.execute("SELECT content FROM original WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        raise LookupError(sha256)
    if not row[0] and (clearing := _clearing_of(db, sha256)):
        raise OriginalCleared(*clearing)
    return bytes(row[0])


def _clearing_of(db: Database, sha256: str) -> tuple[str, str] | None:
    """By whom and when the original *sha256* was cleared, "" where this file doesn't know; None:
    it wasn't.
    """
    row = db.execute(
        "SELECT c.made_by, c.made_at FROM cleared o LEFT JOIN arrival a ON a.sha256 = o.name"
        " LEFT JOIN received r ON r.digest = a.digest LEFT JOIN clearing c"
        " ON coalesce(r.year, a.file_year) BETWEEN c.first AND c.last"
        " WHERE o.of = 'original' AND o.name = ? ORDER BY c.id DESC LIMIT 1",
        [sha256],
    ).fetchone()
    return (row[0] or "", row[1] or "") if row else None


def fetch_cleared(db: Database) -> frozenset[str]:
    """Digests of the reports from which people were cleared."""
    rows = db.execute("SELECT name FROM cleared WHERE of = 'received'")
    return frozenset(digest for (digest,) in rows)


def count_senders(db: Database) -> Mapping[int, int]:
    """Year -> the number of departments whose submissions were received, under whatever name."""
    rows = db.execute(
        "SELECT r.year, count(DISTINCT r.department) FROM received r WHERE NOT EXISTS"
        " (SELECT 1 FROM arrival a WHERE a.digest = r.digest) OR EXISTS"
        " (SELECT 1 FROM arrival a JOIN batch b ON b.id = a.batch WHERE a.digest = r.digest"
        " AND b.in_progress IS NULL AND b.undone_at IS NULL) GROUP BY r.year"
    )
    return dict(rows.fetchall())


def department_of(db: Database, digest: str) -> str:
    """Id of the department that the received submission *digest* is of; "" if it never came."""
    row = db.execute("SELECT department FROM received WHERE digest = ?", [digest]).fetchone()
    return row[0] if row else ""


def fetch_reporting(db: Database, year: int | None) -> frozenset[str]:
    """Ids of the departments of which a submission of *year* (None: any) came and counts."""
    rows = db.execute(
        "SELECT DISTINCT r.department FROM received r JOIN arrival a ON a.digest = r.digest"
        " JOIN batch b ON b.id = a.batch WHERE (?1 IS NULL OR r.year = ?1)"
        " AND b.in_progress IS NULL AND b.undone_at IS NULL",
        [year],
    )
    return frozenset(department for (department,) in rows)


def fetch_received(
    db: Database, year: int, without: int | None = None
) -> tuple[tuple[str, str], ...]:
    """The digest and payload of each submission of *year* that counts, each once.

    Args:
        without: a batch to be left out, as if it were undone.
    """
    rows = db.execute(
        "SELECT r.digest, r.payload FROM received r WHERE r.year = ?1 AND (NOT EXISTS"
        " (SELECT 1 FROM arrival a WHERE a.digest = r.digest) OR EXISTS"
        " (SELECT 1 FROM arrival a JOIN batch b ON b.id = a.batch WHERE a.digest = r.digest"
        " AND b.in_progress IS NULL AND b.undone_at IS NULL AND b.id IS NOT ?2))"
        " ORDER BY r.digest",
        [year, without],
    )
    return tuple(rows.fetchall())
