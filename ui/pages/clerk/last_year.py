"""What was said about the same item a year before, and taking it over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.domain.answers import Answer
from model.domain.forms import Form, Text
from ui.kit.label import line_label, words_label
from ui.kit.layout import row
from ui.kit.link import Link
from ui.kit.metrics import GAP

TAKE, TAKE_TIP = "沿用", "只填今年还空着的栏，已填的不动；指标数值不带（Ctrl+L）"
HOLDS, HOLDS_TIP = "确认仍然属实", "没有变化也要确认一下，才计分、才能导出（Ctrl+L）"


class LastYear(QWidget):
    """What was said a year before, in a few words; all of it in `whole`, once opened. Hidden where
    nothing was said.
    """

    taken_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = line_label("notes")
        self.whole = words_label("detail")
        self.take = Link(TAKE, self)
        self.take.clicked.connect(self.taken_over)
        self._more = Link("展开", self)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_words)
        row(self._brief, self._more, self.take, spacing=GAP, parent=self)
        self.whole.hide()
        self.hide()

    def show_answer(self, form: Form, answer: Answer, year: int) -> None:
        self._brief.setText(f"{year} 年：{brief_words(form, answer)}")
        self.whole.setText(answer_words(form, answer))
        self._more.setChecked(False)
        self._show_words()
        self.setVisible(bool(self.words))

    def show_carried(self, *, carried: bool, some: bool) -> None:
        """*carried*: the item says what was carried over, unconfirmed; *some*: there is something
        to carry over or to confirm.
        """
        self.take.setText(HOLDS if carried else TAKE)
        self.take.setToolTip(HOLDS_TIP if carried else TAKE_TIP)
        self.take.setVisible(some)

    def _show_words(self) -> None:
        whole = self._more.isChecked()
        self._more.setText("收起" if whole else "展开")
        self.whole.setVisible(whole and bool(self.words))

    @property
    def words(self) -> str:
        return self.whole.text()


def brief_words(form: Form, answer: Answer) -> str:
    """'推进中 81%': what was chosen and counted, without texts."""
    said = [
        field.words(text)
        for field in form.fields()
        if (text := answer.get(field.key, "")) and not isinstance(field, Text)
    ]
    return " ".join(said) or "填过"


def answer_words(form: Form, answer: Answer) -> str:
    """An answer in words: '进展状态　完成 …', a line for each field."""
    return "\n".join(
        f"{field.label}　{field.words(text)}"
        for field in form.fields()
        if (text := answer.get(field.key, ""))
    )
