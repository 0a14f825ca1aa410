"""A received file keeps how it was signed and by which key, beside what it reports.

What 0.1.0 found of its secrets stood in sentences: it becomes data, once.
"""

from sqlite_utils import Database

from model.store.record_chain import make_chain_good

UPDATED = "升级数据文件"


def migrate(db: Database) -> None:
    db.execute("ALTER TABLE arrival ADD COLUMN signature TEXT")  # NULL: none
    db.execute("ALTER TABLE arrival ADD COLUMN signer TEXT")  # public key; NULL: none proved
    db.execute("UPDATE arrival SET signature = 'secret' WHERE message LIKE '%，来源已验证'")
    db.execute(
        "UPDATE arrival SET signature = iif(details LIKE '%来源不符：%', 'former-broken', 'former')"
        " WHERE signature IS NULL AND accepted = 1"
    )
    make_chain_good(db, UPDATED)
