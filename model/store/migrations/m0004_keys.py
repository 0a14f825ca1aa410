"""The key pair of this installation, and the keys of others that people compared."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("own_key").create(
        {
            "id": int,
            "seed": str,
            "made_at": str,
            "ended_at": str,  # NULL: signs today
            "end_reason": str,
        },
        pk="id",
        not_null={"seed", "made_at", "end_reason"},
        defaults={"end_reason": ""},
        strict=True,
    )
    db.table("pinned_key").create(
        {
            "id": int,
            "holder": str,  # a department's id, or 'office'
            "key": str,
            "pinned_at": str,
            "pinned_by": str,
            "reason": str,
            "ended_at": str,  # NULL: counts today
            "end_reason": str,
        },
        pk="id",
        not_null={"holder", "key", "pinned_at", "pinned_by", "reason", "end_reason"},
        defaults={"reason": "", "end_reason": ""},
        strict=True,
    )
