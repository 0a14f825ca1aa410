"""Who signed a package or a slip that came, and who took it in, set it aside or put it back."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("file_signature").create(
        {
            "id": int,
            "year": int,
            "digest": str,  # of the package or slip
            "recipient": str,  # whom the file was made for; "" for all
            "key": str,
            "signature": str,
        },
        pk="id",
        not_null={"year", "digest", "recipient", "key", "signature"},
        strict=True,
    )
    db.table("file_signature").create_index(
        ["digest", "recipient", "key"], unique=True, index_name="one_signature_a_key"
    )
    db.table("delivery_act").create(
        {
            "id": int,
            "year": int,
            "digest": str,  # of the package or slip
            "act": str,  # 'taken', 'aside', 'back'
            "by": str,
            "reason": str,
            "made_at": str,
        },
        pk="id",
        not_null={"year", "digest", "act", "by", "reason", "made_at"},
        strict=True,
    )
    db.table("delivery_act").create_index(["year", "digest"])
