"""The chain of the office's acts: each link hashes one act together with all links before it.

A seal tells that a row is as it was saved, but whoever changes the row can seal it again. The head
of the chain is printed on what leaves the office: once it is on paper, no act before it can be
altered, dropped or slipped in without the printed head missing from the chain. Triggers of each
connection write the links, so that no writer has to think of them.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from model.domain.typed_words import is_blank
from model.store.clock import now
from model.store.transaction import saving

NO_BREAK = "\u00a0"  # between the groups of a code
CODE = 16  # hexadecimal digits of a head that are printed
Value = str | int | None


class LinkKind(StrEnum):
    BEGUN = "begun"  # nothing before it is hashed into it: a new file, an older one, a repair
    FOUND = "found"  # a row that stood there when the chain was begun or made good
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"  # a backup took the place of a file whose chain went further
    ACCEPTED = "accepted"  # a person knows of all that did not fit, and says why


class ChainFlawKind(StrEnum):
    BROKEN = "broken"  # a link doesn't follow from the one before it
    ALTERED = "altered"  # a row isn't what its last link says
    MISSING = "missing"  # a row is gone
    UNLINKED = "unlinked"  # a row was put in past the chain
    REWRITTEN = "rewritten"  # an act that is never edited was edited or removed, with a link


@dataclass(frozen=True, kw_only=True)
class ChainFlaw:
    """`table` and `row` are "" for a link that is about no row."""

    kind: ChainFlawKind
    table: str
    row: str
    at: str  # ISO 8601 of the link; "" where there is none


@dataclass(frozen=True, kw_only=True)
class ChainNote:
    """A link that people should know of: where the chain began, was left behind or accepted."""

    kind: LinkKind
    number: int  # of the link, from 1
    at: str
    by: str = ""
    reason: str = ""
    left: int = 0  # links of the file that a backup replaced


@dataclass(frozen=True, kw_only=True)
class ChainState:
    """The chain as it stands. `heads` are those of all links, in order."""

    heads: tuple[str, ...]
    moments: tuple[str, ...]
    flaws: tuple[ChainFlaw, ...]
    notes: tuple[ChainNote, ...]

    @property
    def holds(self) -> bool:
        return bool(self.heads) and not self.flaws

    @property
    def count(self) -> int:
        return len(self.heads)

    @property
    def code(self) -> str:
        """The short check code of the last link, '3F2A 91C0 77BE 0D14'; "" where there is none."""
        return short_code(self.heads[-1]) if self.heads else ""

    @property
    def since(self) -> str:
        """ISO 8601: when the part of the chain that goes on today was begun."""
        begun = [note.at for note in self.notes if note.kind is LinkKind.BEGUN]
        return begun[-1] if begun else ""

    def place_of(self, code: str) -> int | None:
        """The number of the link that has *code* as people type it; None: it is not in here."""
        wanted = plain_code(code)
        if len(wanted) != CODE:
            return None
        found = (n for n, head in enumerate(self.heads, 1) if head[:CODE] == wanted)
        return next(found, None)


def short_code(head: str) -> str:
    return NO_BREAK.join(head[at : at + 4].upper() for at in range(0, CODE, 4))


def plain_code(typed: str) -> str:
    """*typed* without spaces, hyphens and capitals; full-width signs are taken for plain ones."""
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    return re.sub(r"[\s\-—–·]", "", typed.translate(wide)).lower()


@dataclass(frozen=True, kw_only=True)
class _Acts:
    """How the rows of one table go into the chain."""

    key: str  # column by which a row is known, for good
    edited: bool = False  # rows are changed or removed in the course of things
    when: str = ""  # SQL on {row}: which of them count; "": all
    more: str = ""  # SQL on {row} and {signed}: what else belongs to it


_FILES = (  # what a batch brought: content, report and, once that is known, who signed it
    "(SELECT group_concat(brought, ' ') FROM (SELECT coalesce(sha256, '') || ':' ||"
    " coalesce(digest, ''){signed} AS brought FROM arrival WHERE batch = {row}.id ORDER BY id))"
)
_SIGNED = " || coalesce(':' || nullif(signature, '') || ':' || coalesce(signer, ''), '')"
ACTS: Mapping[str, _Acts] = {
    "batch": _Acts(key="id", edited=True, when="{row}.in_progress IS NULL", more=_FILES),
    "clearing": _Acts(key="id"),
    "closing": _Acts(key="year", edited=True),
    "closing_log": _Acts(key="id"),
    "delivery_act": _Acts(key="id"),
    "handover": _Acts(key="id", edited=True),
    "package": _Acts(key="digest", edited=True),
    "pinned_key": _Acts(key="id", edited=True),
    "rectification": _Acts(key="id", edited=True),  # names are cleared out of what came
    "return_slip": _Acts(key="digest"),
    "review": _Acts(key="id"),
    "round": _Acts(key="year", edited=True),
    "ruling": _Acts(key="id"),
}


def keep_chain(db: Database) -> None:
    """Links every act that this connection writes from now on."""
    connection = db.conn
    _register(connection)
    for table, acts in _known_tables(connection).items():
        for event, row, kind in (
            ("INSERT", "new", LinkKind.ADDED),
            ("UPDATE", "new", LinkKind.CHANGED),
            ("DELETE", "old", LinkKind.REMOVED),
        ):
            conditions = [acts.when.format(row=row)] if acts.when else []
            content = "''" if row == "old" else _content(connection, table, acts, "new")
            if event == "UPDATE":
                conditions.append(f"{content} != {_content(connection, table, acts, 'old')}")
            when = f" WHEN {' AND '.join(conditions)}" if conditions else ""
            connection.execute(
                f'CREATE TEMP TRIGGER chain_{table}_{event} AFTER {event} ON main."{table}"{when}'
                f" BEGIN {_linking(kind, table, f'CAST({row}.{acts.key} AS TEXT)', content)} END"
            )


def leave_unlinked(db: Database) -> None:
    """Writes no links any more, to put back the rows of a damaged file and for nothing else."""
    for (name,) in db.conn.execute(
        "SELECT name FROM temp.sqlite_master WHERE type = 'trigger' AND name LIKE 'chain^_%'"
        " ESCAPE '^'"
    ).fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")


@contextmanager
def linked_because(db: Database, reason: str) -> Iterator[None]:
    """The links of what changes meanwhile say why: it isn't rewritten behind anybody's back."""
    (before,) = db.execute("SELECT coalesce(max(id), 0) FROM chain_link").fetchone()
    yield
    head = next((one.head for one in reversed(_links(db.conn)) if one.id <= before), "")
    for link in [one for one in _links(db.conn) if one.id > before]:
        said = (link.kind, link.table, link.row, link.content, _note(reason=reason), link.made_at)
        head = _head(head, *said)
        db.execute(
            "UPDATE chain_link SET note = ?, head = ? WHERE id = ?",
            [_note(reason=reason), head, link.id],
        )


def begin_chain(connection: sqlite3.Connection, *, reason: str = "") -> None:
    """Begins a chain, or a new part of it, with the acts that stand there now."""
    _register(connection)
    _link(connection, LinkKind.BEGUN, note=_note(reason=reason))
    for table, acts in _known_tables(connection).items():
        for row, content in _rows(connection, table, acts).items():
            _link(connection, LinkKind.FOUND, table, row, content)


def make_chain_good(db: Database, reason: str) -> None:
    """Takes the acts as they stand for what they are, where they don't fit the chain.

    Called after a damaged file was repaired, or once a person accepted what doesn't fit.
    """
    connection = db.conn
    _register(connection)
    broken, last = _walk(connection)
    if broken or not _links(connection):
        begin_chain(connection, reason=reason)
        return
    for table, row, content in _unfit(connection, last):
        kind = LinkKind.FOUND if content is not None else LinkKind.REMOVED
        _link(connection, kind, table, row, content or "", _note(reason=reason))


def accept_flaws(db: Database, by: str, reason: str) -> None:
    """Notes that a person knows of all that doesn't fit; from then on the chain holds again.

    Raises:
        ValueError: it isn't said who, or why.
        NotSaved: the disk refused.
    """
    if is_blank(by) or is_blank(reason):
        raise ValueError("by and reason are needed")
    with saving(db, "办理记录的核实"):
        make_chain_good(db, reason)
        _link(db.conn, LinkKind.ACCEPTED, note=_note(by=by.strip(), reason=reason.strip()))


def note_restored(db: Database, left_behind: ChainState) -> None:
    """Notes that a backup took the place of a file whose chain was *left_behind*.

    Nothing is noted where all of that is in the chain of *db*, too.
    """
    kept = {head for (head,) in db.conn.execute("SELECT head FROM chain_link")}
    gone = [head for head in left_behind.heads if head not in kept]
    if gone:
        _register(db.conn)
        with saving(db, "恢复备份的记录"):
            note = _note(left=str(len(gone)), number=str(left_behind.count), head=gone[-1])
            _link(db.conn, LinkKind.RESTORED, note=note)


def chain_state(connection: sqlite3.Connection) -> ChainState:
    """The chain, checked from end to end and against the acts. Changes nothing."""
    _register(connection)
    links = _links(connection)
    broken, last = _walk(connection)
    accepted = max((link.id for link in links if link.kind == LinkKind.ACCEPTED), default=0)
    flaws = [*broken, *_rewritten(links, accepted), *_misfits(connection, last)]
    return ChainState(
        heads=tuple(link.head for link in links),
        moments=tuple(link.made_at for link in links),
        flaws=tuple(flaws),
        notes=tuple(_notes(links)),
    )


def has_chain(connection: sqlite3.Connection) -> bool:
    """Whether the file was ever opened by a version that keeps a chain."""
    found = connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'chain_link'")
    return found.fetchone() is not None


# Links


@dataclass(frozen=True)
class _Link:
    id: int
    kind: str
    table: str
    row: str
    content: str
    note: str
    made_at: str
    head: str


def _links(connection: sqlite3.Connection) -> list[_Link]:
    rows = connection.execute(
        "SELECT id, kind, of, row, content, note, made_at, head FROM chain_link ORDER BY id"
    )
    return [_Link(*row) for row in rows.fetchall()]


def _walk(connection: sqlite3.Connection) -> tuple[list[ChainFlaw], dict[tuple[str, str], _Link]]:
    """The breaks in the part of the chain that goes on today, and the last link of each row."""
    broken: list[ChainFlaw] = []
    last: dict[tuple[str, str], _Link] = {}
    before = ""
    for link in _links(connection):
        if link.kind == LinkKind.BEGUN:
            broken, before = [], ""
            last = {}
        if link.head != _head(before, link.kind, link.table, link.row, link.content, link.note,
                              link.made_at):  # fmt: skip
            broken.append(
                ChainFlaw(
                    kind=ChainFlawKind.BROKEN, table=link.table, row=link.row, at=link.made_at
                )
            )
        if link.table:
            last[link.table, link.row] = link
        before = link.head
    return broken, last


def _rewritten(links: list[_Link], accepted: int) -> Iterator[ChainFlaw]:
    for link in links:
        changed = link.kind in {LinkKind.CHANGED, LinkKind.REMOVED} and not link.note
        acts = ACTS.get(link.table)
        if changed and acts and not acts.edited and link.id > accepted:
            yield ChainFlaw(
                kind=ChainFlawKind.REWRITTEN, table=link.table, row=link.row, at=link.made_at
            )


def _unfit(
    connection: sqlite3.Connection, last: Mapping[tuple[str, str], _Link]
) -> Iterator[tuple[str, str, str | None]]:
    """Table, key and content (None: gone) of each row that isn't what its last link says."""
    for table, acts in _known_tables(connection).items():
        found = _rows(connection, table, acts)
        said = {row: link for (of, row), link in last.items() if of == table}
        for row, content in found.items():
            link = said.get(row)
            if link is None or link.content != content or link.kind == LinkKind.REMOVED:
                yield table, row, content
        for row, link in said.items():
            if row not in found and link.kind != LinkKind.REMOVED:
                yield table, row, None


