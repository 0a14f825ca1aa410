"""Why a test isn't for Windows. A reason that isn't here is a bug to be mended."""

import os
import sqlite3
import sys
from pathlib import PureWindowsPath

import pytest

WINDOWS = sys.platform == "win32"
NO_DBSTAT = "Python's SQLite for Windows doesn't tell which pages hold a table"
OWN_USERS = "Windows keeps users apart by itself"
NO_SUCH_NAME = "Windows has no files of such names"


def _elsewhere(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(WINDOWS, reason=reason)


open_files_stay = _elsewhere("Windows neither moves, replaces nor deletes a file that is open")
linux_paths = _elsewhere("the paths are those of Linux")
names_of_linux = _elsewhere(NO_SUCH_NAME)
links_and_pipes = _elsewhere("Windows has no pipes in folders, and links need rights there")
own_users = _elsewhere(OWN_USERS)
linux_programs = _elsewhere("it is about programs and scripts of Linux")
linux_alone = _elsewhere(
    "Windows has no such thing: a signal, a limit set by the child, a time zone's file"
)
made_on_linux = _elsewhere("what is kept was made on Linux, from the packages for it")


def can_be_named(name: str | bytes) -> bool:
    """Whether this system has files of that name."""
    if not WINDOWS:
        return True
    try:
        words = os.fsdecode(name)
    except UnicodeDecodeError:
        return False
    refused = any(sign in '<>:"|?*' or sign < " " for sign in words)
    return not (refused or words.endswith((" ", ".")) or PureWindowsPath(words).is_reserved())


def pages_of(connection: sqlite3.Connection, names: str, values: tuple[str, ...]) -> list[int]:
    """The numbers of the pages that hold what the SQL *names* names; skips where none can tell."""
    try:
        found = connection.execute(f"SELECT pageno FROM dbstat WHERE name IN ({names})", values)
    except sqlite3.OperationalError:
        if WINDOWS:
            pytest.skip(NO_DBSTAT)
        raise
    return [page for (page,) in found]
