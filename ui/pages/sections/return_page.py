"""交回: who filled the sheet in, what is missing, and the file that goes back."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from model.domain.answer_status import UNANSWERED, AnswerStatus
from model.domain.submission import COVER
from model.domain.wording import day_words
from model.parts.filled_sheet import SheetToReturn, WrittenSheet, write_filled
from model.store.clock import now
from model.store.transaction import path_of
from ui.alerts import show_error
from ui.connection import connect
from ui.edit_text import title_of
from ui.file_dialogs import choose_folder
from ui.jobs import JobRunner
from ui.kit.form import FormView
from ui.kit.job_bar import JobBar
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, SNUG, TIGHT, UNDER_HEADER
from ui.kit.page import Page
from ui.pages.item_rows import trouble_with
from ui.pages.sections.text_panel import TextPanel
from ui.session import Session, SessionChanges

WHERE = "填好的科室表存到哪个文件夹"
MOST = 30  # lines of each list
KEPT = "内容一直自动保存在这台电脑上；关掉以后，再打开发来的表就接着填。"


class ReturnPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("交回", "写出交回的表…", parent)
        self._session = session
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_written)
        self.jobs.ended.connect(self.outdate)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.header.primary.clicked.connect(self._on_write)
        self._sheet = Sheet(self)
        self._about = self._sheet.label("question_heading")
        self._from = self._sheet.label("notes")
        self.form = FormView(session.desk.forms.cover, self._sheet.paper)
        self.form.answer_changed.connect(self._on_answer_changed)
        self.texts = TextPanel(self)
        self.texts.closed.connect(self.texts.hide)
        self.texts.hide()
        self._sheet.add(self.form, words_label("notes", KEPT), REST)
        self._lists = column(spacing=SNUG)
        self._left = Sheet(self)
        self._left.add(self._lists, REST)
        halves = Halves((11, 9), self, left=(wide(self._left),))
        halves.add_right(wide(self._sheet), wide(self.texts))
        tools = row(JobBar(self.jobs, self), REST, spacing=BLOCK, margins=UNDER_HEADER)
        self.lay_out(tools, wide(halves))
        self.setFocusProxy(self.form.editor("filled_by"))
        session.changed.connect(self._on_session_changed)

    def refresh(self) -> None:
        session, sheet = self._session, self._session.section
        if sheet is None:
            return
        show_words(self._about, f"{sheet.section_name}　{sheet.year}年度科室填报表")
        back = "　".join(filter(None, (sheet.sent_by, sheet.phone))) or "本单位联络员"
        due = f"请于{day_words(sheet.due)}前发回给{back}。" if sheet.due else f"请发回给{back}。"
        name = session.desk.department.name
        sent = f"{name} {day_words(sheet.made_at)}第 {sheet.number} 次下发"
        show_words(self._from, f"{sent}，校验码 {sheet.check_code}。{due}")
        self.form.show_answer(session.answer(COVER))
        answers = {item: session.answer(item) for item in sheet.items}
        plan, desk = session.plan, session.desk
        standings = {item.id: desk.standing(item) for item in desk.asked}
        open_ = [item for item, standing in standings.items() if standing in UNANSWERED]
        back_ = [item for item in sheet.items if answers[item].get("handed_back")]
        wrong = [
            item
            for item in sheet.items
            if answers[item] and trouble_with(session, plan.item(item), answers[item])
        ]
        clear_layout(self._lists)
        self._show_items("还没填", open_)
        self._show_items("填得不全、要改正", wrong)
        self._show_items("退回（不属于本科室）", back_, "去看")
        if not (open_ or wrong):
            self._lists.addWidget(words_label("label", "都填好了，可以写出交回。"))
        said = list(standings.values()).count(AnswerStatus.SAID)
        words = [f"已填 {said} / {len(sheet.items)} 项"]
        words += [f"其中退回 {len(back_)} 项"] if back_ else []
        words += [f"{len(wrong)} 项要改正"] if wrong else []
        self.header.show_state("，".join(words))
        self.header.primary.setEnabled(not self.jobs.busy)

    def _show_items(self, heading: str, items: list[str], word: str = "去填") -> None:
        if not items:
            return
        self._lists.addWidget(line_label("label", f"{heading} {len(items)} 项"))
        for item in items[:MOST]:
            link = Link(word, self)
            link.setAccessibleName(f"{word} {title_of(self._session, item)}")
            connect(link.clicked, self, partial(self._go, item))
            words = words_label("", title_of(self._session, item))
            self._lists.addLayout(row(wide(words), link, spacing=TIGHT))
        if len(items) > MOST:
            self._lists.addWidget(line_label("notes", f"另有 {len(items) - MOST} 项"))

    def _go(self, item: str) -> None:
        self._session.item_requested.emit(item, "")

    def flush(self) -> None:
        self.form.flush()

    def _on_answer_changed(self, key: str, text: str | None) -> None:
        back = self.form.editor(key).undid
        self._session.save(COVER, {key: text}, back=back)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        typed_here = not changes.replaced and changes.items == (COVER,)
        if (changes.items or changes.replaced) and not typed_here:
            self.outdate()

    def _on_write(self) -> None:
        self.flush()
        if folder := choose_folder(self._session.db, self, WHERE):
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Writes the filled sheet, and a zip where there is evidence, into *folder*."""
        self.flush()
        self._session.write_rest()
        session, data_file = self._session, path_of(self._session.db)
        if data_file is None or session.section is None or self.jobs.busy:
            return
        order = SheetToReturn(
            folder=folder,
            data_file=data_file,
            sheet=session.section,
            questionnaire=session.questionnaire,
            targets=dict(session.desk.assessor.targets),
            made_at=now(),
        )
        self.jobs.start(partial(write_filled, order))

    def _on_written(self, written: object) -> None:
        sheet = self._session.section
        if not isinstance(written, WrittenSheet) or sheet is None:
            return
        file = written.packed or written.path
        with_ = f"，内有表和 {written.pieces} 份佐证材料" if written.packed else ""
        to = "　".join(filter(None, (sheet.sent_by, sheet.phone))) or "本单位联络员"
        words = (
            f"{sheet.section_name}交回{sheet.year}年度碳达峰自评估科室填报表《{file.name}》"
            f"{with_}，请查收。"
        )
        self.texts.show_texts(
            f"已写出，请把《{file.name}》发给{to}", [(file.name, words)], file.parent
        )
        self.texts.show()
