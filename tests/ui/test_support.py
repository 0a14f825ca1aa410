"""技术支持资料: seen before it is saved, offered once after something went wrong."""

import logging
import zipfile

import pytest
from PySide6.QtWidgets import QFileDialog

from model.diagnostics.logbook import Logbook
from ui import support
from ui.support import SupportDialog, offer_support

ours = logging.getLogger("ui.somewhere")


@pytest.fixture
def dialog(qtbot, clerk, store, data_file):
    dialog = SupportDialog(data_file)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.jobs.ended):
        pass
    yield dialog
    dialog.reject()


def test_that_everything_in_it_can_be_read_before_it_is_saved(dialog):
    seen = {}
    for row in range(dialog.names.count()):
        dialog.names.setCurrentRow(row)
        seen[dialog.names.currentItem().text()] = dialog.words.toPlainText()
    assert "Qt 6." in seen["版本.txt"]
    assert "检查通过" in seen["数据文件检查.txt"]
    assert all(seen.values())


def test_that_what_is_saved_is_what_was_seen_where_the_user_says(dialog, tmp_path, monkeypatch):
    target = tmp_path / "交给技术.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
    assert names == [dialog.names.item(row).text() for row in range(dialog.names.count())]
    assert dialog.said.text() == f"已写出 交给技术.zip，在 {tmp_path}"


def test_that_a_place_that_refuses_is_told(dialog, tmp_path, monkeypatch, no_message_box):
    no_message_box.expected = True
    target = tmp_path / "没有" / "x.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    assert no_message_box.shown[0].startswith("“x.zip”没有写成：文件夹不存在。")


def test_that_it_is_offered_once_after_something_went_wrong_and_not_otherwise(
    tmp_path, monkeypatch
):
    asked = []
    monkeypatch.setattr(support, "ask", lambda *words, **_: asked.append(words))
    book = Logbook(tmp_path)
    book.open()
    offer_support(book, tmp_path / "x.db")
    assert asked == []
    ours.critical("bug")
    offer_support(book, tmp_path / "x.db")
    offer_support(book, tmp_path / "x.db")
    book.close()
    assert len(asked) == 1
    assert "已保存的填报内容不受影响" in asked[0][0]
