"""Whether a data file still holds what was written into it."""

import hashlib
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.sealed import unseal_as
from model.errors import Problem
from model.store.disk_errors import is_damage
from model.store.row_checksums import SCHEMA, broken_rows

LABELS = {
    SCHEMA: "文件结构",
    "_sqlite_migrations": "版本记录",
    "answer": "填报内容",
    "arrival": "收件记录",
    "batch": "收件批次",
    "cleared": "已清除个人信息的记录",
    "clearing": "清除个人信息的经过",
    "chain_link": "办理记录的校验链",
    "closing": "年度封存记录",
    "closing_log": "封存与解除的经过",
    "delivery_act": "任务包、退回单的接收和停用",
    "edit": "修改记录",
    "evidence": "佐证材料",
    "file_signature": "任务包、退回单的签名",
    "handover": "移交和收回",
    "original": "收到的原件",
    "own_key": "本机密钥",
    "package": "年度任务包",
    "package_draft": "编制中的任务包",
    "package_secret": "报送密钥",
    "part": "发出的分包",
    "part_fact": "分工和回收的记录",
    "part_return": "交回的分包",
    "pinned_key": "比对过的密钥",
    "plan": "封存年度的方案",
    "plan_draft": "编制中的方案",
    "plan_draft_step": "编制方案的修改",
    "received": "收到的报送",
    "rectification": "整改台账",
    "reply": "对退回单的答复",
    "return_slip": "退回单",
    "review": "复核意见",
    "round": "年度所用规则",
    "rulebook": "评估规则",
    "ruling": "裁定记录",
    "section": "科室",
    "setting": "设置",
    "step": "修改步骤",
    "submission": "报送记录",
}
KEPT = {  # by its SHA-256: table -> where that is, and where the content
    "original": ("sha256", "content"),
    "package": ("digest", "payload"),
    "part": ("digest", "payload"),
    "plan": ("digest", "payload"),
    "received": ("digest", "payload"),
    "return_slip": ("digest", "payload"),
    "submission": ("digest", "payload"),
}
APART = '"contacts_apart":true'
STRUCTURE = "文件结构"
FORMER = {"target"}  # tables that an earlier version made
OWN = {*LABELS, *FORMER, "seal"} - {SCHEMA}
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)  # the second: names that are no longer UTF-8


def check_data_file(db: Database) -> tuple[Problem, ...]:
    """All that is wrong with *db*: damage, and content that does not fit the SHA-256 it is kept by.

    Reads the whole file; () means that every row is as it was written.
    """
    return damage(db) or misfits(db)


def damage(db: Database) -> tuple[Problem, ...]:
    """The places where the structure or a row of *db* is not as it was written.

    Raises:
        sqlite3.Error: the file can't be read just now, being locked for example.
    """
    try:
        return (*_structure(db.conn), *_foreign(db.conn), *_rows(db.conn))
    except UNREADABLE as error:
        if not is_damage(error):
            raise
        return (Problem("有的部分已经读不出来。", (STRUCTURE,)),)


def misfits(db: Database) -> tuple[Problem, ...]:
    """The content that does not fit the SHA-256 it is kept by, though the row is as it
    was written.
    """
    return tuple(_kept(db.conn))


def label(table: str) -> str:
    return LABELS.get(table, "其他内容")


def _structure(connection: sqlite3.Connection) -> Iterator[Problem]:
    # Also compares the indexes, which quick_check leaves out.
    found = [line for (line,) in connection.execute("PRAGMA integrity_check(100)")]
    if found != ["ok"]:
        yield Problem(f"有 {len(found)} 处损坏。", (STRUCTURE,))


def _foreign(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Triggers and views, which this app never makes: they could change what is saved or read."""
    made = connection.execute(
        "SELECT type, name FROM main.sqlite_master"
        " WHERE type != 'index' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    )
    if found := sum(kind != "table" or name not in OWN for kind, name in made):
        yield Problem(f"有 {found} 处不是本程序建立的。", (STRUCTURE,))


def _rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    counts = Counter((broken.table, broken.damage) for broken in broken_rows(connection))
    for (table, damage), number in counts.items():
        yield Problem(f"有 {number} 条{damage}。", (label(table),))


def _kept(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, (named, content) in KEPT.items():
        rows = connection.execute(f"SELECT {content}, {named} FROM {table}")  # noqa: S608
        known = cleared(connection, table)
        if wrong := sum(row[1] not in known and not fits(table, *row) for row in rows):
            yield Problem(f"有 {wrong} 份与其校验值不符。", (label(table),))


def cleared(connection: sqlite3.Connection, table: str) -> set[str]:
    """What those rows of *table* are known by that were cleared of people: they fit no more."""
    there = connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'cleared'").fetchone()
    rows = connection.execute("SELECT name FROM cleared WHERE of = ?", [table]) if there else ()
    return {name for (name,) in rows}


def fits(table: str, content: str | bytes | None, sha256: str) -> bool:
    """Whether *content* of a row of *table*, plain or compressed, has the SHA-256 *sha256*; of a
    package it need not cover the contacts.
    """
    if table == "package" and isinstance(content, str) and APART in content:
        with suppress(ValueError):
            return unseal_as(YearPackage, content.encode()).digest == sha256
    content = content.encode() if isinstance(content, str) else content or b""
    if hashlib.sha256(content).hexdigest() == sha256:
        return True
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest() == sha256
    except zlib.error:
        return False
