"""What the parts of the page share: the plan in the making, its jobs, and the news of each step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from model.compilation.compilation import (
    Compilation,
    Corrections,
    Replayed,
    begun,
    opened,
    replay,
)
from model.compilation.returned_book import ReturnedBook
from model.compilation.source_words import ReadPlanText, read_pasted_plan, read_plan_file
from model.domain.plan import Plan
from model.errors import AppError
from model.plan_draft.draft import DraftRemark
from model.store.disk_errors import NotSaved
from model.store.plan_drafts import (
    PlanDraftHead,
    delete_plan_draft,
    fetch_plan_draft,
    fetch_plan_drafts,
)
from model.store.plans import plan_edition
from model.store.settings import fetch_setting, save_setting
from ui.jobs import Job, JobRunner
from ui.session import Session

MADE_BY = "plan_made_by"  # a setting


class CompilationSession(QObject):
    """Opens drafts, corrects the one that is open, and runs one job at a time."""

    opened = Signal()  # another draft is open, or none
    changed = Signal()  # a step was made, undone or redone
    refused = Signal(object)  # AppError: a job found nothing of use
    written = Signal(object)  # what a job wrote or read: WrittenPlan, Path, ReturnedBook

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.compilation: Compilation | None = None
        self._about: Compilation | None = None  # what was open when the job began, as it stood
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_succeeded)
        self.jobs.failed.connect(self.refused)

    @property
    def heads(self) -> tuple[PlanDraftHead, ...]:
        return fetch_plan_drafts(self.session.db)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that another one can follow, each edition once."""
        found = self.session.plans.editions
        return tuple(sorted(found, key=lambda plan: (plan.title, plan.edition)))

    @property
    def plan_before(self) -> Plan | None:
        """The edition whose next one is made; None: a plan of its own."""
        after = self.compilation.after if self.compilation else None
        return next((one for one in self.plans if plan_edition(one) == after), None)

    @property
    def made_by(self) -> str:
        """Who makes the plan's data, as written on the file that goes out."""
        return fetch_setting(self.session.db, MADE_BY) or ""

    def set_made_by(self, name: str) -> None:
        self._write(lambda: save_setting(self.session.db, MADE_BY, name))

    def note_export(self) -> None:
        """A workbook is written from what stands now."""
        if self.compilation:
            self._write(self.compilation.note_export)

    def _write(self, act: Callable[[], None]) -> bool:
        """Whether the disk took what *act* writes; what it refused is told."""
        try:
            act()
        except NotSaved as error:
            self.session.save_failed.emit(error, "")
            return False
        self.session.tell_saved()
        return True

    # Opening

    def read_file(self, path: Path) -> None:
        self.start(partial(read_plan_file, path))

    def read_words(self, words: str) -> None:
        self.start(partial(read_pasted_plan, words))

    def open(self, draft: str) -> None:
        """Goes on with the draft kept as *draft*."""
        if kept := fetch_plan_draft(self.session.db, draft):
            self.start(partial(replay, kept))

    def close(self) -> None:
        """Leaves the draft, which is kept as it stands."""
        self.compilation = None
        self.opened.emit()

    def delete(self, draft: str) -> None:
        if not self._write(lambda: delete_plan_draft(self.session.db, draft)):
            return
        if self.compilation is None or self.compilation.id == draft:
            self.close()

    def start(self, job: Job) -> None:
        """Runs *job*, unless another one is running."""
        if not self.jobs.busy:
            self._about = self.compilation
            self.jobs.start(job)

    @property
    def _is_same_draft(self) -> bool:
        """Whether the draft that was open when the job began is open still."""
        before, now = self._about, self.compilation
        return (before.id if before else None) == (now.id if now else None)

    def _on_succeeded(self, result: object) -> None:
        try:
            match result:
                case ReadPlanText():
                    self.compilation = begun(self.session.db, result)
                case Replayed():
                    self.compilation = opened(self.session.db, result)
                case ReturnedBook() if self._is_same_draft and self._about is not self.compilation:
                    self.refused.emit(
                        AppError(
                            f"读“{result.name}”的时候，这里又改过，没有对照，什么也没有变。",
                            hint="请再读一次。",
                        )
                    )
                    return
                case _:
                    if self._is_same_draft:
                        self.written.emit(result)
                    return
        except NotSaved as error:
            self.session.save_failed.emit(error, "")
            return
        self.session.tell_saved()
        self.opened.emit()

    # Correcting

    def correct(self, words: str, corrections: Corrections, onto: int | None = None) -> str:
        """Carries out *corrections* (of the state *onto*, if one is named), called *words*; why it
        could not, as sentences, or "".
        """
        return self._step(lambda one: one.corrected(words, corrections, onto))

    def look_at(self, remark: DraftRemark, *, back: bool = False) -> None:
        """Notes that a person looked at *remark*, or (*back*) that it is to be looked at again."""
        self._step(lambda one: one.looked_at(remark, back=back))

    def undo(self) -> None:
        self._step(Compilation.undone)

    def redo(self) -> None:
        self._step(Compilation.redone)

    def follow(self, plan: Plan | None) -> None:
        """The draft is to be the next edition of *plan*."""
        self._step(lambda one: one.following(plan_edition(plan) if plan else None))

    def _step(self, act: Callable[[Compilation], Compilation]) -> str:
        if self.compilation is None:
            return ""
        try:
            self.compilation = act(self.compilation)
        except NotSaved as error:
            self.session.save_failed.emit(error, "")
            return str(error)
        except AppError as error:
            return "\n".join(str(problem) for problem in error.problems) or str(error)
        self.session.tell_saved()
        self.changed.emit()
        return ""
