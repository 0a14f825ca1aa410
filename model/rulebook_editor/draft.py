"""A rulebook while people change it: the tables of its file, edited one value at a time."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.submission import Edition
from model.scoring.parameters import written

Value = object  # str, bool, int, Decimal, a tuple or a mapping of these; None: nothing there
Table = Mapping[str, Value]
Path = tuple[str | int, ...]  # ("rule", 2, "weight")

LISTS = ("grade", "part", "rule", "total_rule")
SECTIONS = ("weighting", "grading", "grade", "part", "rule", "total_rule", "proposals")


@dataclass(frozen=True)
class Draft:
    """Never changed: every edit gives another one.

    What was typed and can't be taken yet stands in it as text, so that nothing typed is lost;
    `examining.examine` tells what is wrong with it.
    """

    tables: Table

    @property
    def base(self) -> Edition:
        """The version it is made from."""
        return Edition(id=str(self.value(("id",))), version=str(self.value(("version",))))

    @property
    def text(self) -> str:
        """As the text of a rulebook file."""
        return "\n".join(_lines(self.tables)) + "\n"

    def value(self, path: Path) -> Value:
        """None: nothing is there."""
        node: Value = self.tables
        for step in path:
            if isinstance(node, Mapping):
                node = node.get(str(step))
            elif isinstance(node, tuple) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return None
        return node

    def table(self, path: Path) -> Table:
        found = self.value(path)
        return found if isinstance(found, Mapping) else {}

    def rows(self, path: Path) -> tuple[Value, ...]:
        """The entries of a list, () where there is none."""
        found = self.value(path)
        return found if isinstance(found, tuple) else ()

    def entries(self, section: str) -> tuple[Table, ...]:
        """The [[section]] tables."""
        return tuple(row for row in self.rows((section,)) if isinstance(row, Mapping))

    def with_value(self, path: Path, value: Value) -> "Draft":
        """*value* None: nothing is there any more."""
        tables = _put(self.tables, path, value)
        if not isinstance(tables, Mapping):
            raise TypeError("a draft is a table")
        return Draft(tables)

    def with_row(self, path: Path, row: Value) -> "Draft":
        """*row* added at the end of the list at *path*."""
        return self.with_value(path, (*self.rows(path), row))

    def without_row(self, path: Path, number: int) -> "Draft":
        rows = self.rows(path)
        return self.with_value(path, (*rows[:number], *rows[number + 1 :]))


def draft_from(text: str) -> Draft:
    """The draft that begins with the rulebook file *text*, which is known to be valid TOML."""
    tables = _frozen(tomllib.loads(text, parse_float=Decimal))
    if not isinstance(tables, Mapping):
        raise TypeError("a TOML file is a table")
    return Draft(tables)


def _frozen(value: Value) -> Value:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(held) for key, held in value.items()}
    return value


def _put(node: Value, path: Path, value: Value) -> Value:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        rows = list(node) if isinstance(node, tuple) else []
        rows[step] = _put(rows[step], rest, value)
        return tuple(rows)
    table = dict(node) if isinstance(node, Mapping) else {}
    if (new := _put(table.get(step), rest, value)) is None:
        table.pop(step, None)
    else:
        table[step] = new
    return table


def _lines(tables: Table) -> Iterator[str]:
    yield from _assignments({k: v for k, v in tables.items() if k not in SECTIONS})
    for section in SECTIONS:
        held = tables.get(section)
        rows = held if isinstance(held, tuple) else () if held is None else (held,)
        heading = f"[[{section}]]" if section in LISTS else f"[{section}]"
        for row in rows:
            yield ""
            yield heading
            yield from _assignments(row)


def _assignments(table: Value) -> Iterator[str]:
    if isinstance(table, Mapping):
        for key, value in table.items():
            yield f"{key} = {written(value)}"
