"""The key pair of this installation, and the keys of others that people compared."""

import sqlite3
from dataclasses import asdict, dataclass, field, replace

from sqlite_utils import Database

from model.domain.origin import PinnedKey, current_key
from model.domain.typed_words import is_blank
from model.store.clock import now
from model.store.transaction import saving

PIN_NAMES = ("holder", "key", "pinned_at", "pinned_by", "reason", "ended_at", "end_reason")
RESTORED = "恢复备份"  # why a key ended that the backup has otherwise


@dataclass(frozen=True, kw_only=True)
class OwnKey:
    """A key pair that this installation signed with, and for how long."""

    seed: str = field(repr=False)
    made_at: str  # ISO 8601 with offset
    ended_at: str | None = None  # None: signs today
    end_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptKeys:
    """All keys of a data file, oldest first."""

    own: tuple[OwnKey, ...] = ()
    pins: tuple[PinnedKey, ...] = ()


def fetch_seed(db: Database) -> str | None:
    """The seed that this installation signs with; None: it has none yet."""
    row = db.execute("SELECT seed FROM own_key WHERE ended_at IS NULL").fetchone()
    return row[0] if row else None


def save_seed(db: Database, seed: str, reason: str = "") -> None:
    """Make *seed* the one that this installation signs with; the former one is kept, ended.

    Raises:
        NotSaved: the disk refused.
    """
    with saving(db, "本机密钥"):
        db.execute(
            "UPDATE own_key SET ended_at = ?, end_reason = ? WHERE ended_at IS NULL",
            [now(), reason],
        )
        db.execute("INSERT INTO own_key (seed, made_at) VALUES (?, ?)", [seed, now()])


def fetch_pins(db: Database) -> tuple[PinnedKey, ...]:
    """All keys ever compared, of any holder, oldest first."""
    return _pins(db.conn)


def pin_key(db: Database, holder: str, key: str, by: str, reason: str = "") -> None:
    """Let *key* count as *holder*'s from now on; the key that counted so far ends.

    Args:
        holder: a department's id, or `model.domain.origin.OFFICE`.
        by: who compared the fingerprint.
        reason: why the key is new; needed where another key counts.

    Raises:
        ValueError: another key counts and no reason is given.
        NotSaved: the disk refused.
    """
    today = current_key(holder, fetch_pins(db))
    if today and today.key == key:
        return
    if today and is_blank(reason):
        raise ValueError("a key is replaced with a reason")
    with saving(db, "比对过的密钥"):
        if today:
            _end(db, holder, reason)
        db.execute(
            "INSERT INTO pinned_key (holder, key, pinned_at, pinned_by, reason)"
            " VALUES (?, ?, ?, ?, ?)",
            [holder, key, now(), by, reason],
        )


def end_pin(db: Database, holder: str, reason: str) -> None:
    """Let no key count as *holder*'s until one is compared again.

    Raises:
        NotSaved: the disk refused.
    """
    with saving(db, "比对过的密钥"):
        _end(db, holder, reason)


def withdraw_pin(db: Database, holder: str, by: str) -> None:
    """Take back that *holder*'s key was compared, which was a mistake; a key that it had replaced
    counts again.

    Raises:
        NotSaved: the disk refused.
    """
    pins = [pin for pin in fetch_pins(db) if pin.holder == holder and not pin.withdrawn]
    today = current_key(holder, pins)
    if today is None:
        return
    with saving(db, "比对过的密钥"):
        db.execute(
            "UPDATE pinned_key SET ended_at = '', end_reason = ?"
            " WHERE holder = ? AND ended_at IS NULL",
            [by, holder],
        )
        former = [pin for pin in pins if pin.ended_at and pin.end_reason == today.reason]
        if former:
            db.execute(
                "UPDATE pinned_key SET ended_at = NULL, end_reason = ''"
                " WHERE holder = ? AND key = ? AND pinned_at = ?",
                [holder, former[-1].key, former[-1].pinned_at],
            )


