"""The system's dialogs for files and folders, each opened where the last one was left."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlite_utils import Database

from model.store.settings import fetch_setting, save_setting

LAST = "last_folder"


def choose_file(db: Database, parent: QWidget, title: str, kinds: str) -> Path | None:
    """None: nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, last_folder(db), kinds)
    return _remembered(db, Path(chosen), Path(chosen).parent) if chosen else None


def choose_files(db: Database, parent: QWidget, title: str) -> list[str]:
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, last_folder(db))
    if chosen:
        _remembered(db, Path(chosen[0]), Path(chosen[0]).parent)
    return chosen


def choose_folder(
    db: Database, parent: QWidget, title: str, beginning: Path | None = None
) -> Path | None:
    """None: nothing was chosen. Opened at *beginning*, else where the last one was left."""
    opened = str(beginning) if beginning else last_folder(db)
    chosen = QFileDialog.getExistingDirectory(parent, title, opened)
    return _remembered(db, Path(chosen), Path(chosen)) if chosen else None


def choose_new_file(
    db: Database | None, parent: QWidget, title: str, name: str, kinds: str = ""
) -> Path | None:
    """Where to write *name*; None: nothing was chosen. Without *db* nothing is remembered."""
    suggested = str(Path(last_folder(db) if db else _documents()) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
    if not chosen:
        return None
    return _remembered(db, Path(chosen), Path(chosen).parent) if db else Path(chosen)


def last_folder(db: Database) -> str:
    """Where something was chosen last, as long as it is there; else the user's documents."""
    kept = fetch_setting(db, LAST)
    if kept and Path(kept).is_dir():
        return kept
    return _documents()


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _remembered(db: Database, chosen: Path, folder: Path) -> Path:
    save_setting(db, LAST, str(folder))
    return chosen
