import os
import shutil

import pytest

from model.files import copy_file, free_name, put_in_place, replace_keeping_old


@pytest.fixture
def files(tmp_path):
    draft, path = tmp_path / "新.part", tmp_path / "数据.db"
    draft.write_bytes(b"new")
    path.write_bytes(b"old")
    return draft, path, tmp_path / "旧.db"


def test_that_the_old_file_is_found_under_another_name(files):
    draft, path, aside = files
    assert replace_keeping_old(draft, path, aside) == aside
    assert (path.read_bytes(), aside.read_bytes()) == (b"new", b"old")
    assert not draft.exists()


def test_that_what_was_set_aside_before_is_not_overwritten(files):
    draft, path, aside = files
    aside.write_bytes(b"older")
    kept = replace_keeping_old(draft, path, aside)
    assert kept.name == "旧 (2).db"
    assert (aside.read_bytes(), kept.read_bytes()) == (b"older", b"old")


def test_that_a_hot_journal_goes_with_the_old_file(files):
    draft, path, aside = files
    journal = path.with_name("数据.db-journal")
    journal.write_bytes(b"hot")
    replace_keeping_old(draft, path, aside)
    assert not journal.exists()
    assert aside.with_name("旧.db-journal").read_bytes() == b"hot"


def test_that_an_empty_journal_is_removed(files):
    draft, path, aside = files
    journal = path.with_name("数据.db-journal")
    journal.write_bytes(b"")
    replace_keeping_old(draft, path, aside)
    assert not journal.exists()
    assert not aside.with_name("旧.db-journal").exists()


def test_that_where_nothing_was_nothing_is_set_aside(files):
    draft, path, aside = files
    path.unlink()
    assert replace_keeping_old(draft, path, aside) is None
    assert path.read_bytes() == b"new"


def test_that_a_file_with_unreadable_sectors_gets_a_second_name_instead_of_a_copy(
    files, monkeypatch
):
    def unreadable(*_):
        raise OSError(5, "Input/output error")

    draft, path, aside = files
    monkeypatch.setattr(shutil, "copyfile", unreadable)
    assert replace_keeping_old(draft, path, aside) == aside
    assert (path.read_bytes(), aside.read_bytes()) == (b"new", b"old")
    assert sorted(one.name for one in path.parent.iterdir()) == ["数据.db", "旧.db"]


def test_that_a_copy_is_whole_or_not_there(files, monkeypatch):
    _, path, aside = files

    def refuse(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        copy_file(path, aside)
    assert not aside.exists()
    assert not [*path.parent.glob("旧*")]


def test_that_file_and_folder_are_flushed_before_the_name_counts(files, monkeypatch):
    draft, path, _ = files
    seen = []
    monkeypatch.setattr("model.files.flush", seen.append)
    put_in_place(draft, path)
    assert seen == [path.parent]


def test_that_a_free_name_is_found_however_many_are_taken(tmp_path):
    for name in ("a.db", "a (2).db", "a (3).db"):
        (tmp_path / name).touch()
    assert free_name(tmp_path / "a.db").name == "a (4).db"
