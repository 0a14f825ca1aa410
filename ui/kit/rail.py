"""The rail at the left: who and which year, the pages, the score so far, 已保存.

Where the window is narrow (1366 pixels at 125 % and more) the icons stay and the words go; where it
is low the pages stand closer, then the words about undoing go, and at last the pages scroll.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from model.errors import AppError
from ui.connection import call_later, connect
from ui.kit.label import line_label, plain_tip
from ui.kit.layout import REST, add, at_left, box, column, scrolled, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, HAIR, ICON, NARROW_RAIL, RAIL, SNUG
from ui.kit.undo_bar import UndoBar
from ui.theme import icon, px, restyle

FLASH_MS = 1500
TALL, SHORT, LOWEST = 40, 32, 28  # px, of a page's button
BETWEEN, BELOW = 2, 12  # px: pages, and the foot
HEAD, HEAD_COMPACT = (20, 14, 12, 16), (14, 8, 4, 4)  # px: left, top, right, bottom
FOOT, FOOT_COMPACT = (20, 8, 12, 4), (6, 0, 0, 0)


@dataclass(frozen=True)
class RailEntry:
    page: str
    word: str
    icon: str
    key: str  # F2
    chapter: str  # of the manual


class Rail(QFrame):
    page_chosen = Signal(str)
    change_requested = Signal()  # another role, department or year
    help_requested = Signal()
    trouble_told = Signal(str)  # its code, to somebody who wants to know more

    def __init__(self, entries: Iterable[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._entries = tuple(entries)
        self._compact = False
        self._trouble = ""
        self._buttons: dict[str, QToolButton] = {}
        self._head, self._foot = self._make_head(), self._make_foot()
        self._group = QButtonGroup(self)
        parts = (self._head, wide(self._make_pages()), self._foot)
        column(*parts, spacing=BETWEEN, margins=(0, 0, 0, BELOW), parent=self)
        self._tint()
        self._measure()

    def _make_head(self) -> QWidget:
        self._who, self._what = line_label("who"), line_label("what")
        for label in (self._who, self._what):
            label.setWordWrap(True)
        self._change, self._manual = Link("更换", self), Link("", self)
        self._change.clicked.connect(self.change_requested)
        self._manual.setToolTip("打开用户手册中讲这一页的一章（F1）")
        self._manual.clicked.connect(self.help_requested)
        self._links = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        add(self._links, self._change, self._manual, REST)
        self._head_column = column(self._who, self._what, self._links, spacing=HAIR)
        return box(self._head_column, "rail_head")

    def _make_pages(self) -> QWidget:
        buttons = (self._button(entry) for entry in self._entries)
        pages = box(column(*buttons, REST, spacing=BETWEEN), "rail_pages")
        return scrolled(pages, "page_scroll")

    def _button(self, entry: RailEntry) -> QToolButton:
        button = self._buttons[entry.page] = QToolButton(self)
        button.setObjectName("page")
        button.setText(f"  {entry.word}")
        button.setAccessibleName(entry.word)
        button.setToolTip(plain_tip(f"{entry.word}（{entry.key}）"))
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(px(ICON), px(ICON)))
        connect(button.clicked, self, lambda: self.page_chosen.emit(entry.page))
        self._group.addButton(button)
        return button

    def _make_foot(self) -> QWidget:
        self._score_word, self._score = line_label("what"), line_label("rail_score")
        self._saved = line_label("saved")
        for label in (self._score_word, self._score, self._saved):
            label.setWordWrap(True)
        self.how = Link("怎么办", self)
        connect(self.how.clicked, self, lambda: self.trouble_told.emit(self._trouble))
        self.how.hide()
        self.undo_bar = UndoBar(self)
        self.undo_bar.hide()
        parts = (self._score_word, self._score, self._saved, at_left(self.how), self.undo_bar)
        self._foot_column = column(*parts, spacing=BETWEEN)
        foot = box(self._foot_column)
        self._score_word.setText("自评得分")
        self.show_score("", "")
        self._saved.setText("改动随时自动保存")
        return foot

    def set_compact(self, compact: bool) -> None:
        """Shows the icons alone, or with their words."""
        if compact != self._compact:
            self._compact = compact
            self._measure()

    def _measure(self) -> None:
        compact = self._compact
        style = Qt.ToolButtonStyle
        width = px(NARROW_RAIL if compact else RAIL)
        self.setFixedWidth(width)
        for button in self._buttons.values():
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
            )
            restyle(button, compact=compact)
        self._head_column.setContentsMargins(*(HEAD_COMPACT if compact else HEAD))
        self._foot_column.setContentsMargins(*(FOOT_COMPACT if compact else FOOT))
        self._links.setDirection(
            QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        )
        self._links.setSpacing(SNUG if compact else BLOCK)
        self._manual.setText("帮助" if compact else "帮助（F1）")
        for label in (self._who, self._what):
            label.setHidden(compact)
        self.show_score(*self._shown)
        self._fit_height()

    def _fit_height(self) -> None:
        """Fits the pages between head and foot; the foot's words go first."""
        most, least = px(SHORT if self._compact else TALL), px(LOWEST)
        for words in (not self._compact, False):
            self.undo_bar.set_compact(not words)
            taken = sum(_height(part, self.width()) for part in (self._head, self._foot))
            room = self.height() - taken - BELOW - 2 * BETWEEN
            each = room // len(self._buttons) - BETWEEN
            if each >= least:
                break
        for page in self._buttons.values():
            page.setFixedHeight(min(max(each, least), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # the foot has other words
            self._fit_height()
        return super().event(event)

    def show_person(self, who: str, what: str) -> None:
        self._who.setText(who)
        self._what.setText(what)
        self._change.setToolTip(plain_tip(f"{who}，{what}。点这里更换身份、单位或年度"))

    def show_page(self, page: str) -> None:
        if page in self._buttons:
            self._buttons[page].setChecked(True)
        self._tint()

    def show_score(self, points: str, grade: str) -> None:
        """Shows the score; *points* "": there is none."""
        self._shown = points, grade
        self._score.setVisible(bool(points))
        self._score_word.setVisible(bool(points) and not self._compact)
        self._score.setText(points if self._compact else f"{points}　{grade}".strip())
        self._score.setToolTip(plain_tip(grade))

    def show_saved(self, moment: datetime) -> None:
        self._saved.setText(f"已保存 {moment:%H:%M}")
        self.how.hide()
        restyle(self._saved, failed=False)

    def flash_saved(self) -> None:
        """Highlights for a moment that everything is saved."""
        restyle(self._saved, flashed=True)
        call_later(FLASH_MS, self, self._end_flash)

    def _end_flash(self) -> None:
        restyle(self._saved, flashed=False)

    def show_save_failed(self, error: AppError, more: str) -> None:
        """Shows why something was not saved, and *more*: what the app does about it."""
        self._trouble = error.code
        self._saved.setText(f"{error}{error.hint}{more}")
        self.how.show()
        restyle(self._saved, failed=True)

    @property
    def saved_words(self) -> str:
        return self._saved.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()
        elif event.type() is QEvent.Type.FontChange:
            self._measure()

    def _tint(self) -> None:
        for entry in self._entries:
            button = self._buttons[entry.page]
            button.setIcon(icon(entry.icon, "accent" if button.isChecked() else "quiet"))


def _height(part: QWidget, width: int) -> int:
    """The height that *part* asks for at this *width*."""
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
