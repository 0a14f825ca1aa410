"""盖章件 of a report: attached, compared by the code on it, opened, taken off."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.answers import Evidence
from model.domain.submission import Submission
from model.domain.wording import day_words
from model.errors import AppError
from model.fingerprint import Fingerprint
from model.office.stamped_copies import (
    NOT_VERIFIED,
    StampedCopy,
    attach_stamped,
    remove_stamped,
    stamped_copy,
)
from ui.alerts import show_error
from ui.field_drafts import HalfWritten
from ui.file_dialogs import choose_file
from ui.kit.label import show_words, words_label
from ui.kit.layout import column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import SNUG, TIGHT
from ui.pages.office.session import OfficeSession

KINDS = "盖章件 (*.pdf *.ofd *.jpg *.jpeg *.png *.tif *.tiff)"


class StampedPart(QWidget):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._submission: Submission | None = None
        self._copy: StampedCopy | None = None
        self.words = words_label()
        self.opened, self.removed = Link("打开", self), Link("移除", self)
        self.opened.clicked.connect(self._on_open)
        self.removed.clicked.connect(self._on_remove)
        self.code = LineField(parent=self)
        self.code.setAccessibleName("盖章件页脚上印的校验码")
        self.code.setPlaceholderText("页脚的校验码")
        self.code.setMaxLength(40)
        self._written = HalfWritten(room.half_written, {"code": self.code})
        self.attach = QPushButton("附盖章件…", self)
        self.attach.clicked.connect(self._on_attach)
        self.complaint = words_label("complaint")
        self.complaint.hide()
        column(
            row(wide(self.words), self.opened, self.removed, spacing=TIGHT),
            row(wide(self.code), self.attach, spacing=TIGHT),
            self.complaint,
            words_label("help", NOT_VERIFIED),
            spacing=SNUG,
            parent=self,
        )

    def show_report(self, submission: Submission | None) -> None:
        """None: nothing came; then there is nothing to be seen."""
        if submission != self._submission:
            self._written.show(_place(submission) if submission else "")
            show_words(self.complaint, "")
        self._submission = submission
        self.setVisible(submission is not None)
        if submission is None:
            return
        found = self._copy = stamped_copy(self._room.office, submission)
        said = "还没有附盖章件"
        if found:
            by = f"　{found.by}" if found.by else ""
            said = f"{found.words(submission)}　{found.file_name}　{day_words(found.at[:10])}{by}"
        self.words.setText(said)
        self.words.setObjectName("complaint" if found and not found.fits(submission) else "")
        self.words.style().polish(self.words)
        for link in (self.opened, self.removed):
            link.setVisible(found is not None)
        for box in (self.code, self.attach, self.removed):
            box.setEnabled(not self._room.closed)

    def _on_attach(self) -> None:
        if not self.code.text().strip():
            show_words(self.complaint, "请先照盖章件页脚填写校验码。")
            self.code.setFocus()
        elif self._room.is_named(self) and (
            chosen := choose_file(self._room.session.db, self, "选择盖章件", KINDS)
        ):
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Keeps a copy of the file at *path*, then attaches it with the code that is typed."""
        if submission := self._submission:
            keep = partial(self._room.session.files.keep, path)
            self._room.start(keep, self._on_kept, (submission, self.code.text()))

    def _on_kept(self, kept: object, about: tuple[Submission, str]) -> None:
        if not isinstance(kept, Fingerprint):
            return
        submission, code = about
        shown = submission == self._submission
        try:
            changes = self._room.decide(attach_stamped, submission, kept, code)
        except AppError as error:
            if shown:
                show_words(self.complaint, f"{error}{error.hint}")
            else:
                show_error(error, self)
            return
        if shown:
            self._written.forget()
            show_words(self.complaint, "")
        else:
            self._room.half_written.forget(_place(submission))
        self._room.tell(changes)

    def _on_remove(self) -> None:
        if self._submission and self._room.is_named(self):
            self._room.tell(self._room.decide(remove_stamped, self._submission))

    def _on_open(self) -> None:
        if self._copy:
            piece = Evidence(
                id="stamped", item="", title=self._copy.file_name,
                file_name=self._copy.file_name, sha256=self._copy.sha256,
            )  # fmt: skip
            path = self._room.session.files.path_of(piece)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _place(submission: Submission) -> str:
    """Where the code of its scan is kept while it is typed."""
    return f"stamped/{submission.digest}"
