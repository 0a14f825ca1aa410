"""分工表: who leads, supports or is out of it, set by keys and mouse, cell by cell or in blocks."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from model.domain.package import Duty
from ui.models.package_grid import DUTY, Grid, GridModel
from ui.theme import colour, text_font, washed

ROW, COLUMN, WORDS, HEAD, MARGIN = 44, 76, 340, 76, 12  # px
NEXT = {Duty.LEAD: Duty.SUPPORT, Duty.SUPPORT: Duty.NONE, Duty.NONE: Duty.LEAD}
KEYS = {
    Qt.Key.Key_1: Duty.LEAD,
    Qt.Key.Key_2: Duty.SUPPORT,
    Qt.Key.Key_3: Duty.NONE,
    Qt.Key.Key_0: Duty.NONE,
    Qt.Key.Key_Delete: Duty.NONE,
    Qt.Key.Key_Backspace: Duty.NONE,
}
TOKENS = {Duty.LEAD: "accent", Duty.SUPPORT: "ongoing", Duty.NONE: "quiet"}


class DutyGrid(QTableView):
    """`words` rename the duties for other questions, e.g. who takes over."""

    duty_set = Signal(object, object)  # tuple of (item, department), Duty

    def __init__(
        self, parent: QWidget | None = None, words: Mapping[Duty, str] | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words or {duty: duty.value for duty in Duty}
        self._grid = GridModel(self)
        self.setModel(self._grid)
        self.setItemDelegate(_DutyDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("分工表：1 牵头，2 配合，3 不承担，空格换一种")
        across, down = (
            _Names(Qt.Orientation.Horizontal, self),
            _Names(Qt.Orientation.Vertical, self),
        )
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setDefaultSectionSize(COLUMN)
        across.setFixedHeight(HEAD)
        down.setDefaultSectionSize(ROW)
        down.setFixedWidth(WORDS)
        for header in (across, down):
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_grid(self, grid: Grid) -> None:
        self._grid.show_grid(grid)

    def set_duty(self, duty: Duty) -> None:
        """For every cell that is selected."""
        if chosen := self.selectedIndexes():
            self.duty_set.emit(self._grid.keys_at(chosen), duty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self.set_duty(KEYS[key])
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.set_duty(NEXT[Duty(self.currentIndex().data(DUTY))])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.duty_set.emit(self._grid.keys_at([index]), NEXT[Duty(index.data(DUTY))])

    def keyboardSearch(self, search: str) -> None:
        """Nothing: digits set duties."""


class _Names(QHeaderView):
    """Names in full, on two or three lines."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        model = self.model()
        if model is None:
            return
        words = str(model.headerData(logicalIndex, self.orientation()))
        across = self.orientation() is Qt.Orientation.Horizontal
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, colour("surface"))
        painter.setPen(colour("edge" if across else "line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(text_font("small"))
        painter.setPen(colour("ink"))
        side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
        inner = box.adjusted(4, 4, -4, -6) if across else box.adjusted(MARGIN, 2, -MARGIN, -2)
        foot = Qt.AlignmentFlag.AlignBottom if across else Qt.AlignmentFlag.AlignVCenter
        painter.setClipRect(inner)
        flags = side | foot | Qt.TextFlag.TextWrapAnywhere
        painter.drawText(inner, int(flags), words)
        painter.restore()


class _DutyDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(COLUMN, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        duty = Duty(index.data(DUTY))
        grid = self.parent()
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        token = TOKENS[duty]
        if duty is not Duty.NONE:
            chip = box.adjusted(8, 9, -8, -9)
            painter.setPen(Qt.PenStyle.NoPen if duty is Duty.LEAD else QPen(colour(token), 1))
            painter.setBrush(colour(token) if duty is Duty.LEAD else washed(token, 0.1))
            painter.drawRoundedRect(chip, 5, 5)
        painter.setFont(text_font("small", bold=duty is Duty.LEAD))
        painter.setPen(colour("on_accent" if duty is Duty.LEAD else token))
        words = grid.words[duty] if isinstance(grid, DutyGrid) else duty.value
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "·" if duty is Duty.NONE else words)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()
