"""Real trouble with the disk: a sentence with cause and cure, nothing lost, and the app goes on."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from model.errors import StoreUnusable
from model.plans import PlanLibrary
from model.store.answers import fetch_answers, save_answer
from model.store.data_file import open_store
from model.store.integrity import check_data_file
from model.store.recovery import open_or_recover
from model.store.settings import Profile, Role, save_profile
from model.store.transaction import path_of
from tests.systems import OWN_USERS, open_files_stay
from ui import start
from ui.alerts import show_error
from ui.main_window import MainWindow

ITEM = "3.2.2-01"
NOBODY = 65534


@pytest.fixture
def place(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def window(qtbot, plan, rulebook, department, place):
    """A clerk's window on a data file in *place*."""
    with closing(open_store(place / "自评估数据.db")) as db:
        db.execute("PRAGMA busy_timeout = 100")
        save_profile(db, Profile(role=Role.CLERK, year=2025, department=department.id))
        window = MainWindow(plan, rulebook, db)
        qtbot.addWidget(window)
        window.session.save(ITEM, {"done": "此前"})
        yield window
        window.session._retry.stop()
        window.session._unwritten.clear()


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of its own of one megabyte."""
    folder = tmp_path / "小磁盘"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """As somebody whom the system may refuse something; a folder of theirs."""
    if os.name != "posix":
        pytest.skip(OWN_USERS)
    folder = Path(tempfile.mkdtemp(prefix="hebei-"))
    was = os.geteuid()
    if was == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(was)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(folder)


def typed(window, words) -> str:
    """Type, and give back what the foot of the rail says."""
    window.session.save(ITEM, {"done": words})
    return window.rail.saved_words


def held(window):
    """What is on the disk."""
    with closing(sqlite3.connect(path_of(window.session.db))) as other:
        (value,) = other.execute("SELECT value FROM answer WHERE item = ?", [ITEM]).fetchone()
    return value


def fill_up(folder):
    with (folder / "占满").open("wb") as rest, suppress(OSError):
        while True:
            os.write(rest.fileno(), bytes(4096))


class TestFullDisk:
    @pytest.fixture
    def place(self, small_disk):
        return small_disk

    def test_that_a_full_disk_is_told_and_what_was_typed_is_written_once_there_is_room(
        self, window, place
    ):
        fill_up(place)
        said = typed(window, "磁盘满时" * 4000)
        assert "磁盘已满" in said
        assert "清理磁盘" in said
        assert held(window) == "此前"
        assert window.session.answer(ITEM)["done"] == "磁盘满时" * 4000
        (place / "占满").unlink()
        window.session.write_rest()
        assert window.session.everything_written
        assert held(window) == "磁盘满时" * 4000
        assert check_data_file(window.session.db) == ()

    def test_that_a_start_on_a_full_disk_shows_what_is_there_and_says_why_nothing_can_be_added(
        self, place, qtbot, plan, rulebook, department, monkeypatch, no_message_box, qapp
    ):
        no_message_box.expected = True
        with closing(open_store(place / "自评估数据.db")) as db:
            save_profile(db, Profile(role=Role.CLERK, year=2025, department=department.id))
            save_answer(db, 2025, department.id, ITEM, {"done": "此前"})
        fill_up(place)
        seen = []

        def live(*_):
            (window,) = [
                one
                for one in qapp.topLevelWidgets()
                if one.isVisible() and isinstance(one, MainWindow)
            ]
            seen.append(window.session.answer(ITEM))
            for page in ("measures", "score", "backups", "about"):
                window.show_page(page)
            window.close()
            window.deleteLater()

        monkeypatch.setattr(qapp, "exec", live, raising=False)
        start.run(qapp, plan, rulebook, place / "自评估数据.db")
        assert seen == [{"done": "此前"}]
        assert "现在只能查看，不能修改：请清理磁盘" in no_message_box.shown[0]


class TestRights:
    @pytest.fixture
    def place(self, unprivileged):
        return unprivileged

    def test_that_a_folder_without_rights_is_told_and_nothing_is_lost(self, window, place):
        window.session.db.conn.execute("PRAGMA journal_mode = DELETE")  # makes a file at each save
        place.chmod(0o500)
        said = typed(window, "没有权限时")
        assert "没有保存" in said
        assert "只能读、不能写" in said or "权限" in said or "不可写" in said
        assert held(window) == "此前"
        place.chmod(0o700)
        window.session.write_rest()
        assert held(window) == "没有权限时"

    def test_that_a_file_made_read_only_opens_to_look_at_and_says_how_to_cure_it(
        self, unprivileged
    ):
        path = unprivileged / "自评估数据.db"
        open_store(path).close()
        path.chmod(0o400)
        db, outcome = open_or_recover(path)
        with closing(db):
            assert outcome.notices[0].startswith("现在只能查看，不能修改：")
            assert "只读" in outcome.notices[0]

    def test_that_a_folder_nobody_may_write_to_is_refused_with_cause_and_cure(self, unprivileged):
        inner = unprivileged / "里面"
        inner.mkdir(mode=0o500)
        with pytest.raises(StoreUnusable) as caught:
            open_or_recover(inner / "自评估数据.db")
        assert "打不开" in str(caught.value)
        assert caught.value.hint


def test_that_a_file_held_by_another_program_is_told_and_written_once_it_is_free(window, place):
    with closing(sqlite3.connect(place / "自评估数据.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = typed(window, "被占用时")
        assert "正被另一个程序占用" in said
        assert "关闭正在打开它的程序" in said
    window.session.write_rest()
    assert held(window) == "被占用时"


@open_files_stay
def test_that_a_file_moved_while_open_is_told_and_written_once_it_is_back(window, place):
    path, away = place / "自评估数据.db", place / "搬走.db"
    path.rename(away)
    said = typed(window, "搬走时")
    assert "被移走、改名、删除或替换" in said
    assert "移回原来的位置" in said
    away.rename(path)
    window.session.write_rest()
    assert held(window) == "搬走时"


def test_that_a_clock_set_back_is_told_and_edits_keep_their_order(
    window, place, monkeypatch, department
):
    window.session.db.close()
    past = datetime.now().astimezone() - timedelta(days=400)
    monkeypatch.setattr("model.store.clock.now", lambda: past.isoformat(timespec="seconds"))
    db, outcome = open_or_recover(place / "自评估数据.db")
    with closing(db):
        assert "校准时间" in outcome.notices[0]
        assert fetch_answers(db, 2025, department.id)[ITEM]["done"] == "此前"
    session, db = window.session, open_store(place / "自评估数据.db")
    session._open = replace(session._open, plans=PlanLibrary(db, session.plans.shipped))
    typed(window, "回到过去")
    assert held(window) == "回到过去"
    newest = window.session.db.execute("SELECT new FROM edit ORDER BY id DESC").fetchone()
    assert newest == ("回到过去",)
    window.session.db.close()


def test_that_trouble_met_while_reading_is_a_sentence_and_no_bug(no_message_box, caplog, place):
    no_message_box.expected = True
    path = place / "没有.db"
    with pytest.raises(FileNotFoundError) as caught:
        path.stat()
    show_error(caught.value)
    assert no_message_box.shown == [
        "读写数据时出错：找不到数据文件所在的文件夹，或者打不开其中的文件。此前保存的内容都在。"
    ]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_that_a_bug_is_logged_and_says_that_nothing_is_lost(no_message_box, caplog):
    no_message_box.expected = True
    show_error(LookupError("x"))
    assert no_message_box.shown == ["程序出了差错，刚才的操作没有完成。"]
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]


def test_that_what_fails_behind_its_own_box_opens_no_second_one(monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    opened = []

    def fail_again(box):
        opened.append(box.text())
        show_error(LookupError("again"))

    monkeypatch.setattr(QMessageBox, "exec", fail_again)
    show_error(LookupError("first"))
    show_error(LookupError("later"))
    assert len(opened) == 2
