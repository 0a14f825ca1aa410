"""The key pair of this installation, and the keys of others that people compared."""

from sqlite_utils import Database

from model.domain.origin import PinnedKey, current_key
from model.store.clock import now
from model.store.transaction import saving


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
    rows = db.execute(
        "SELECT holder, key, pinned_at, pinned_by, reason, ended_at, end_reason"
        " FROM pinned_key ORDER BY id"
    )
    names = ("holder", "key", "pinned_at", "pinned_by", "reason", "ended_at", "end_reason")
    return tuple(PinnedKey(**dict(zip(names, row, strict=True))) for row in rows.fetchall())


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
    if today and not reason.strip():
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


def _end(db: Database, holder: str, reason: str) -> None:
    db.execute(
        "UPDATE pinned_key SET ended_at = ?, end_reason = ? WHERE holder = ? AND ended_at IS NULL",
        [now(), reason, holder],
    )
