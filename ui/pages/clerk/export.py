"""导出: check, say who answers for it, write the workbook, mail it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from model.clerk.export import Exported, ExportRequest, export, mail_text
from model.disk import name_part
from model.domain.china_time import china_time
from model.domain.origin import key_fingerprint
from model.domain.submission import COVER, OVERALL
from model.evidence_files.volumes import Packed
from model.own_key import own_key_pair, own_public_key
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import path_of
from ui.alerts import Instead, ask, show_error
from ui.connection import call_later, connect
from ui.file_dialogs import choose_folder, is_folder
from ui.jobs import JobRunner
from ui.kit.card import Card
from ui.kit.form import FormView
from ui.kit.job_bar import JobBar
from ui.kit.label import plain_tip
from ui.kit.layout import REST, add, box, column, row, scrolled, wide
from ui.kit.metrics import BLOCK, EDGE
from ui.kit.page import Page, Proof
from ui.pages.clerk.changes_card import ChangesCard
from ui.pages.clerk.check_card import CheckCard
from ui.pages.clerk.evidence_parcel_card import EvidenceParcelCard
from ui.pages.clerk.evidence_part import EvidencePart
from ui.pages.clerk.findings import Finding
from ui.pages.clerk.preview import Preview, Print
from ui.pages.clerk.result_card import ResultCard
from ui.pages.clerk.self_report_card import SelfReportCard
from ui.pages.clerk.target_card import TargetCard
from ui.pages.package.year_words import due_words, unchanged_words
from ui.printing.pages import Pages
from ui.printing.year_document import front_words, paper_words
from ui.session import Session, SessionChanges

FOLDER = "export_folder"
MARGINS = (24, 0, 0, 24)  # px
OWN_FOLDERS = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)


class ExportPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("导出", "导出工作簿", parent)
        self._session = session
        self._exported: Exported | None = None
        self._report = ""  # name of the 自评报告 about what was exported
        self._chosen = False  # the folder, since the page is there
        self.check = CheckCard(session, self)
        self.check.chosen.connect(self._on_finding)
        self.list = self.check.list
        self.jobs = JobRunner(self)
        self.jobs.started.connect(self._refresh_button)
        self.jobs.ended.connect(self._refresh_button)
        self.jobs.succeeded.connect(self._on_exported)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.header.primary.clicked.connect(self._on_primary)
        self._scroll = scrolled(self._right(), "page_scroll")
        parts = row(wide(self.check), wide(self._scroll), spacing=BLOCK, margins=MARGINS)
        self._halves, self.preview = box(parts), Preview(self)
        self.preview.hide()
        self.preview.closed.connect(self._on_preview_closed)
        self.lay_out(wide(self._halves), wide(self.preview))
        self.setFocusProxy(self.list)
        session.changed.connect(self._on_session_changed)

    def _right(self) -> QWidget:
        cover = Card("二、报送信息", self)
        self.form = FormView(self._session.desk.forms.cover, cover, always_due=True)
        self.form.answer_changed.connect(self._on_answer_changed)
        self.form.set_read_only(bool(self._session.closed_words))
        self.evidence = EvidencePart(self._session, cover, f"{OVERALL}的佐证材料")
        self.evidence.list.set_read_only(bool(self._session.closed_words))
        self.evidence.list.form_opened.connect(self._on_form_opened)
        add(cover.column, self.form, self.evidence)
        self.result, self.changes = ResultCard(self), ChangesCard(self._session, self)
        self.target = TargetCard(self)
        self.target.change_requested.connect(self._on_change_folder)
        self.target.preview.clicked.connect(self.show_preview)
        self.target.slip.clicked.connect(self._session.package_requested)
        add(self.target.column, JobBar(self.jobs, self.target))
        self.packing = EvidenceParcelCard(self._session, self)
        self.packing.packed.connect(self._on_packed)
        self.report = SelfReportCard(self._session, self)
        self.report.written.connect(self._on_report)
        cards = (self.result, self.changes, cover, self.target, self.packing, self.report)
        return box(column(*cards, REST, spacing=BLOCK, margins=(0, 0, EDGE, 0)), "board")

    @property
    def folder(self) -> Path:
        """The folder chosen last, as long as it is there; else one of the user's own that is."""
        kept = fetch_setting(self._session.db, FOLDER)
        if kept and (self._chosen or is_folder(kept)):
            return Path(kept)
        own = (Path(QStandardPaths.writableLocation(one)) for one in OWN_FOLDERS)
        return next((folder for folder in own if folder.is_dir()), Path.home())

    def set_folder(self, folder: Path) -> None:
        save_setting(self._session.db, FOLDER, str(folder))
        self._chosen = True
        self.target.show_folder(folder)
        self.packing.refresh(folder)
        self.report.refresh(folder)

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self.form.show_answer(self._session.answer(COVER))
        super().showEvent(event)

    def flush(self) -> None:
        self.form.flush()
        self.evidence.list.flush()

    def proof_at(self, at: QPoint) -> Proof | None:
        area = self.area_of(self._scroll)
        if not (self._scroll.isVisible() and area.contains(at)):
            return None
        return Proof(area, OVERALL, self._attach)

    def _attach(self, paths: Sequence[Path]) -> None:
        """Makes *paths* 佐证材料 of the year as a whole, in sight."""
        self.evidence.add_files(paths)
        self._on_form_opened()

    def refresh(self) -> None:
        self.target.show_folder(self.folder)
        self.target.show_office(self._session.plan.office, self._session.desk.office)
        self.check.refresh()
        for key in self.form.rows:
            self.form.show_hint(key, self.check.hint(COVER, key))
        self.packing.refresh(self.folder)
        self.report.refresh(self.folder)
        self._refresh_button()
        self.evidence.show_item(COVER)
        if not self.jobs.busy:
            self._show_result()
        past = self._session.desk.submissions
        if past:
            coming = self._session.desk.next_submission()
            self.changes.refresh(past[-1], coming)
            self.result.show_outdated(past[-1].sequence, self.changes.count)
        self.header.show_state(self._session.closed_words or self._state())
        if not self.preview.isHidden():
            self._show_prints()  # as it would print now

    def _state(self) -> str:
        """What comes next, and why the button can't be pressed."""
        desk = self._session.desk
        past, unknown = desk.submissions, desk.returned.unknown
        coming = (
            f"退回的第 {unknown} 次报送不在这台电脑上，将作为第 {desk.next_sequence} 次报送导出"
            if unknown
            else f"第 {past[-1].sequence} 次报送已于 {china_time(past[-1].exported_at)} 导出；"
            f"再导出将是第 {desk.next_sequence} 次"
            if past
            else f"将作为第 {desk.next_sequence} 次报送导出"
        )
        fields = self._session.desk.forms.cover.fields()
        said = self._session.answer(COVER)
        lacking = [key for key in self.check.wrong_cover if not said.get(key)]
        labels = [one.label for one in fields if one.key in lacking]
        hard, missing = self.check.hard, f"还差{'、'.join(labels)}" if labels else ""
        more = f"还有 {hard} 处必须改正" if len(labels) < hard else ""  # those of the cover, too
        left = "，其中".join(filter(None, (more, missing)))
        again = due_words(desk) if desk.returned.due else ""
        return "；".join(filter(None, (left, again, coming)))

    def _on_primary(self) -> None:
        """Exports, after a question where items are open or nothing changed."""
        self.flush()
        desk = self._session.desk
        same, unanswered = desk.still_sent, desk.unanswered()
        if same and not ask(
            f"第 {same.sequence} 次报送以后没有改动，{unchanged_words(desk)}。还要再导出一次吗？",
            f"再导出是第 {desk.next_sequence} 次报送，内容一样。",
            "再导出一次",
            self,
        ):
            return
        if (
            unanswered
            and not same
            and not ask(
                f"还有 {len(unanswered)} 项未填，按未填报送。现在就导出吗？",
                "未填的项暂不得分；以后补填了，再导出一次就行。",
                "现在导出",
                self,
                instead=Instead(
                    words="先去补填",
                    go=lambda: self._session.item_requested.emit(unanswered[0].id, ""),
                ),
            )
        ):
            return
        self.export()

    def export(self) -> None:
        """Writes the present state as the next submission."""
        self.flush()
        if self.check.hard or self.jobs.busy or self._session.closed_words:
            return
        desk = self._session.desk
        submission = desk.next_submission()
        data_file = path_of(self._session.db)
        if data_file is None:
            raise LookupError("jobs need a data file")
        self.result.hide()
        self.jobs.start(
            partial(
                export,
                ExportRequest(
                    folder=self.folder,
                    data_file=data_file,
                    submission=submission,
                    questionnaire=self._session.questionnaire,
                    assessor=desk.assessor,
                    keys=own_key_pair(self._session.db),
                    signature=desk.signature(submission),
                ),
            )
        )

    def show_preview(self) -> None:
        """Shows the present state as it prints: the last submission where nothing changed since."""
        self.flush()
        self._halves.hide()
        self.preview.show()
        self._show_prints()

    def _show_prints(self) -> None:
        desk = self._session.desk
        sent = desk.still_sent
        submission = sent or desk.next_submission()
        code = f"校验码 {submission.check_code}" if sent else "草稿，尚未导出"
        own = own_public_key(self._session.db) if sent else None
        mark = key_fingerprint(own) if own else ""
        about = self._session.questionnaire, submission, desk.assessor, code, mark
        footer = f"{desk.department.name}　{desk.year}年度　{code}"
        body = name_part(desk.department.name, "单位")
        name = f"{body}_{desk.year}年度自评估_第{submission.sequence}次"
        self.preview.show_prints(
            Print("整份", Pages(paper_words(*about), footer), self.folder / f"{name}.pdf"),
            Print("封面", Pages(front_words(*about), footer), self.folder / f"{name}_封面.pdf"),
        )

    def _on_form_opened(self) -> None:
        """Scrolls to what is being written, once it has its place."""
        call_later(0, self, lambda: self._scroll.ensureWidgetVisible(self.evidence, 0, 8))

    def _on_preview_closed(self) -> None:
        self.preview.hide()
        self._halves.show()
        self.target.preview.setFocus()

    def _refresh_button(self) -> None:
        self.header.primary.setHidden(bool(self._session.closed_words))
        self.header.primary.setEnabled(not self.check.hard and not self.jobs.busy)
        self.header.primary.setToolTip(
            plain_tip(f"还有 {self.check.hard} 处必须改正" if self.check.hard else "")
        )

    def _on_exported(self, exported: Exported) -> None:
        self._exported, self._report = exported, ""
        self._session.desk.read_again()
        self._session.show_again()
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)  # the result stands on top
        if self.jobs.undisturbed:
            self.result.copy.setFocus()  # what comes next

    def _show_result(self) -> None:
        if (exported := self._exported) is not None:
            volumes = self.packing.volumes
            more = tuple(filter(None, (*volumes, self._report)))
            mail = mail_text(exported, self._session.desk.department.name, more)
            self.result.show_result(
                exported.path,
                exported.submission.check_code,
                key_fingerprint(own_key_pair(self._session.db).public),
                mail,
                unpacked=0 if volumes else len(self.packing.filed),
            )

    def _on_packed(self, _packed: Packed) -> None:
        self._show_result()

    def _on_report(self, name: str) -> None:
        self._report = name
        self._show_result()

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.items:
            self.outdate()
        if changes.replaced:
            self.form.show_answer(self._session.answer(COVER))

    def _on_answer_changed(self, key: str, text: str | None) -> None:
        self._session.save(COVER, {key: text}, back=self.form.editor(key).undid)

    def _on_finding(self, finding: Finding) -> None:
        if finding.item == COVER and finding.field:
            self.form.focus_field(finding.field)
        elif finding.item == COVER:
            self.evidence.list.take_focus()
        elif finding.item:
            self._session.item_requested.emit(finding.item, finding.found.begins_at)

    def _on_change_folder(self) -> None:
        if chosen := choose_folder(self._session.db, self, "存到哪个文件夹", self.folder):
            self.set_folder(chosen)
