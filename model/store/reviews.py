"""复核 and rulings of the office: lists that only grow; the latest entry about a thing
is in force.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlite_utils import Database

from model.domain.review import Matter, Review, Ruling, Verdict
from model.store.transaction import saving

log = logging.getLogger(__name__)

Made = TypeVar("Made")


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
    return tuple(_readable(_review, rows))


def _review(row: Sequence[Any]) -> Review:
    department, item, verdict, changes, remark, submission, basis, by, at = row
    return Review(
        department=department,
        item=item,
        verdict=Verdict(verdict),
        changes=dict(json.loads(changes)),
        remark=remark,
        submission=submission,
        basis=basis,
        by=by,
        at=at,
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
    return tuple(fetch_numbered_rulings(db, year).values())


def fetch_numbered_rulings(db: Database, year: int) -> Mapping[int, Ruling]:
    """Every ruling ever made by the id of its row, in order."""
    rows = db.execute(
        "SELECT id, matter, subject, choice, reason, made_by, made_at FROM ruling"
        " WHERE year = ? ORDER BY id",
        [year],
    )
    return dict(_readable(_ruling, rows))


def _ruling(row: Sequence[Any]) -> tuple[int, Ruling]:
    id_, matter, subject, choice, reason, by, at = row
    return id_, Ruling(
        matter=Matter(matter), subject=subject, choice=choice, reason=reason, by=by, at=at
    )


def _readable(
    read: Callable[[Sequence[Any]], Made], rows: Iterable[Sequence[Any]]
) -> Iterator[Made]:
    """What *read* makes of each of *rows*; one that can't be understood costs itself."""
    for row in rows:
        try:
            yield read(row)
        except (ValueError, TypeError) as error:
            log.warning("a row is no decision", exc_info=error)
