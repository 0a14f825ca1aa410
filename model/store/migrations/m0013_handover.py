"""移交: that a year, or everything, was taken to another PC, and taken back."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("handover").create(
        {
            "id": int,
            "year": int,  # 0 for all years
            "copy": str,  # the name of the file that was taken along
            "made_by": str,
            "reason": str,
            "made_at": str,
            "ended_at": str,  # when it was taken back; NULL: it holds
            "ended_by": str,
            "end_reason": str,
        },
        pk="id",
        not_null={"year", "copy", "made_by", "reason", "made_at", "ended_by", "end_reason"},
        strict=True,
    )
