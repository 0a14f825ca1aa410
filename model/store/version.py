"""The version of the app that wrote a data file, and the update to this version."""

from sqlite_utils import Database

from model.errors import StoreUnusable
from model.store.connection import APPLICATION_ID, KEEP
from model.store.disk_errors import StoreDamaged
from model.store.migrations import MIGRATIONS, STEPS
from model.store.row_checksums import seal_everything


def is_older(db: Database, name: str) -> bool:
    """Whether migrations are due in the file *name*, which has content.

    Raises:
        StoreUnusable: a later version of the app wrote it.
        StoreDamaged: what it says of its version can't be true.
    """
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    if applied > STEPS.keys():
        raise StoreUnusable(
            f"数据文件“{name}”是由较新版本的程序写成的，本版本打不开。{KEEP}",
            hint="请换用新版本的程序，再打开这个数据文件。",
        )
    if not applied or applied - STEPS.keys():
        raise StoreDamaged(f"数据文件“{name}”打不开：版本记录已损坏。{KEEP}")
    return applied != STEPS.keys()


def update(db: Database) -> None:
    """Runs all migrations that are due and seals the rows they made, in one transaction."""
    with db.atomic():
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        MIGRATIONS.apply(db)
        seal_everything(db)
