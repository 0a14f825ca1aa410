"""Somebody starts the program again while its window is open."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.return_slip import Remark, ReturnSlip
from model.paths import DATA_FILE
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.lock import NAME, AlreadyOpen, take_lock
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from tests.keys import know_the_office, send_slip
from ui import single_instance, start
from ui.single_instance import SecondStarts, ring

ROOT = Path(__file__).parent.parent.parent
YEAR = 2025


def begin(folder: Path, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "main.py", "--data", str(folder), *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def slips_in(data_file: Path) -> int:
    with closing(sqlite3.connect(data_file)) as connection:
        return connection.execute("SELECT count(*) FROM return_slip").fetchone()[0]


@pytest.fixture
def slip_file(plan, rulebook, department, tmp_path):
    """A 退回单 for the department whose year lies in the data folder, as yet unopened."""
    with closing(open_store(tmp_path / DATA_FILE)) as db:
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=department.id))
        know_the_office(db)
        desk = ClerkYear(PlanLibrary(db, plan), rulebook, FORMS, department.id, YEAR)
        slip = ReturnSlip(
            id="s1", year=YEAR, department=department.id, number=1, submission="0" * 64, sequence=1,
            made_at="2025-12-01T09:00:00+08:00",
            remarks=(Remark(item=desk.items[0].id, text="请写明数量"),),
        )  # fmt: skip
    path = tmp_path / "退回单 第1号.xlsx"
    questionnaire = Questionnaire(plan=plan, forms=FORMS)
    send_slip(path, questionnaire, slip)
    return path


def test_that_a_second_start_hands_its_file_to_the_window_that_is_open(slip_file, tmp_path, qtbot):
    with begin(tmp_path) as first:
        try:
            lock = tmp_path / NAME
            qtbot.waitUntil(lambda: lock.exists() and lock.read_bytes() != b"", timeout=20_000)
            assert begin(tmp_path, str(slip_file)).wait(timeout=30) == 0
            assert first.poll() is None
            qtbot.waitUntil(lambda: slips_in(tmp_path / DATA_FILE) == 1, timeout=20_000)
        finally:
            first.kill()


def test_that_every_ring_is_answered_once_with_its_file(qtbot, tmp_path):
    bell, heard = SecondStarts(tmp_path), []
    bell.rung.connect(heard.append)
    for file in (None, tmp_path / "任务包.xlsx"):
        single_instance._hang(
            tmp_path / single_instance.FOLDER / f"{bool(file)}{single_instance.SUFFIX}", file
        )
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert set(heard) == {None, tmp_path / "任务包.xlsx"}
    assert list((tmp_path / single_instance.FOLDER).iterdir()) == []


def test_that_a_ring_nobody_answers_is_taken_down_again(tmp_path, monkeypatch):
    monkeypatch.setattr(single_instance, "ANSWERED_WITHIN_S", 0)
    assert not ring(tmp_path, None)
    assert list((tmp_path / single_instance.FOLDER).iterdir()) == []


def test_that_a_ring_from_before_a_crash_opens_nothing(tmp_path, qtbot):
    old = tmp_path / single_instance.FOLDER / f"1{single_instance.SUFFIX}"
    single_instance._hang(old, tmp_path / "去年.xlsx")
    os.utime(old, (0, 0))
    bell = SecondStarts(tmp_path)
    with qtbot.assertNotEmitted(bell.rung):
        bell.answer()
    assert not old.exists()


@pytest.mark.parametrize("word", ["用户", "电脑"])
def test_that_another_person_or_pc_is_named_and_not_rung_for(
    word, tmp_path, qapp, plan, rulebook, monkeypatch
):
    monkeypatch.setattr(start, "ring", lambda *_: pytest.fail("rang"))
    lock = take_lock(tmp_path)
    path = tmp_path / NAME
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join(f"{word}：别的" if line.startswith(word) else line for line in lines), "utf-8"
    )
    try:
        with pytest.raises(AlreadyOpen, match=f"{word}别的"):
            start.run(qapp, plan, rulebook, tmp_path / DATA_FILE)
    finally:
        lock.release()


def test_that_the_window_comes_forward_from_the_task_bar(open_window, clerk):
    window = open_window()
    window.showMinimized()
    window.come_forward(None)
    assert not window.isMinimized()
    assert window.isVisible()


def test_that_files_that_come_together_are_told_one_after_the_other(
    open_window, clerk, qtbot, tmp_path
):
    window = open_window()
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / name).write_text("不是工作簿", "utf-8")
        window.come_forward(tmp_path / name)
    for name in ("甲.xlsx", "乙.xlsx"):
        qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
        assert name in window.incoming.sheet.words
        window.incoming.sheet.press("")
    assert window.incoming.sheet is None
