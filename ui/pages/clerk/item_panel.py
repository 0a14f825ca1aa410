"""The sheet of paper beside the list: the plan's words, the question, the fields, the score."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from forms.quantity import CHANGE_REASONS, as_checked
from forms.support import CONTRIBUTION, UNINVOLVED
from model.domain.china_time import CHINA
from model.domain.forms import Form
from model.domain.large_change import EXPLAINED_IN
from model.domain.oddities import oddity
from model.domain.origin import LABELS, OriginStanding
from model.domain.plan import Indicator, Item, Measure, answers_for
from model.domain.wording import day_words
from model.scoring.gain_ladder import gain_of
from model.scoring.state_by_number import FIELDS
from ui.connection import call_later, connect
from ui.edit_text import edit_words, when_words
from ui.kit.form import FormView
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, add, at_left, column, wide
from ui.kit.metrics import GAP, LOW, LOW_PAPER, PANEL_TEXT, PAPER, TIGHT, px
from ui.kit.notes import Notes
from ui.kit.quote_strip import QuoteStrip
from ui.kit.supporters import SupportersPart, Written
from ui.pages.clerk.change_strip import ChangeStrip
from ui.pages.clerk.edit_history import EditHistory, PastEdit
from ui.pages.clerk.evidence_part import EvidencePart
from ui.pages.clerk.last_year import LastYear
from ui.pages.clerk.remark_strip import RemarkStrip
from ui.pages.clerk.score_foot import ScoreFoot
from ui.pages.item_words import (
    lead_words,
    open_questions,
    question_about,
    section_words,
    source_of,
    supporter_words,
    target_words,
    year_words,
)
from ui.session import Session, SessionChanges

WHOLE = 2000  # characters of a text in a tooltip


class ItemPanel(QWidget):
    """Shows one item and passes on what is said about it."""

    proof_added = Signal(int, object)  # files, ids of the items that got them

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.item: Item | None = None
        self._forms: list[FormView] = []
        self.form: FormView | None = None
        self._low = False
        self._scroll = self._sheet()
        self.foot = ScoreFoot(self)
        column(wide(self._scroll), self.foot, parent=self)
        self._read_only = bool(session.closed_words)
        self._evidence.list.set_read_only(self._read_only)
        self.remark.set_read_only(self._read_only)
        session.changed.connect(self._on_session_changed)

    def _sheet(self) -> Sheet:
        self.quote, self.remark = QuoteStrip(self), RemarkStrip(self)
        self.remark.replied.connect(self._on_replied)
        self._question, self._target = words_label("question_heading"), words_label("target")
        self._notes, self._last_year = Notes(self), LastYear(self)
        self._years, self._sections = words_label("question"), words_label("notes")
        self._last_year.taken_over.connect(self.carry)
        self._form_place = column()
        self.change = ChangeStrip(CHANGE_REASONS, self)
        self.change.reason_chosen.connect(self._on_reason)
        self.change.confirmed.connect(self._on_still)
        self._uninvolved = QPushButton(UNINVOLVED, self)
        self._uninvolved.setToolTip("本单位没有涉及这一项时按这里，等于在栏里写上“未涉及”")
        self._uninvolved.clicked.connect(self._on_uninvolved)
        self.supporters = SupportersPart(self)
        self.supporters.removed.connect(self._on_support_removed)
        self._evidence = EvidencePart(self._session, self)
        self._evidence.added.connect(self.proof_added)
        self._evidence.list.form_opened.connect(self._show_evidence)
        self.history = EditHistory(self)
        self.history.opened.connect(self._show_history)
        self.quote.put_beside(self._notes.head)
        question = (self._question, self._target, self._years, self._sections)
        said = (self.quote, self._notes, self.remark, *question)
        asked = (self._last_year.whole, self._form_place, self.change, at_left(self._uninvolved))
        parts = (*said, *asked, self.supporters, self._evidence, self.history, REST)
        return Sheet(self, parts=parts, widest=PANEL_TEXT, spacing=GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, what stands above the fields takes one line each."""
        super().resizeEvent(event)
        low = self.window().height() < px(LOW)
        if low != self._low:
            self._low = low
            self.quote.set_low(low)
            self._scroll.column.setSpacing(TIGHT if low else GAP)
            self._scroll.column.setContentsMargins(*(LOW_PAPER if low else PAPER))
            for form in self._forms:
                form.set_low(low)

    def show_item(self, item: Item) -> None:
        self.flush()
        session, self.item = self._session, item
        self.quote.show_quote(*source_of(session.plan, item))
        show_words(self._question, question_about(item))
        in_full = answers_for(item, session.desk.department.id)
        self._target.setVisible(isinstance(item, Indicator) or not in_full)
        if not in_full:
            self._target.setText(lead_words(session.plan, item))
        elif isinstance(item, Indicator):
            self._target.setText(target_words(item, session.desk.target(item)))
        notes = open_questions(session.plan, item.id)
        about = f"方案有 {len(notes)} 个地方没有写明，现按默认处理："
        self._notes.show_notes(f"没有写明 {len(notes)} 处", about, notes)
        show_words(self._years, year_words(item))
        show_words(self._sections, section_words(session, item.id))
        form = session.desk.form_for(item)
        self._show_form(form)
        self._last_year.show_answer(form, session.last_year(item.id), session.desk.year - 1)
        self._evidence.show_item(item.id)
        self._show_what_follows()
        self._scroll.to_top()

    def attach(self, paths: Sequence[str | Path], items: Sequence[str] = ()) -> None:
        """Makes *paths* 佐证材料 of *items*; none: of the item shown."""
        self._evidence.add_files(paths, items)

    def flush(self) -> None:
        """Saves what was typed a moment ago."""
        if self.form:
            self.form.flush()
        self.remark.flush()
        self._evidence.list.flush()

    def _show_form(self, form: Form) -> None:
        view = next((view for view in self._forms if view.form == form), None)
        if view is None:
            view = FormView(form, self._form_place.parentWidget())
            view.answer_changed.connect(self._on_answer_changed)
            view.draft_changed.connect(self._on_draft_changed)
            view.set_read_only(self._read_only)
            view.set_low(self._low)
            for key, row in view.rows.items():
                connect(view.editor(key).edited, self, partial(self._keep_in_sight, row))
            self._forms.append(view)
            add(self._form_place, view)
        for other in self._forms:
            other.setVisible(other is view)
        next(iter(view.rows.values())).put_at_end(self._last_year)
        self.form = view
        item = self._shown.id
        view.show_answer(self._session.answer(item), self._session.drafts.of(item))
        self._show_following(view)

    def _show_following(self, view: FormView) -> None:
        """Shows which fields follow from a number, and from which."""
        told = self._session.desk.follows(self._shown.id)
        locked = () if told is None else ("state",) if told.progress is None else FIELDS
        view.lock(locked)
        view.show_hint("state", f"{told.sentence}，不用另选。" if told else "")

    @property
    def _shown(self) -> Item:
        if self.item is None:
            raise LookupError("no item shown")
        return self.item

    def _on_answer_changed(self, key: str, text: str | None) -> None:
        back = self.form is not None and self.form.editor(key).undid
        self._session.save(self._shown.id, {key: text}, back=back)

    def _on_replied(self, text: str) -> None:
        self._session.reply(self._shown.id, text)

    def _on_draft_changed(self, key: str, text: str) -> None:
        self._session.save_draft(self._shown.id, key, text)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.replaced:
            self._show_again()
        elif self.item and self.item.id in changes.items:
            if isinstance(self.item, Measure) and self.item.repeats:
                self._show_number_news()
            self._show_what_follows()

    def _show_number_news(self) -> None:
        """Shows the state again where the number that it follows from has changed."""
        said, form = self._session.answer(self._shown.id), self.form
        if form and any(form.answer.get(key, "") != said.get(key, "") for key in FIELDS):
            form.show_answer(said, self._session.drafts.of(self._shown.id))
        if form:
            self._show_following(form)

    def _show_again(self) -> None:
        """Shows the answer again that was changed from outside: undone, pasted, set for many."""
        if self.item and self.form:
            item = self.item.id
            self.form.show_answer(self._session.answer(item), self._session.drafts.of(item))
            self._show_following(self.form)
            self._evidence.show_item(item)
            self._show_what_follows()

    def _show_history(self) -> None:
        session, today = self._session, datetime.now(CHINA)
        edits = session.desk.edits(self._shown.id)
        self.history.setVisible(bool(edits))
        if not self.history.is_open:
            return
        self.history.show_edits(
            [
                PastEdit(
                    when_words(edit.made_at, today),
                    edit_words(session, edit),
                    edit_words(session, edit, WHOLE),
                )
                for edit in edits
            ]
        )

    def _show_what_follows(self) -> None:
        """Shows score, history and hints of the answer as it stands."""
        session, item = self._session, self._shown
        self._show_history()
        self._uninvolved.setVisible(
            not self._read_only
            and self.form is not None
            and CONTRIBUTION.key in self.form.rows
            and not session.answer(item.id)
        )
        returned = session.desk.returned
        remark = returned.remarks.get(item.id)
        self.remark.show_remark(
            remark.text if remark else "",
            returned.replies.get(item.id, "") if remark else "",
            pending=item.id in session.pending,
        )
        carried = item.id in session.untouched
        some = carried or bool(session.basis_of(item.id).changes)
        self._last_year.show_carried(carried=carried, some=some and not self._read_only)
        self.supporters.show_written(self._written())
        why = session.desk.why_unscored(item.id)
        gain = gain_of(session.assessment, item.id)
        self.foot.show_score(session.score(item.id), gain=gain, carried=carried, why=why)
        in_full = answers_for(item, session.desk.department.id)
        if self.form and in_full and isinstance(item, Indicator):
            sentence = oddity(item, session.desk.target(item), session.answer(item.id))
            self.form.show_hint("value", sentence)
        self._show_change()

    def _show_change(self) -> None:
        desk, item = self._session.desk, self._shown
        asked = isinstance(item, Indicator) and answers_for(item, desk.department.id)
        change = (
            desk.large_change(item, self._session.last_year(item.id))
            if asked and isinstance(item, Indicator)
            else None
        )
        self.change.show_change(
            change.sentence if change else "",
            told=bool(desk.answer(item.id).get(EXPLAINED_IN)),
            lapsed=change is not None and item.id in desk.lapsed,
            read_only=self._read_only,
        )

    def _on_reason(self, reason: str) -> None:
        self.flush()
        self._session.save(self._shown.id, {EXPLAINED_IN: as_checked(reason)})
        self._show_again()

    def _on_still(self) -> None:
        self.flush()
        self._session.confirm_explanation(self._shown.id)

    def _written(self) -> Iterator[Written]:
        """What supporters of the item wrote, of those whose workbooks came here."""
        desk, item = self._session.desk, self._shown
        if not answers_for(item, desk.department.id):
            return
        for body, report in desk.supporters.about(item.id).items():
            if not (name := desk.body_name(body)):
                continue
            count = len(report.said)
            unsigned = report.standing is OriginStanding.UNSIGNED
            about = (
                f"{day_words(report.exported_at)}导出，第 {report.sequence} 次报送，"
                f"{'' if unsigned else '签名'}{LABELS[report.standing]}，校验码 {report.check_code}"
            )
            remove = (
                f"把{name}这份工作簿里写给本单位的 {count} 项一并移除；再打开那份工作簿就能找回"
            )
            yield Written(
                key=body,
                name=name,
                about=about,
                said=supporter_words(desk.forms.asked(item, body), report.said[item.id]),
                remove="" if self._read_only else remove,
            )

    def _on_support_removed(self, body: str) -> None:
        self._session.remove_support(body)

    def _on_uninvolved(self) -> None:
        self.flush()
        self._session.save(self._shown.id, {CONTRIBUTION.key: UNINVOLVED})
        self._show_again()

    def _keep_in_sight(self, row: QWidget) -> None:
        """Scrolls to the field typed into, with what is said below it, once it has grown."""
        call_later(0, self, lambda: self._scroll.ensureWidgetVisible(row, 0, 8))

    def _show_evidence(self) -> None:
        """Scrolls to the evidence, once it has its place."""
        call_later(0, self, lambda: self._scroll.ensureWidgetVisible(self._evidence, 0, 8))

    def carry(self) -> None:
        """Take over what was said last year where nothing is said yet; what was taken over
        already is confirmed to hold.
        """
        if self.item is None or self._read_only:
            return
        self.flush()
        session, item = self._session, self.item.id
        if item in session.untouched:
            session.confirm(item)
        elif (basis := session.basis_of(item)).changes:
            session.carry(basis, "")
