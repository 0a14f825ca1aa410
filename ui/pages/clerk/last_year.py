"""What was said about the same item a year before, and taking it over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from model.domain.answers import Answer
from model.domain.forms import Form
from ui.kit.elided_label import ElidedLabel
from ui.kit.label import line_label, words_label
from ui.kit.layout import column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, HAIR, TIGHT

TAKE, TAKE_TIP = "沿用到今年", "只填今年还空着的栏，已填的不动；指标数值不带（Ctrl+L）"
HOLDS, HOLDS_TIP = "沿用未改，确认仍然属实", "没有变化也要确认一下，才计分、才能导出（Ctrl+L）"


class LastYear(QFrame):
    """What was said a year before. Hidden where nothing was."""

    taken_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("last_year")
        self._title, self._words = line_label("label"), words_label("notes")
        self.take = Link(TAKE, self)
        self.take.clicked.connect(self.taken_over)
        self._brief = ElidedLabel("", self)
        self._brief.setObjectName("notes")
        self._more = Link("展开", self)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_words)
        head = row(self._title, wide(self._brief), self._more, self.take, spacing=BLOCK)
        margins = (BLOCK, TIGHT, BLOCK, TIGHT)
        column(head, self._words, spacing=HAIR, margins=margins, parent=self)
        self.hide()

    def show_answer(self, form: Form, answer: Answer, year: int) -> None:
        self._title.setText(f"{year} 年填的")
        self._words.setText(answer_words(form, answer))
        self._show_words()
        self.setVisible(bool(self._words.text()))

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
        self._words.setVisible(whole)
        self._brief.setText("" if whole else self._words.text().replace("\n", "　"))

    @property
    def words(self) -> str:
        return self._words.text()


def answer_words(form: Form, answer: Answer) -> str:
    """An answer in words: '进展状态　完成 …', a line for each field."""
    return "\n".join(
        f"{field.label}　{field.words(text)}"
        for field in form.fields()
        if (text := answer.get(field.key, ""))
    )
