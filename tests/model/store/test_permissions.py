"""Who may read the data folder."""

import os
import stat
from contextlib import closing

from model.paths import DATA_FILE
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.data_file import open_store
from model.store.permissions import keep_private
from tests.systems import own_users

pytestmark = own_users


def modes(folder):
    paths = (folder, *folder.rglob("*"))
    return {path: stat.S_IMODE(path.stat().st_mode) for path in paths}


def test_that_nobody_else_may_read_the_folder_the_data_file_or_a_backup(tmp_path):
    folder = tmp_path / "data"
    old = os.umask(0o022)
    try:
        folder.mkdir()
        with closing(open_store(folder / DATA_FILE)) as db:
            make_backup(db, folder_beside(folder / DATA_FILE), BackupReason.WORK)
            (folder / "佐证材料" / "ab").mkdir(parents=True)
            keep_private(folder)
            found = modes(folder)
            assert all(mode & 0o077 == 0 for path, mode in found.items() if path.name != "ab")
            assert {"备份", DATA_FILE} <= {path.name for path in found}
    finally:
        os.umask(old)


def test_that_a_new_data_file_is_never_for_others_to_read(tmp_path):
    old = os.umask(0o022)
    try:
        with closing(open_store(tmp_path / DATA_FILE)):
            assert stat.S_IMODE((tmp_path / DATA_FILE).stat().st_mode) == 0o600
    finally:
        os.umask(old)


def test_that_a_link_is_not_followed_out_of_the_folder(tmp_path):
    other = tmp_path / "other"
    other.write_text("theirs")
    other.chmod(0o644)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "link").symlink_to(other)
    keep_private(folder)
    assert stat.S_IMODE(other.stat().st_mode) == 0o644
