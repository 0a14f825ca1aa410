"""The tour on sample data: begun from the first page or the manual, removed without a trace."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from sqlite_utils import Database

from model.jobs import JobContext
from model.store.data_file import open_store
from model.store.settings import Role, fetch_setting, save_setting
from ui.alerts import show_error
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.theme import SCHEME, TEXT_SIZE, Scheme, active_scheme, apply_text_size, apply_theme, px

if TYPE_CHECKING:
    from ui.tour.window import SampleWindow

PREFIX = "河北区示例数据-"


class TourController(QObject):
    """The tours of one window, which stays as it is behind the tour."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.tour: SampleWindow | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._db: Database | None = None
        self._look: tuple[Scheme, int] = active_scheme(), px(100)
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_prepared)
        self.jobs.failed.connect(self._on_failed)
        window.session.tour_requested.connect(self.begin)
        window.installEventFilter(self)

    def begin(self, role: str = "") -> None:
        """Starts the tour of *role* (a Role's name); "" means the window's own role."""
        if self.tour:
            self.tour.raise_()
            self.tour.activateWindow()
            return
        if self.jobs.busy:
            return
        from ui.pages.welcome import default_year

        session = self._window.session
        own = session.profile.role if session.profile else Role.CLERK
        year = session.profile.year if session.profile else default_year(session.plans.shipped)
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        folder, shown = Path(self._folder.name), Role[role] if role else own
        questionnaire, rulebook = session.questionnaire, session.shipped_rules

        def job(context: JobContext) -> Path:
            from model.samples.tour import SampleYear

            return SampleYear(
                questionnaire=questionnaire,
                rulebook=rulebook,
                folder=folder,
                role=shown,
                year=year,
            ).prepare(context)

        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self.jobs.start(job)

    def _on_prepared(self, data_file: Path) -> None:
        from ui.tour.window import SampleWindow

        QApplication.restoreOverrideCursor()
        session = self._window.session
        self._look = active_scheme(), px(100)
        self._db = open_store(data_file)
        for setting in (SCHEME, TEXT_SIZE):
            save_setting(self._db, setting, fetch_setting(session.db, setting) or "")
        self.tour = SampleWindow(session.plans.shipped, session.shipped_rules, self._db)
        self.tour.closed.connect(self._clear_away)
        self.tour.setGeometry(self._window.geometry())
        if self._window.isMaximized():
            self.tour.showMaximized()
        else:
            self.tour.show()
        self.tour.start_tour()

    def _on_failed(self, error: BaseException) -> None:
        QApplication.restoreOverrideCursor()
        self._clear_away()
        show_error(error, self._window)

    def _clear_away(self) -> None:
        """Removes the sample data and restores the look that was tried out in the tour."""
        if self.tour:
            self.tour.deleteLater()
            self.tour = None
        if self._db:
            self._db.close()
            self._db = None
        if self._folder:
            self._folder.cleanup()
            self._folder = None
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._look != (active_scheme(), px(100)):
            apply_theme(app, self._look[0])
            apply_text_size(app, fetch_setting(self._window.session.db, TEXT_SIZE) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close:
            if self.jobs.busy:
                QApplication.restoreOverrideCursor()
            if self.tour:
                self.tour.close()
        return False
