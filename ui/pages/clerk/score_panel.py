"""One score laid open: the sentence, how to gain, rule, source, the plan's words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.kit.link import Link
from ui.kit.quote_strip import QuoteStrip
from ui.pages.clerk.score_steps import Step, figures
from ui.pages.item_words import source_of
from ui.session import Session


class ScorePanel(QFrame):
    rules_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        self._text, self._figures = QLabel(self), QLabel(self)
        self._text.setObjectName("question_heading")
        self._figures.setObjectName("points")
        self._sentence, self._advice, self._rule = (QLabel(self) for _ in range(3))
        self._advice.setObjectName("advice")
        self._rule.setObjectName("help")
        for label in (self._text, self._figures, self._sentence, self._advice, self._rule):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        rules = Link("看评估规则", self)
        rules.clicked.connect(self.rules_requested)
        column.addWidget(rules, 0, Qt.AlignmentFlag.AlignLeft)
        self.quote = QuoteStrip(self)
        column.addWidget(self.quote)

    def show_step(self, step: Step) -> None:
        score = step.score
        upper, lower = figures(step)
        self._text.setText(step.text)
        self._figures.setText(f"{upper}　{lower}")
        self._sentence.setText(score.sentence)
        self._advice.setText(score.advice)
        self._advice.setVisible(bool(score.advice))
        title = next((r.title for r in self._session.rulebook.rules if r.id == score.rule), "")
        self._rule.setText(f"规则　{score.rule}　{title}\n依据　{score.source}")
        plan = self._session.plan
        self.quote.show_quote(*source_of(plan, plan.item(score.item)))
