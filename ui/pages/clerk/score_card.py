"""The score at a glance: the figure, the grade, the bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.domain.numbers import number_text, points_text
from model.domain.points_balance import balance_of
from model.domain.score import Assessment
from ui.kit.card import Card
from ui.kit.label import line_label, words_label
from ui.kit.layout import Placed, add, row
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.pages.clerk.score_bar import Piece, ScoreBar
from ui.theme import figure_font


class ScoreCard(Card):
    opened = Signal()

    def __init__(self, parent: QWidget | None = None, *, alone: bool = True) -> None:
        super().__init__("自评得分", parent, flat=not alone)
        self._figure, self._of = line_label("figure"), line_label("help")
        self._figure.setFont(figure_font())
        self._grade = words_label("grade")
        more = Link("看每项得分", self)
        more.clicked.connect(self.opened)
        more.setVisible(alone)
        low = Qt.AlignmentFlag.AlignBottom
        grade = Placed(self._grade, 1, low)
        line = (Placed(self._figure, side=low), Placed(self._of, side=low), grade)
        self._bar, self._sentence = ScoreBar(self), words_label("help")
        head = row(*line, Placed(more, side=low), spacing=TIGHT)
        add(self.column, head, self._bar, self._sentence)

    def show_assessment(self, assessment: Assessment) -> None:
        balance = balance_of(assessment)
        started = assessment.total is not None and any(
            score.points is not None for score in assessment.scores
        )
        total = assessment.total if started else None
        self._figure.setText("未填" if total is None else points_text(total))
        self._of.setText(f"满分 {number_text(assessment.maximum)} 分")
        self._grade.setText(assessment.grade_words if started else "")
        self._bar.show_pieces(
            tuple(
                Piece(f"{word} {points_text(points)}", balance.share(points), token, hatched)
                for word, points, token, hatched in (
                    ("已得", balance.earned, "accent", False),
                    ("未填待得", balance.open, "ongoing", True),
                    ("已失", balance.lost, "quiet", False),
                )
            )
        )
        self._sentence.setText(
            assessment.sentence_words if started else "填写第一项后，这里开始计分。"
        )
