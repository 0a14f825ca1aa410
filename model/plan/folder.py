"""A plan's folder while it is being read: its tables, and what was wrong with them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.errors import PlanRejected, Problem

Table = dict[str, Any]
Where = tuple[str, ...]


class PlanFolder:
    """One attempt at a folder. Complaints are collected, then the folder is refused as a whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def complain(self, message: str, *where: str) -> None:
        self.problems.append(Problem(message, where))

    def refuse_if_wrong(self) -> None:
        if self.problems:
            raise PlanRejected(
                f"方案数据“{self.path.name}”有 {len(self.problems)} 处问题，未能载入。",
                self.problems,
                hint="请按提示修改数据文件后重新启动。数据格式见 assets/plan/README.md。",
            )

    def text(self, name: str) -> str:
        try:
            return (self.path / name).read_text("utf-8")
        except FileNotFoundError:
            self.complain("缺少这个文件，请补上。", name)
        except UnicodeDecodeError:
            self.complain("不是 UTF-8 编码的文本，请另存为 UTF-8。", name)
        return ""

    def table(self, name: str, keys: set[str]) -> Table:
        """The top table of a file; empty where there is none to be had."""
        try:
            table = tomllib.loads(self.text(name))
        except tomllib.TOMLDecodeError as error:
            self.complain(f"不是有效的 TOML 文件（{error}），请改正该处。", name)
            return {}
        self.check_keys(table, keys, set(), name)
        return table

    def check_keys(self, table: Table, required: set[str], optional: set[str], *where: str) -> bool:
        """Whether all *required* keys are there; unknown ones are complained of too."""
        for key in sorted(table.keys() - required - optional):
            self.complain(f"不认识的键 {key}，请删除或改正拼写。", *where)
        for key in sorted(required - table.keys()):
            self.complain(f"缺少 {key}，请补上。", *where)
        return required <= table.keys()

    def entries(
        self, name: str, kind: str, required: set[str], optional: set[str]
    ) -> Iterator[tuple[Where, Table]]:
        """The sound [[kind]] entries of a file, with where they stand."""
        yield from self.sound(self.table(name, {kind}).get(kind, []), name, required, optional)

    def sound(
        self, entries: list[Table], name: str, required: set[str], optional: set[str]
    ) -> Iterator[tuple[Where, Table]]:
        """Those of *entries* that have all required keys and an id of their own."""
        seen: set[str] = set()
        for entry in entries:
            where = (name, str(entry.get("id", "（无 id）")))
            if where[1] in seen:
                self.complain("id 重复，请改成不同的 id。", *where)
            elif self.check_keys(entry, required, optional, *where):
                seen.add(where[1])
                yield where, entry
