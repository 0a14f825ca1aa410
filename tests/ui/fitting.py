"""Finds words of a window that don't fit where they are drawn.

Looks at widgets (labels, buttons, fields, headings of tables), at what delegates and painted
widgets draw (through ui/kit/words.py), and at widgets that lie outside their place or over
each other.
"""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.kit.elided_label import ElidedLabel
from ui.kit.words import Drawn, drawn_in

LEEWAY = 1  # px
LEAST = 4  # letters that must be left of shortened words


def settle() -> None:
    """Let layouts, scroll bars and lists find their sizes."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def misfits(window: QWidget) -> list[str]:
    """One line for each; [] where all fits."""
    found: list[str] = []
    for widget in _shown(window):
        found += (f"{_path(widget)}: {trouble}" for trouble in _troubles(widget, window))
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not widget.isWindow() and not _is_aid(widget):
            yield widget


def _is_aid(widget: QWidget) -> bool:
    """A part Qt makes for itself: scroll bars, the viewport's corner, a handle."""
    return isinstance(widget, QScrollBar | QSplitterHandle) or widget.objectName().startswith("qt_")


def _troubles(widget: QWidget, window: QWidget) -> Iterator[str]:
    if widget.width() <= 0 or widget.height() <= 0:
        if _words(widget):
            yield f"no room at all for “{_words(widget)}”"
        return
    match widget:
        case ElidedLabel():
            pass
        case QLabel():
            yield from _label(widget)
        case QComboBox() | QLineEdit():
            yield from _field(widget)
        case QTextEdit():
            yield from _text(widget)
        case QCheckBox() | QRadioButton() | QPushButton() | QToolButton():
            yield from _button(widget)
        case QHeaderView():
            yield from _headings(widget)
    if type(widget).paintEvent is not QWidget.paintEvent or _is_viewport(widget):
        yield from _painted(widget)
    yield from _place(widget, window)
    yield from _overlaps(widget)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or not label.pixmap().isNull():
        return
    need = _label_size(label)
    room = label.contentsRect().size()
    if need.width() > room.width() + LEEWAY and not label.toolTip():
        yield f"“{label.text()[:60]}” needs {need.width()} px, has {room.width()}"
    if need.height() > room.height() + LEEWAY:
        yield f"“{label.text()[:60]}” needs {need.height()} px of height, has {room.height()}"


def _label_size(label: QLabel) -> QSize:
    margin = 2 * label.margin()
    if label.wordWrap():
        width = label.width()
        height = label.heightForWidth(width) - (label.height() - label.contentsRect().height())
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        if label.textFormat() is Qt.TextFormat.RichText or "</" in label.text():
            document.setHtml(label.text())
        else:
            document.setPlainText(label.text())
        document.setTextWidth(label.contentsRect().width() - margin)
        return QSize(round(document.idealWidth()) + margin, height)
    size = label.sizeHint() - (label.size() - label.contentsRect().size())
    return QSize(size.width(), min(size.height(), _glyphs(label, label.text())))


def _glyphs(widget: QWidget, words: str) -> int:
    """How high *words* are by their glyphs: a font's own height has air in it."""
    metrics = QFontMetricsF(widget.font())
    lines = words.count("\n") + 1
    return round(metrics.height() * (lines - 1) + metrics.tightBoundingRect(words).height())


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() or _is_iconic(button):
        return
    if button.sizeHint().width() > button.width() + LEEWAY and not button.toolTip():
        yield f"“{button.text()}” needs {button.sizeHint().width()} px, has {button.width()}"
    if _glyphs(button, button.text()) > button.height():
        yield f"“{button.text()}” needs more height than {button.height()}"


def _is_iconic(button: QAbstractButton) -> bool:
    iconic = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and (
        button.toolButtonStyle() is iconic and not button.icon().isNull()
    )


def _field(field: QLineEdit | QComboBox) -> Iterator[str]:
    if _glyphs(field, "国") > field.contentsRect().height():
        yield f"letters need more height than {field.contentsRect().height()}"
    if isinstance(field, QLineEdit) and not field.text() and field.placeholderText():
        words = QFontMetricsF(field.font()).horizontalAdvance(field.placeholderText())
        room = field.contentsRect().width() - field.textMargins().left() - 24
        icons = [a for a in field.actions() if not a.icon().isNull()]
        room -= 22 * len(icons)
        if words > room and not field.toolTip():
            yield f"“{field.placeholderText()}” needs {words:.0f} px, has {room}"


def _text(box: QTextEdit) -> Iterator[str]:
    if box.toPlainText() or not box.placeholderText():
        return
    document = QTextDocument(box.placeholderText())
    document.setDefaultFont(box.font())
    document.setTextWidth(box.viewport().width())
    if document.size().height() > box.viewport().height() + 8:
        yield f"“{box.placeholderText()}” is higher than its box"


