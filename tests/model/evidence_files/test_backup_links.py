"""Files of 佐证材料 beside the backups: there when they are needed, never twice on one disk."""

import errno
import shutil
from pathlib import Path

import pytest

from model.evidence_files.backup_links import bring_back, keep_safe, take_along
from model.evidence_files.folder import FOLDER, EvidenceFiles
from model.jobs import JobContext
from model.store.backups import BackupFailed


@pytest.fixture
def data(tmp_path):
    return tmp_path / "数据"


@pytest.fixture
def backups(data):
    return data / "备份"


@pytest.fixture
def kept(data, tmp_path):
    """Two files among the data."""
    paths = []
    for name in ("总结.pdf", "台账.xlsx"):
        source = tmp_path / name
        source.write_bytes(name.encode() * 100)
        found = EvidenceFiles(data / FOLDER).keep(source, JobContext())
        paths.append(data / FOLDER / found.sha256[:16] / name)
    return paths


def twin(path: Path, data: Path, backups: Path) -> Path:
    return backups / path.relative_to(data)


def test_that_every_file_gets_a_second_name_and_costs_no_room(data, backups, kept):
    assert keep_safe(data, backups, JobContext()) == 2
    for path in kept:
        assert path.samefile(twin(path, data, backups))
    assert keep_safe(data, backups, JobContext()) == 0


def test_that_a_file_deleted_by_mistake_comes_back(data, backups, kept):
    keep_safe(data, backups, JobContext())
    content = kept[0].read_bytes()
    shutil.rmtree(data / FOLDER)
    assert bring_back(backups, data, JobContext()) == 2
    assert kept[0].read_bytes() == content


def test_that_a_file_replaced_on_the_disk_does_not_replace_its_second_name(data, backups, kept):
    keep_safe(data, backups, JobContext())
    content = kept[0].read_bytes()
    other = kept[0].with_name("new")
    other.write_bytes(b"edited elsewhere")
    other.replace(kept[0])  # as office programs save
    keep_safe(data, backups, JobContext())
    assert twin(kept[0], data, backups).read_bytes() == content


def test_that_a_file_that_is_not_what_it_is_called_is_not_kept_safe(data, backups, kept):
    kept[0].write_bytes(b"edited")
    assert keep_safe(data, backups, JobContext()) == 1
    assert not twin(kept[0], data, backups).exists()


def test_that_a_second_place_gets_copies_of_its_own(data, backups, kept, tmp_path):
    keep_safe(data, backups, JobContext())
    stick = tmp_path / "U盘"
    assert take_along(backups, stick, JobContext()) == 2
    copy = stick / kept[0].relative_to(data)
    assert copy.read_bytes() == kept[0].read_bytes()
    assert not copy.samefile(kept[0])
    assert take_along(backups, stick, JobContext()) == 0


def test_that_a_disk_without_second_names_gets_copies(data, backups, kept, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links on FAT")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert keep_safe(data, backups, JobContext()) == 2
    assert twin(kept[0], data, backups).read_bytes() == kept[0].read_bytes()


def test_that_a_stick_that_gives_back_something_else_is_told(
    data, backups, kept, tmp_path, monkeypatch
):
    keep_safe(data, backups, JobContext())
    monkeypatch.setattr(shutil, "copyfile", lambda _, copy: Path(copy).write_bytes(b"?"))
    with pytest.raises(BackupFailed, match="佐证材料没有全部存到") as caught:
        take_along(backups, tmp_path / "U盘", JobContext())
    assert caught.value.hint
    assert not [path for path in (tmp_path / "U盘").rglob("*") if path.is_file()]


def test_that_what_people_put_into_the_folder_themselves_is_left_alone(data, backups, kept):
    (data / FOLDER / "读我.txt").write_text("x")
    (data / FOLDER / "我的文件夹").mkdir()
    assert keep_safe(data, backups, JobContext()) == 2
    assert not (backups / FOLDER / "读我.txt").exists()


def test_that_without_any_file_nothing_is_made(data, backups):
    assert keep_safe(data, backups, JobContext()) == 0
    assert not backups.exists()
