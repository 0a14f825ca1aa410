"""The folder of a plan while it is read: its tables and their flaws."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.bounded_file import read_bounded_text
from model.domain.flaw import Flaw, worded
from model.domain.toml import read_toml
from model.errors import PlanRejected, Problem
from model.plan.flaws import PlanFlaw

LARGEST_FILE = 4_000_000  # bytes

Table = dict[str, Any]
Where = tuple[str, ...]


class PlanFolder:
    """One attempt to read a folder. Flaws are collected; at the end the folder is refused as a
    whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.flaws: list[Flaw] = []

    def complain(self, code: PlanFlaw, *where: str, **values: object) -> None:
        self.flaws.append(Flaw(code, where, values))

    def refuse_if_wrong(self) -> None:
        if self.flaws:
            raise PlanRejected(
                f"方案数据“{self.path.name}”有 {len(self.flaws)} 处问题，未能载入。",
                map(_told, self.flaws),
                hint="请按提示修改数据文件后重新启动。数据格式见 assets/plan/README.md。",
            )

    def text(self, name: str) -> str:
        try:
            return read_bounded_text(self.path / name, LARGEST_FILE)
        except FileNotFoundError:
            self.complain(PlanFlaw.NO_FILE, name)
        except UnicodeDecodeError:
            self.complain(PlanFlaw.NO_UTF8, name)
        except OSError:
            self.complain(PlanFlaw.UNREADABLE, name)
        return ""

    def table(self, name: str, keys: set[str]) -> Table:
        """The top table of a file; empty if there is none or it is not valid."""
        try:
            table = read_toml(self.text(name))
        except tomllib.TOMLDecodeError as error:
            self.complain(PlanFlaw.NO_TOML, name, cause=str(error))
            return {}
        self.check_keys(table, keys, set(), name)
        return table

    def check_keys(self, table: Table, required: set[str], optional: set[str], *where: str) -> bool:
        """Whether all *required* keys are present; unknown keys are flaws too."""
        for key in sorted(table.keys() - required - optional):
            self.complain(PlanFlaw.UNKNOWN_KEY, *where, key=key)
        for key in sorted(required - table.keys()):
            self.complain(PlanFlaw.MISSING, *where, key=key)
        return required <= table.keys()

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
        for entry in entries:
            where = (name, str(entry.get("id", "（无 id）")))
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
