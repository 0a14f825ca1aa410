"""One score laid open: the sentence, how to gain, rule, source, the plan's words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.domain.score import Standing
from ui.kit.label import words_label
from ui.kit.layout import at_left, column
from ui.kit.link import Link
from ui.kit.metrics import GAP, PAPER
from ui.kit.quote_strip import QuoteStrip
from ui.pages.clerk.score_steps import Step, figures
from ui.pages.item_words import source_of
from ui.session import Session


class ScorePanel(QFrame):
    rules_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text, self._figures = words_label("question_heading"), words_label("points")
        self._sentence, self._advice = words_label(), words_label("advice")
        self._rule = words_label("help")
        rules = Link("看评估规则", self)
        rules.clicked.connect(self.rules_requested)
        self.fill = QPushButton("填写这一项　回车", self)
        self.fill.setToolTip("到填报页改这一项")
        self.quote = QuoteStrip(self)
        said = (self._text, self._figures, self._sentence, self._advice)
        parts = (*said, at_left(self.fill), self._rule, at_left(rules), self.quote)
        column(*parts, spacing=GAP, margins=PAPER, parent=self)

    def show_step(self, step: Step) -> None:
        score = step.score
        upper, lower = figures(step)
        self._text.setText(step.text)
        self._figures.setText(f"{upper}　{lower}")
        self._sentence.setText(score.sentence)
        self._advice.setText(score.advice)
        self._advice.setVisible(bool(score.advice))
        title = next((r.title for r in self._session.rulebook.rules if r.id == score.rule), "")
        basis = "" if score.standing is Standing.SCORED else f"\n依据　{score.source}"
        self._rule.setText(f"规则　{score.rule}　{title}{basis}")  # a sentence of points ends in it
        plan = self._session.plan
        self.quote.show_quote(*source_of(plan, plan.item(score.item)))
