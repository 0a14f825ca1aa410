"""科室 and 分包: sections, the parts that were sent, what came back, and how it was joined."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("section").create(
        {
            "id": str,
            "department": str,
            "name": str,
            "contact": str,
            "phone": str,
            "head": str,
            "place": int,  # in the list
            "gone": int,  # 1: no longer a section; what it answered stays its own
        },
        pk="id",
        not_null={"department", "name", "contact", "phone", "head", "place", "gone"},
        strict=True,
    )
    db.table("part").create(
        {
            "id": str,
            "year": int,
            "department": str,  # "" for the office
            "recipient": str,  # a section, a reviewer
            "number": int,  # of the parts of this recipient in this year, from 1
            "made_at": str,
            "file_name": str,
            "digest": str,
            "payload": str,  # what was sealed
            "seen": str,  # JSON: keys of the statements that it had taken in
        },
        pk="id",
        not_null={
            "year", "department", "recipient", "number", "made_at", "file_name", "digest",
            "payload", "seen",
        },
        strict=True,
    )  # fmt: skip
    db.table("part").create_index(["year", "department"])
    db.table("part_return").create(
        {
            "id": str,
            "year": int,
            "department": str,
            "part": str,
            "file_name": str,
            "sha256": str,
            "received_at": str,
            "payload": str,  # JSON: what came back
        },
        pk="id",
        not_null={"year", "department", "part", "file_name", "sha256", "received_at", "payload"},
        strict=True,
    )
    db.table("part_return").create_index(["year", "department"])
    db.table("part_fact").create(
        {"year": int, "department": str, "item": str, "field": str, "value": str},
        pk=("year", "department", "item", "field"),
        not_null={"value"},
        strict=True,
    )
