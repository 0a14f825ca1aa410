"""退回单, as issued by the office or taken in by a clerk, and how each remark was answered."""

from sqlite_utils import Database

from model.domain.return_slip import ReturnSlip, canonical, from_canonical
from model.store.clock import now
from model.store.saving import saving


def keep_slip(db: Database, slip: ReturnSlip, file_name: str = "") -> bool:
    """Whether it is new here."""
    if db.execute("SELECT 1 FROM return_slip WHERE digest = ?", [slip.digest]).fetchone():
        return False
    with saving(db, "退回单"):
        db.table("return_slip").insert(
            {
                "digest": slip.digest,
                "year": slip.year,
                "department": slip.department,
                "payload": canonical(slip).decode(),
                "file_name": file_name,
                "kept_at": now(),
            }
        )
    return True


def fetch_slips(db: Database, year: int, department: str | None = None) -> tuple[ReturnSlip, ...]:
    """Of *department*, or of all, by number."""
    rows = db.execute(
        "SELECT payload FROM return_slip WHERE year = ?1 AND (?2 IS NULL OR department = ?2)",
        [year, department],
    )
    slips = (from_canonical(payload.encode()) for (payload,) in rows)
    return tuple(sorted(slips, key=lambda slip: (slip.department, slip.number, slip.made_at)))


def fetch_replies(db: Database, slip: ReturnSlip) -> dict[str, str]:
    """Item -> how its remark was answered."""
    rows = db.execute("SELECT item, text FROM reply WHERE slip = ?", [slip.digest])
    return dict(rows.fetchall())


def save_reply(db: Database, slip: ReturnSlip, item: str, text: str) -> None:
    """*text* "": not answered after all."""
    with saving(db):
        if text:
            db.table("reply").upsert(
                {"slip": slip.digest, "item": item, "text": text, "made_at": now()},
                pk=("slip", "item"),
            )
        else:
            db.execute("DELETE FROM reply WHERE slip = ? AND item = ?", [slip.digest, item])
