"""What the pages share: whose year is open, its desk, and the news of every change."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from sqlite_utils import Database

from forms import FORMS
from model.desk import Desk
from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.plan import Plan
from model.domain.score import Assessment, Score
from model.rulebook_in_force import keep_at_first_scoring, rulebook_in_force
from model.scoring.rulebook import Rulebook
from model.store.answers import fetch_answers
from model.store.settings import Profile, fetch_profile, save_profile
from model.store.troubles import NotSaved
from model.workbook.layout import Questionnaire
from ui.drafts import Drafts

RETRY_MS = 2000


class Session(QObject):
    """Passes edits to the desk and says what changed. What can't be written is kept and retried."""

    item_changed = Signal(str)
    saved = Signal(datetime)
    save_failed = Signal(str)
    profile_changed = Signal()
    rulebook_changed = Signal()
    item_requested = Signal(str, str)  # item, field or ""
    page_requested = Signal(str, str)  # page, what to show there or ""

    def __init__(
        self, plan: Plan, rulebook: Rulebook, db: Database, parent: QObject | None = None
    ) -> None:
        """*rulebook* is the one this app brings; years scored by another keep theirs."""
        super().__init__(parent)
        self.plan = plan
        self.shipped = rulebook
        self._rulebook: Rulebook | None = None
        self.db = db
        self.profile = fetch_profile(db)
        self._desk: Desk | None = None
        self._assessment: Assessment | None = None
        self._scores: dict[str, Score] = {}
        self._drafts: Drafts | None = None
        self._last_year: Answers | None = None
        self._unwritten: dict[str, dict[str, str | None]] = {}
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.write_rest)

    @property
    def rulebook(self) -> Rulebook:
        """The one the open year is scored by."""
        if self._rulebook is None:
            year = self.profile.year if self.profile else None
            in_force = rulebook_in_force(self.db, year, self.shipped) if year else None
            self._rulebook = in_force or self.shipped
        return self._rulebook

    def forget_rulebook(self) -> None:
        """Read again which rulebook is in force, and score anew."""
        self._rulebook = self._desk = self._assessment = None
        self.rulebook_changed.emit()

    @property
    def desk(self) -> Desk:
        """The open department's year. Only where the profile names a department."""
        if self._desk is None:
            profile = self.profile
            if profile is None:
                raise LookupError("no profile yet")
            self._desk = Desk(
                self.plan,
                self.rulebook,
                FORMS,
                self.db,
                profile.department,
                profile.year,
            )
        return self._desk

    def set_profile(self, profile: Profile) -> None:
        save_profile(self.db, profile)
        self.profile = profile
        self._desk = self._assessment = self._drafts = self._last_year = self._rulebook = None
        self.profile_changed.emit()

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire(plan=self.plan, forms=FORMS)

    @property
    def assessment(self) -> Assessment:
        if self._assessment is None:
            self._assessment = self.desk.assessment()
            self._scores = {score.item: score for score in self._assessment.scores}
        return self._assessment

    def score(self, item: str) -> Score | None:
        """None: the rulebook doesn't score this item."""
        return self._scores.get(item) if self.assessment else None

    def save(self, item: str, changes: Mapping[str, str | None]) -> None:
        self._unwritten.setdefault(item, {}).update(changes)
        self.write_rest()

    def write_rest(self) -> None:
        """Write what is not on disk yet; said at once, and tried again, where that fails."""
        for item in list(self._unwritten):
            try:
                self.desk.save(item, self._unwritten[item])
                keep_at_first_scoring(self.db, self.desk.year, self.shipped)
            except NotSaved as error:
                self._retry.start()
                self.save_failed.emit(f"{error}{error.hint}")
                return
            del self._unwritten[item]
            self._announce(item)
        self._retry.stop()

    @property
    def everything_written(self) -> bool:
        return not self._unwritten

    def add_evidence(self, evidence: Evidence) -> None:
        self.desk.add_evidence(evidence)
        self._announce(evidence.item)

    def remove_evidence(self, evidence: Evidence) -> None:
        self.desk.remove_evidence(evidence.id)
        self._announce(evidence.item)

    def answer(self, item: str) -> Answer:
        """What is said about *item*, not yet written words included."""
        changes = self._unwritten.get(item, {})
        whole = {**self.desk.answer(item), **changes}
        return {field: text for field, text in whole.items() if text}

    def last_year(self, item: str) -> Answer:
        """What this department said about *item* for the year before, on this PC."""
        if self._last_year is None:
            desk = self.desk
            self._last_year = fetch_answers(self.db, desk.year - 1, desk.department.id)
        return self._last_year.get(item, NOTHING_SAID)

    @property
    def drafts(self) -> Drafts:
        if self._drafts is None:
            self._drafts = Drafts(self.db, self.desk.department.id, self.desk.year)
        return self._drafts

    def save_draft(self, item: str, field: str, text: str) -> None:
        if self.drafts.keep(item, field, text):
            self._announce(item)

    def _announce(self, item: str) -> None:
        self._assessment = None
        self.saved.emit(datetime.now().astimezone())
        self.item_changed.emit(item)
