"""Rulebooks kept with the data, word for word, and the version by which each year is scored.

A year keeps the version it was first scored by, whatever newer app or rulebook comes along.
"""

from sqlite_utils import Database

from model.domain.submission import Edition
from model.store.clock import now
from model.store.transaction import saving
from model.store.year_guard import year_lock


def keep_rulebook(db: Database, edition: Edition, text: str) -> None:
    """Keeps the *text* of a published version; a kept version is never changed.

    Raises:
        ValueError: other words are kept under this version already.
    """
    kept = fetch_rulebook(db, edition)
    if kept is None:
        with saving(db):
            db.table("rulebook").insert(
                {"id": edition.id, "version": edition.version, "text": text, "kept_at": now()}
            )
    elif kept != text:
        raise ValueError(f"{edition} is kept with other words")


def fetch_rulebook(db: Database, edition: Edition) -> str | None:
    row = db.execute(
        "SELECT text FROM rulebook WHERE id = ? AND version = ?", [edition.id, edition.version]
    ).fetchone()
    return row[0] if row else None


def fetch_rulebooks(db: Database) -> dict[Edition, str]:
    """Every kept version, in the order in which the versions came."""
    rows = db.execute("SELECT id, version, text FROM rulebook ORDER BY kept_at, rowid")
    return {Edition(id=id_, version=version): text for id_, version, text in rows}


def fetch_rulebook_of(db: Database, year: int) -> Edition | None:
    """The version by which *year* is scored, or None if it was not scored yet."""
    row = db.execute("SELECT rulebook, version FROM round WHERE year = ?", [year]).fetchone()
    return Edition(id=row[0], version=row[1]) if row else None


def save_rulebook_of(db: Database, year: int, edition: Edition) -> None:
    """Sets the version by which *year* is scored. Raises: YearClosed: the year's scores don't
    change.
    """
    if fetch_rulebook_of(db, year) == edition:
        return
    if lock := year_lock(db, year):
        raise lock.refusal("评估规则没有更换")
    with saving(db):
        db.table("round").upsert(
            {"year": year, "rulebook": edition.id, "version": edition.version}, pk="year"
        )


def forget_rulebook(db: Database, edition: Edition) -> None:
    """Keep *edition* no longer, unless a year is scored by it."""
    with saving(db):
        db.execute(
            "DELETE FROM rulebook WHERE id = ?1 AND version = ?2 AND NOT EXISTS"
            " (SELECT 1 FROM round WHERE rulebook = ?1 AND version = ?2)",
            [edition.id, edition.version],
        )


def forget_rulebook_of(db: Database, year: int) -> None:
    """Let *year* be scored by none in particular, as before it was first scored.

    Raises:
        YearClosed: the year's scores don't change.
    """
    with saving(db, "评估规则的版本"):
        db.execute("DELETE FROM round WHERE year = ?", [year])


def fetch_rounds(db: Database) -> dict[int, Edition]:
    """Year -> the version by which it is scored, in the order of years."""
    rows = db.execute("SELECT year, rulebook, version FROM round ORDER BY year")
    return {year: Edition(id=id_, version=version) for year, id_, version in rows}
