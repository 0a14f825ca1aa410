"""Evidence: what stands behind an answer."""

import uuid

from sqlite_utils import Database

from model.domain.answers import Evidence
from model.store.clock import now
from model.store.saving import saving


def fetch_evidence(db: Database, year: int, department: str) -> tuple[Evidence, ...]:
    """In the order in which it was added."""
    rows = db.execute(
        "SELECT id, item, title, reference, file_name, size, coalesce(sha256, '') FROM evidence"
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
        )
        for id_, item, title, reference, file_name, size, sha256 in rows
    )


def new_id() -> str:
    return uuid.uuid4().hex


def save_evidence(db: Database, year: int, department: str, evidence: Evidence) -> None:
    """Add it, or replace the one with the same id."""
    with saving(db):
        added = db.execute("SELECT added_at FROM evidence WHERE id = ?", [evidence.id]).fetchone()
        db.table("evidence").upsert(
            {
                "id": evidence.id,
                "year": year,
                "department": department,
                "item": evidence.item,
                "title": evidence.title,
                "reference": evidence.reference,
                "file_name": evidence.file_name,
                "size": evidence.size,
                "sha256": evidence.sha256,
                "added_at": added[0] if added else now(),
            },
            pk="id",
        )


def remove_evidence(db: Database, evidence_id: str) -> None:
    with saving(db):
        db.execute("DELETE FROM evidence WHERE id = ?", [evidence_id])
