"""What the parts of the page share: the package in the making, and the news of every change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from forms import FORMS
from model.domain.differences import Difference
from model.domain.package import YearPackage
from model.errors import AppError
from model.office.finished_measures import finished_measures
from model.office.year import OfficeYear
from model.package.editor import PackageEditor, TypedWords
from model.package.last_year import FinishedMeasures
from model.record_bounds import Unkeepable
from model.rulebook_in_force import rulebook_in_force
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
        self._last_year: FinishedMeasures | None = None  # as far as it was looked at
        session.changed.connect(self._on_session_changed)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        """Whoever changed the terms: a package may have come by mail."""
        self._last_year = None
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
        """One step: what last year leaves to be archived, and to be asked on."""
        self.step(lambda: self.editor.file_away(self._finished))

    @property
    def since_filed(self) -> tuple[Difference, ...]:
        """What last year says otherwise about archived and overdue measures than the package."""
        return self.editor.since_filed(self._finished) if self.editor.shown else ()

    @property
    def _finished(self) -> FinishedMeasures:
        """Of last year: nothing that this window's year does changes it."""
        if self._last_year is None:
            session, year = self.session, self.editor.year - 1
            rules = rulebook_in_force(session.db, year, session.shipped_rules)
            last = OfficeYear.read(session.plans, rules, FORMS, year)
            self._last_year = finished_measures(last)
        return self._last_year

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
