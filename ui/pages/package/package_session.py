"""What the parts of the page share: the package in the making, and the news of every change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from forms import FORMS
from model.domain.package import YearPackage
from model.errors import AppError
from model.office.finished_measures import finished_measures
from model.office.year import OfficeYear
from model.package.editor import PackageEditor, TypedWords
from model.record_bounds import Unkeepable
from model.store.clock import now
from model.store.disk_errors import NotSaved
from ui.alerts import show_error
from ui.session import Session, SessionChanges


class PackageSession(QObject):
    """Carries out edits of the package, and tells what the disk refused."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if session.profile is None:
            raise LookupError("no profile yet")
        self.session = session
        self.editor = PackageEditor.read(session.plans, session.profile.year)
        session.changed.connect(self._on_session_changed)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        """Whoever changed the terms: a package may have come by mail."""
        if changes.terms:
            self.editor = self.editor.read_again()
            self.changed.emit()

    def edit(
        self, change: Callable[[YearPackage], YearPackage], typed: TypedWords | None = None
    ) -> bool:
        """Applies *change* to the draft; False where there is none, or the disk refused.

        typed: what was typed; what is typed on in the same field is undone in one step.
        """
        if self.editor.draft is None or self.editor.closed:
            return False
        draft = self.editor.draft
        return self.step(lambda: self.editor.edit(change(draft), typed))

    def file_away_last_year(self) -> None:
        """One step: what last year's reports leave to be archived, and to be asked on."""
        session, work = self.session, self.editor
        last = OfficeYear.read(session.plans, session.rulebook, FORMS, work.year - 1)
        found = finished_measures(last, by=work.package.made_by, at=now())
        if found.archived or found.overdue:
            self.step(lambda: work.file_away(found.archived, found.overdue))

    def step(self, act: Callable[[], PackageEditor]) -> bool:
        """Go on with what *act*, which keeps it at once, makes of the package; False where it was
        refused.

        Where it changes what is in force, everybody hears of it.
        """
        before = self.editor.newest, self.editor.closed
        try:
            self.editor = act()
        except (NotSaved, Unkeepable) as error:
            self.session.save_failed.emit(error, "")
            return False
        except AppError as error:
            show_error(error)
            return False
        self.session.tell_saved()
        if (self.editor.newest, self.editor.closed) != before:
            self.session.read_terms_again()
        else:
            self.changed.emit()
        return True
