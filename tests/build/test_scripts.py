"""The scripts that build for other systems, as far as they can be judged without building."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.conftest import ROOT
from tests.systems import linux_programs

pytestmark = linux_programs

SHELL = re.compile(r"^#!.*sh$|^# shellcheck shell", re.MULTILINE)
SCRIPTS = sorted(
    path
    for path in (ROOT / ".ci").rglob("*")
    if path.is_file()
    and path.suffix in {"", ".sh"}
    and SHELL.search(path.read_text("utf-8").partition("\n")[0])
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_that_a_script_can_be_read_by_the_shell_it_names(path):
    shell = "sh" if path.read_text("utf-8").startswith("#!/bin/sh") else "bash"
    done = subprocess.run([shell, "-n", path], capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck isn't installed")
def test_that_shellcheck_finds_nothing_to_warn_of():
    words = ["--severity=warning", "--external-sources", "--source-path=SCRIPTDIR"]
    done = subprocess.run(["shellcheck", *words, *SCRIPTS], capture_output=True, text=True)
    assert done.stdout == ""


def test_that_every_file_a_script_sources_or_starts_is_there():
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        for name in re.findall(r"(?:\$APP/|[\s\"])(\.ci/[\w./-]+)", text):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


def test_that_every_named_command_starts_a_script_that_can_be_started():
    made = re.findall(r"(\.ci/(?:linux|windows)/[\w-]+)", (ROOT / "Makefile").read_text("utf-8"))
    assert {Path(name).name for name in made} >= {"build", "build-old", "build-arm64", "test"}
    assert all((ROOT / name).stat().st_mode & 0o100 for name in made)


def test_that_no_script_names_the_host_of_a_registry():
    hosts = re.compile(r"[a-z]\.(debian|pypi|python\w*)\.(org|io)")
    found = {path.name for path in SCRIPTS if hosts.search(path.read_text("utf-8"))}
    assert found == set()


def test_that_every_wheel_fetched_besides_the_lock_is_pinned_by_hash():
    for name in (".ci/windows/runtime.txt", ".ci/sbom.txt"):
        lines = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        pins = [line for line in lines if re.match(r"[\w.-]+==", line)]
        assert pins
        assert all("--hash=sha256:" in line for line in pins), name
