"""A data file with a year in it."""

import hashlib
import sqlite3
from dataclasses import replace

import pytest
from sqlite_utils import Database

from model.domain.answers import Evidence
from model.domain.sealed import seal
from model.domain.submission import Edition, Submission
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.rulebooks import keep_rulebook
from model.store.settings import Profile, Role, save_profile
from model.store.submissions import save_submission

ANSWERS = {
    f"3.1.{n}-01": {"state": "ongoing", "done": f"（示例数据）第 {n} 项已启动", "progress": f"{n}"}
    for n in range(1, 41)
}
SUBMISSION = Submission(
    id="s1",
    year=2025,
    department="csglw",
    sequence=1,
    parent=None,
    exported_at="2025-11-22T10:00:00+08:00",
    plan=Edition(id="hebei", version="1"),
    rulebook=Edition(id="percent", version="1"),
    answers=ANSWERS,
    cover={"filled_by": "示例填报人"},
)


def fill(db: Database) -> None:
    """A clerk's year that was sent once, and one file taken in."""
    save_profile(db, Profile(role=Role.CLERK, year=2025, department="csglw"))
    keep_rulebook(db, Edition(id="percent", version="1"), "规则" * 50)
    save_answers(db, 2025, "csglw", ANSWERS)
    save_evidence(db, 2025, "csglw", Evidence(id="e1", item="3.1.1-01", title="总结"))
    save_submission(db, SUBMISSION, "区城市管理委.xlsx")
    take_in(db, replace(SUBMISSION, id="s2", department="swj"), b"PK\x03\x04 workbook" * 300)


def take_in(db: Database, submission: Submission, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    with db.atomic():
        batch = db.table("batch").insert({"taken_in_at": "2025-11-22", "origin": "邮件"}).last_pk
        db.table("original").insert({"sha256": sha256, "size": len(content), "content": content})
        db.table("arrival").insert(
            {
                "batch": batch,
                "file_name": f"{submission.department}.xlsx",
                "sha256": sha256,
                "accepted": 1,
                "message": "",
                "digest": submission.digest,
            }
        )
        db.table("received").insert(
            {
                "digest": submission.digest,
                "year": submission.year,
                "department": submission.department,
                "sequence": submission.sequence,
                "payload": seal(submission).decode(),
            }
        )


def rows(connection: sqlite3.Connection) -> list[object]:
    """Everything a data file can be asked for: schema, tables with types, indexes."""
    connection.text_factory = bytes
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
    ).fetchall()
    found: list[object] = [schema]
    for kind, name, table, _ in [tuple(part and part.decode() for part in row) for row in schema]:
        info, place = ("table_info", 1) if kind == "table" else ("index_info", 2)
        columns = [row[place].decode() for row in connection.execute(f"PRAGMA {info}('{name}')")]
        listed = ", ".join(f'typeof("{column}"), "{column}"' for column in columns)
        by = f'INDEXED BY "{name}"' if kind == "index" else "NOT INDEXED"
        if name.startswith("sqlite_autoindex_seal"):
            by = ""  # the table itself
        found.append(connection.execute(f'SELECT {listed} FROM "{table}" {by}').fetchall())
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "自评估数据.db"


@pytest.fixture
def db(path):
    """Open and filled."""
    db = open_store(path)
    fill(db)
    yield db
    db.close()


@pytest.fixture
def filled(path):
    """A closed data file."""
    db = open_store(path)
    fill(db)
    db.close()
    return path
