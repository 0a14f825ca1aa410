"""How far each section is: one thin bar per section, painted."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.clerk.progress import SectionProgress
from ui.theme import colour, px, text_font, washed

ROW, BAR, NUMBERS = 36, 8, 84  # px


class SectionBars(QWidget):
    """A click on a section asks for its items; the arrow keys and Enter do, too."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[SectionProgress, ...] = ()
        self._under = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("各章节填报进度")

    def show_sections(self, sections: tuple[SectionProgress, ...]) -> None:
        self._sections = sections
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, max(len(self._sections), 1) * px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, section in enumerate(self._sections):
            self._paint_section(
                painter,
                section,
                QRectF(0, number * px(ROW), self.width(), px(ROW)),
                number == self._under,
            )

    def _paint_section(
        self, painter: QPainter, section: SectionProgress, box: QRectF, under: bool
    ) -> None:
        if under:
            painter.fillRect(box, washed("accent", 0.05))
        inner = box.adjusted(0, 4, 0, -4)
        painter.setFont(text_font("small"))
        heading = QRectF(inner.left(), inner.top(), inner.width() - px(NUMBERS), px(18))
        painter.setPen(colour("ink"))
        draw_words(painter, heading, section.section)
        painter.setPen(colour("quiet"))
        numbers = QRectF(heading.right(), inner.top(), px(NUMBERS), px(18))
        draw_words(painter, numbers, f"{section.said} / {section.total}", MIDDLE_RIGHT, whole=True)
        bar = QRectF(inner.left(), inner.top() + px(21), inner.width(), BAR)
        self._paint_bar(painter, section, bar)

    def _paint_bar(self, painter: QPainter, section: SectionProgress, bar: QRectF) -> None:
        painter.save()
        rounded = QPainterPath()
        rounded.addRoundedRect(bar, BAR / 2, BAR / 2)
        painter.setClipPath(rounded)
        painter.fillRect(bar, colour("line"))
        left = bar.left()
        for mark, count in section.marks.items():
            width = bar.width() * count / section.total
            painter.fillRect(QRectF(left, bar.top(), width, BAR), colour(mark.token))
            left += width
            painter.fillRect(QRectF(left - 1, bar.top(), 1, BAR), colour("surface"))
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._number_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._choose(self._number_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._sections) - 1
        match event.key():
            case Qt.Key.Key_Down:
                self._point_at(min(self._under + 1, last))
            case Qt.Key.Key_Up:
                self._point_at(max(self._under - 1, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._choose(self._under)
            case _:
                super().keyPressEvent(event)

    def _number_at(self, place: QPointF) -> int:
        return int(place.y() // px(ROW))

    def _point_at(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.update()

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._sections):
            self.section_chosen.emit(self._sections[number].section)
