"""Evidence: files and references behind an answer."""

import json
import uuid
from datetime import datetime

from sqlite_utils import Database

from model.domain.answers import EVIDENCE_FACTS, Evidence
from model.domain.review import Matter
from model.store.clock import now
from model.store.edit_log import Key, one_step, record

FIELD = "evidence/"  # and the id: how the record of edits calls it
COLUMNS = ("title", "reference", "file_name", "size", "sha256", "added_at")
MOVED = "改了佐证材料的对应事项"  # how such a step is called
FACTS = EVIDENCE_FACTS  # left out of the record of edits while empty


def fetch_evidence(db: Database, year: int, department: str) -> tuple[Evidence, ...]:
    """The department's evidence, in the order in which it was added."""
    rows = db.execute(
        "SELECT id, item, title, reference, file_name, size, coalesce(sha256, ''),"
        " issued_on, issuer, pages FROM evidence"
        " WHERE year = ? AND department = ? ORDER BY added_at, rowid",
        [year, department],
    )
    return tuple(
        Evidence(
            id=id_,
            item=item,
            title=title,
            reference=reference,
            file_name=file_name,
            size=size,
            sha256=sha256,
            issued_on=issued_on,
            issuer=issuer,
            pages=pages,
        )
        for id_, item, title, reference, file_name, size, sha256, issued_on, issuer, pages in rows
    )


def fetch_evidence_about(db: Database, start: str) -> tuple[Evidence, ...]:
    """What stands behind items whose id begins with *start*, in whichever year and whosever it is
    on this PC.
    """
    found = db.execute(
        "SELECT DISTINCT year, department FROM evidence WHERE substr(item, 1, ?) = ?",
        [len(start), start],
    ).fetchall()
    pieces = (one for year, body in found for one in fetch_evidence(db, year, body))
    return tuple(one for one in pieces if one.item.startswith(start))


def fetch_year_evidence(db: Database, year: int) -> tuple[Evidence, ...]:
    """All departments' evidence of *year*."""
    found = db.execute("SELECT DISTINCT department FROM evidence WHERE year = ?", [year]).fetchall()
    return tuple(one for (body,) in found for one in fetch_evidence(db, year, body))


def new_id() -> str:
    return uuid.uuid4().hex


def save_evidence(db: Database, year: int, department: str, evidence: Evidence) -> None:
    """Adds *evidence*, or replaces the piece that has the same id, whatever that stood behind."""
    row = db.execute("SELECT item FROM evidence WHERE id = ?", [evidence.id]).fetchone()
    moved = row is not None and row[0] != evidence.item
    with one_step(db, year, department, MOVED if moved else ""):
        old = fetch_words(db, evidence.id)
        words = {
            "title": evidence.title,
            "reference": evidence.reference,
            "file_name": evidence.file_name,
            "size": evidence.size,
            "sha256": evidence.sha256,
            "added_at": json.loads(old)["added_at"] if old else now(),
            **{key: said for key in FACTS if (said := getattr(evidence, key))},
        }
        new = json.dumps(words, ensure_ascii=False)
        if moved:  # out of the record of one item, into that of another
            put_evidence(db, (year, department, row[0], FIELD + evidence.id), old, None)
            old = None
        if new != old:
            put_evidence(db, (year, department, evidence.item, FIELD + evidence.id), old, new)


def remove_evidence(db: Database, evidence_id: str) -> None:
    row = db.execute(
        "SELECT year, department, item FROM evidence WHERE id = ?", [evidence_id]
    ).fetchone()
    if row is None:
        return
    year, department, item = row
    with one_step(db, year, department):
        old = fetch_words(db, evidence_id)
        put_evidence(db, (year, department, item, FIELD + evidence_id), old, None)


def fetch_words(db: Database, evidence_id: str) -> str | None:
    """One piece of evidence as the log of edits keeps it, or None if there is none."""
    row = db.execute(
        "SELECT title, reference, file_name, size, sha256, added_at, issued_on, issuer, pages"
        " FROM evidence WHERE id = ?",
        [evidence_id],
    ).fetchone()
    if row is None:
        return None
    words = dict(zip((*COLUMNS, *FACTS), row, strict=True))
    return json.dumps(
        {key: said for key, said in words.items() if said or key not in FACTS}, ensure_ascii=False
    )


def put_evidence(db: Database, key: Key, old: str | None, new: str | None) -> None:
    """Changes one piece of evidence from *old* to *new*, inside a transaction."""
    year, department, item, field = key
    record(db, key, old, new, typed=False)
    evidence_id = field.removeprefix(FIELD)
    db.execute("DELETE FROM evidence WHERE id = ?", [evidence_id])
    if new is not None:
        words = json.loads(new)
        db.execute(
            "INSERT INTO evidence (id, year, department, item, title, reference, file_name, size,"
            " sha256, added_at, issued_on, issuer, pages)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                evidence_id,
                year,
                department,
                item,
                *(words[column] for column in COLUMNS),
                *(words.get(column, "") for column in FACTS),
            ],
        )


def fetch_named(db: Database, since: datetime) -> set[str]:
    """The SHA-256 of every file that evidence, a submission, a ruling on a stamped scan, an edit of
    the latest year or an edit made after *since* names.
    """
    named = {sha256 for (sha256,) in db.execute("SELECT DISTINCT sha256 FROM evidence")}
    for (payload,) in db.execute("SELECT payload FROM submission"):
        named |= {piece["sha256"] for piece in json.loads(payload)["evidence"]}
    (latest,) = db.execute("SELECT max(year) FROM edit").fetchone()
    for year, old, new, made_at in db.execute(
        "SELECT year, old, new, made_at FROM edit WHERE field LIKE ?", [f"{FIELD}%"]
    ):
        if year == latest or datetime.fromisoformat(made_at) >= since:
            named |= {json.loads(words)["sha256"] for words in (old, new) if words}
    stamped = db.execute("SELECT choice FROM ruling WHERE matter = ?", [Matter.STAMPED.value])
    named |= {choice.partition("/")[2] for (choice,) in stamped}
    return named - {"", None}
