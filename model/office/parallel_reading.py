"""Several workbooks at a time: while one child reads a file, others read the next ones.

Nothing waits in a thread of its own: a child is asked, and its answer is fetched when its file's
turn comes. Memory holds a few files, however many there are.
"""

import hashlib
import os
from collections import deque
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from model.consolidation.attachments import Attachment
from model.domain.sealed import seal
from model.office.file_verdicts import accepted, refused
from model.office.other_year_files import of_other_year
from model.package.senders import senders
from model.plans import PlanLibrary
from model.store.receipts import FileVerdict, Taken, fetch_known
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.report.read import Received, read_intake, refusal_for, refusal_of
from model.workbook.report.wanted import wanted_columns

MOST = 4  # children
FILES_A_CHILD = 8  # fewer aren't worth starting another one for
AHEAD = 8  # files that may wait for their turn


class WorkerPool:
    """As many children as this computer can use for so many *files*; each starts when needed."""

    def __init__(self, files: int) -> None:
        count = min(MOST, os.cpu_count() or 1, files // FILES_A_CHILD + 1)
        self._all = [WorkbookReader() for _ in range(count)]
        self.idle = deque(self._all)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for reader in self._all:
            reader.close()


@dataclass(frozen=True)
class PendingFile:
    """A file on its way. A child is at work on it, unless `verdict` is known already."""

    attachment: Attachment
    content: bytes | None = None
    sha256: str | None = None
    reader: WorkbookReader | None = None
    verdict: FileVerdict | None = None


class ReadQueue:
    """Where files are opened, several at a time, and become what is kept of them."""

    def __init__(
        self, db: Database, questionnaire: Questionnaire, readers: WorkerPool, year: int | None
    ) -> None:
        self._db = db
        self._senders = senders(PlanLibrary(db, questionnaire.plan))
        self._questionnaire = replace(questionnaire, plan_of=self._senders.plan_of)
        self._wanted = wanted_columns(questionnaire)
        self._idle = readers.idle
        self._year = year

    def has_room(self, flying: int) -> bool:
        return bool(self._idle) and flying < AHEAD

    def open(self, one: Attachment) -> PendingFile:
        """Load it, and set a child to work on it if nobody knows it yet."""
        try:
            content = one.content()
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            return PendingFile(one, verdict=refused(refusal_for(one.name, error)))
        sha256 = hashlib.sha256(content).hexdigest()
        if known := fetch_known(self._db, sha256, self._year):
            return PendingFile(one, sha256=sha256, verdict=known)
        reader = self._idle.popleft()
        reader.ask(content, self._wanted, quick=True)
        return PendingFile(one, content, sha256, reader)

    def finish(self, opened: PendingFile) -> Taken:
        """What the file turned out to be."""
        name = opened.attachment.name
        taken = Taken(
            file_name=name,
            verdict=opened.verdict or FileVerdict(message=""),
            sha256=opened.sha256,
            content=opened.content,
        )
        if opened.verdict is not None:
            return taken
        try:
            received = self._answered(opened)
            verdict = accepted(self._senders, name, received)
            seal(received.submission)  # what can't be written is not taken in
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            return replace(taken, verdict=refused(refusal_for(name, error)))
        return replace(taken, verdict=verdict, submission=received.submission)

    def _answered(self, opened: PendingFile) -> Received:
        name, reader = opened.attachment.name, opened.reader
        if reader is None:
            raise ValueError("nobody was asked")
        self._idle.append(reader)
        try:
            intake = reader.answer()
        except Refused as problem:
            raise refusal_of(name, problem) from problem
        received = read_intake(name, opened.sha256 or "", intake, self._questionnaire)
        if self._year is not None and received.submission.year != self._year:
            raise of_other_year(name, received.submission.year)
        return received
