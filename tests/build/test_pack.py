import hashlib
import sys
import tarfile
import zipfile

import pytest

from model.diagnostics.version import app_version
from tests.systems import links_and_pipes


@pytest.fixture
def folder(tmp_path):
    """A small program with a library under two names."""
    program = tmp_path / "程序"
    (program / "lib").mkdir(parents=True)
    (program / "start").write_bytes(b"#!/bin/sh\n")
    (program / "start").chmod(0o755)
    (program / "lib/libicu.so.73").write_bytes(bytes(1000))
    return program


@links_and_pipes
def test_that_links_stay_links_and_programs_stay_programs(script, folder, tmp_path):
    (folder / "libicu.so").symlink_to("lib/libicu.so.73")
    archive = tmp_path / "程序.tar.gz"
    script("pack").pack_tar(folder, archive)
    with tarfile.open(archive) as packed:
        entries = {entry.name: entry for entry in packed}
    assert {*entries} == {
        "程序", "程序/lib", "程序/lib/libicu.so.73", "程序/libicu.so", "程序/start",
    }  # fmt: skip
    assert entries["程序/libicu.so"].linkname == "lib/libicu.so.73"
    assert entries["程序/start"].mode & 0o100
    assert {(entry.uid, entry.uname) for entry in entries.values()} == {(0, "")}


def test_that_windows_gets_a_zip_with_everything(script, folder, tmp_path):
    archive = tmp_path / "程序.zip"
    script("pack").pack_zip(folder, archive)
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        assert {"程序/start", "程序/lib/libicu.so.73"} <= {*packed.namelist()}


def test_that_the_checksum_is_the_archives_and_names_it(script, tmp_path):
    archive = tmp_path / "program.tar.gz"
    archive.write_bytes(b"packed")
    checksum = script("pack").write_checksum(archive)
    assert checksum.name == "program.tar.gz.sha256"
    digest = hashlib.sha256(b"packed").hexdigest()
    assert checksum.read_bytes() == f"{digest}  program.tar.gz\n".encode()


def test_that_the_archive_is_named_by_version_system_and_processor(script):
    parts = script("pack").archive_name("program").split("-")
    assert parts[:2] == ["program", app_version()]
    assert len(parts) == 4
