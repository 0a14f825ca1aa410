"""How many stand where, as one bar that is read without its colours.

Each state has a brightness of its own beside its neighbours, or a texture: a grey printer, an old
panel and an eye that mixes red and green tell them apart.
"""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.kit.words import draw_words
from ui.status_marks import Mark
from ui.theme import colour, text_font

BETWEEN, HATCH, EDGE, MIDDLE = 2, 6, 1.5, 2  # px: parts, lines of the hatching, outline, stroke
ROOMY = 26  # px: a part wide enough for its number
FILLED = {"done": "done_fill", "ongoing": "ongoing_fill"}


def paint_states(
    painter: QPainter, bar: QRectF, marks: Mapping[Mark, int], total: int, *, numbers: bool = True
) -> None:
    """Draws *marks* with their counts, side by side from the left; what is left of *total* stays
    empty.
    """
    painter.fillRect(bar, colour("track"))
    left = bar.left()
    for mark, count in marks.items():
        width = bar.width() * count / total
        part = QRectF(left, bar.top(), width - BETWEEN, bar.height())
        painter.fillRect(QRectF(left, bar.top(), width, bar.height()), colour("surface"))
        paint_fill(painter, mark, part)
        if numbers and part.width() >= ROOMY:
            _paint_number(painter, mark, part, count)
        left += width


def paint_fill(painter: QPainter, mark: Mark, part: QRectF) -> None:
    """Fills *part* as the state is: full, light, hatched, hollow, or a stroke."""
    painter.save()
    match mark.token:
        case "done" | "ongoing":
            painter.fillRect(part, colour(FILLED[mark.token]))
        case "behind":
            painter.fillRect(part, colour("behind_fill"))
            _hatch(painter, part)
        case "returned":
            painter.fillRect(part, colour("returned"))
        case "look":
            painter.fillRect(part, colour("look_tint"))
            half = EDGE / 2
            painter.setPen(QPen(colour("look"), EDGE))
            painter.drawRect(part.adjusted(half, half, -half, -half))
        case "not_applicable" | "no_target":
            painter.fillRect(part, colour("track"))
            stroke = QRectF(part.left(), part.center().y() - MIDDLE / 2, part.width(), MIDDLE)
            painter.fillRect(stroke, colour("quiet"))
        case _:
            half = EDGE / 2
            painter.setPen(QPen(colour("quiet"), EDGE))
            painter.drawRect(part.adjusted(half, half, -half, -half))
    painter.restore()


def _hatch(painter: QPainter, part: QRectF) -> None:
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour("behind_hatch"), 2))
    x = part.left() - part.height()
    while x < part.right():
        painter.drawLine(QLineF(x, part.bottom(), x + part.height(), part.top()))
        x += HATCH


def _paint_number(painter: QPainter, mark: Mark, part: QRectF, count: int) -> None:
    """The number on its own ground, where the part has room above and below it."""
    font = text_font("small", bold=True)
    metrics = QFontMetricsF(font)
    if metrics.capHeight() + 2 > part.height():
        return
    words = str(count)
    ground = QRectF(part)
    ink = {"done": "on_fill", "returned": "on_fill"}.get(mark.token, "ink")
    if mark.token in {"behind", "not_applicable", "no_target"}:
        width = metrics.horizontalAdvance(words) + 6
        ground = QRectF(part.center().x() - width / 2, part.top(), width, part.height())
        painter.fillRect(ground.adjusted(0, 1, 0, -1), colour("surface"))
    painter.setFont(font)
    painter.setPen(colour(ink))
    draw_words(painter, ground, words, Qt.AlignmentFlag.AlignCenter, whole=True)
