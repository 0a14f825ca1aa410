"""Copied rows are a table for Excel, and text when the program has ended."""

import os
import subprocess
import sys

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from ui.kit.clipboard import copied_files, copy_rows, leave_as_text

ENDING = """
from PySide6.QtGui import QGuiApplication
from ui.kit.clipboard import copy_rows, leave_as_text
app = QGuiApplication([])
copy_rows((("单位", "得分"), ("甲局", "9")))
leave_as_text()
"""


def test_that_rows_are_left_as_text_for_others(qapp):
    copy_rows((("单位", "得分"), ("甲局", "9")))
    board = QGuiApplication.clipboard()
    words = board.text()
    assert board.mimeData().hasHtml()
    leave_as_text()
    assert board.text() == words
    assert not board.mimeData().hasHtml()


def test_that_an_empty_clipboard_holds_no_files(qapp, tmp_path):
    board = QGuiApplication.clipboard()
    board.clear()
    assert copied_files() == []
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.cn/a.pdf")])
    board.setMimeData(mime)
    assert copied_files() == [tmp_path]


def test_that_what_others_copied_since_stays(qapp):
    copy_rows((("甲局", "9"),))
    QGuiApplication.clipboard().setText("别处复制的")
    leave_as_text()
    assert QGuiApplication.clipboard().text() == "别处复制的"


def test_that_a_program_that_copied_rows_ends_well():
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run([sys.executable, "-c", ENDING], env=surroundings, check=False)
    assert ended.returncode == 0
