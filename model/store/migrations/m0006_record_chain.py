"""The office's acts become a chain of hashes, which begins with those that stand there already."""

from sqlite_utils import Database

from model.store.record_chain import begin_chain


def migrate(db: Database) -> None:
    db.table("chain_link").create(
        {
            "id": int,
            "kind": str,
            "of": str,  # table; "": about no row
            "row": str,  # by its key
            "content": str,  # hash of the row
            "note": str,  # JSON: by, reason
            "made_at": str,
            "head": str,  # hash of this link and the head before it
        },
        pk="id",
        not_null={"kind", "of", "row", "content", "note", "made_at", "head"},
        strict=True,
    )
    begin_chain(db.conn)
