"""Dialogs for files open where the last one of their kind was left."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ui.connection import call_later
from ui.file_dialogs import (
    WRITTEN,
    choose_file,
    choose_folder,
    choose_folder_to_read,
    choose_new_file,
    last_folder,
    places,
)


def test_that_the_next_dialog_opens_where_the_last_was_left(qtbot, store, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    file = tmp_path / "附件" / "任务包.xlsx"
    file.parent.mkdir()
    opened = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: opened.append(given[2]))
    assert choose_file(store, parent, "打开", "工作簿 (*.xlsx)") == file
    assert choose_folder_to_read(store, parent, "读哪里") is None
    assert opened == [str(file.parent)]


def test_that_a_folder_that_is_gone_is_not_gone_back_to(qtbot, store, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    assert choose_folder(store, parent, "复制到哪个文件夹") == stick
    stick.rmdir()
    assert last_folder(store, WRITTEN) != str(stick)


def test_that_what_goes_out_is_not_put_among_what_came_in(qtbot, store, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    received = tmp_path / "收到的"
    received.mkdir()
    opened = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(received / "a.xlsx"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: opened.append(given[2]))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: opened.append(given[2]) or ("", "")
    )
    assert choose_file(store, parent, "打开", "") == received / "a.xlsx"
    choose_folder(store, parent, "退回单存到哪个文件夹")
    choose_new_file(store, parent, "导出图片", "趋势.png")
    assert len(opened) == 2
    assert not any(one.startswith(str(received)) for one in opened)


def test_that_without_a_folder_of_documents_a_dialog_opens_at_home(store, tmp_path, monkeypatch):
    missing = str(tmp_path / "Documents")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: missing)
    assert last_folder(store, WRITTEN) == str(Path.home())


def test_that_a_new_file_is_offered_where_the_last_was_left(qtbot, store, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    stick = tmp_path / "报送"
    stick.mkdir()
    asked = []

    def save(_parent, _title, suggested, _kinds):
        asked.append(suggested)
        return str(stick / "图.png"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    assert choose_new_file(store, parent, "导出图片", "趋势.png") == stick / "图.png"
    choose_new_file(store, parent, "导出图片", "趋势.png")
    assert asked[1] == str(stick / "趋势.png")


def test_that_qts_own_dialog_has_the_usual_places_and_sticks_at_its_side(
    qtbot, store, tmp_path, monkeypatch
):
    parent = QWidget()
    qtbot.addWidget(parent)
    desktop, stick, folder = (tmp_path / name for name in ("桌面", "王芳/U盘", "王芳/文件夹"))
    for one in (desktop, stick, folder):
        one.mkdir(parents=True)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(desktop))
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "U盘")
    monkeypatch.setattr("ui.file_dialogs.places", partial(places, (tmp_path,)))
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        seen.extend(Path(url.toLocalFile()) for url in dialog.sidebarUrls())
        dialog.reject()

    call_later(50, parent, look)
    assert choose_file(store, parent, "打开", "工作簿 (*.xlsx)") is None
    assert seen == [desktop, stick]


def test_that_several_files_chosen_at_once_are_all_taken_in(open_window, clerk, monkeypatch):
    window, came = open_window(), []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["甲.xlsx", "乙.xlsx"], ""))
    monkeypatch.setattr(window.incoming, "take_in", lambda path, **_: came.append(path.name))
    window.incoming.choose()
    assert came == ["甲.xlsx", "乙.xlsx"]


def test_that_every_dialog_for_files_is_opened_through_one_door():
    loose = [
        path
        for path in (Path(__file__).parents[2] / "ui").rglob("*.py")
        if "QFileDialog" in path.read_text(encoding="utf-8") and path.name != "file_dialogs.py"
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("王芳", "王芳.xlsx"), ("王芳.xls", "王芳.xls"), ("旧", "旧")],
)
def test_that_a_name_typed_without_an_ending_gets_the_one_that_was_offered(
    qtbot, store, tmp_path, monkeypatch, typed, kept
):
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "旧.xlsx").write_bytes(b"")  # nobody was asked whether it may go
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    assert choose_new_file(store, parent, "写出", "复核包.xlsx") == tmp_path / kept
