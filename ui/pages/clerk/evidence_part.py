"""佐证材料 of an item, or of the year as a whole: shown, opened, copied off the GUI thread, moved,
removed.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from model.domain.answers import Evidence
from model.domain.submission import COVER
from model.evidence_files.folder import FileCondition, KeptFiles, can_be_opened
from model.fingerprint import Fingerprint
from model.jobs import JobContext
from model.store.evidence import new_id
from ui.alerts import show_error
from ui.connection import connect
from ui.field_drafts import FieldDrafts
from ui.file_dialogs import choose_files
from ui.jobs import JobRunner
from ui.kit.job_bar import JobBar
from ui.kit.layout import column
from ui.kit.metrics import SNUG
from ui.pages.clerk.evidence_list import EvidenceList
from ui.session import Session

LEFT = "对应的事项不再由本单位填报，这份材料不随表报送：请改对应事项，或者移除。"


class EvidencePart(QWidget):
    added = Signal(int, object)  # files, ids of the items that got them

    def __init__(
        self, session: Session, parent: QWidget | None = None, heading: str = "佐证材料"
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._files = session.files
        self._item = ""
        self._items_of_job: tuple[str, ...] = ()
        self._waiting: list[tuple[tuple[str, ...], list[Path]]] = []
        self._jobs = JobRunner(self)
        self._jobs.succeeded.connect(self._on_kept)
        self._jobs.ended.connect(self._keep_next)
        connect(self._jobs.failed, self, partial(show_error, parent=self))
        self.list = EvidenceList(FieldDrafts(session, self), self, heading)
        self.list.reference_given.connect(self._on_reference)
        self.list.corrected.connect(self._on_corrected)
        self.list.files_requested.connect(self._on_files_requested)
        self.list.removal_requested.connect(self._on_removal)
        self.list.opening_requested.connect(self._on_opening)
        self.list.last_years_requested.connect(self._on_last_years)
        column(self.list, JobBar(self._jobs, self), spacing=SNUG, parent=self)

    def show_item(self, item: str) -> None:
        """*item* `COVER`: the year as a whole; with it comes what stays behind."""
        self._item, desk = item, self._session.desk
        left = desk.evidence_left if item == COVER else ()
        pieces = desk.evidence(item)
        troubles = {one.id: self._trouble(one) for one in pieces} | {one.id: LEFT for one in left}
        places = desk.evidence_places
        self.list.show_evidence(item, (*pieces, *left), troubles, places if item in places else {})
        before = self._session.last_years_evidence(item)
        self.list.offer_last_years([piece.title for piece in before])

    def _trouble(self, piece: Evidence) -> str:
        condition = self._files.condition(piece)
        return f"{condition}，请移除后重新添加。" if condition else ""

    def add_files(self, paths: Sequence[str | Path], items: Sequence[str] = ()) -> None:
        """Keep copies of the files with the data; the files themselves stay where they are.

        Args:
            items: those it is all about; none: the one shown.
        """
        if paths:
            self._waiting.append((tuple(items) or (self._item,), [Path(path) for path in paths]))
            self._keep_next()

    def _keep_next(self) -> None:
        if self._jobs.busy or not self._waiting:
            return
        self._items_of_job, files = self._waiting.pop(0)
        kept = self._files

        def job(context: JobContext) -> KeptFiles:
            return kept.keep_all(files, context)

        self._jobs.start(job)

    def _on_files_requested(self) -> None:
        self.add_files(choose_files(self._session.db, self, "选择佐证材料"))

    def _on_kept(self, done: object) -> None:
        """Puts the files behind the items that do not have them yet, and tells of the others."""
        if not isinstance(done, KeptFiles):
            return
        if done.kept:
            self._add(done.kept)
        if trouble := done.trouble:
            show_error(trouble, self)

    def _add(self, found: Sequence[Fingerprint]) -> None:
        desk = self._session.desk
        new = []
        for item in self._items_of_job:
            there = {(piece.sha256, piece.file_name) for piece in desk.evidence(item)}
            new += [
                Evidence(
                    id=new_id(),
                    item=item,
                    title=print_.name,
                    file_name=print_.name,
                    size=print_.size,
                    sha256=print_.sha256,
                )
                for print_ in found
                if (print_.sha256, print_.name) not in there
            ]
        if new:
            self._session.add_evidence(*new)
        self.show_item(self._item)
        self.added.emit(len(found), self._items_of_job)

    def _on_reference(self, evidence: Evidence) -> None:
        self._session.add_evidence(replace(evidence, item=self._item))
        self.show_item(self._item)

    def _on_corrected(self, evidence: Evidence) -> None:
        self._session.add_evidence(evidence)
        self.show_item(self._item)

    def _on_last_years(self) -> None:
        """Puts last year's files and references behind this year's answer, too."""
        if pieces := [*self._session.last_years_evidence(self._item)]:
            self._session.add_evidence(*pieces)
        self.show_item(self._item)

    def _on_opening(self, evidence: Evidence) -> None:
        """Opens the material; of what may be a program, only its folder."""
        path = self._files.path_of(evidence)
        if self._files.condition(evidence) is not FileCondition.MISSING:
            shown = path if can_be_opened(evidence) else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    def _on_removal(self, evidence: Evidence) -> None:
        self._session.remove_evidence(evidence)
        self.show_item(self._item)
