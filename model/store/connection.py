"""Connections to data files: how they are set, and whose file it is."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from model.errors import StoreUnusable
from model.store.disk_errors import StoreDamaged

APPLICATION_ID = 0x48425450  # "HBTP", in the file's header
KEEP = "原来的内容没有改动。"


class Store(Database):
    """A database that states what SQLite can do. sqlite-utils 4 finds that out by making a table in
    the data file, in the middle of a transaction: if the disk refuses the table, sqlite-utils
    concludes that upserts are unknown and loses them without a word.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, execute_plugins=False)  # nobody's but ours

    @property
    def supports_strict(self) -> bool:
        return True  # since SQLite 3.37; Python 3.11 comes with a newer one

    @property
    def supports_on_conflict(self) -> bool:
        return True


SUSPICION = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")
SAFETY: tuple[str, ...] = (
    "temp_store = MEMORY",
    "busy_timeout = 5000",
    "synchronous = EXTRA",
    "secure_delete = ON",  # Debian's SQLite does so by itself, that of Python for Windows doesn't
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading and writing to *path*; the file is made if it does not exist.

    What a transaction has committed survives a killed process and a power cut: the journal is
    truncated, never left behind, and every commit waits for the disk, the directory included.
    """
    return _set(sqlite3.connect(path), SUSPICION + SAFETY)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection to a file at rest, a backup: it writes nothing, not even a lock."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return _set(sqlite3.connect(uri, uri=True), SUSPICION)


def _set(connection: sqlite3.Connection, settings: tuple[str, ...]) -> sqlite3.Connection:
    try:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_identity(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the file *name* has any content yet.

    Raises:
        StoreUnusable: what is in it isn't ours.
        StoreDamaged: it was ours.
    """
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    tables = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master")}
    if not tables or identity == APPLICATION_ID:
        return bool(tables)
    if {"seal", "answer", "edit"} <= tables:
        raise StoreDamaged(f"数据文件“{name}”打不开：开头已损坏。{KEEP}")
    raise StoreUnusable(
        f"“{name}”不是本程序的数据文件。{KEEP}",
        hint="请另选一个数据文件夹，或把这个文件移走后重新启动。",
    )
