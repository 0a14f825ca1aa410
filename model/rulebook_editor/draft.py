"""The draft of a rulebook: the tables of its file, edited one value at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlite_utils import Database

from model.domain.submission import Edition
from model.domain.toml import read_toml
from model.scoring.rulebook_text import toml_text
from model.store.settings import fetch_setting, read_setting, save_setting
from model.store.transaction import saving

Value = object  # str, bool, int, Decimal, a tuple or a mapping of these; None: nothing there
Table = Mapping[str, Value]
Path = tuple[str | int, ...]  # ("rule", 2, "weight")


@dataclass(frozen=True)
class Draft:
    """An immutable draft; every edit returns a new one.

    Text that was typed and is no valid value is kept in it as text, so that nothing typed is lost;
    `validation.examine` says what is wrong with it.
    """

    tables: Table

    @property
    def base(self) -> Edition:
        """The version that the draft was made from."""
        return Edition(id=str(self.value(("id",))), version=str(self.value(("version",))))

    @property
    def text(self) -> str:
        """The draft as the text of a rulebook file."""
        return toml_text(self.tables)

    def value(self, path: Path) -> Value:
        """The value at *path*; None if there is none."""
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
        """The entries of the list at *path*; () if there is no list."""
        found = self.value(path)
        return found if isinstance(found, tuple) else ()

    def entries(self, section: str) -> tuple[Table, ...]:
        """The tables of a section such as [[rule]]."""
        return tuple(row for row in self.rows((section,)) if isinstance(row, Mapping))

    def with_value(self, path: Path, value: Value) -> "Draft":
        """The draft with *value* at *path*; None removes what is there."""
        tables = _put(self.tables, path, value)
        if not isinstance(tables, Mapping):
            raise TypeError("a draft is a table")
        return Draft(tables)

    def with_row(self, path: Path, row: Value) -> "Draft":
        """The draft with *row* added to the end of the list at *path*."""
        return self.with_value(path, (*self.rows(path), row))

    def without_row(self, path: Path, number: int) -> "Draft":
        rows = self.rows(path)
        return self.with_value(path, (*rows[:number], *rows[number + 1 :]))


def draft_from(text: str) -> Draft:
    """A draft with the content of the rulebook file *text*, which must be valid TOML."""
    tables = _frozen(read_toml(text, Decimal))
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


class RulebookSection(StrEnum):
    """Sections of a rulebook file; ABOUT is the head, which describes the version."""

    ABOUT = "about"
    GRADING = "grading"
    PARTS = "part"
    RULE = "rule"
    TOTAL_RULE = "total_rule"
    PROPOSALS = "proposals"
    LARGE_CHANGE = "large_change"


TITLES = {
    RulebookSection.ABOUT: "说明",
    RulebookSection.GRADING: "总分与等次",
    RulebookSection.PARTS: "部分与分值",
    RulebookSection.RULE: "逐条规则",
    RulebookSection.TOTAL_RULE: "总分规则",
    RulebookSection.PROPOSALS: "表彰与约谈建议",
    RulebookSection.LARGE_CHANGE: "大幅变动的界限",
}


@dataclass(frozen=True, kw_only=True)
class RulebookEntry:
    """An entry that people select and edit. `key` identifies it while rules are edited: it uses
    the id of a rule, not its position.
    """

    section: RulebookSection
    id: str = ""  # of a rule
    number: int = 0  # its place in the section
    title: str

    @property
    def key(self) -> str:
        return f"{self.section.value} {self.id}".strip()

    @property
    def path(self) -> Path:
        """Path of the table of the entry; () for the head."""
        if self.section in {RulebookSection.RULE, RulebookSection.TOTAL_RULE}:
            return (self.section.value, self.number)
        return () if self.section is RulebookSection.ABOUT else (self.section.value,)


def entries_of(draft: Draft) -> tuple[RulebookEntry, ...]:
    return tuple(_entries(draft))


def _entries(draft: Draft) -> Iterator[RulebookEntry]:
    for section, title in TITLES.items():
        if section not in {RulebookSection.RULE, RulebookSection.TOTAL_RULE}:
            yield RulebookEntry(section=section, title=title)
        else:
            for number, table in enumerate(draft.entries(section.value)):
                yield RulebookEntry(
                    section=section, id=_id(table), number=number, title=str(table.get("title", ""))
                )


def _id(table: Table) -> str:
    return str(table.get("id", ""))


DRAFT, BASE = "rules.draft", "rules.base"


def fetch_drafts(db: Database) -> tuple[Draft, Draft] | None:
    """The version it is made from, and the draft; None: there is none that can be understood."""
    base, draft = (read_setting(db, key, draft_from, None) for key in (BASE, DRAFT))
    return (base, draft) if base and draft else None


def begin_draft(db: Database, text: str) -> None:
    """Starts a draft from the version *text* and discards any other draft."""
    with saving(db, "规则草稿"):
        save_setting(db, BASE, text)
        save_setting(db, DRAFT, text)


def save_rulebook_draft(db: Database, draft: Draft) -> None:
    """Writes *draft* to the data file.

    Raises:
        NotSaved: the disk refused; trying again is safe.
    """
    if draft.text != fetch_setting(db, DRAFT):
        save_setting(db, DRAFT, draft.text)


def discard_rulebook_draft(db: Database) -> None:
    with saving(db, "规则草稿"):
        save_setting(db, BASE, "")
        save_setting(db, DRAFT, "")