def _misfits(
    connection: sqlite3.Connection, last: Mapping[tuple[str, str], _Link]
) -> Iterator[ChainFlaw]:
    for table, row, content in _unfit(connection, last):
        link = last.get((table, row))
        if content is None:
            kind = ChainFlawKind.MISSING
        elif link is None or link.kind == LinkKind.REMOVED:
            kind = ChainFlawKind.UNLINKED
        else:
            kind = ChainFlawKind.ALTERED
        yield ChainFlaw(kind=kind, table=table, row=row, at=link.made_at if link else "")


def _notes(links: list[_Link]) -> Iterator[ChainNote]:
    for number, link in enumerate(links, 1):
        if link.kind in {LinkKind.BEGUN, LinkKind.RESTORED, LinkKind.ACCEPTED}:
            try:
                said = json.loads(link.note or "{}")
            except ValueError:
                said = {}
            yield ChainNote(
                kind=LinkKind(link.kind),
                number=number,
                at=link.made_at,
                by=str(said.get("by", "")),
                reason=str(said.get("reason", "")),
                left=int(said["left"]) if str(said.get("left", "")).isdecimal() else 0,
            )


def _note(**said: str) -> str:
    kept = {key: text for key, text in said.items() if text}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def _link(
    connection: sqlite3.Connection,
    kind: LinkKind,
    table: str = "",
    row: str = "",
    content: str = "",
    note: str = "",
) -> None:
    found = connection.execute("SELECT head FROM chain_link ORDER BY id DESC LIMIT 1").fetchone()
    before = found[0] if found and kind is not LinkKind.BEGUN else ""
    at = now()
    connection.execute(
        "INSERT INTO chain_link (kind, of, row, content, note, made_at, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [kind.value, table, row, content, note, at,
         _head(before, kind.value, table, row, content, note, at)],
    )  # fmt: skip


