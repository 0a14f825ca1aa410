"""退回单, as issued by the office or taken in by a clerk, and how each remark was answered."""

from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.return_slip import ReturnSlip
from model.record_bounds import payload_of
from model.store.clock import now
from model.store.deliveries import fetch_aside
from model.store.edit_log import Key, one_step, record
from model.store.kept_record import readable_record
from model.store.transaction import saving

REPLY = "reply/"  # and the slip's digest: how the record of edits calls it


def keep_slip(db: Database, slip: ReturnSlip, file_name: str = "") -> bool:
    """Keeps *slip* and returns whether it is new here."""
    if is_slip_kept(db, slip):
        return False
    with saving(db, "退回单"):
        db.table("return_slip").insert(
            {
                "digest": slip.digest,
                "year": slip.year,
                "department": slip.department,
                "payload": payload_of(slip).decode(),
                "file_name": file_name,
                "kept_at": now(),
            }
        )
    return True


@dataclass(frozen=True, kw_only=True)
class KeptSlip:
    """A slip as it came, in the file `file_name` ("": issued here)."""

    slip: ReturnSlip
    file_name: str
    kept_at: str  # ISO 8601 with offset


def fetch_slips(db: Database, year: int, department: str | None = None) -> tuple[ReturnSlip, ...]:
    """The slips of *department*, or of all departments, that are not set aside, by number."""
    aside = fetch_aside(db, year)
    kept = fetch_kept_slips(db, year, department)
    return tuple(one.slip for one in kept if one.slip.digest not in aside)


def fetch_kept_slips(
    db: Database, year: int, department: str | None = None
) -> tuple[KeptSlip, ...]:
    """The slips of *department*, or of all, those that are set aside too, by number."""
    rows = db.execute(
        "SELECT payload, digest, file_name, kept_at FROM return_slip"
        " WHERE year = ?1 AND (?2 IS NULL OR department = ?2)",
        [year, department],
    )
    kept = (
        KeptSlip(slip=slip, file_name=file_name or "", kept_at=kept_at)
        for payload, digest, file_name, kept_at in rows.fetchall()
        if (slip := readable_record(ReturnSlip, payload, digest)) is not None
    )
    return tuple(
        sorted(kept, key=lambda one: (one.slip.department, one.slip.number, one.slip.made_at))
    )


def is_slip_kept(db: Database, slip: ReturnSlip) -> bool:
    """Whether *slip* came before, be it set aside since."""
    found = db.execute("SELECT 1 FROM return_slip WHERE digest = ?", [slip.digest])
    return found.fetchone() is not None


def fetch_replies(db: Database, slip: ReturnSlip) -> dict[str, str]:
    """Item id -> the department's reply to the item's remark."""
    rows = db.execute("SELECT item, text FROM reply WHERE slip = ?", [slip.digest])
    return dict(rows.fetchall())


def save_reply(db: Database, slip: ReturnSlip, item: str, text: str, department: str) -> None:
    """Saves the reply to one remark as one step of *department* that can be undone; *text* ""
    removes the reply.
    """
    key = (slip.year, department, item, REPLY + slip.digest)
    with one_step(db, slip.year, department):
        old, new = fetch_reply(db, key), text or None
        if new != old:
            put_reply(db, key, old, new, typed=True)


def fetch_reply(db: Database, key: Key) -> str | None:
    """The reply, or None if the remark is not answered."""
    _, _, item, field = key
    row = db.execute(
        "SELECT text FROM reply WHERE slip = ? AND item = ?", [field.removeprefix(REPLY), item]
    ).fetchone()
    return row[0] if row else None


def put_reply(
    db: Database, key: Key, old: str | None, new: str | None, *, typed: bool = False
) -> None:
    """Changes one reply from *old* to *new*, inside a transaction."""
    moment = record(db, key, old, new, typed=typed)
    _, _, item, field = key
    digest = field.removeprefix(REPLY)
    if new is None:
        db.execute("DELETE FROM reply WHERE slip = ? AND item = ?", [digest, item])
    else:
        db.execute(
            "INSERT INTO reply (slip, item, text, made_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET text = excluded.text, made_at = excluded.made_at",
            [digest, item, new, moment],
        )
