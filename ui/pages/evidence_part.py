"""佐证材料 of the item on the panel: shown, added, hashed off the GUI thread, removed."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from model.domain.answers import Evidence
from model.fingerprint import Fingerprint, fingerprint
from model.jobs import JobContext
from model.store.evidence import new_id
from ui.alerts import show_error
from ui.jobs import JobRunner
from ui.session import Session
from ui.widgets.evidence_list import EvidenceList
from ui.widgets.job_bar import JobBar


class EvidencePart(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._item = ""
        self._item_of_job = ""
        self._jobs = JobRunner(self)
        self._jobs.succeeded.connect(self._on_fingerprints)
        self._jobs.failed.connect(partial(show_error, parent=self))
        self.list = EvidenceList(self)
        self.list.reference_given.connect(self._on_reference)
        self.list.files_requested.connect(self._on_files_requested)
        self.list.files_dropped.connect(self.add_files)
        self.list.removal_requested.connect(self._on_removal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(JobBar(self._jobs, self))

    def show_item(self, item: str) -> None:
        self._item = item
        self.list.show_evidence(self._session.desk.evidence(item))

    def add_files(self, paths: list[str]) -> None:
        """Take the files' names and hashes; the files stay where they are."""
        if self._jobs.busy or not paths:
            return
        files, self._item_of_job = [Path(path) for path in paths], self._item

        def job(context: JobContext) -> list[Fingerprint]:
            return [fingerprint(file, context) for file in files if file.is_file()]

        self._jobs.start(job)

    def _on_files_requested(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "选择佐证材料")
        self.add_files(paths)

    def _on_fingerprints(self, found: list[Fingerprint]) -> None:
        for print_ in found:
            self._session.add_evidence(
                Evidence(
                    id=new_id(),
                    item=self._item_of_job,
                    title=print_.name,
                    file_name=print_.name,
                    size=print_.size,
                    sha256=print_.sha256,
                )
            )
        self.show_item(self._item)

    def _on_reference(self, title: str, reference: str) -> None:
        self._session.add_evidence(
            Evidence(id=new_id(), item=self._item, title=title, reference=reference)
        )
        self.show_item(self._item)

    def _on_removal(self, evidence: Evidence) -> None:
        self._session.remove_evidence(evidence)
        self.show_item(self._item)