def _headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal or (
        type(header).paintSection is not QHeaderView.paintSection
    ):
        return
    for section in range(header.count()):
        words = str(header.model().headerData(section, header.orientation()) or "")
        if not words or header.isSectionHidden(section):
            continue
        need, room = header.sectionSizeFromContents(section).width(), header.sectionSize(section)
        table = header.parentWidget()
        sorting = isinstance(table, QTableView) and table.isSortingEnabled()
        unmarked = sorting and header.sortIndicatorSection() != section
        mark = header.fontMetrics().height() if unmarked else 0
        if need - mark > room + LEEWAY:
            yield f"heading “{words}” needs {need - mark} px, has {room}"


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractItemView) and parent.viewport() is widget


def _painted(widget: QWidget) -> Iterator[str]:
    drawn = [one for one in drawn_in(widget) if one.shown and one.box.top() < widget.height()]
    for one in drawn:
        visible = one.ink.left() + LEEWAY >= 0 and one.ink.right() <= widget.width() + LEEWAY
        if not one.fits:
            yield f"painted “{one.words[:60]}” has {_size(one)}"
        elif not visible:
            yield f"painted “{one.words[:60]}” is drawn outside"
        elif one.shown != one.words and len(one.shown.rstrip("…")) < min(LEAST, len(one.words)):
            yield f"painted “{one.words[:60]}” is shortened to “{one.shown}”"
        elif one.shown != one.words and widget.toolTip() == "" and not _has_whole_words(widget):
            yield f"painted “{one.words[:60]}” is shortened and told nowhere"
    for number, one in enumerate(drawn):
        for other in drawn[number + 1 :]:
            both = one.ink.intersected(other.ink)
            if both.width() > 2 and both.height() > 2:
                yield f"painted “{one.words[:40]}” lies over “{other.words[:40]}”"


def _size(one: Drawn) -> str:
    return (
        f"{one.box.width():.0f}×{one.box.height():.0f} px, "
        f"needs {one.ink.width():.0f}×{one.ink.height():.0f}"
    )


def _has_whole_words(widget: QWidget) -> bool:
    from ui.kit.words import WholeWords

    return bool(widget.window().findChildren(WholeWords))


def _place(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Outside the widget it stands in, and no way to scroll there."""
    parent = widget.parentWidget()
    if widget is window or parent is None or not _has_words_in(widget):
        return
    scroll = parent.parentWidget()
    if isinstance(scroll, QScrollArea) and parent is scroll.viewport():
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if scroll.horizontalScrollBarPolicy() is off and widget.width() > parent.width() + LEEWAY:
            yield f"is {widget.width()} px wide in {parent.width()}, and nothing scrolls"
        if scroll.verticalScrollBarPolicy() is off and widget.height() > parent.height() + LEEWAY:
            yield f"is {widget.height()} px high in {parent.height()}, and nothing scrolls"
        return
    if isinstance(scroll, QAbstractItemView) or isinstance(parent, QAbstractItemView):
        return
    room = parent.rect().adjusted(-LEEWAY, -LEEWAY, LEEWAY, LEEWAY)
    if not room.contains(widget.geometry()):
        yield f"at {_rect(widget.geometry())} lies outside {_rect(parent.rect())}"


def _has_words_in(widget: QWidget) -> bool:
    return bool(_words(widget)) or not isinstance(widget, QLabel)


def _overlaps(widget: QWidget) -> Iterator[str]:
    """Neighbours in one layout that lie over each other."""
    layout = widget.layout()
    if layout is None or isinstance(widget, QStackedWidget):
        return
    parts = [
        part
        for part in widget.children()
        if isinstance(part, QWidget)
        and part.isVisibleTo(widget)
        and not part.isWindow()
        and layout_holds(widget, part)
    ]
    for number, part in enumerate(parts):
        for other in parts[number + 1 :]:
            both = part.geometry().intersected(other.geometry())
            if both.width() > LEEWAY and both.height() > LEEWAY:
                yield f"{_name(part)} lies over {_name(other)} by {both.width()}×{both.height()}"


def layout_holds(widget: QWidget, part: QWidget) -> bool:
    """*part* has its place from the layout of *widget*, at whatever depth."""
    places = [widget.layout()]
    while places:
        place = places.pop()
        if place.indexOf(part) >= 0:
            return True
        places += (
            inner for n in range(place.count()) if (inner := place.itemAt(n).layout()) is not None
        )
    return False


def _name(widget: QWidget) -> str:
    words = _words(widget)
    name = type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else "")
    return f"{name}“{words[:20]}”" if words else name


def _path(widget: QWidget) -> str:
    names = []
    while widget is not None and not widget.isWindow() and len(names) < 3:
        names.append(_name(widget) if not names else type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names)


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"
