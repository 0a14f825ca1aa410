"""One person's PC: a data folder and the real window on it, closed, killed, opened again."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from model.domain.plan import Plan
from model.evidence_files.backup_links import bring_back
from model.jobs import JobContext
from model.paths import DATA_FILE
from model.scoring.rulebook import Rulebook
from model.store import clock
from model.store.backups import BackupReason, backed_up, list_backups, make_backup
from model.store.recovery import RecoveryRung, open_or_recover, put_back
from model.store.settings import Profile, Role, save_profile
from tests.turns import let_work
from tests.ui.hands import CTRL, NONE, Hands
from tests.years.watch import Watch
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.pages.welcome import WelcomePage

CHINA = timezone(timedelta(hours=8))
BEGAN = datetime(2026, 1, 5, 9, tzinfo=CHINA)
MOST_TURNS = 12_000  # of the event loop for a job: a minute on an idle PC, longer on a busy one


class Clock:
    """Each look at it is a second later, so that the same steps give the same files."""

    moment = BEGAN

    @classmethod
    def now(cls, zone: tzinfo | None = None) -> datetime:
        cls.moment += timedelta(seconds=1)
        return cls.moment.astimezone(zone)

    @classmethod
    def begin(cls) -> None:
        cls.moment = BEGAN
        clock.datetime = cls  # type: ignore[assignment,misc]


class Pc:
    """What both people do with their program."""

    role: Role

    def __init__(
        self, folder: Path, plan: Plan, rulebook: Rulebook, watch: Watch, profile: Profile
    ) -> None:
        self.folder, self._plan, self._rulebook, self.watch = folder, plan, rulebook, watch
        self.to_rail = False  # the present step puts the focus there
        self._lives = 0
        folder.mkdir(parents=True)
        self._open()
        save_profile(self.db, profile)
        self._close_window()
        self.db.close()
        self._open()

    @property
    def data_file(self) -> Path:
        return self.folder / DATA_FILE

    @property
    def year(self) -> int:
        profile = self.window.session.profile
        assert profile is not None
        return profile.year

    def page(self, name: str) -> QWidget:
        """Opened as by its key or the rail."""
        if self.window.page != name or not self.window._pages.get(name):
            self.window.show_page(name)
            self.settle()
        return self.window.page_named(name)

    def _open(self) -> None:
        self.db, outcome = open_or_recover(self.data_file)
        if outcome.rung not in {RecoveryRung.HEALTHY, RecoveryRung.NEW}:
            self.watch.complain("data file", f"{outcome.rung.name} {outcome.sentence}")
        self.window = MainWindow(self._plan, self._rulebook, self.db)
        self.hands = Hands(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.forward()

    def _close_window(self) -> None:
        self.window.close()
        self.window.deleteLater()
        pump()

    def forward(self) -> None:
        self.window.activateWindow()
        pump()

    def settle(self) -> None:
        """Until no job runs and nothing waits."""
        turns = 0
        pump()
        while busy := [jobs for jobs in self.window.findChildren(JobRunner) if jobs.busy]:
            while any(isValid(jobs) and jobs.busy for jobs in busy):  # of all there are, it is slow
                let_work()
                turns += 1
                if turns > MOST_TURNS:
                    self.watch.complain("hang", "a job did not end")
                    return
        pump()
        self.watch.settle()

    def do(self, act: Callable[[], object]) -> None:
        self.forward()
        act()
        self.settle()

    # The end of the program, and its next beginning

    def restart(self) -> None:
        self._close_window()
        if not self.window.session.everything_written:
            self.watch.complain("lost", "something was not written when the window closed")
        self.db.close()
        self._open()

    def kill(self) -> None:
        """Go on with the folder as it is on disk this instant; the window never gets to know.

        Every write has gone to the operating system by then, as under SIGKILL; no power is cut.
        """
        self._lives += 1
        survived = self.folder.with_name(f"{self.folder.name.split('+')[0]}+{self._lives}")
        shutil.copytree(self.folder, survived)
        self._close_window()
        self.db.close()
        self.folder = survived
        self._open()

    def back_up(self) -> None:
        make_backup(self.db, self.data_file.parent / "备份", BackupReason.BY_HAND)

    @property
    def backups(self) -> tuple[Path, ...]:
        return tuple(one.path for one in list_backups(self.folder / "备份"))

    def go_back_to(self, backup: Path) -> None:
        """As `ui.start` does it after the window asked for it."""
        self.window.session.restore_requested.emit(backup)
        pump()
        backed_up(self.db, BackupReason.BEFORE_RESTORE)
        self.window.deleteLater()
        pump()
        self.db.close()
        put_back(backup, self.data_file)
        bring_back(backup.parent, self.data_file.parent, JobContext())
        self._open()

    def go_to_year(self, year: int) -> None:
        """By 更换, as people do it."""
        rail = self.window.rail
        assert rail is not None
        rail._change.click()
        pump()
        welcome = self.window.centralWidget()
        assert isinstance(welcome, WelcomePage)
        chosen = next(one for one in welcome.year.segments if one.code == str(year))
        chosen.setFocus()
        if not chosen.isChecked():
            self.hands.press(Qt.Key.Key_Return)
        self.hands.press(Qt.Key.Key_Return)
        self.settle()
        if self.window.centralWidget() is welcome:
            if welcome.start.isEnabled():
                self.watch.complain("keys", f"Enter does not lead to {year}")
            welcome.left.emit()  # a department that is no more
            self.settle()

    def type_into(self, box: QWidget, words: str) -> None:
        """In place of what stands there."""
        box.setFocus()
        if isinstance(box, QLineEdit | QPlainTextEdit | QTextEdit):
            box.selectAll()
        self.hands.press(Qt.Key.Key_Delete)
        if QApplication.focusWidget() is not None:
            self.hands.type(words, letters="")
        pump()

    def press(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        self.hands.press(key, CTRL if ctrl else NONE)
        self.settle()


def pump() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as app.exec() does
    QApplication.processEvents()
