"""Adjusting or returning one item: the changed answer where there is one, and the words for it."""

import json
from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.consolidation.reviewed_answers import with_changes
from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Form
from model.domain.review import Verdict
from model.domain.text_kinds import STATEMENT
from model.domain.wording import on_a_line
from ui.connection import connect
from ui.field_drafts import ABOUT
from ui.kit.button import Button
from ui.kit.flow import Flow
from ui.kit.form import FormView
from ui.kit.label import WrappedLabel, show_words, words_label
from ui.kit.layout import REST, add, box, column, row
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, FOOT, GAP, TIGHT
from ui.kit.prose import Prose

PHRASES = (
    "请补充佐证材料。",
    "完成情况过于笼统，请写明数量、时间和成效。",
    "请核对数值、单位和统计口径。",
    "请写明不适用的依据。",
)


LONGEST = 60  # characters told of what changed
SINCE = "开始写以后，这一项有变化（{}）。没有改过的栏已按新的显示，您写的没有动，请核对后再保存。"
NONE = "{}"
NOTHING: Mapping[str, str | None] = {}


def _packed(fields: Mapping[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False)


class DecisionPart(QFrame):
    """Asks for a changed answer and a reason. Hidden until asked.

    `foot` holds its buttons, for the foot of the panel.
    """

    saved = Signal(object, object, str)  # Verdict, changes, remark
    edited = Signal()
    dropped = Signal()  # 取消
    complained = Signal()
    turned = Signal(bool)  # shown or hidden

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        self._verdict = Verdict.RETURN
        self._before: Answer = NOTHING_SAID
        self._about: Answer = NOTHING_SAID  # what was asked about when somebody wrote last
        self._remark_before = ""
        self._forms: list[FormView] = []
        self.form: FormView | None = None
        self._title, self._asked = words_label("label"), words_label("label")
        self._since = words_label("question")
        self._form_place = column()
        self.remark = Prose(2, self)
        self.remark.setAccessibleName("理由或意见")
        self.remark.limit(STATEMENT)
        self._phrases = QFrame(self)
        flow = Flow(self._phrases, GAP)
        for words in PHRASES:
            flow.addWidget(self._phrase(words))
        self._complaint = words_label("complaint")
        self.foot = self._buttons()
        heads = (self._title, self._since)
        asked = (self._form_place, self._asked, self.remark, self._phrases)
        margins = (BLOCK, GAP, BLOCK, BLOCK)
        parts = (*heads, *asked, self._complaint)
        column(*parts, spacing=TIGHT, margins=margins, parent=self)
        self.remark.textChanged.connect(self._on_edited)
        self.hide()

    def _phrase(self, words: str) -> Link:
        link = Link(words, self)
        connect(link.clicked, self, lambda: self._add(words))
        return link

    def _buttons(self) -> QFrame:
        self.save = Button("", self)
        self.save.setObjectName("forward")
        self.save.clicked.connect(self._on_save)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._on_cancel)
        cancel = QPushButton("取消　Esc", self)
        cancel.clicked.connect(self._on_cancel)
        return box(row(REST, cancel, self.save, spacing=TIGHT, margins=FOOT), "foot")

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.turned.emit(visible)

    @property
    def written(self) -> dict[str, str]:
        """What stands in the fields otherwise than in the answer asked about, and that answer; see
        `ask_again`.
        """
        if self.isHidden():
            return {}
        found = {"verdict": self._verdict.name, "remark": self.remark.toPlainText()}
        if self.form and self._verdict is Verdict.ADJUST:
            self.form.flush()
            now = {key: self.form.answer.get(key, "") for key in self.form.rows}
            changed = {k: v for k, v in now.items() if v != self._before.get(k, "")}
            drafts = {k: d for k in self.form.rows if (d := self.form.editor(k).draft)}
            found |= {"changed": _packed(changed), "drafts": _packed(drafts)}
        return {**found, ABOUT: _packed(self._about)} if self._begun(found) else {}

    def _begun(self, found: Mapping[str, str]) -> bool:
        changed = found.get("changed", NONE) != NONE or found.get("drafts", NONE) != NONE
        return changed or found["remark"].strip() != self._remark_before.strip()

    def ask_again(self, form: Form, answer: Answer, written: Mapping[str, str]) -> None:
        """Shows what was half written, without taking the focus; where it was written about another
        answer than *answer*, says so.
        """
        self._ask(Verdict[written["verdict"]], form, answer, written.get("remark", ""))
        self._about = json.loads(written.get(ABOUT, _packed(answer)))
        changed = "；".join(_changed(form, self._about, answer))
        show_words(self._since, SINCE.format(changed) if changed else "")
        self._remark_before = ""
        if self.form and self._verdict is Verdict.ADJUST:
            changed = json.loads(written.get("changed", NONE))
            self.form.show_answer({**answer, **changed}, json.loads(written.get("drafts", NONE)))

    def go_on_with(self, form: Form, answer: Answer) -> bool:
        """What is asked about says *answer* by now: fields that nobody touched follow it. Whether
        it said something else before, and something is half written.
        """
        if self.isHidden() or answer == self._before:
            return False
        if written := self.written:
            self.ask_again(form, answer, written)
        else:
            self._ask(self._verdict, form, answer, self._remark_before)
        return bool(written)

    def ask(
        self,
        verdict: Verdict,
        form: Form,
        answer: Answer,
        remark: str,
        offered: Mapping[str, str | None] = NOTHING,
    ) -> None:
        """*offered*: what stands in the fields to begin with, where that is not *answer*."""
        self._ask(verdict, form, answer, remark)
        if self.form and offered:
            self.form.show_answer(with_changes(answer, offered))
        self.take_focus()

    def take_focus(self) -> None:
        if self._verdict is Verdict.ADJUST and self.form:
            self.form.focus_field()
        else:
            self.remark.setFocus()

    def _ask(self, verdict: Verdict, form: Form, answer: Answer, remark: str) -> None:
        self._remark_before = remark
        self._verdict, self._before, self._about = verdict, answer, answer
        adjusting = verdict is Verdict.ADJUST
        self._title.setText("核改：改成应有的内容，得分随之按同一规则重算" if adjusting else "退回")
        self._asked.setText("理由（必填）" if adjusting else "意见（必填，写明怎么改）")
        self.save.setText(f"保存{verdict.value}　Ctrl+回车")
        self._phrases.setVisible(not adjusting)
        self._show_form(form if adjusting else None, answer)
        if not (self.remark.hasFocus() and self.remark.toPlainText() == remark):
            self.remark.show_text(remark)  # else somebody is writing just there
        for label in (self._since, self._complaint):
            show_words(label, "")
        self.show()

    @property
    def complaint(self) -> WrappedLabel:
        return self._complaint

    def show_complaint(self, sentence: str) -> None:
        """Says what is wrong, with the cursor where words are missing."""
        show_words(self._complaint, sentence)
        if not self.remark.toPlainText():
            self.remark.setFocus()
        self.complained.emit()

    def _show_form(self, form: Form | None, answer: Answer) -> None:
        self.form = next((view for view in self._forms if view.form == form), None)
        if form is not None and self.form is None:
            self.form = FormView(form, self)
            self.form.answer_changed.connect(self._on_edited)
            self.form.draft_changed.connect(self._on_edited)
            self._forms.append(self.form)
            add(self._form_place, self.form)
        for view in self._forms:
            view.setVisible(view is self.form)
        if self.form:
            self.form.show_answer(answer)

    def _on_edited(self, *_: object) -> None:
        self._about = self._before
        self.edited.emit()

    def _on_cancel(self) -> None:
        self.hide()
        self.dropped.emit()

    def _add(self, words: str) -> None:
        self.remark.show_text(f"{self.remark.toPlainText()}{words}")
        self._on_edited()
        self.remark.setFocus()

    def finish(self) -> bool:
        """Saves what is asked; False: nothing is."""
        if asking := self.isVisible():
            self._on_save()
        return asking

    def _on_save(self) -> None:
        changes: dict[str, str | None] = {}
        if self.form and self._verdict is Verdict.ADJUST:
            self.form.flush()
            if self.form.undecided:
                self.show_complaint("还有没有采用的数，请先改好。")
                return
            now = self.form.answer
            changes = {
                key: now.get(key) or None
                for key in self.form.rows
                if now.get(key, "") != self._before.get(key, "")
            }
        self.saved.emit(self._verdict, changes, self.remark.toPlainText().strip())


def _changed(form: Form, before: Answer, after: Answer) -> Iterator[str]:
    """'实际完成值 200 家，现在 300 家'."""
    for field in form.fields():
        was, is_ = before.get(field.key, ""), after.get(field.key, "")
        if was != is_:
            yield f"{field.label} {_told(field.words(was))}，现在 {_told(field.words(is_))}"


def _told(words: str) -> str:
    return on_a_line(words, LONGEST) if words else "空"
