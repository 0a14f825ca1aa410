"""The last rung but one of the start's ladder: reports read once more from the kept workbooks."""

import random
import sqlite3
from contextlib import closing
from functools import partial

from model.office.kept_workbooks import read_again
from model.store.recovery import RecoveryRung, open_or_recover
from model.store.transaction import path_of
from tests.model.workbook.years import questionnaire
from tests.systems import pages_of

PAGE = 4096


def spoil(path, *tables):
    """Make these tables and their indexes unreadable."""
    with closing(sqlite3.connect(path)) as connection:
        marks = ", ".join("?" * len(tables))
        names = f"SELECT name FROM sqlite_master WHERE tbl_name IN ({marks})"
        pages = pages_of(connection, names, tables)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def test_that_lost_reports_are_rebuilt_from_the_workbooks_that_came(office, send):
    send("city", "again", "schools", letter=b"%PDF-1.4 no workbook at all")
    path = path_of(office.db)
    before = office.db.execute("SELECT digest, payload FROM received ORDER BY digest").fetchall()
    office.db.close()
    spoil(path, "received")
    db, outcome = open_or_recover(path, partial(read_again, questionnaire=questionnaire()))
    with closing(db):
        assert outcome.rung is RecoveryRung.REBUILT
        assert "已按保留的报送内容重建" in outcome.sentence
        assert outcome.problems == ()  # all of them were found again
        after = db.execute("SELECT digest, payload FROM received ORDER BY digest").fetchall()
        assert after == before


def test_that_a_kept_file_that_reports_nothing_is_passed_over(db):
    contents = [b"%PDF-1.4 no workbook at all", b""]
    assert list(read_again(db, contents, questionnaire())) == []
