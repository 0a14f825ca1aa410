"""What became of packages and slips that came: who signed them, who took them in or set them
aside, and why. What was set aside is kept, and not in force.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from model.domain.origin import Signed
from model.store.clock import now
from model.store.transaction import saving


class Act(StrEnum):
    TAKEN = "taken"  # by a person, who was asked
    ASIDE = "aside"
    BACK = "back"


ACT_WORDS = {Act.TAKEN: "接收", Act.ASIDE: "停用", Act.BACK: "恢复"}


@dataclass(frozen=True, kw_only=True)
class DeliveryAct:
    """What a person decided about a package or slip."""

    digest: str
    act: Act
    by: str
    reason: str
    made_at: str  # ISO 8601 with offset


@dataclass(frozen=True, kw_only=True)
class KeptSignature:
    """A signature that came with a package or slip, made for `recipient` ("": for all)."""

    recipient: str
    signed: Signed


def keep_signature(db: Database, year: int, digest: str, recipient: str, signed: Signed) -> None:
    """Remember that *signed* came with the package or slip *digest* of *year*."""
    known = KeptSignature(recipient=recipient, signed=signed)
    if known in fetch_signatures(db, digest):
        return
    with saving(db, "签名"):
        db.execute(
            "INSERT INTO file_signature (year, digest, recipient, key, signature)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [year, digest, recipient, signed.key, signed.signature],
        )


def fetch_signatures(db: Database, digest: str) -> tuple[KeptSignature, ...]:
    """All signatures that came with the package or slip *digest*, in the order they came."""
    rows = db.execute(
        "SELECT recipient, key, signature FROM file_signature WHERE digest = ? ORDER BY id",
        [digest],
    ).fetchall()
    return tuple(
        KeptSignature(recipient=recipient, signed=Signed(key=key, signature=signature))
        for recipient, key, signature in rows
    )


def fetch_let_in_keys(db: Database) -> frozenset[str]:
    """Public keys of the packages and slips that a person let in and that are not set aside."""
    rows = db.execute(
        "SELECT DISTINCT s.key FROM file_signature s JOIN delivery_act a ON a.digest = s.digest"
        " WHERE a.act = 'taken' AND 'aside' IS NOT (SELECT act FROM delivery_act d"
        " WHERE d.digest = s.digest AND d.act != 'taken' ORDER BY d.id DESC LIMIT 1)"
    )
    return frozenset(key for (key,) in rows.fetchall())


def note_act(db: Database, year: int, digest: str, act: Act, by: str, reason: str) -> None:
    """Note what *by* decided about the package or slip *digest* of *year*.

    Raises:
        NotSaved, YearClosed: it isn't noted.
    """
    with saving(db, ACT_WORDS[act]):
        db.execute(
            'INSERT INTO delivery_act (year, digest, act, "by", reason, made_at)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            [year, digest, act.value, by, reason, now()],
        )


def fetch_acts(db: Database, year: int) -> tuple[DeliveryAct, ...]:
    """What was decided about the packages and slips of *year*, in order; what another version
    calls otherwise costs itself.
    """
    rows = db.execute(
        'SELECT digest, act, "by", reason, made_at FROM delivery_act WHERE year = ? ORDER BY id',
        [year],
    ).fetchall()
    return tuple(
        DeliveryAct(digest=digest, act=Act(act), by=by, reason=reason, made_at=made_at)
        for digest, act, by, reason, made_at in rows
        if act in set(Act)
    )


def fetch_aside(db: Database, year: int, until: str = "") -> frozenset[str]:
    """Digests of the packages, slips and notices of *year* that are set aside, or were at *until*
    (ISO 8601).
    """
    acts = [act for act in fetch_acts(db, year) if act.act is not Act.TAKEN]
    if until:
        end = datetime.fromisoformat(until)
        acts = [act for act in acts if datetime.fromisoformat(act.made_at) <= end]
    last = {act.digest: act.act for act in acts}
    return frozenset(digest for digest, act in last.items() if act is Act.ASIDE)
