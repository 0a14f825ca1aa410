"""Freezing the draft: number, date, author, reason, what changes, and for which year."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.answers import Answer
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.trial import Effect
from ui.kit.check import Check
from ui.kit.form import FormView
from ui.kit.label import line_label, words_label
from ui.kit.layout import REST, Sheet, add, column
from ui.kit.metrics import BLOCK, SHEET
from ui.pages.rules.difference_list import Differences
from ui.pages.rules.outline_entries import short_title

FROZEN = "发布后这一版不能再改；要调整，就再起草、发布新的一版。"


class PublicationForm(Sheet):
    left = Signal()  # back to the draft
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest=None, spacing=BLOCK, margins=SHEET, read_as="内容")
        self._form: FormView | None = None
        self._holder = QWidget(self)
        self._place = column(parent=self._holder)
        self.for_the_year = Check(self)
        self._consequence, self._effect = words_label("help"), words_label()
        self.differences = Differences(self)
        back = QPushButton("返回修改", self)
        back.clicked.connect(self.left)
        self.add(
            line_label("question_heading", "发布为新版本"), words_label("help", FROZEN),
            self._holder, self.for_the_year, self._consequence, self._effect, self.differences,
            back, REST,
        )  # fmt: skip

    def show_draft(
        self, rules: RulebookEditor, effect: Effect | None, written: Answer, *, made_up: bool
    ) -> None:
        """*written*: what was typed before and not published."""
        if self._form:
            self._form.hide()
            self._form.deleteLater()
        self._form = FormView(rules.imprint, self._holder)
        self._form.show_answer({**rules.suggested_imprint, **written})
        self._form.answer_changed.connect(self.changed)
        add(self._place, self._form)
        self.for_the_year.setText(f"{rules.year} 年度就按这一版评分")
        self.for_the_year.setChecked(not rules.fixed_because)
        self.for_the_year.setEnabled(not rules.fixed_because)
        self._consequence.setText(
            rules.fixed_because
            or f"不勾选，{rules.year} 年度仍按 {short_title(rules.in_force)} 评分；"
            "其他年度无论如何不变。"
        )
        self._effect.setText(_effect_words(effect, made_up) if effect else "")
        found = rules.differences
        self.differences.show_differences(f"改了 {len(found)} 处", found)
        self._form.focus_field("author")

    @property
    def imprint(self) -> Answer:
        """What the fields say."""
        if self._form is None:
            return {}
        self._form.flush()
        return {key: text for key, text in self._form.answer.items() if text}

    @property
    def form(self) -> FormView | None:
        return self._form

    @property
    def missing(self) -> str:
        """What stands against publishing, as a sentence; "" when nothing does."""
        if self._form is None:
            return ""
        return next((sentence for _, sentence in self._form.form.complaints(self.imprint)), "")


def _effect_words(effect: Effect, made_up: bool) -> str:
    return (
        f"按{'示例' if made_up else '现有'}数据，{effect.regraded} 个单位等次变化，"
        f"{effect.reranked} 个单位名次变化，{effect.rescored} 个单位得分变化。"
    )
