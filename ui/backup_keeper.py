"""Backups while people work: after the start, every half hour, and when asked for."""

import logging
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from model.evidence_files.backup_links import bring_back, keep_safe, take_along
from model.evidence_files.cleanup import clear_unused
from model.evidence_files.handover_files import take_in_year, write_year
from model.jobs import JobContext
from model.store.backups import Backup, BackupReason, copy_to, folder_beside, make_backup
from model.store.data_file import open_store
from model.store.transaction import path_of
from ui.connection import connect
from ui.jobs import JobRunner
from ui.session import Session

log = logging.getLogger(__name__)

AFTER_START_MS = 3_000
EVERY_MS = 30 * 60_000


class BackupKeeper(QObject):
    """Makes backups off the GUI thread; what can't be made is said, never in a box."""

    made = Signal()
    copied = Signal(object)  # Path of the backup in the second place
    arrived = Signal(str)  # what of a year that was handed over
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_file = path_of(session.db)
        self.trouble = ""
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_made)
        self.jobs.failed.connect(self._on_failed)
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        connect(self._clock.timeout, self, lambda: self.make(BackupReason.WORK))
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(AFTER_START_MS)
        connect(self._first.timeout, self, lambda: self.make(BackupReason.START))

    def begin(self) -> None:
        """From now on; the first backup waits until the window has settled."""
        self._first.start()
        self._clock.start()

    @property
    def folder(self) -> Path | None:
        return folder_beside(self.data_file) if self.data_file else None

    def make(self, reason: BackupReason) -> None:
        """Nothing happens while a backup is being made, or where nothing has changed."""
        data_file = self.data_file
        if data_file is None or self.jobs.busy:
            return

        def job(context: JobContext) -> Backup | None:
            folder = folder_beside(data_file)
            with closing(open_store(data_file)) as db:
                made = make_backup(db, folder, reason)
            bring_back(folder, data_file.parent, context)  # what was deleted by mistake
            keep_safe(data_file.parent, folder, context)
            if reason is BackupReason.START:
                with closing(open_store(data_file)) as db:
                    clear_unused(db, data_file.parent, folder, context)
            return made

        self.jobs.start(job)

    def copy(self, backup: Backup, place: Path) -> None:
        """Into a second place, a USB stick, together with the files of 佐证材料."""
        if self.jobs.busy:
            return

        def job(context: JobContext) -> Path:
            copy = copy_to(backup, place)
            take_along(backup.path.parent, place, context)
            return copy

        self.jobs.start(job)

    def hand_over(self, year: int, place: Path) -> None:
        """One year into the folder *place*, together with its files of 佐证材料."""
        data_file = self.data_file
        if data_file is not None:
            self.jobs.start(partial(write_year, data_file, year, place))

    def take_in(self, path: Path) -> None:
        """A year that was handed over in the file at *path*."""
        data_file = self.data_file
        if data_file is not None:
            self.jobs.start(partial(take_in_year, path, data_file))

    def close(self) -> None:
        self._first.stop()
        self._clock.stop()
        self.jobs.close()

    def _on_made(self, made: object) -> None:
        self.trouble = ""
        self.made.emit()
        if isinstance(made, Path):
            self.copied.emit(made)
        elif isinstance(made, str):
            self.arrived.emit(made)

    def _on_failed(self, error: Exception) -> None:
        log.warning("backup", exc_info=error)
        self.trouble = f"{error}{getattr(error, 'hint', '')}"
        self.failed.emit(self.trouble)
