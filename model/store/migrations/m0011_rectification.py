"""整改台账: acts about shortcomings, single ones of this PC and those sealed in files that came."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("rectification").create(
        {
            "id": str,  # of the act; of a file its digest
            "year": int,  # that was open when it was done, or came
            "kind": str,  # 'act', or what is sealed: 'notice', 'reply'
            "department": str,  # whom the file is for, or who sent it; "" for an act
            "content": str,  # JSON: the act, or what is sealed
            "file": str,  # of a reply the SHA-256 of the file that brought it, of a notice its name
            "made_at": str,
        },
        pk="id",
        not_null={"year", "kind", "department", "content", "file", "made_at"},
        strict=True,
    )
    db.table("rectification").create_index(["year", "kind"])
