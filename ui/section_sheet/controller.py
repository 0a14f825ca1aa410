"""Opens sections' sheets to be filled in: each has a data file and a window of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from sqlite_utils import Database

from model.errors import AppError
from model.store.data_file import open_store
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import path_of
from ui.backup_keeper import BackupKeeper
from ui.connection import connect
from ui.kit.metrics import use_dense_rows
from ui.main_window import MainWindow
from ui.theme import DENSE, ROWS, SCHEME, TEXT_SIZE

if TYPE_CHECKING:  # no start needs them
    from model.parts.filled_sheet import Begun
    from model.workbook.section_sheet.read import ReceivedSectionSheet
    from ui.section_sheet.window import SectionWindow

LOOK = (SCHEME, TEXT_SIZE, ROWS)


@dataclass(frozen=True)
class OpenSheet:
    window: "SectionWindow"
    db: Database
    keeper: BackupKeeper


class SectionController(QObject):
    """The sheets that are filled in from one window, which stays as it is behind them.

    While nobody has said yet who sits here, it is out of sight: the sheet says it all.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.open: dict[Path, OpenSheet] = {}
        window.session.section_requested.connect(self.begin)
        window.session.section_resumed.connect(self.show_sheet)
        window.installEventFilter(self)

    def begin(self, received: "ReceivedSectionSheet") -> None:
        """Opens the sheet that came, with what it says already."""
        from model.parts.filled_sheet import begin

        session = self._window.session
        data_file = path_of(session.db)
        if data_file is None:
            return
        try:
            begun = begin(data_file, received.sheet, received.content, session.files)
        except AppError as error:
            self._window.incoming.tell(error)
            return
        self.show_sheet(begun.data_file)
        self._tell(begun)

    def show_sheet(self, data_file: Path) -> None:
        """Shows the sheet in *data_file*, in the window that it has already where it is open."""
        found = self.open.get(data_file) or self._opened(data_file)
        if found:
            found.window.come_forward(None)
            if self._window.session.profile is None:
                self._window.hide()

    def _opened(self, data_file: Path) -> OpenSheet | None:
        from ui.section_sheet.window import SectionWindow

        session = self._window.session
        try:
            db = open_store(data_file)
        except AppError as error:
            self._window.incoming.tell(error)
            return None
        for setting in LOOK:
            save_setting(db, setting, fetch_setting(session.db, setting) or "")
        use_dense_rows(dense=fetch_setting(db, ROWS) == DENSE)
        window = SectionWindow(session.plans.shipped, session.shipped_rules, db)
        connect(window.closed, self, lambda: self._on_closed(data_file))
        window.session.section_requested.connect(self.begin)
        keeper = BackupKeeper(window.session, window)
        keeper.begin()
        self.open[data_file] = OpenSheet(window, db, keeper)
        window.show_fitting()
        return self.open[data_file]

    def _tell(self, begun: "Begun") -> None:
        window = self.open[begun.data_file].window
        if begun.taken or begun.kept:
            window.session.read_terms_again()
        parts = [f"取回了表里已填的 {len(begun.taken)} 项" if begun.taken else ""]
        parts.append(f"{begun.kept} 处与这里填的不一样，保留了这里的" if begun.kept else "")
        if words := "；".join(filter(None, parts)):
            window.shown.header.tell(f"{words}。")

    def _on_closed(self, data_file: Path) -> None:
        """Whoever came for a sheet alone leaves with it."""
        found = self.open.pop(data_file, None)
        if found is None:
            return
        found.keeper.close()
        found.window.deleteLater()
        found.db.close()
        if not self.open and self._window.session.profile is None:
            self._window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close:
            for sheet in tuple(self.open.values()):
                sheet.window.close()
        return False
