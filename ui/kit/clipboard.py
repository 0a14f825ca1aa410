"""Rows on the clipboard, as text and as a table, and still there when the program has ended."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from model.clipboard.copied_items import as_html, as_text
from model.clipboard.table import Rows

_copied = {"text": ""}  # what lies on the clipboard as an object of Python


def copied_files() -> list[Path]:
    """Files that a file manager copied; none where words or cells were, or nothing."""
    mime = QGuiApplication.clipboard().mimeData()
    urls = mime.urls() if mime else []  # there is none where the clipboard was emptied
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def copy_rows(rows: Rows) -> None:
    mime = QMimeData()
    mime.setText(as_text(rows))
    mime.setHtml(as_html(rows))
    QGuiApplication.clipboard().setMimeData(mime)
    _copied["text"] = QGuiApplication.clipboard().text()


def leave_as_text() -> None:
    """Puts the rows copied last there again as text alone, which Qt owns itself: an object of
    Python that is freed after the interpreter ends the program with a fault.
    """
    board = QGuiApplication.clipboard()
    if _copied["text"] and board.text() == _copied["text"]:
        board.setText(_copied["text"])
    _copied["text"] = ""
