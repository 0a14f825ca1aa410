"""The system's dialogs for files and folders. What is opened and what is written have a place each,
where the last one was left: nothing that goes out lands among what came in.

Where the desktop has none that Qt can use, Qt draws its own, with the usual places at its side.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from sqlite_utils import Database

from model.disk import safe_name
from model.store.settings import fetch_setting, save_setting
from ui.connection import call_later

READ, WRITTEN = "last_folder", "last_written_folder"  # settings
KINDS = QStandardPaths.StandardLocation
USUAL = (KINDS.DesktopLocation, KINDS.DocumentsLocation, KINDS.DownloadLocation, KINDS.HomeLocation)
STICKS = (Path("/media"), Path("/run/media"))  # where Linux mounts them, below the user's name


def choose_file(db: Database, parent: QWidget, title: str, kinds: str) -> Path | None:
    """None: nothing was chosen."""
    _name_places(parent)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, last_folder(db, READ), kinds)
    return _remembered(db, READ, Path(chosen), Path(chosen).parent) if chosen else None


def choose_files(db: Database, parent: QWidget, title: str, kinds: str = "") -> list[str]:
    _name_places(parent)
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, last_folder(db, READ), kinds)
    if chosen:
        _remembered(db, READ, Path(chosen[0]), Path(chosen[0]).parent)
    return chosen


def choose_folder(
    db: Database, parent: QWidget, title: str, beginning: Path | None = None
) -> Path | None:
    """Where to write; None: nothing was chosen. Opened at *beginning*, else where the last one was
    left.
    """
    return _folder(db, parent, title, WRITTEN, beginning)


def choose_folder_to_read(db: Database, parent: QWidget, title: str) -> Path | None:
    """None: nothing was chosen."""
    return _folder(db, parent, title, READ, None)


def _folder(
    db: Database, parent: QWidget, title: str, place: str, beginning: Path | None
) -> Path | None:
    opened = str(beginning) if beginning else last_folder(db, place)
    _name_places(parent)
    chosen = QFileDialog.getExistingDirectory(parent, title, opened)
    return _remembered(db, place, Path(chosen), Path(chosen)) if chosen else None


def choose_new_file(
    db: Database | None, parent: QWidget, title: str, name: str, kinds: str = ""
) -> Path | None:
    """Where to write *name*; None: nothing was chosen. Without *db* nothing is remembered."""
    folder = last_folder(db, WRITTEN) if db else _documents()
    suggested = str(Path(folder) / safe_name(name))
    _name_places(parent)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
    if not chosen:
        return None
    path = _with_ending(Path(chosen), Path(name).suffix)
    return _remembered(db, WRITTEN, path, path.parent) if db else path


def _with_ending(path: Path, ending: str) -> Path:
    """*path* with *ending* where a name was typed without one; a file that is there already under
    that name is not written over unasked.
    """
    if path.suffix or not ending:
        return path
    named = path.with_name(f"{path.name}{ending}")
    return path if named.exists() else named


def is_folder(path: str) -> bool:
    """Whether a folder is at *path*; False for what can be none, too."""
    try:
        return Path(path).is_dir()
    except OSError:  # longer than any name, for instance
        return False


def last_folder(db: Database, place: str) -> str:
    """Where something was last READ or WRITTEN, if it is still there; else the user's documents."""
    kept = fetch_setting(db, place)
    if kept and is_folder(kept):
        return kept
    return _documents()


def _documents() -> str:
    """The user's documents, or the home where there is no such folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())


def _remembered(db: Database, place: str, chosen: Path, folder: Path) -> Path:
    save_setting(db, place, str(folder))
    return chosen


def _name_places(parent: QWidget) -> None:
    """Puts `places` at the side of the dialog about to open; a dialog of the system has its own."""

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            dialog.setSidebarUrls([QUrl.fromLocalFile(str(one)) for one in places()])

    call_later(0, parent, name)


def places(sticks: tuple[Path, ...] = STICKS) -> tuple[Path, ...]:
    """桌面, 文档, 下载, the home, and USB sticks: those that are there, each once."""
    usual = (Path(QStandardPaths.writableLocation(kind)) for kind in USUAL)
    mounted = (one for place in sticks for one in (*place.glob("*"), *place.glob("*/*")))
    found = (*filter(Path.is_dir, usual), *sorted(filter(Path.is_mount, mounted)))
    return tuple(dict.fromkeys(found))
