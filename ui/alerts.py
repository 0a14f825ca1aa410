"""How failures reach the user: the only module that opens message boxes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QMessageBox,
    QWidget,
)

from model.errors import AppError
from model.store.disk_errors import told
from ui.connection import connect
from ui.help.manual_links import BUG, MANUAL, WHAT, place_about
from ui.kit.line_field import LineField
from ui.kit.metrics import NONE, TIGHT, px
from ui.theme import dress, icon_pixmap

log = logging.getLogger(__name__)

SAFE = (
    "已经保存的内容不受影响，可以继续填报。经过已记入日志，可以在“设置与帮助”页存一份技术支持资料。"
)
UNFINISHED = "程序出了差错，刚才的操作没有完成。"
UNKNOWN = "程序出了差错。刚才的操作可能已经完成，请先看看结果，不要急着重做。"
ICON = 36  # px
FIELD = 320  # px
WORDS = 440  # px, the longest line
TEXTS = ("qt_msgbox_label", "qt_msgbox_informativelabel")
MANY = 12  # problems that fit a box
_open: list[QMessageBox] = []  # what fails at every repaint fails again behind its own box


@runtime_checkable
class OpensManual(Protocol):
    """What stands behind `MANUAL` in a window: it opens a place of the manual."""

    def open(self, place: str) -> None: ...


def show_error(
    error: BaseException, parent: QWidget | None = None, *, bug_words: str = UNFINISHED
) -> None:
    """Say what failed: in its own words, those of the disk's trouble, or as a bug, which is logged.

    While one failure is being told, others are only logged.

    Args:
        bug_words: what is known about the operation when it was a bug.
    """
    known = told(error)
    if known is None:
        log.critical("bug", exc_info=error)
    elif known is not error:
        log.warning("disk", exc_info=error)
    if _open:
        return
    box = _bug_box(error, bug_words, parent) if known is None else _trouble_box(known, parent)
    box.setWindowTitle("请注意")
    _open.append(box)
    try:
        _show(box, place_about(known) if known else BUG, parent)
    finally:
        _open.clear()


def _show(box: QMessageBox, place: str, parent: QWidget | None) -> None:
    """Until it is read; then, if asked for, *place* of the manual of the window behind it."""
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    manual = parent.window().findChild(QObject, MANUAL) if parent else None
    what = box.addButton(WHAT, QMessageBox.ButtonRole.HelpRole) if place and manual else None
    _widen(box)
    box.exec()
    if what and isinstance(manual, OpensManual) and box.clickedButton() is what:
        manual.open(place)


def _plain_box(parent: QWidget | None) -> QMessageBox:
    """A box whose words are shown letter by letter."""
    box = QMessageBox(parent)
    if parent is None:
        dress(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box


def _widen(box: QMessageBox) -> None:
    """Gives the words lines of a usual length: by itself Qt takes the width of the question."""
    for name, words in zip(TEXTS, (box.text(), box.informativeText()), strict=True):
        label = box.findChild(QWidget, name)
        if isinstance(label, QWidget):
            lines = map(label.fontMetrics().horizontalAdvance, words.split("\n"))
            label.setMinimumWidth(min(max(lines) + 1, px(WORDS)))


def _trouble_box(error: AppError, parent: QWidget | None) -> QMessageBox:
    box = _plain_box(parent)
    box.setIconPixmap(icon_pixmap("triangle-alert", "look", ICON))
    box.setText(str(error))
    _show_lines(box, [str(problem) for problem in error.problems], error.hint)
    return box


def _show_lines(box: QMessageBox, lines: Sequence[str], end: str = "") -> None:
    """As many as fit; all of them are a click away."""
    shown = [*lines[:MANY]]
    if len(lines) > MANY:
        shown.append(f"……共 {len(lines)} 条，按“显示详情”可以看到全部。")
        box.setDetailedText("\n".join(lines))
    box.setInformativeText("\n".join([*shown, end]).strip())


def _bug_box(error: BaseException, words: str, parent: QWidget | None) -> QMessageBox:
    box = _plain_box(parent)
    box.setIconPixmap(icon_pixmap("circle-x", "returned", ICON))
    box.setText(words)
    box.setInformativeText(SAFE)
    box.setDetailedText(f"{type(error).__name__}: {error}")
    return box


@dataclass(frozen=True, kw_only=True)
class Instead:
    """What may be done first; `go` does what `words`, those of its button, promise."""

    words: str
    go: Callable[[], object]


def ask(
    question: str,
    consequence: str,
    yes: str,
    parent: QWidget | None = None,
    *,
    no: str = "取消",
    instead: Instead | None = None,
) -> bool:
    """Whether the user wants what *yes*, the button's words, says. What *instead* offers is done
    once the box is gone.
    """
    box = _plain_box(parent)
    box.setWindowTitle("请确认")
    box.setIconPixmap(icon_pixmap("circle-help", "accent", ICON))
    box.setText(question)
    box.setInformativeText(consequence)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    left = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(left)
    first = box.addButton(instead.words, QMessageBox.ButtonRole.ActionRole) if instead else left
    box.setDefaultButton(first)
    _widen(box)
    box.exec()
    if instead and box.clickedButton() is first:
        instead.go()
    return box.clickedButton() is agreed


@dataclass(frozen=True, kw_only=True)
class Why:
    """Who decided something, and for what reason."""

    by: str
    reason: str


def ask_why(
    question: str, consequence: str, yes: str, parent: QWidget | None = None, *, by: str = ""
) -> Why | None:
    """Name and reason of the user who wants what *yes* says, both filled in; None: left.

    Enter goes from field to field, then to *yes*; only there it agrees, and nowhere it leaves.

    Args:
        by: who it was last time.
    """
    box = _plain_box(parent)
    box.setWindowTitle("请确认")
    box.setIconPixmap(icon_pixmap("circle-help", "accent", ICON))
    box.setText(question)
    box.setInformativeText(consequence)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
    name, reason = LineField(by, box), LineField(parent=box)
    name.setObjectName("why_name")
    reason.setObjectName("why_reason")
    fields = QWidget(box)
    form = QFormLayout(fields)
    form.setContentsMargins(NONE, TIGHT, NONE, TIGHT)
    form.addRow("经办人", name)
    form.addRow("理由", reason)

    def look() -> None:
        agreed.setEnabled(bool(name.text().strip() and reason.text().strip()))

    def go_on() -> None:
        empty = (one for one in (name, reason) if not one.text().strip())
        next(empty, agreed).setFocus(Qt.FocusReason.TabFocusReason)

    for field in (name, reason):
        field.setMinimumWidth(FIELD)
        field.keeps_enter = True
        connect(field.textChanged, box, look)
        connect(field.returnPressed, box, go_on)
    _put_above_buttons(box, fields)
    look()
    (reason if by else name).setFocus()
    _widen(box)
    box.exec()
    if box.clickedButton() is not agreed:
        return None
    return Why(by=name.text().strip(), reason=reason.text().strip())


def ask_who(parent: QWidget | None = None) -> str:
    """The name of whoever is about to decide something; "": left."""
    box = _plain_box(parent)
    box.setWindowTitle("请确认")
    box.setIconPixmap(icon_pixmap("circle-help", "accent", ICON))
    box.setText("是谁办理的？")
    box.setInformativeText("每一件决定后面都记办理人的姓名，以后不再问。")
    agreed = box.addButton("继续办理", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
    name = LineField(parent=box)
    name.setObjectName("who_name")
    name.setAccessibleName("办理人姓名")
    name.setMinimumWidth(FIELD)
    name.keeps_enter = True

    def look() -> None:
        agreed.setEnabled(bool(name.text().strip()))

    def go_on() -> None:
        (agreed if name.text().strip() else name).setFocus(Qt.FocusReason.TabFocusReason)

    connect(name.textChanged, box, look)
    connect(name.returnPressed, box, go_on)
    _put_above_buttons(box, name)
    look()
    name.setFocus()
    _widen(box)
    box.exec()
    return name.text().strip() if box.clickedButton() is agreed else ""


def _put_above_buttons(box: QMessageBox, fields: QWidget) -> None:
    grid, buttons = box.layout(), box.findChild(QDialogButtonBox)
    if isinstance(grid, QGridLayout) and isinstance(buttons, QDialogButtonBox):
        row = grid.rowCount()
        grid.removeWidget(buttons)
        grid.addWidget(fields, row, grid.columnCount() - 1)
        grid.addWidget(buttons, row + 1, 0, 1, grid.columnCount())


def tell(
    sentence: str, details: Sequence[str] = (), parent: QWidget | None = None, *, place: str = ""
) -> None:
    """Something that went well in the end, but that the user has to know.

    *place*: of the manual, where it says more.
    """
    box = _plain_box(parent)
    box.setWindowTitle("请留意")
    box.setIconPixmap(icon_pixmap("info", "accent", ICON))
    box.setText(sentence)
    _show_lines(box, details)
    _show(box, place, parent)
