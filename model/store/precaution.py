"""A backup before something big, so that a person can go back behind it."""

from contextlib import suppress

from sqlite_utils import Database

from model.store.backups import BackupFailed, BackupReason, folder_beside, make_backup
from model.store.transaction import path_of


def backed_up(db: Database, reason: BackupReason) -> None:
    """Copy *db* beside itself if it changed since the last backup.

    Where that can't be, what follows goes on: it is one transaction, and whoever keeps the backups
    tells people about the trouble.
    """
    path = path_of(db)
    if path is not None:
        with suppress(BackupFailed):
            make_backup(db, folder_beside(path), reason)
