"""Nothing lying around changes a figure or runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DRAW = """
import hashlib
from model.report.figures.canvas import new_figure, pdf_bytes, png_bytes
figure = new_figure(2, "各单位得分")
print(hashlib.sha256(png_bytes(figure) + pdf_bytes(figure)).hexdigest())
"""
RC = "text.usetex: True\nfigure.facecolor: red\nlines.linewidth: 9\nbackend: QtAgg\n"


def drawn(folder: Path, **environment: str) -> str:
    names = ("SYSTEMROOT", "TEMP", "HOME", "USERPROFILE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(folder / "mpl"), **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def hostile(tmp_path):
    folder = tmp_path / "hostile"
    (folder / "mpl").mkdir(parents=True)
    for place in (folder, folder / "mpl"):
        (place / "matplotlibrc").write_text(RC)
    for name in ("latex", "fc-list", "dvipng", "uname"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho ran >> '{folder}/ran-{name}'\n")
        program.chmod(0o755)
    return folder


def test_that_no_file_lying_around_changes_a_figure_or_runs(hostile, tmp_path):
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    rc = str(hostile / "matplotlibrc")
    found = drawn(hostile, MATPLOTLIBRC=rc, PATH=f"{hostile}{os.pathsep}/usr/bin")
    assert found == drawn(quiet)
    assert [path.name for path in hostile.glob("ran-*")] == []


@pytest.mark.thorough
def test_that_a_file_that_is_no_text_stops_no_figure(hostile):
    (hostile / "matplotlibrc").write_bytes(b"\xff\xfe\x00")
    assert drawn(hostile)
