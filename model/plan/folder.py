"""The folder of a plan while it is read: its tables and their flaws."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from model.bounded_file import read_bounded_text
from model.domain.flaw import Flaw, worded
from model.domain.toml import read_toml
from model.errors import PlanRejected, Problem
from model.plan.flaws import PlanFlaw

LARGEST_FILE, LARGEST_FOLDER = 4_000_000, 16_000_000  # bytes
FILES = 200  # in a folder
LONGEST = 20_000  # characters of a text
MOST = 5_000  # entries of a list
YEARS = range(1900, 2201)
ID = re.compile(r"[\w.\-]{1,64}")

Table = dict[str, Any]
Where = tuple[str, ...]


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _list_of(kind: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and len(value) <= MOST and all(map(kind, value))


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_year(value: object) -> bool:
    return type(value) is int and value in YEARS


def _is_place(value: object) -> bool:
    return type(value) is int and value in range(10)


ENTRIES = "各成一节的条目"
_are_tables = _list_of(_is_table)
TYPES: tuple[tuple[str, Callable[[object], bool], frozenset[str]], ...] = (
    (
        "文字",
        _is_text,
        frozenset(
            {
                "bracket", "default", "direction", "edition", "heading", "issuer", "kind",
                "name", "note", "origin", "place", "quote", "reason", "term", "text", "title",
                "unit",
            }
        ),
    ),
    (
        '一串文字，如 ["甲", "乙"]',
        _list_of(_is_text),
        frozenset(
            {
                "about", "aliases", "also", "departments", "lead", "members", "path", "related",
                "repeats", "sections", "support",
            }
        ),
    ),
    (
        "true 或 false",
        _is_flag,
        frozenset(
            {
                "apart", "assumed", "binding", "checkable", "confident", "every_year",
                "from_nothing", "hold", "once", "strict",
            }
        ),
    ),
    (
        ENTRIES,
        _are_tables,
        frozenset(
            {"clause", "department", "indicator", "measure", "milestone", "source"}
        ),
    ),
    ("文字", lambda value: _is_text(value) or _are_tables(value), frozenset({"question"})),
    ("文字或年份", lambda value: _is_text(value) or _is_year(value), frozenset({"from", "until"})),
    ("一节", _is_table, frozenset({"goals"})),
    ("年份，如 2025", _is_year, frozenset({"year"})),
    ("日期，如 2022-12-29", _is_day, frozenset({"issued"})),
    ("起止两个年份，如 [2022, 2030]", _list_of(_is_year), frozenset({"years"})),
    ("0 至 9 的整数", _is_place, frozenset({"decimals"})),
)  # fmt: skip
"""What a value is, in words and as a check, and the keys that have such a value wherever they
stand. `id` is looked at for itself; numbers that count are checked where they are read."""
KINDS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    key: (words, check) for words, check, keys in TYPES for key in keys
}


def odd_keys(table: Table) -> set[str]:
    """The keys of *table* whose values are not what such a key has."""
    odd = {key for key in table.keys() & KINDS.keys() if not KINDS[key][1](table[key])}
    fine = "id" not in table or (_is_text(table["id"]) and ID.fullmatch(table["id"]))
    return odd if fine else {*odd, "id"}


class PlanFolder:
    """One attempt to read a folder. Flaws are collected; at the end the folder is refused as a
    whole.

    Args:
        path: where it lies.
        files: what it holds, by name, where it came as one file; None: it is a folder.
    """

    def __init__(self, path: Path, files: Mapping[str, str] | None = None) -> None:
        self._path = path
        self._content = files
        self.flaws: list[Flaw] = []
        self._files = self._read = 0  # how many, and how many characters of them

    def complain(self, code: PlanFlaw, *where: str, **values: object) -> None:
        self.flaws.append(Flaw(code, where, values))

    def refuse_if_wrong(self) -> None:
        if self.flaws:
            raise PlanRejected(
                f"方案数据“{self.name}”有 {len(self.flaws)} 处问题，未能载入。",
                map(_told, self.flaws),
                hint="请按提示修改数据文件后重新启动。数据格式见 assets/plan/README.md。",
            )

    @property
    def name(self) -> str:
        return self._path.name

    def has(self, name: str) -> bool:
        return name in self._content if self._content is not None else (self._path / name).exists()

    def _words(self, name: str) -> str:
        if self._content is None:
            return read_bounded_text(self._path / name, LARGEST_FILE)
        if name not in self._content:
            raise FileNotFoundError(name)
        return self._content[name]

    def text(self, name: str) -> str:
        self._files += 1
        if self._files > FILES or self._read > LARGEST_FOLDER:
            self.complain(PlanFlaw.TOO_MUCH, name)
            self.refuse_if_wrong()
        try:
            found = self._words(name)
            self._read += len(found)
            return found
        except FileNotFoundError:
            self.complain(PlanFlaw.NO_FILE, name)
        except UnicodeDecodeError:
            self.complain(PlanFlaw.NO_UTF8, name)
        except OSError:
            self.complain(PlanFlaw.UNREADABLE, name)
        return ""

    def table(self, name: str, keys: set[str]) -> Table:
        """The top table of a file; empty if there is none, or its values are no such values."""
        try:
            table = read_toml(self.text(name))
        except tomllib.TOMLDecodeError as error:
            self.complain(PlanFlaw.NO_TOML, name, cause=str(error))
            return {}
        self.check_keys(table, keys, set(), name)
        odd = odd_keys(table)
        return {key: value for key, value in table.items() if key not in odd}

    def check_keys(self, table: Table, required: set[str], optional: set[str], *where: str) -> bool:
        """Whether all *required* keys are present and every value is of its type; unknown keys are
        flaws too.
        """
        for key in sorted(table.keys() - required - optional):
            self.complain(PlanFlaw.UNKNOWN_KEY, *where, key=key)
        for key in sorted(required - table.keys()):
            self.complain(PlanFlaw.MISSING, *where, key=key)
        for key in (odd := sorted(odd_keys(table))):
            if key == "id":
                self.complain(PlanFlaw.ODD_ID, *where)
            else:
                self.complain(PlanFlaw.OTHER_TYPE, *where, key=key, what=KINDS[key][0])
        return required <= table.keys() and not odd

    def entries(
        self, name: str, kind: str, required: set[str], optional: set[str]
    ) -> Iterator[tuple[Where, Table]]:
        """The entries [[kind]] of a file that are complete, each with its place."""
        yield from self.sound(self.table(name, {kind}).get(kind, []), name, required, optional)

    def sound(
        self, entries: list[Table], name: str, required: set[str], optional: set[str]
    ) -> Iterator[tuple[Where, Table]]:
        """Those of *entries* that have all required keys and an id that is not used before."""
        seen: set[str] = set()
        if not _are_tables(entries):
            self.complain(PlanFlaw.OTHER_TYPE, name, key=name, what=ENTRIES)
            return
        for entry in entries:
            where = (name, str(entry.get("id", "（无 id）"))[:64])
            if where[1] in seen:
                self.complain(PlanFlaw.REPEATED_ID, *where)
            elif self.check_keys(entry, required, optional, *where):
                seen.add(where[1])
                yield where, entry


def _told(flaw: Flaw) -> Problem:
    """*flaw* in the words of people who read the files."""
    return Problem(worded(flaw.code.value, flaw.values, _said), tuple(map(str, flaw.path)))


def _said(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)
