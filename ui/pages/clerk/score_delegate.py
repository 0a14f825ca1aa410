"""One step of the ladder: what it is, how much of its points is there, how much is to gain."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from model.domain.numbers import points_text
from model.domain.score import Score, Standing
from ui.kit.row_ground import paint_ground
from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.clerk.score_model import STEP, Step
from ui.theme import colour, px, text_font

Index = QModelIndex | QPersistentModelIndex
HEIGHT, MARGIN, FIGURES, BAR, THICK = 60, 16, 96, 96, 6  # px


class ScoreDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject | None = None, margin: int = MARGIN) -> None:
        super().__init__(parent)
        self._margin = margin

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(STEP)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, box, self._margin)
        inner = box.adjusted(self._margin, px(9), -self._margin, -px(9))
        wide = inner.width() - px(FIGURES) - px(BAR) - 24
        left, top = inner.left(), inner.top()
        self._paint_line(painter, QRectF(left, top, wide, px(20)), step.place, "small")
        self._paint_line(painter, QRectF(left, top + px(20), wide, px(22)), step.text, "text")
        bar = QRectF(left + wide + 12, inner.center().y() - THICK / 2, px(BAR), THICK)
        self._paint_bar(painter, step.score, bar)
        room = QRectF(inner.right() - px(FIGURES), top, px(FIGURES), px(42))
        self._paint_figures(painter, step, room)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRectF, words: str, size: str) -> None:
        font = text_font(size)
        painter.setFont(font)
        painter.setPen(colour("quiet" if size == "small" else "ink"))
        draw_words(painter, box, words)

    def _paint_bar(self, painter: QPainter, score: Score, bar: QRectF) -> None:
        if not score.counts:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(bar, THICK / 2, THICK / 2)
        if score.points and score.maximum:
            share = float(min(score.points / score.maximum, Decimal(1)))
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), bar.width() * share, THICK), THICK / 2, THICK / 2
            )

    def _paint_figures(self, painter: QPainter, step: Step, box: QRectF) -> None:
        upper, lower = figures(step)
        painter.setFont(text_font(bold=True))
        painter.setPen(colour("ink" if step.score.standing is Standing.SCORED else "quiet"))
        line = QRectF(box.left(), box.top(), box.width(), px(22))
        draw_words(painter, line, upper, MIDDLE_RIGHT, whole=True)
        painter.setFont(text_font("small"))
        painter.setPen(colour("behind" if step.gain else "quiet"))
        line = QRectF(box.left(), box.top() + px(22), box.width(), px(20))
        draw_words(painter, line, lower, MIDDLE_RIGHT, whole=True)


def figures(step: Step) -> tuple[str, str]:
    """What it has, and what there is to gain in all; 未填 is never shown as 0."""
    score = step.score
    gain = f"总分可升 {points_text(step.gain)}"
    if score.points is None:
        return score.standing.value, gain if step.gain else "不计入"
    gain = gain if step.gain else "满分"
    return f"{points_text(score.points)} / {points_text(score.maximum)}", gain
