"""One file that came: what it is, what is wrong with it, what to do; the original given back."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import china_time
from ui.file_dialogs import choose_new_file
from ui.help.manual_links import WHAT, place_of_file
from ui.kit.chip import Chip
from ui.kit.flow import Flow
from ui.kit.label import show_words
from ui.kit.layout import REST, Sheet, at_left
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.kit.written import WrittenLine
from ui.pages.office.edits_part import EditsPart
from ui.pages.office.file_entries import (
    MARK_OF,
    UNVERIFIED,
    Came,
    FileFilter,
    explanation,
    standing_words,
    whose,
)
from ui.pages.office.origin_part import OriginPart
from ui.pages.office.sender_part import SenderPart
from ui.pages.office.session import OfficeSession
from ui.theme import icon


class FilePanel(Sheet):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._came: Came | None = None
        self._chip = Chip(self.paper)
        self.add(self._chip)
        self._title = self.label("question_heading")
        self._message, self._cure = self.label(), self.label("detail")
        self._details = self.label("notes")
        self.what = Link(WHAT, self.paper)
        self.what.clicked.connect(self._on_what)
        self.origin = OriginPart(room, self.paper)
        self.add(self.origin)
        self.sender_part, self.edits = SenderPart(room, self.paper), EditsPart(room, self.paper)
        self.add(at_left(self.what), self.sender_part, self.edits)
        self._facts = self.label("notes")
        self.add(self._buttons())
        self._done, self.written = self.label("said"), WrittenLine(self.paper)
        self.add(self.written, REST)
        self.show_file(None)

    def _buttons(self) -> QWidget:
        holder = QWidget(self.paper)
        row = Flow(holder, TIGHT)
        self.copy = QPushButton(icon("copy", "ink", 16), "复制说明", self)
        self.copy.setToolTip("复制原因和办法，可以贴到回信里")
        self.copy.clicked.connect(self._on_copy)
        self.save = QPushButton(icon("download", "ink", 16), "另存原件…", self)
        self.save.setToolTip("把收到的原件一个字节不差地存出来")
        self.save.clicked.connect(self._on_save)
        self.review = QPushButton("去复核", self)
        self.review.clicked.connect(self._on_review)
        for button in (self.copy, self.save, self.review):
            row.addWidget(button)
        return holder

    def show_file(self, came: Came | None) -> None:
        self._came = came
        self.paper.setVisible(came is not None)
        if came is None:
            return
        office, verdict = self._room.office, came.verdict
        self._chip.show_mark(MARK_OF[came.kind], "" if came.verified else UNVERIFIED)
        self._title.setText(came.file_name.rpartition("/")[2])
        self._message.setText(verdict.message)
        show_words(self._cure, f"怎么办：{verdict.hint}" if verdict.hint else "")
        self.origin.show_origin(came.origin)
        self.sender_part.show_file(came)
        self.what.setVisible(came.kind not in {FileFilter.FINE, FileFilter.UNUSED})
        show_words(self._details, "\n".join(f"·　{detail}" for detail in came.details))
        digest = verdict.digest or ""
        edits = office.edits(digest) if digest and came.receipt else verdict.edits
        self.edits.show_edits(digest, whose(office, came), edits)
        facts = [standing_words(office, came)]
        facts.append(came.same_words)
        if "/" in came.file_name:
            facts.append(f"位置　{came.file_name}")
        if came.receipt:
            facts.append(f"收于 {china_time(came.receipt.taken_in_at)}")
        if came.sha256:
            facts.append(f"原件 SHA-256　{came.sha256[:16]}…")
        show_words(self._facts, "\n".join(filter(None, facts)))
        self.save.setEnabled(came.receipt is not None and came.sha256 is not None)
        self.review.setVisible(bool(whose(office, came)))
        show_words(self._done, "")
        self.written.hide()

    def _on_what(self) -> None:
        if self._came:
            verdict = self._came.verdict
            place = place_of_file(verdict.code, accepted=verdict.accepted)
            self._room.session.help_requested.emit(place)

    def _on_copy(self) -> None:
        if self._came:
            QGuiApplication.clipboard().setText(explanation(self._came))
            show_words(self._done, "说明已复制，可以贴到回信里。")

    def _on_save(self) -> None:
        came = self._came
        if came is None or came.sha256 is None:
            return
        name = came.file_name.rpartition("/")[2]
        if chosen := choose_new_file(self._room.session.db, self, "另存原件", name):
            self.save_original(chosen)

    def save_original(self, path: Path) -> None:
        from model.outputs import write_original

        if self._came and self._came.sha256:
            job = partial(write_original, self._room.stored, self._came.sha256, path)
            self._room.start(job, self._on_saved, self._came.sha256)

    def _on_saved(self, result: object, sha256: str) -> None:
        from model.outputs import Written

        if isinstance(result, Written) and self._came and sha256 == self._came.sha256:
            self.written.show_file(result.paths[0])

    def _on_review(self) -> None:
        if self._came and (department := whose(self._room.office, self._came)):
            self._room.open("review", department)
