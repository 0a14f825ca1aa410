"""How parts stand on a page: in rows and columns, in two halves, on a scrolled sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.kit.announcement import say
from ui.kit.focus_order import children, enter, put_in_order
from ui.kit.label import Label, WrappedLabel, plain_words, words_label
from ui.kit.metrics import GAP, PAPER, TIGHT, TOOLS, WIDEST

Margins = tuple[int, int, int, int]  # left, top, right, bottom
NO_MARGINS = (0, 0, 0, 0)
ARRIVING = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


@dataclass(frozen=True)
class Placed:
    """A part that takes *share* of what room is left, or stands at one *side* of its place."""

    part: QWidget | QLayout
    share: int = 0
    side: Qt.AlignmentFlag | None = None


@dataclass(frozen=True)
class Room:
    """Nothing: a *share* of what room is left, else *pixels*."""

    share: int = 1
    pixels: int = 0


Part = QWidget | QLayout | Placed | Room
REST = Room()


def wide(part: QWidget | QLayout, share: int = 1) -> Placed:
    """*part* with a *share* of what room is left."""
    return Placed(part, share)


def at_left(part: QWidget) -> Placed:
    """*part* no wider than it asks for."""
    return Placed(part, side=Qt.AlignmentFlag.AlignLeft)


def at_top(part: QWidget) -> Placed:
    """*part* no higher than it asks for."""
    return Placed(part, side=Qt.AlignmentFlag.AlignTop)


def gap(pixels: int) -> Room:
    return Room(0, pixels)


def row(
    *parts: Part, spacing: int = 0, margins: Margins = NO_MARGINS, parent: QWidget | None = None
) -> QHBoxLayout:
    """*parts* side by side; the layout of *parent*, if one is named."""
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def column(
    *parts: Part, spacing: int = 0, margins: Margins = NO_MARGINS, parent: QWidget | None = None
) -> QVBoxLayout:
    """*parts* one under another; the layout of *parent*, if one is named."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def _fill(layout: QBoxLayout, parts: Sequence[Part], spacing: int, margins: Margins) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    add(layout, *parts)


def add(layout: QBoxLayout, *parts: Part) -> None:
    """Puts *parts* at the end of *layout*."""
    for part in parts:
        match part:
            case Room(pixels=0):
                layout.addStretch(part.share)
            case Room():
                layout.addSpacing(part.pixels)
            case Placed(part=QLayout() as inner):
                layout.addLayout(inner, part.share)
            case Placed(part=QWidget() as widget):
                layout.addWidget(widget, part.share, part.side or Qt.AlignmentFlag(0))
            case QWidget():
                layout.addWidget(part)
            case QLayout():
                layout.addLayout(part)
    if around := layout.parentWidget():
        put_in_order(around)


