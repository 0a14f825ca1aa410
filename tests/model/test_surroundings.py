"""What the program is started among doesn't stop it, and no program lying around is run."""

import os
import subprocess
import sys
import time
from datetime import datetime

import pytest

from model.surroundings import settle_time_zone, system_words
from tests.build.conftest import ROOT
from tests.systems import linux_alone


@linux_alone
@pytest.mark.parametrize("odd", ["UTC+25", "UTC-9999", "a", "../../etc/passwd", ":\u202e"])
def test_that_an_impossible_time_zone_is_left_aside(monkeypatch, odd):
    monkeypatch.setenv("TZ", odd)
    time.tzset()
    try:
        settle_time_zone()
        assert datetime.now().astimezone().utcoffset() is not None
    finally:
        monkeypatch.undo()
        time.tzset()


@linux_alone
def test_that_telling_the_system_runs_no_program(tmp_path):
    (tmp_path / "uname").write_text(f"#!/bin/sh\n: > '{tmp_path}/ran'\n")
    (tmp_path / "uname").chmod(0o755)
    told = subprocess.run(
        [sys.executable, "-c", "from model.surroundings import *; print(system_words())"],
        env={**os.environ, "PATH": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == system_words()
    assert not (tmp_path / "ran").exists()
