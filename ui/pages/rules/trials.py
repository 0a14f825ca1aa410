"""Scores everybody under what the page shows, a moment after the last change."""

from PySide6.QtCore import QObject, QTimer, Signal

from forms import FORMS
from model.office.year import OfficeYear
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.trial import Effect, Trial, cases_of, holds_samples, sample_cases
from model.scoring.rulebook import Rulebook
from model.store.disk_errors import NotSaved
from ui.session import Session

WITHIN_MS = 100  # from the first change that isn't scored yet


class Trials(QObject):
    """Also saves the draft at the same moment: an edit is saved when it is made."""

    ticked = Signal()  # the draft is saved; who shows what follows from it looks again
    tried = Signal(object)  # Effect

    def __init__(
        self, session: Session, rules: RulebookEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rules = rules
        self._trial: Trial | None = None
        self._rulebook: Rulebook | None = None
        self.effect: Effect | None = None
        self.made_up = self.partly_made_up = False
        self.ranked = False  # the office has switched ranks on
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WITHIN_MS)
        self._timer.timeout.connect(self.look)

    @property
    def empty(self) -> bool:
        """True where nobody reported and no made-up year is used."""
        return self._trial is None

    def load(self) -> None:
        """Loads everybody who reported; while nobody did, a made-up year stays in use."""
        rulebook = self._rules.in_force.rulebook
        office = OfficeYear.read(self._session.plans, rulebook, FORMS, self._rules.year)
        cases = cases_of(office)
        self.partly_made_up = holds_samples(office)
        self.ranked = office.ranking_shown
        self.effect = None
        if cases:
            self.made_up = False
            self._trial = Trial(office.plan, rulebook, self._rules.year, cases)
        elif self.made_up:
            self.load_samples()
        else:
            self._trial = None

    def load_samples(self) -> None:
        self.made_up = True
        cases = sample_cases(self._session.plan, self._rules.year)
        rulebook = self._rules.in_force.rulebook
        self._trial = Trial(self._session.plan, rulebook, self._rules.year, cases)

    def ask(self, rulebook: Rulebook | None) -> None:
        """Scores by *rulebook* soon; None: the draft has problems and the last result stays."""
        self._rulebook = rulebook
        if not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Saves the draft and scores at once."""
        self._timer.stop()
        self._save()
        self.ticked.emit()
        if self._trial and self._rulebook:
            self.effect = self._trial.effect_of(self._rulebook)
            self.tried.emit(self.effect)

    def _save(self) -> None:
        try:
            self._rules.save()
        except NotSaved as error:
            self._session.save_failed.emit(error, "")
            self._timer.start(2000)
        else:
            if self._rules.draft:
                self._session.tell_saved()