def _end(db: Database, holder: str, reason: str) -> None:
    db.execute(
        "UPDATE pinned_key SET ended_at = ?, end_reason = ? WHERE holder = ? AND ended_at IS NULL",
        [now(), reason, holder],
    )


def forget_own_keys(db: Database) -> None:
    """Remove the keys of this installation from *db*, a copy that is worked on elsewhere."""
    with saving(db, "本机密钥"):
        db.execute("DELETE FROM own_key")


def kept_keys(connection: sqlite3.Connection) -> KeptKeys:
    """All keys of the data file that *connection* reads, be it of an older version."""
    tables = "SELECT 1 FROM sqlite_master WHERE name = 'pinned_key'"
    if connection.execute(tables).fetchone() is None:
        return KeptKeys()
    rows = connection.execute(
        "SELECT seed, made_at, ended_at, end_reason FROM own_key ORDER BY made_at, id"
    )
    names = ("seed", "made_at", "ended_at", "end_reason")
    own = tuple(OwnKey(**dict(zip(names, row, strict=True))) for row in rows.fetchall())
    return KeptKeys(own=own, pins=_pins(connection))


def carry_over(db: Database, former: KeptKeys) -> None:
    """Join the keys of *db*, a backup that was restored, with those of the file it replaced.

    A restored backup is older: what became of keys since must not be undone by it. Of the keys of
    this installation, and of each holder's, the *former* file's tells what counts. A key that the
    former file never knew comes from another PC: its own key goes on signing here, since the
    backup moved to this PC; a pin of it counts where it is the later one.

    Raises:
        NotSaved: the disk refused.
    """
    here = kept_keys(db.conn)
    joined = KeptKeys(own=_joined_own(here.own, former.own), pins=_joined_pins(here, former))
    if joined == here:
        return
    with saving(db, "密钥"):
        for key in set(joined.own) - set(here.own):
            _put(db, "own_key", ("seed", "made_at"), asdict(key))
        for pin in sorted(set(joined.pins) - set(here.pins), key=lambda pin: pin.pinned_at):
            _put(db, "pinned_key", ("holder", "key", "pinned_at"), asdict(pin))


def _put(db: Database, table: str, known_by: tuple[str, ...], row: dict[str, object]) -> None:
    """Change the row of *table* that has the same values in *known_by*, or add *row*."""
    same = " AND ".join(f"{name} = :{name}" for name in known_by)
    ends = "ended_at = :ended_at, end_reason = :end_reason"
    if db.execute(f"UPDATE {table} SET {ends} WHERE {same}", row).rowcount == 0:  # noqa: S608
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)  # noqa: S608


def _joined_own(here: tuple[OwnKey, ...], former: tuple[OwnKey, ...]) -> tuple[OwnKey, ...]:
    known = {key.seed for key in former}
    brought = tuple(key for key in here if key.seed not in known)
    if any(key.ended_at is None for key in brought):
        former = tuple(
            replace(key, ended_at=now(), end_reason=RESTORED) if key.ended_at is None else key
            for key in former
        )
    return (*former, *brought)


def _joined_pins(here: KeptKeys, former: KeptKeys) -> tuple[PinnedKey, ...]:
    known = {(pin.holder, pin.key, pin.pinned_at) for pin in former.pins}
    brought = [p for p in here.pins if (p.holder, p.key, p.pinned_at) not in known]
    every = sorted((*former.pins, *brought), key=lambda pin: pin.pinned_at)
    last = {pin.holder: pin for pin in every if pin.ended_at is None}
    return tuple(
        pin
        if pin.ended_at is not None or last[pin.holder] is pin
        else replace(pin, ended_at=now(), end_reason=RESTORED)
        for pin in every
    )


def _pins(connection: sqlite3.Connection) -> tuple[PinnedKey, ...]:
    columns = ", ".join(PIN_NAMES)
    rows = connection.execute(f"SELECT {columns} FROM pinned_key ORDER BY pinned_at, id")  # noqa: S608
    return tuple(PinnedKey(**dict(zip(PIN_NAMES, row, strict=True))) for row in rows.fetchall())
