"""How the 分工表 is drawn: names in full with a quiet note, and duties as chips."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.domain.package import Duty
from ui.kit.words import MIDDLE, draw_lines, draw_words, elided_lines
from ui.pages.package.duty_grid_model import DUTY, NOTE, PROPOSED, Note
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font, washed

ROW, COLUMN, WORDS, HEAD, MARGIN = 42, 84, 328, 84, 12  # px
NOTE_LINE, SIGN = 18, 9  # px
TOKENS = {Duty.LEAD: "accent", Duty.SUPPORT: "ongoing", Duty.NONE: "quiet"}
Index = QModelIndex | QPersistentModelIndex


class NameHeader(QHeaderView):
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        model = self.model()
        if model is None:
            return
        words = str(model.headerData(logicalIndex, self.orientation()))
        note = model.headerData(logicalIndex, self.orientation(), NOTE)
        across = self.orientation() is Qt.Orientation.Horizontal
        box = QRectF(rect)
        painter.save()
        here = self._is_current(logicalIndex)
        painter.fillRect(box, colour("selection" if here else "surface"))
        painter.setPen(colour("edge" if across else "line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if across:
            _paint_above(painter, box.adjusted(4, 4, -4, -6), words, note)
        else:
            _paint_beside(painter, box.adjusted(px(MARGIN), 2, -px(MARGIN), -2), words, note)
        painter.restore()

    def _is_current(self, section: int) -> bool:
        chosen = self.selectionModel().currentIndex() if self.selectionModel() else QModelIndex()
        across = self.orientation() is Qt.Orientation.Horizontal
        return chosen.isValid() and section == (chosen.column() if across else chosen.row())


def _paint_above(painter: QPainter, box: QRectF, words: str, note: Note | None) -> None:
    """A department's name on up to three lines, and under it how much it carries."""
    if note:
        line = QRectF(box.left(), box.bottom() - px(NOTE_LINE), box.width(), px(NOTE_LINE))
        box = box.adjusted(0, 0, 0, -px(NOTE_LINE))
        font = text_font("small", bold=note.warns)
        wide = QFontMetricsF(font).horizontalAdvance(note.words)
        if note.warns:
            side = px(SIGN)
            left = line.center().x() - (wide + side + 4) / 2
            paint_mark(painter, Mark.WARNED, QRectF(left, line.center().y() - side / 2, side, side))
            line.setLeft(left + side + 4)
        painter.setFont(font)
        painter.setPen(colour("look" if note.warns else "quiet"))
        across = Qt.AlignmentFlag.AlignLeft if note.warns else Qt.AlignmentFlag.AlignHCenter
        draw_words(painter, line, note.words, MIDDLE | across, whole=True)
    _paint_lines(painter, box, words, 3, Qt.AlignmentFlag.AlignHCenter)


def _paint_beside(painter: QPainter, box: QRectF, words: str, note: Note | None) -> None:
    """An item's words on two lines, or on one under where it stands in the plan."""
    lines = 2
    if note:
        half = QRectF(box.left(), box.top() + 2, box.width(), box.height() / 2 - 2)
        painter.setFont(text_font("small"))
        painter.setPen(colour("look" if note.warns else "quiet"))
        draw_words(painter, half, note.words)
        box, lines = box.adjusted(0, box.height() / 2, 0, -2), 1
    _paint_lines(painter, box, words, lines, Qt.AlignmentFlag.AlignLeft)


def _paint_lines(
    painter: QPainter, box: QRectF, words: str, most: int, side: Qt.AlignmentFlag
) -> None:
    """At the foot of *box* for names above, in its middle for items beside."""
    font = text_font("small")
    painter.setFont(font)
    painter.setPen(colour("ink"))
    height = QFontMetricsF(font).height()
    lines = elided_lines(words, font, box.width(), most)
    gap = box.height() - height * len(lines)
    top = box.top() + (gap if side is Qt.AlignmentFlag.AlignHCenter else gap / 2)
    place = QRectF(box.left(), top, box.width(), height * len(lines))
    draw_lines(painter, place, words, most, height, side | MIDDLE)


class DutyDelegate(QStyledItemDelegate):
    """What is confirmed is plain; what is only proposed is hatched within a dashed edge."""

    def __init__(self, words: Mapping[Duty, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(COLUMN), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        duty = Duty(index.data(DUTY))
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        token = TOKENS[duty]
        proposed = bool(index.data(PROPOSED))
        if duty is not Duty.NONE and proposed:
            painter.setPen(QPen(colour(token), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QBrush(washed(token, 0.25), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box.adjusted(8, 9, -8, -9), 5, 5)
        elif duty is not Duty.NONE:
            chip = box.adjusted(8, 9, -8, -9)
            painter.setPen(Qt.PenStyle.NoPen if duty is Duty.LEAD else QPen(colour(token), 1))
            painter.setBrush(colour(token) if duty is Duty.LEAD else washed(token, 0.1))
            painter.drawRoundedRect(chip, 5, 5)
        painter.setFont(text_font("small", bold=duty is Duty.LEAD))
        on_accent = duty is Duty.LEAD and not proposed
        painter.setPen(colour("on_accent" if on_accent else token))
        words = "·" if duty is Duty.NONE else self._words[duty]
        draw_words(painter, box, words, Qt.AlignmentFlag.AlignCenter, whole=True)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()
