"""A piece of evidence says of when it is, who issued it, and on which pages."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    for column in ("issued_on", "issuer", "pages"):
        db.execute(f"ALTER TABLE evidence ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
