import random
import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from model.store.answers import save_answer
from model.store.connection import connect
from model.store.data_file import open_store
from model.store.disk_errors import StoreDamaged
from model.store.integrity import check_data_file, label
from model.store.row_checksums import sealed_tables
from tests.model.store.conftest import rows
from tests.thorough import tried

FLIPS = tried(200)


def behind_its_back(path, sql):
    """Change the file as another program would."""
    with closing(connect(path)) as connection, connection:
        connection.execute(sql)


def complaints(path):
    db = open_store(path)
    try:
        return [str(problem) for problem in check_data_file(db)]
    finally:
        db.close()


def test_that_a_file_that_was_only_written_by_the_app_is_sound(filled):
    assert complaints(filled) == []


def test_that_every_kind_of_edit_keeps_the_file_sound(db):
    key = (2025, "csglw", "3.1.1-01")
    save_answer(db, *key, {"done": "改"})
    save_answer(db, *key, {"done": None, "problems": "资金"})
    db.execute("INSERT OR REPLACE INTO setting VALUES ('year', '2026')")
    db.execute("UPDATE setting SET key = 'jahr' WHERE key = 'year'")
    db.execute("DELETE FROM received")
    assert check_data_file(db) == ()


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("UPDATE answer SET value = '0' WHERE rowid < 4", "填报内容 › 有 3 条内容与保存时不符。"),
        ("DELETE FROM evidence", "佐证材料 › 有 1 条丢失。"),
        ("INSERT INTO setting VALUES ('x', '1')", "设置 › 有 1 条没有校验值。"),
        ("UPDATE seal SET digest = x'00' WHERE of = 'round'", None),
        ("DROP INDEX idx_evidence_year_department_item", "文件结构 › 有 1 条内容与保存时不符。"),
    ],
)  # fmt: skip
def test_that_what_was_changed_behind_the_apps_back_is_named(filled, sql, complaint):
    behind_its_back(filled, sql)
    assert complaints(filled) == ([complaint] if complaint else [])


def test_that_every_table_is_called_something_people_understand(db):
    assert [table for table in sealed_tables(db.conn) if label(table) == "其他内容"] == []


def test_that_a_kept_original_is_held_against_its_own_sha256(db):
    db.execute("UPDATE original SET content = x'00'")
    db.execute("UPDATE submission SET digest = 'x'")
    assert [str(problem) for problem in check_data_file(db)] == [
        "收到的原件 › 有 1 份与其校验值不符。",
        "报送记录 › 有 1 份与其校验值不符。",
    ]


def test_that_a_file_cut_off_in_the_middle_is_damaged(filled):
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreDamaged, match="内容已损坏"):
        open_store(filled)


def test_that_pages_that_cannot_be_read_are_reported_and_not_raised(filled):
    whole = filled.read_bytes()
    connection = from_bytes(whole[:8192] + bytes(len(whole) - 8192))
    assert [str(problem) for problem in check_data_file(Database(connection))]
    connection.close()


@pytest.mark.in_part
def test_that_every_flipped_bit_that_changes_anything_is_noticed(filled):
    """What changes nothing that can be read (free space, unused header fields) doesn't count."""
    with closing(connect(filled)) as connection:  # small pages: less of the file is free
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM")
    assert complaints(filled) == []
    whole = filled.read_bytes()
    draw = random.Random(8)
    tried, mattered, unnoticed = 0, 0, []
    with closing(from_bytes(whole)) as connection:
        sound = rows(connection)
    while mattered < FLIPS:
        tried += 1
        place, bit = draw.randrange(len(whole)), draw.randrange(8)
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bit
        if matters(bytes(flipped), sound):
            mattered += 1
            with closing(from_bytes(bytes(flipped))) as connection:
                if not check_data_file(Database(connection)):
                    unnoticed.append((place, bit))
    assert unnoticed == []
    assert tried < 6 * FLIPS  # most of the file is content


def from_bytes(content):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def matters(content, sound):
    try:
        with closing(from_bytes(content)) as connection:
            return rows(connection) != sound
    except (sqlite3.DatabaseError, UnicodeDecodeError, AttributeError):
        return True  # not even the schema can be read
