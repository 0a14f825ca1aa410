"""Answers and reports rebuilt from what was sent and received."""

from collections.abc import Callable, Iterable

from sqlite_utils import Database

from model.domain.sealed import seal, unseal_as
from model.domain.submission import COVER, Submission
from model.store.answers import save_answers
from model.store.evidence import save_evidence
from model.store.transaction import saving

ReadOriginals = Callable[[Database, Iterable[bytes]], Iterable[Submission]]
"""What kept workbooks report, given the store with the packages they were filled in under."""


def rebuild_answers(db: Database) -> int:
    """Rebuilds answers that are lost altogether from the last report of their year.

    Returns:
        How many departments' years were made again.
    """
    gone = db.execute(
        "SELECT year, department FROM submission EXCEPT SELECT year, department FROM answer"
    ).fetchall()
    return sum(_take_last_report(db, year, department) for year, department in gone)


def _take_last_report(db: Database, year: int, department: str) -> bool:
    """Whether one of the reports could be used; the newest is tried first."""
    payloads = db.execute(
        "SELECT payload FROM submission WHERE year = ? AND department = ? ORDER BY sequence DESC",
        [year, department],
    ).fetchall()
    for (payload,) in payloads:
        try:
            report = unseal_as(Submission, payload.encode())
        except ValueError:
            continue
        save_answers(db, year, department, {**report.answers, COVER: report.cover})
        for evidence in report.evidence:
            save_evidence(db, year, department, evidence)
        return True
    return False


def rebuild_received(db: Database, read: ReadOriginals) -> int:
    """Reads the kept workbooks whose reports are lost once more.

    Returns:
        How many reports were made again.
    """
    originals = db.execute(
        "SELECT content FROM original WHERE sha256 NOT IN"
        " (SELECT sha256 FROM arrival WHERE sha256 IS NOT NULL AND (accepted = 0"
        " OR digest IN (SELECT digest FROM received)"
        " OR sha256 IN (SELECT file FROM rectification)))"
    ).fetchall()
    if not originals:
        return 0
    reports = list(read(db, (content for (content,) in originals)))
    with saving(db):
        return sum(_put_received(db, report) for report in reports)


def _put_received(db: Database, report: Submission) -> int:
    return db.conn.execute(
        "INSERT OR IGNORE INTO received (digest, year, department, sequence, payload)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            report.digest,
            report.year,
            report.department,
            report.sequence,
            seal(report).decode(),
        ],
    ).rowcount
