"""Lines at the left of the rules page: versions on two lines, entries on one, headings quiet."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.rules.outline_entries import LINE, EntryLine, VersionLine
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font, washed

VERSION, ENTRY, HEADING, MARGIN = 54, 34, 30, 16  # px
Index = QModelIndex | QPersistentModelIndex


class OutlineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        if isinstance(line, VersionLine):
            return QSize(200, px(VERSION))
        return QSize(200, px(ENTRY if line.entry else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(box, washed("accent", 0.05))
        inner = box.adjusted(MARGIN, 0, -12, 0)
        if isinstance(line, VersionLine):
            self._paint_version(painter, line, inner)
        else:
            self._paint_entry(painter, line, inner, selected=selected)
        painter.restore()

    def _paint_version(self, painter: QPainter, line: VersionLine, inner: QRectF) -> None:
        upper = QRectF(inner.left(), inner.top() + px(7), inner.width(), px(22))
        lower = QRectF(inner.left(), inner.top() + px(28), inner.width(), px(18))
        if line.badge:
            painter.setFont(text_font("small"))
            painter.setPen(colour("accent"))
            draw_words(painter, upper, line.badge, MIDDLE_RIGHT, whole=True)
            wide = painter.fontMetrics().horizontalAdvance(line.badge)
            upper.setRight(upper.right() - wide - 8)
        _draw(painter, line.title, upper, "ink", bold=True)
        _draw(painter, line.note, lower, "quiet", "small")

    def _paint_entry(
        self, painter: QPainter, line: EntryLine, inner: QRectF, *, selected: bool
    ) -> None:
        if line.entry is None:
            _draw(painter, line.title, inner, "quiet", "small")
            return
        if line.troubles:
            mark = QRectF(inner.right() - 14, inner.center().y() - 7, 14, 14)
            paint_mark(painter, Mark.BEHIND, mark, "returned")
        elif line.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(QPointF(inner.right() - 7, inner.center().y()), 4, 4)
        if line.troubles or line.changed:
            inner.setRight(inner.right() - 20)
        if line.entry.id:
            inner.setLeft(inner.left() + 8)
        _draw(painter, line.title, inner, "ink", bold=selected)


def _draw(
    painter: QPainter,
    words: str,
    box: QRectF,
    token: str,
    size: str = "text",
    *,
    bold: bool = False,
) -> None:
    font = text_font(size, bold=bold)
    painter.setFont(font)
    painter.setPen(colour(token))
    draw_words(painter, box, words)
