"""Reading and keeping rulebook files. assets/rules/README.md describes them."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from model.bounded_file import NotReadable, read_bounded_text
from model.domain.flaw import Flaw, KeyPath
from model.domain.large_change import ORDINARY_LIMITS, ChangeLimits
from model.domain.plan import Direction, IndicatorKind, Plan
from model.domain.toml import read_toml
from model.errors import RulebookRejected
from model.scoring.flaws import SECTIONS, Wrong, file_problem, flaw
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS
from model.scoring.parameters import (
    NotAValue,
    flag,
    number,
    numbers,
    one_of,
    parameters_of,
    several,
    text,
    texts,
    whole,
)
from model.scoring.rulebook import (
    Covers,
    Grade,
    Grading,
    Items,
    Part,
    Proposals,
    Rule,
    Rulebook,
    TotalRule,
    Weighting,
)
from model.scoring.validation import flaws_of

LARGEST_FILE = 1_000_000  # bytes
HINT = "请按提示修改规则文件后重新载入；原有规则没有改变。"

Table = dict[str, Any]
Read = Callable[[object], object]
Kind = TypeVar("Kind")


def load_rulebook(path: Path, plan: Plan | None = None) -> Rulebook:
    """The rulebook in *path*, checked against *plan* if one is given.

    Raises:
        RulebookRejected: with one Problem for each flaw.
    """
    return parse_rulebook(rulebook_text(path), path.name, plan)


def rulebook_text(path: Path) -> str:
    """The text of the rulebook file *path*.

    Raises:
        RulebookRejected: it is no text file, or too large.
    """
    try:
        return read_bounded_text(path, LARGEST_FILE, "utf-8-sig")
    except NotReadable as error:
        raise RulebookRejected(f"“{path.name}”太大，或者不是文件，不是评估规则文件。") from error
    except UnicodeDecodeError as error:
        raise RulebookRejected(
            f"“{path.name}”不是 UTF-8 文本，未能载入。", hint="请用记事本另存为 UTF-8 编码。"
        ) from error


def parse_rulebook(content: str, name: str, plan: Plan | None = None) -> Rulebook:
    """The rulebook in a TOML text; *name* is the name of the file in problems.

    Raises:
        RulebookRejected: with one Problem for each flaw.
    """
    attempt = read_rulebook(content, plan)
    if attempt.rulebook is None:
        problems = [file_problem(found, attempt.name_of, name) for found in attempt.flaws]
        raise RulebookRejected(
            f"评估规则“{name}”有 {len(problems)} 处问题，未能载入。", problems, hint=HINT
        )
    return attempt.rulebook


def load_shipped_rulebook(path: Path, plan: Plan) -> Rulebook:
    """The rulebook in *path*, which serves any plan: a rule for which *plan* has nothing may be
    in it.

    Raises:
        RulebookRejected: as `load_rulebook` does.
    """
    return parse_serving_rulebook(rulebook_text(path), path.name, plan)


def parse_serving_rulebook(content: str, name: str, plan: Plan) -> Rulebook:
    """As `load_shipped_rulebook`, of a TOML text; *name* is the name of the file in problems."""
    rulebook = parse_rulebook(content, name)
    if any(found.code is not Wrong.COVERS_NOTHING for found in flaws_of(rulebook, plan)):
        return parse_rulebook(content, name, plan)  # tells them all
    return rulebook


@dataclass(frozen=True, kw_only=True)
class RulebookReading:
    """The result of reading a rulebook file; `rulebook` is None if there are flaws."""

    rulebook: Rulebook | None
    flaws: tuple[Flaw, ...]
    tables: Table

    def name_of(self, section: str, number: int) -> str:
        """The id or name of an entry of the file; "" if it has none."""
        entry = self.tables[section][number]
        return str(entry.get("id", entry.get("name", "")))


def read_rulebook(content: str, plan: Plan | None = None) -> RulebookReading:
    """The rulebook in a TOML text, or all its flaws.

    Rules with flaws are left out while the others are checked.
    """
    try:
        table = read_toml(content, Decimal)
    except tomllib.TOMLDecodeError as error:
        no_toml = flaw(Wrong.NO_TOML, cause=str(error))
        return RulebookReading(rulebook=None, flaws=(no_toml,), tables={})
    reading = _Reading(table)
    rulebook = reading.rulebook()
    flaws = reading.flaws
    if rulebook is not None:
        found = flaws_of(rulebook, plan, complete=not flaws)
        flaws = [*flaws, *(replace(one, path=reading.in_file(one.path)) for one in found)]
    return RulebookReading(rulebook=None if flaws else rulebook, flaws=tuple(flaws), tables=table)


def file_name(rulebook: Rulebook) -> str:
    return f"{rulebook.id}-{rulebook.version}.toml"


def version_key(version: str) -> tuple[int, ...]:
    """A key for sorting: 2025.10 comes after 2025.9."""
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True)
class _Shape:
    """How each value of a table is read, and which values are optional."""

    readers: Mapping[str, Read]
    optional: frozenset[str] = frozenset()

    def with_parameters_of(self, kind: type) -> "_Shape":
        parameters = parameters_of(kind)
        return _Shape(
            {**self.readers, **{p.name: p.read for p in parameters}},
            self.optional | {p.name for p in parameters if not p.required},
        )


def _texts(*keys: str) -> dict[str, Read]:
    return dict.fromkeys(keys, text)


HEAD = _Shape(
    {
        **_texts("id", "version", "title", "published", "author", "reason", "based_on"),
        "maximum": number,
        "ceiling": number,
    },
    frozenset({"based_on"}),
)
GRADING = _Shape(_texts("source", "reason"))
GRADE = _Shape({"name": text, "from": number}, frozenset({"from"}))
PART = _Shape({**_texts("id", "title", "source", "reason"), "maximum": number})
RULE = _Shape(
    {**_texts("id", "title", "part", "source", "reason"), "weight": number, "weights": numbers},
    frozenset({"weight", "weights"}),
)
TOTAL_RULE = _Shape(_texts("id", "title", "source", "reason"))
COVERS = _Shape(
    {
        "items": one_of(Items),
        "directions": several(Direction),
        "kinds": several(IndicatorKind),
        "binding": flag,
        "ids": texts,
        "except": texts,
    },
    frozenset({"items", "directions", "kinds", "binding", "ids", "except"}),
)
PROPOSALS = _Shape(
    {
        **_texts("source", "reason"),
        "commend_grades": texts,
        "commend_best": whole,
        "commend_share": number,
        "commend_open_items": whole,
        "admonish_grades": texts,
    },
    frozenset({"commend_best", "commend_share", "commend_open_items"}),
)
WEIGHTING = _Shape(
    {
        **_texts("source", "reason"),
        "by_clause": flag,
        "item_cap": number,
        "small_below": whole,
        "middle_from": whole,
        "large_from": whole,
    },
    frozenset({"middle_from", "large_from"}),
)
_CHANGE = {
    **dict.fromkeys(("from_last_year", "from_target", "points", "floor"), number),
    **dict.fromkeys(("shares", "floors"), numbers),
}
LARGE_CHANGE = _Shape(_CHANGE, frozenset(_CHANGE))
ELSEWHERE = frozenset({*SECTIONS, "grading", "proposals", "weighting", "large_change"})


class _Reading:
    """One attempt to read the table of a file, with the flaws found so far."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.flaws: list[Flaw] = []
        self._kept: dict[str, list[int]] = {}  # places in the file of the rules that were read

    def rulebook(self) -> Rulebook | None:
        """The rulebook without its flawed rules; None if other tables have flaws."""
        head = self._values(self._table, (), HEAD, ELSEWHERE)
        grading = self._section("grading", GRADING)
        proposals = self._section("proposals", PROPOSALS)
        weighting = self._section("weighting", WEIGHTING) if "weighting" in self._table else None
        limits = (
            self._section("large_change", LARGE_CHANGE) if "large_change" in self._table else None
        )
        grades = [self._values(*entry, GRADE) for entry in self._entries("grade")]
        parts = [self._values(*entry, PART) for entry in self._entries("part")]
        held_together = not self.flaws
        rules = [self._rule(*entry) for entry in self._entries("rule")]
        total_rules = [self._total_rule(*entry) for entry in self._entries("total_rule")]
        if not held_together:
            return None
        self._kept = {
            "rule": [number for number, rule in enumerate(rules) if rule],
            "total_rule": [number for number, rule in enumerate(total_rules) if rule],
        }
        lines = tuple(Grade(name=grade["name"], at_least=grade.get("from")) for grade in grades)
        return Rulebook(
            **head,
            grading=Grading(**grading, grades=lines),
            parts=tuple(Part(**part) for part in parts),
            rules=tuple(rule for rule in rules if rule),
            total_rules=tuple(rule for rule in total_rules if rule),
            proposals=Proposals(**proposals),
            weighting=None if weighting is None else Weighting(**weighting),
            large_change=ORDINARY_LIMITS if limits is None else ChangeLimits(**limits),
        )

    def in_file(self, path: KeyPath) -> KeyPath:
        """Path in the file of what the rulebook has at *path*."""
        if len(path) > 1 and path[0] in self._kept:
            return (path[0], self._kept[str(path[0])][int(path[1])], *path[2:])
        return path

    def _wrong(self, code: Wrong, *path: str | int, **values: object) -> None:
        self.flaws.append(flaw(code, *path, **values))

    def _section(self, key: str, shape: _Shape) -> Table:
        entry = self._table.get(key)
        if not isinstance(entry, dict):
            self._wrong(Wrong.NO_SECTION, key)
            entry = {}
        return self._values(entry, (key,), shape)

    def _entries(self, key: str) -> Iterator[tuple[Table, KeyPath]]:
        """The [[key]] entries, each with its path."""
        entries = self._table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._wrong(Wrong.NO_SECTIONS, key)
            return
        for place, entry in enumerate(entries):
            yield entry, (key, place)

    def _values(
        self, table: Table, at: KeyPath, shape: _Shape, elsewhere: frozenset[str] = frozenset()
    ) -> Table:
        """The values of *table*; unknown keys, missing keys and values of a wrong type are
        flaws.
        """
        for key in sorted(table.keys() - shape.readers.keys() - elsewhere):
            self._wrong(Wrong.UNKNOWN_KEY, *at, key)
        values = {}
        for key, read in shape.readers.items():
            if key in table:
                try:
                    values[key] = read(table[key])
                except NotAValue as error:
                    self._wrong(error.code, *at, key, **error.values)
            elif key not in shape.optional:
                self._wrong(Wrong.MISSING, *at, key)
        return values

    def _rule(self, table: Table, at: KeyPath) -> Rule | None:
        if found := self._with_kind(table, at, RULE, ITEM_KINDS):
            kind, covers, values = found
            return Rule(kind=kind, covers=covers, **values)
        return None

    def _total_rule(self, table: Table, at: KeyPath) -> TotalRule | None:
        table = {"covers": {}, **table}
        if found := self._with_kind(table, at, TOTAL_RULE, TOTAL_KINDS):
            kind, covers, values = found
            return TotalRule(kind=kind, covers=covers, **values)
        return None

    def _with_kind(
        self, table: Table, at: KeyPath, shape: _Shape, kinds: Mapping[str, type[Kind]]
    ) -> tuple[Kind, Covers, Table] | None:
        """The kind of a rule with its parameters, what it covers, and its other values."""
        before = len(self.flaws)
        covers = table.get("covers")
        if not isinstance(covers, dict):
            self._wrong(Wrong.NO_COVERS, *at, "covers")
            covers = {}
        covered = self._values(covers, (*at, "covers"), COVERS)
        name = table.get("kind")
        if not isinstance(name, str) or name not in kinds:
            self._wrong(Wrong.NO_CHOICE, *at, "kind", choices=tuple(kinds))
            self._values(table, at, shape, frozenset(table))
            return None
        kind = kinds[name]
        whole_shape = shape.with_parameters_of(kind)
        values = self._values(table, at, whole_shape, frozenset({"kind", "covers"}))
        if len(self.flaws) > before:
            return None
        parameters = {p.name: values.pop(p.name) for p in parameters_of(kind) if p.name in values}
        excluding = covered.pop("except", ())
        return kind(**parameters), Covers(**covered, excluding=excluding), values
