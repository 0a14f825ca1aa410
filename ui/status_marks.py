"""States as people see them: a shape, a colour and a word, each enough alone."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from model.domain.answers import State
from model.domain.origin import OriginStanding
from ui.theme import colour


class Mark(Enum):
    """Colour token and word."""

    DONE = ("done", "完成")
    ONGOING = ("ongoing", "推进中")
    BEHIND = ("behind", "滞后")
    NOT_STARTED = ("not_started", "未启动")
    RETURNED = ("returned", "被退回")
    NOT_APPLICABLE = ("not_applicable", "不适用")
    NO_TARGET = ("no_target", "目标未下达")
    LEFT = ("not_applicable", "已退出")
    CARRIED = ("ongoing", "沿用未改")
    OPEN = ("not_started", "未填")
    NOT_ASKED = ("not_started", "可不填")
    REACHED = ("done", "达标")
    EARLY = ("done", "提前达到")
    MISSED = ("behind", "未达标")
    NOT_DUE = ("ongoing", "尚未到期")
    PART = ("look", "尚未报齐")
    FILLED = ("ongoing", "已填")
    TAKEN = ("done", "已接收")
    WARNED = ("look", "有提示")
    REFUSED = ("returned", "未接收")
    OTHER_YEAR = ("no_target", "其他年度")
    UNUSED = ("not_applicable", "没有计入")
    REFUSED_ALL = ("returned", "来件未接收")
    UNPROVED = ("look", "来件待认定")
    APART = ("look", "待认定")
    UNREPORTED = ("not_started", "未报")
    WRONG = ("returned", "须改正")
    DIFFERENT = ("look", "不一致")
    TO_REVIEW = ("ongoing", "已报待审")
    DOUBTFUL = ("look", "有疑问")
    SENT_BACK = ("returned", "退回")
    SENT_AGAIN = ("ongoing", "重报")
    LAPSED = ("look", "待再通过")
    PASSED = ("done", "通过")
    NO_TASKS = ("no_target", "本年无任务")
    PENDING = ("not_started", "待审")
    CHANGED = ("ongoing", "有变化")
    REVIEWED = ("done", "已审")
    UNCONFIRMED = ("look", "待确认")
    TO_SETTLE = ("look", "待处理")
    SETTLED = ("done", "已处理")
    VERIFIED = ("done", "已验证")
    UNCHECKED = ("ongoing", "未核对")
    MISMATCH = ("returned", "不符")
    UNSIGNED = ("not_started", "无签名")

    @property
    def token(self) -> str:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


MARK_OF = {
    State.DONE: Mark.DONE,
    State.ONGOING: Mark.ONGOING,
    State.BEHIND: Mark.BEHIND,
    State.NOT_STARTED: Mark.NOT_STARTED,
    State.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}


ORIGIN_MARKS = {
    OriginStanding.VERIFIED: Mark.VERIFIED,
    OriginStanding.UNCHECKED: Mark.UNCHECKED,
    OriginStanding.MISMATCH: Mark.MISMATCH,
    OriginStanding.UNSIGNED: Mark.UNSIGNED,
}
"""Who made a file, wherever it is shown: a shield, whole, half, struck out or only sketched."""


Strokes = tuple[tuple[tuple[float, float], ...], ...]  # lines of points, shares of a square
BACK: Strokes = (
    ((0.36, 0.16), (0.12, 0.38), (0.36, 0.6)),
    ((0.12, 0.38), (0.7, 0.38), (0.88, 0.55), (0.7, 0.84), (0.4, 0.84)),
)
CROSS: Strokes = (((0.22, 0.22), (0.78, 0.78)), ((0.78, 0.22), (0.22, 0.78)))
DASH: Strokes = (((0.16, 0.5), (0.84, 0.5)),)
STROKES = {
    Mark.RETURNED: BACK,
    Mark.SENT_BACK: BACK,
    Mark.REFUSED: CROSS,
    Mark.REFUSED_ALL: CROSS,
    Mark.WRONG: CROSS,
    Mark.NOT_APPLICABLE: DASH,
    Mark.LEFT: DASH,
    Mark.NO_TASKS: DASH,
    Mark.UNUSED: DASH,
}


def paint_mark(painter: QPainter, mark: Mark, box: QRectF, token: str = "") -> None:
    """The shape of *mark* inside *box*, a square, in its own colour or that of *token*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = colour(token or mark.token)
    side = box.width()
    pen = QPen(
        QBrush(ink), max(1.5, side / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )  # fmt: skip
    painter.setPen(pen)
    inner = box.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
    fill = QBrush(ink)
    match mark:
        case (
            Mark.DONE
            | Mark.REACHED
            | Mark.EARLY
            | Mark.TAKEN
            | Mark.PASSED
            | Mark.REVIEWED
            | Mark.SETTLED
        ):
            painter.setBrush(fill)
            painter.drawEllipse(inner)
            pen.setColor(colour("surface"))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(_points(box, (0.3, 0.52), (0.45, 0.67), (0.71, 0.37)))
        case Mark.ONGOING | Mark.FILLED | Mark.TO_REVIEW | Mark.NOT_DUE | Mark.PART:
            painter.drawEllipse(inner)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPie(inner, 90 * 16, 180 * 16)
        case Mark.BEHIND | Mark.MISSED:
            painter.setBrush(fill)
            painter.drawPolygon(_points(box, (0.5, 0.14), (0.92, 0.86), (0.08, 0.86)))
        case (
            Mark.WARNED
            | Mark.DIFFERENT
            | Mark.DOUBTFUL
            | Mark.TO_SETTLE
            | Mark.UNPROVED
            | Mark.APART
            | Mark.UNCONFIRMED
            | Mark.LAPSED
        ):
            _paint_exclamation(painter, box, inner)
        case Mark.SENT_AGAIN | Mark.CARRIED | Mark.CHANGED:
            painter.drawArc(inner, 60 * 16, 290 * 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(_points(box, (0.62, 0.0), (1.0, 0.2), (0.62, 0.42)))
        case Mark.NO_TARGET | Mark.OTHER_YEAR:
            painter.drawPolygon(_points(box, (0.5, 0.08), (0.92, 0.5), (0.5, 0.92), (0.08, 0.5)))
        case Mark.NOT_STARTED | Mark.UNREPORTED:
            painter.drawEllipse(inner)
        case Mark.OPEN | Mark.PENDING | Mark.NOT_ASKED:
            pen.setDashPattern([1.2, 2.2])
            painter.setPen(pen)
            painter.drawEllipse(inner)
        case Mark.VERIFIED | Mark.UNCHECKED | Mark.MISMATCH | Mark.UNSIGNED:
            _paint_shield(painter, mark, box, pen, ink)
        case _:
            _paint_strokes(painter, box, STROKES[mark])
    painter.restore()


def _paint_strokes(painter: QPainter, box: QRectF, strokes: Strokes) -> None:
    for stroke in strokes:
        painter.drawPolyline(_points(box, *stroke))


def _paint_exclamation(painter: QPainter, box: QRectF, ring: QRectF) -> None:
    """An exclamation mark in *ring*."""
    painter.drawEllipse(ring)
    painter.drawPolyline(_points(box, (0.5, 0.28), (0.5, 0.55)))
    painter.drawPoints(_points(box, (0.5, 0.74)))


def _paint_shield(painter: QPainter, mark: Mark, box: QRectF, pen: QPen, ink: QColor) -> None:
    shield = _points(
        box, (0.5, 0.04), (0.88, 0.18), (0.88, 0.52), (0.76, 0.76), (0.5, 0.96), (0.24, 0.76),
        (0.12, 0.52), (0.12, 0.18),
    )  # fmt: skip
    if mark is Mark.UNSIGNED:
        pen.setDashPattern([1.2, 2.2])
        painter.setPen(pen)
    elif mark is Mark.VERIFIED:
        painter.setBrush(QBrush(ink))
    painter.drawPolygon(shield)
    if mark is Mark.VERIFIED:
        pen.setColor(colour("surface"))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_points(box, (0.31, 0.48), (0.45, 0.63), (0.7, 0.34)))
    elif mark is Mark.UNCHECKED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ink))
        half = ((0.5, 0.04), (0.5, 0.96), (0.24, 0.76), (0.12, 0.52), (0.12, 0.18))
        painter.drawPolygon(_points(box, *half))
    elif mark is Mark.MISMATCH:
        painter.drawPolyline(_points(box, (0.34, 0.3), (0.66, 0.64)))
        painter.drawPolyline(_points(box, (0.66, 0.3), (0.34, 0.64)))


def _points(box: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in shares]
    )
