"""The office's work on the rules of one year: versions, the draft, what is in force."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from model.domain.answers import Answer
from model.domain.forms import Form
from model.domain.plan import Plan
from model.domain.submission import Edition
from model.errors import RulebookRejected
from model.rulebook_editor.differences import DraftChange, draft_differences
from model.rulebook_editor.draft import (
    Draft,
    begin_draft,
    discard_rulebook_draft,
    fetch_drafts,
    save_rulebook_draft,
)
from model.rulebook_editor.edits import edited
from model.rulebook_editor.fields import Question
from model.rulebook_editor.publication import (
    AUTHOR,
    fixed_because,
    imprint_form,
    next_number,
    publish,
    score_by,
)
from model.rulebook_editor.validation import Examined, examine
from model.rulebook_editor.versions import Version, list_versions, take_in_rulebook
from model.rulebook_in_force import edition_in_force, edition_of
from model.scoring.rulebook import Rulebook
from model.store.clock import now
from model.store.settings import fetch_setting


class RulebookEditor:
    """Everything that the rules page reads and writes."""

    def __init__(self, plan: Plan, db: Database, year: int, shipped: Rulebook) -> None:
        self.plan = plan
        self.year = year
        self._db = db
        self._shipped = shipped
        self.refresh()

    def refresh(self) -> None:
        """Reads again what another page may have written."""
        self.versions = list_versions(self._db)
        self.base: Draft | None = None
        self.draft: Draft | None = None
        self.examined = Examined(None)
        self._differences: tuple[DraftChange, ...] | None = None
        if found := fetch_drafts(self._db):
            self.base = found[0]
            self.change(found[1])

    # Versions

    def version(self, edition: Edition) -> Version:
        """The version with *edition*.

        Raises:
            LookupError: there is no such version.
        """
        for version in self.versions:
            if version.edition == edition:
                return version
        raise LookupError(edition)

    @property
    def in_force(self) -> Version:
        """The version that the year is scored by, or will be scored by once something is scored."""
        return self.version(edition_in_force(self._db, self.year) or edition_of(self._shipped))

    @property
    def decided(self) -> bool:
        """Whether the version of the year is fixed, so that a newer app brings no other one."""
        return edition_in_force(self._db, self.year) is not None

    @property
    def fixed_because(self) -> str:
        """Why the year can't be given another version here, as a sentence; "" if it can."""
        return fixed_because(self._db, self.year)

    def score_by(self, version: Version) -> None:
        """Scores the year by *version*.

        Raises:
            VersionFixed: the version of the year is fixed; nothing was changed.
        """
        score_by(self._db, self.year, version)
        self.versions = list_versions(self._db)

    def take_in(self, path: Path) -> Version:
        """Keeps the rulebook file *path* as a published version.

        Raises:
            RulebookRejected: with everything that is wrong with the file.
        """
        edition = take_in_rulebook(self._db, path, self.plan)
        self.versions = list_versions(self._db)
        return self.version(edition)

    # The draft

    def begin(self, version: Version) -> None:
        """Starts a draft from *version*."""
        begin_draft(self._db, version.text)
        self.refresh()

    def discard(self) -> None:
        discard_rulebook_draft(self._db)
        self.refresh()

    def answer(self, question: Question, text: str, unread: str = "") -> None:
        """Changes one value of the draft in memory; `save` writes it."""
        if self.draft:
            self.change(edited(self.draft, question, text, unread, self.base))

    def change(self, draft: Draft) -> None:
        self.draft = draft
        self.examined = examine(draft, self.plan)
        self._differences = None

    def save(self) -> None:
        """Writes the draft.

        Raises:
            NotSaved: the disk refused; trying again is safe.
        """
        if self.draft:
            save_rulebook_draft(self._db, self.draft)

    @property
    def differences(self) -> tuple[DraftChange, ...]:
        """The changes of the draft against the version that it was made from."""
        if self.draft is None or self.base is None:
            return ()
        if self._differences is None:
            self._differences = draft_differences(self.base, self.draft, self.plan)
        return self._differences

    # Publishing

    @property
    def imprint(self) -> Form:
        return imprint_form(self._taken)

    @property
    def suggested_imprint(self) -> Answer:
        said = {one.rulebook.version for one in self.versions}  # of all rules: people name no id
        suggested = {
            "version": next_number(self.year, said),
            "published": datetime.fromisoformat(now()).date().isoformat(),
        }
        author = fetch_setting(self._db, AUTHOR)
        return suggested | ({"author": author} if author else {})

    @property
    def _taken(self) -> frozenset[str]:
        own = self.draft.base.id if self.draft else ""
        return frozenset(v.rulebook.version for v in self.versions if v.rulebook.id == own)

    def publish(self, imprint: Mapping[str, str], *, for_the_year: bool) -> Version:
        """Publishes the draft as a version that can no longer be edited, and ends the draft.

        Raises:
            RulebookRejected: the draft still has complaints, or *imprint* is not valid.
            VersionFixed: the version of the year is fixed; nothing was changed.
        """
        if self.examined.rulebook is None:
            raise RulebookRejected(
                "没有发布：草稿还有问题没有改好。", hint="请按提示改正后再发布。"
            )
        year = self.year if for_the_year else None
        version = publish(self._db, self.examined.rulebook, self.imprint, imprint, year)
        self.refresh()
        return self.version(version.edition)