def _linking(kind: LinkKind, table: str, row: str, content: str) -> str:
    """The steps of a trigger that link a row; the moment is fixed before it is hashed."""
    return (
        "INSERT INTO chain_link (kind, of, row, content, note, made_at, head)"  # noqa: S608
        f" VALUES ('{kind.value}', '{table}', {row}, {content}, '', chain_now(), '');"
        " UPDATE chain_link SET head = chain_head(coalesce((SELECT b.head FROM chain_link b"
        " WHERE b.id < chain_link.id ORDER BY b.id DESC LIMIT 1), ''), kind, of, row, content,"
        " note, made_at) WHERE id = (SELECT max(id) FROM chain_link);"
    )


# Contents


def _register(connection: sqlite3.Connection) -> None:
    connection.create_function("chain_now", 0, now)
    connection.create_function("chain_head", 7, _head, deterministic=True)
    connection.create_function("chain_content", -1, _hashed, deterministic=True)


def _known_tables(connection: sqlite3.Connection) -> dict[str, _Acts]:
    there = {
        name
        for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type='table'")
    }
    return {table: acts for table, acts in ACTS.items() if table in there}


def _content(connection: sqlite3.Connection, table: str, acts: _Acts, row: str) -> str:
    """The SQL for the hash of a row: names and values, what is empty left out, so that a column
    added by a later version leaves the hashes as they are.
    """
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
    pairs = [f"'{name}', {row}.\"{name}\"" for (name,) in columns]
    if acts.more:
        there = connection.execute("SELECT name FROM pragma_table_info('arrival')")
        known = {name for (name,) in there}
        signed = _SIGNED if {"signature", "signer"} <= known else ""
        pairs.append(f"'more', {acts.more.format(row=row, signed=signed)}")
    return f"chain_content({', '.join(pairs)})"


def _rows(connection: sqlite3.Connection, table: str, acts: _Acts) -> dict[str, str]:
    """Key -> hash of each act that stands in *table*."""
    content = _content(connection, table, acts, table)
    where = f" WHERE {acts.when.format(row=table)}" if acts.when else ""
    rows = connection.execute(
        f'SELECT CAST("{acts.key}" AS TEXT), {content} FROM "{table}"{where} ORDER BY rowid'  # noqa: S608
    )
    return dict(rows.fetchall())


def _hashed(*values: Any) -> str:  # noqa: ANN401  # names and values in turn
    pairs = zip(values[::2], values[1::2], strict=True)
    held = sorted((str(name), value) for name, value in pairs if value not in {None, ""})
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


def _head(*parts: Any) -> str:  # noqa: ANN401  # the head before, then what the link says
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=False).encode()).hexdigest()
