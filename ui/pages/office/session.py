"""What the office's pages share: the stored year, who decides, the one job, and news of changes."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from forms import FORMS
from model.office.changes import OfficeChanges
from model.office.department_year import DepartmentYear, ReportingState
from model.office.other_year_files import year_of_stray
from model.office.rectification import answered_rectifications
from model.office.stored_year import StoredYear, receive_files, receive_kept_files
from model.office.year import OfficeYear
from model.rulebook_in_force import keep_at_first_scoring
from model.store.receipts import Taken, drop_unfinished
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import path_of
from model.workbook.layout import Questionnaire
from ui.alerts import ask_who, show_error
from ui.connection import call_later, connect
from ui.field_drafts import FieldDrafts
from ui.jobs import Job, JobRunner
from ui.session import Session, SessionChanges

REVIEWER = "office_reviewer"
SINCE = "开始写以后，这里所报的内容有变化，您写的没有动，请核对后再办。"
MEANWHILE = "刚才询问的时候，收进来的内容有变化，什么也没有办。请看过现在的内容再办。"
AT_ONCE_S = 0.1  # of work between two looks at what the user does: a district is done by then
TO_REVIEW = (
    ReportingState.WAITING, ReportingState.DOUBTFUL, ReportingState.AGAIN, ReportingState.LAPSED,
)  # fmt: skip
Given = ParamSpec("Given")


class _Outcome(QObject):
    """Of one job, told to who started it if that is still there: Qt knows."""

    told = Signal(object, object)  # what came of it, and what it was about


class OfficeSession(QObject):
    """One per window and profile. Pages read `office`, `decide`, and `tell` what changed by it."""

    changed = Signal(object)  # OfficeChanges
    files_read = Signal(list)  # of Taken, while the rest go on
    received = Signal(object)  # Intake
    opened = Signal(str, str)  # a page, and what to show there
    named = Signal(str)  # who decides from now on

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._stack = session, parent
        self._read: deque[Taken] = deque()
        self._queue: list[Path] = []
        self._outcome = _Outcome(self)
        self._about: object = None
        self.half_written = FieldDrafts(session, self)
        self.jobs = JobRunner(self)
        self.jobs.progressed.connect(self._pass_on)
        self.jobs.succeeded.connect(self._on_succeeded)
        connect(self.jobs.failed, self, partial(show_error, parent=parent))
        self.jobs.ended.connect(self._on_ended)
        session.changed.connect(self._on_session_changed)
        drop_unfinished(session.db)  # what a crash left half taken in
        self.office = self._read_office()
        self.changed.connect(self._count_soon)
        self._count_soon()

    def _count_soon(self, *_: object) -> None:
        """Counts what waits, once what was asked for is done."""
        call_later(0, self, self._prepare_count)

    def _prepare_count(self) -> None:
        """Works out bit by bit what is counted, so that the window hears its user meanwhile."""
        seen = self._stack.window().isVisible()
        if not seen or self.office.departments.work_out(AT_ONCE_S):
            self._count()
        else:
            self._count_soon()

    def _count(self) -> None:
        if not self._stack.window().isVisible():
            return
        states = Counter(body.state for body in self.office.bodies)
        missing = states[ReportingState.MISSING] + states[ReportingState.UNRECEIVED]
        waiting = sum(states[state] for state in TO_REVIEW)
        answered = answered_rectifications(self.office)
        counts = {
            "board": (missing, "未报"),
            "review": (waiting, "待审"),
            "ledger": (answered, "待验收"),
        }
        if self.closed:  # nothing waits there any more
            counts = {page: (0, about) for page, (_, about) in counts.items()}
        self.session.counted.emit(counts)

    def _read_office(self) -> OfficeYear:
        session = self.session
        if session.profile is None:
            raise LookupError("no profile yet")
        return OfficeYear.read(session.plans, session.rulebook, FORMS, session.profile.year)

    @property
    def questionnaire(self) -> Questionnaire:
        """As the year's package has it."""
        return Questionnaire(plan=self.office.plan, forms=FORMS)

    @property
    def stored(self) -> StoredYear:
        """What a job needs to open the same year by itself."""
        path, profile = path_of(self.session.db), self.session.profile
        if path is None or profile is None:
            raise LookupError("jobs need a data file")
        return StoredYear(
            path=path,
            shipped=self.session.plans.shipped,
            rulebook=self.session.rulebook,
            forms=FORMS,
            year=profile.year,
        )

    @property
    def reviewer(self) -> str:
        return fetch_setting(self.session.db, REVIEWER) or ""

    def set_reviewer(self, name: str) -> None:
        save_setting(self.session.db, REVIEWER, name.strip())
        self.named.emit(name.strip())

    def is_named(self, parent: QWidget) -> bool:
        """Whether it is known who decides; asked where it is not."""
        if not self.reviewer and (name := ask_who(parent)):
            self.set_reviewer(name)
        return bool(self.reviewer)

    def decide(
        self,
        act: Callable[Concatenate[OfficeYear, str, Given], OfficeChanges],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> OfficeChanges:
        """What changes by *act*, which the reviewer decides; to be told once all is shown done."""
        return self.take(act(self.office, self.reviewer, *given, **named))

    def take(self, changes: OfficeChanges) -> OfficeChanges:
        """Go by the year as it is after *changes*."""
        self.office = self.office.after(changes)
        self.session.tell_saved()
        return changes

    def tell(self, changes: OfficeChanges) -> None:
        self.changed.emit(changes)

    @property
    def closed(self) -> bool:
        """The year is only to be looked at."""
        return bool(self.session.closed_words)

    def body(self, department: str) -> DepartmentYear:
        return self.office.body(department)

    def name(self, department: str) -> str:
        return self.office.name(department)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.rules or changes.terms:
            self.office = self._read_office()
            self.tell(OfficeChanges())

    def open(self, page: str, what: str = "") -> None:
        """Go to *page*, made now if need be, and there to *what*."""
        self.session.page_requested.emit(page, "")
        self.opened.emit(page, what)

    # Jobs

    def start(self, job: Job, then: Callable[..., None], about: object = None) -> bool:
        """Run *job*, then tell its result *then*, a method, as long as its owner lives.

        False where another one is running.

        Args:
            about: what it is begun for, told with the result: what is chosen when it ends may be
                something else.
        """
        if self.jobs.busy:
            return False
        self._outcome.deleteLater()
        self._outcome, self._about = _Outcome(self), about
        self._outcome.told.connect(then)
        self.jobs.start(job)
        return True

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in files and folders; those that come while a job runs wait for its end."""
        self._queue += paths
        self._receive_queued()

    def receive_stray(self, year: int) -> None:
        """Take in what came of *year* while another one was open, and open that year."""
        strays = [one for one in self.office.waiting_strays if year_of_stray(one.verdict) == year]
        job = partial(receive_kept_files, replace(self.stored, year=year), strays)
        self.start(job, self._on_strays_received, year)

    def _on_strays_received(self, result: object, year: int) -> None:
        from model.office.inbox import ImportResult

        session = self.session
        if isinstance(result, ImportResult) and result.accepted > result.replies:
            keep_at_first_scoring(session.db, year, session.shipped_rules)
        if session.profile and session.profile.year != year:
            session.set_profile(replace(session.profile, year=year))
        else:
            self._on_received(result)

    def _receive_queued(self) -> None:
        if self._queue and not self.jobs.busy:
            paths, self._queue = self._queue, []
            job = partial(receive_files, self.stored, paths, self._read.append)
            self.start(job, self._on_received)

    def _on_received(self, result: object) -> None:
        from model.office.inbox import ImportResult  # as whoever made the result did

        if isinstance(result, ImportResult):
            if result.accepted > result.replies:  # the year is scored from here on, by these rules
                session = self.session
                keep_at_first_scoring(session.db, self.office.year, session.shipped_rules)
            self._pass_on()
            self.tell(self.take(OfficeChanges(files=True)))
            self.received.emit(result)

    def _pass_on(self) -> None:
        if read := [self._read.popleft() for _ in range(len(self._read))]:
            self.files_read.emit(read)

    def _on_succeeded(self, result: object) -> None:
        self._outcome.told.emit(result, self._about)

    def _on_ended(self) -> None:
        self._read.clear()
        self._receive_queued()


def office_session(session: Session, stack: QWidget) -> OfficeSession:
    """The room of the pages on *stack*, made when first asked for; it goes when they go."""
    found = stack.findChild(OfficeSession, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found or OfficeSession(session, stack)