def box(layout: QLayout, name: str = "") -> QFrame:
    """A widget that shows *layout*; *name* is its kind in the style sheet."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    put_in_order(frame)
    return frame


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of *layout*: hidden at once, gone when Qt gets to it."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear_layout(inner)


def stacked(*pages: QWidget) -> QStackedWidget:
    """One of *pages* is shown, the first to begin with."""
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack


def scrolled(content: QWidget, name: str = "paper_scroll", *, read_as: str = "") -> "Scroll":
    """*content*, scrolled up and down where it has no room.

    The tab key goes past it, unless it is there to be read by keys: then *read_as* is its name.
    """
    scroll = Scroll()
    _scroll(scroll, content, name, read_as)
    return scroll


class Scroll(QScrollArea):
    """Scrolls; where the tab key stops at it, what stands in it is read aloud."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in ARRIVING and (content := self.widget()):
            say(self, "\n".join(words_in(content)))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt loses the second of two sizes that the content gets while it is not shown yet, as it
        does where the text became smaller meanwhile: the layout stays as wide as it was.
        """
        super().showEvent(event)
        content = self.widget()
        layout = content.layout() if content else None
        if content and layout and layout.geometry() != content.contentsRect():
            layout.update()


def words_in(widget: QWidget) -> Iterator[str]:
    """The words of the labels in sight in *widget*, in reading order, free of markup."""
    for child in children(widget):
        if not child.isHidden():
            if isinstance(child, Label):
                yield plain_words(child)
            yield from words_in(child)


def _scroll(scroll: "Scroll", content: QWidget, name: str, read_as: str) -> None:
    scroll.setObjectName(name)
    scroll.setWidgetResizable(True)
    shape = QFrame.Shape
    scroll.setFrameShape(shape.StyledPanel if read_as else shape.NoFrame)  # for the ring
    scroll.setProperty("read", bool(read_as))
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setAccessibleName(read_as)
    keys = Qt.FocusPolicy
    scroll.setFocusPolicy(keys.StrongFocus if read_as else keys.NoFocus)
    scroll.setWidget(content)


class Sheet(Scroll):
    """A scrolled column of paper beside a list, rebuilt or filled by its page."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        parts: Sequence[Part] = (),
        widest: int | None = WIDEST,
        spacing: int = GAP,
        margins: Margins = PAPER,
        read_as: str = "",
    ) -> None:
        """*read_as*: its name, where it is there to be read by keys."""
        super().__init__(parent)
        self.paper = QWidget(self)
        self.paper.setObjectName("paper")
        if widest is not None:
            self.paper.setMaximumWidth(widest)
        self.column = column(*parts, spacing=spacing, margins=margins, parent=self.paper)
        _scroll(self, self.paper, "paper_scroll", read_as)

    def add(self, *parts: Part) -> None:
        """Puts *parts* at the end of the column."""
        add(self.column, *parts)

    def label(self, name: str = "", words: str = "") -> WrappedLabel:
        """A label of the kind *name*, put at the end of the column."""
        label = words_label(name, words, self.paper)
        self.column.addWidget(label)
        return label

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)


MOST_LEFT = 0.55  # of the width, for what is chosen from


class Halves(QWidget):
    """At the left what to choose from, at the right what is chosen; *shares* of the width."""

    def __init__(
        self,
        shares: tuple[int, int],
        parent: QWidget | None = None,
        *,
        tools: Sequence[Part] = (),
        left: Sequence[Part] = (),
        right: Sequence[Part] = (),
    ) -> None:
        super().__init__(parent)
        self.left, self.right = QFrame(self), QFrame(self)
        for half, name in ((self.left, "left"), (self.right, "right")):
            half.setObjectName(name)
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left_wanted = 0
        self._columns = column(parent=self.left), column(parent=self.right)
        row(wide(self.left, shares[0]), wide(self.right, shares[1]), parent=self)
        if tools:
            self.add_tools(*tools)
        self.add_left(*left)
        self.add_right(*right)

    def show_left_whole(self, wanted: int) -> None:
        """Gives the left half the *wanted* width [px] where its share is less, but no more than
        `MOST_LEFT` of the room.
        """
        self._left_wanted = wanted
        edge = self.left.width() - self.left.contentsRect().width()
        self.left.setMinimumWidth(min(wanted + edge, int(self.width() * MOST_LEFT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._left_wanted:
            self.show_left_whole(self._left_wanted)
        super().resizeEvent(event)

    def add_left(self, *parts: Part) -> None:
        add(self._columns[0], *parts)

    def add_right(self, *parts: Part) -> None:
        add(self._columns[1], *parts)

    def put_left_first(self, part: QWidget) -> None:
        """Puts *part* at the top of the left half, from wherever it was."""
        self._columns[0].insertWidget(0, part)

    def enter_right(self) -> None:
        """Puts the cursor into the right half: what is chosen is opened."""
        enter(self.right)

    def add_tools(self, *parts: Part, margins: Margins = TOOLS) -> None:
        """Puts *parts* at the end of the left half, one under another: above its list."""
        self.add_left(column(*parts, spacing=TIGHT, margins=margins))
