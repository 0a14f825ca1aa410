"""The real window on the data file of one section's sheet."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from sqlite_utils import Database

from model.domain.plan import Plan
from model.scoring.rulebook import Rulebook
from ui.main_window import MainWindow


class SectionWindow(MainWindow):
    closed = Signal()

    def __init__(self, plan: Plan, rulebook: Rulebook, db: Database) -> None:
        super().__init__(plan, rulebook, db)
        if self.session.section is None:
            raise LookupError("a sheet is somebody's")

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
