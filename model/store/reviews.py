"""复核 and rulings of the office: lists that only grow; the latest entry about a thing
is in force.
"""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from model.domain.review import Matter, Review, Ruling, Verdict
from model.store.transaction import saving


def save_reviews(db: Database, year: int, reviews: Iterable[Review]) -> None:
    """Saves all of *reviews*, or none."""
    with saving(db, "复核意见"):
        db.conn.executemany(
            "INSERT INTO review (year, department, item, verdict, changes, remark, submission,"
            " basis, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    year, r.department, r.item, r.verdict.value,
                    json.dumps(dict(r.changes), ensure_ascii=False, sort_keys=True),
                    r.remark, r.submission, r.basis, r.by, r.at,
                )
                for r in reviews
            ),
        )  # fmt: skip


def fetch_reviews(db: Database, year: int) -> tuple[Review, ...]:
    """Every review ever made, in order."""
    rows = db.execute(
        "SELECT department, item, verdict, changes, remark, submission, basis, made_by, made_at"
        " FROM review WHERE year = ? ORDER BY id",
        [year],
    )
    return tuple(
        Review(
            department=department,
            item=item,
            verdict=Verdict(verdict),
            changes=json.loads(changes),
            remark=remark,
            submission=submission,
            basis=basis,
            by=by,
            at=at,
        )
        for department, item, verdict, changes, remark, submission, basis, by, at in rows
    )


def save_ruling(db: Database, year: int, ruling: Ruling) -> None:
    with saving(db, "办公室的决定"):
        db.execute(
            "INSERT INTO ruling (year, matter, subject, choice, reason, made_by, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                year, ruling.matter.value, ruling.subject, ruling.choice, ruling.reason,
                ruling.by, ruling.at,
            ],
        )  # fmt: skip


def fetch_rulings(db: Database, year: int) -> tuple[Ruling, ...]:
    """Every ruling ever made, in order."""
    rows = db.execute(
        "SELECT matter, subject, choice, reason, made_by, made_at FROM ruling"
        " WHERE year = ? ORDER BY id",
        [year],
    )
    return tuple(
        Ruling(matter=Matter(matter), subject=subject, choice=choice, reason=reason, by=by, at=at)
        for matter, subject, choice, reason, by, at in rows
    )
