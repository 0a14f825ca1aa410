"""清除往年个人信息: of which years, by whom; which sealed records name nobody since."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("clearing").create(
        {"id": int, "first": int, "last": int, "made_by": str, "reason": str, "made_at": str},
        pk="id",
        not_null={"first", "last", "made_by", "reason", "made_at"},
        strict=True,
    )
    db.table("cleared").create(
        {"of": str, "name": str},  # a table, and the digest by which its row is known
        pk=("of", "name"),
        not_null={"of", "name"},
        strict=True,
    )
