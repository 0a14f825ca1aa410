"""The real window on sample data, with the guide in it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from sqlite_utils import Database

from model.domain.plan import Plan
from model.scoring.rulebook import Rulebook
from ui.main_window import MainWindow
from ui.tour.guide import Guide
from ui.tour.stops import STOPS

MARK = "示例数据"


class SampleWindow(MainWindow):
    closed = Signal()

    def __init__(self, plan: Plan, rulebook: Rulebook, db: Database) -> None:
        super().__init__(plan, rulebook, db)
        profile = self.session.profile
        if profile is None:
            raise LookupError("a tour is somebody's")
        self.guide = Guide(STOPS[profile.role], self._page_at, self)
        self.guide.ended.connect(self.close)
        self.session.tour_requested.connect(self.start_tour)

    def _page_at(self, page: str) -> QWidget:
        self.show_page(page)
        return self.shown

    def setWindowTitle(self, title: str) -> None:
        super().setWindowTitle(f"【{MARK}】{title}")

    def start_tour(self) -> None:
        """Starts again from the first stop; asked for inside the tour."""
        self.guide.go(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
