"""The rail at the left: who and which year, the pages, the score so far, 已保存.

Where the window is narrow (1366 pixels at 125 % and more) the words stand below the icons; where it
is low the icons go, then the words about undoing, and at last the pages scroll.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QWidget,
)

from model.errors import AppError
from ui.connection import call_later, connect
from ui.kit.announcement import say
from ui.kit.grown_width import fix_width
from ui.kit.label import line_label, plain_tip
from ui.kit.layout import REST, add, at_left, box, column, scrolled, wide
from ui.kit.link import Link
from ui.kit.metrics import (
    BLOCK,
    GAP,
    HAIR,
    LEAST_RAIL_ROW,
    NARROW_RAIL,
    NARROW_RAIL_ROW,
    NONE,
    RAIL,
    RAIL_ROW,
    SNUG,
    TIGHT,
    px,
)
from ui.kit.rail_button import RailButton
from ui.kit.undo_bar import UndoBar
from ui.theme import restyle, text_font

FLASH_MS = 1500
LEAST_WORD_ROW, RULE = 24, 9  # px: a row of the word alone, a line between groups
BETWEEN, BELOW = 0, HAIR  # px: pages, and the foot
HEAD, HEAD_COMPACT = (20, BLOCK, GAP, GAP), (SNUG, TIGHT, SNUG, HAIR)  # left, top, right, bottom
FOOT, FOOT_COMPACT = (20, TIGHT, GAP, HAIR), (SNUG, NONE, SNUG, NONE)


@dataclass(frozen=True)
class RailEntry:
    page: str
    word: str
    icon: str
    key: str  # F2
    chapter: str  # of the manual
    short: str = ""  # the word where the rail is narrow; "": the same
    group: str = ""  # entries of another one stand apart


class Rail(QFrame):
    page_chosen = Signal(str)
    change_requested = Signal()  # another role, department or year
    help_requested = Signal()
    trouble_told = Signal(str)  # its code, to somebody who wants to know more

    def __init__(
        self, entries: Iterable[RailEntry], parent: QWidget | None = None, *, changes: bool = True
    ) -> None:
        """*changes*: whether another role, department or year can be chosen."""
        super().__init__(parent)
        self.setObjectName("rail")
        self._changes = changes
        self._entries = tuple(entries)
        self._compact = False
        self._trouble = ""
        self._buttons: dict[str, RailButton] = {}
        self._head, self._foot = self._make_head(), self._make_foot()
        self._group = QButtonGroup(self)
        parts = (self._head, wide(self._make_pages()), self._foot)
        column(*parts, spacing=BETWEEN, margins=(0, 0, 0, BELOW), parent=self)
        self._measure()

    def _make_head(self) -> QWidget:
        self._who, self._what = line_label("who"), line_label("what")
        for label in (self._who, self._what):
            label.setWordWrap(True)
        self._change, self._manual = Link("更换", self), Link("", self)
        self._change.clicked.connect(self.change_requested)
        self._change.setVisible(self._changes)
        self._manual.setToolTip("打开用户手册中讲这一页的一章（F1）")
        self._manual.clicked.connect(self.help_requested)
        self._links = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        add(self._links, self._change, self._manual, REST)
        self._head_column = column(self._who, self._what, self._links, spacing=HAIR)
        self._person = "", "", ""
        return box(self._head_column, "rail_head")

    def _make_pages(self) -> QWidget:
        parts: list[QWidget] = []
        for before, entry in zip((None, *self._entries), self._entries, strict=False):
            if before and before.group != entry.group:
                parts.append(_rule())
            parts.append(self._button(entry))
        pages = box(column(*parts, REST, spacing=BETWEEN), "rail_pages")
        return scrolled(pages, "page_scroll")

    def _button(self, entry: RailEntry) -> RailButton:
        button = RailButton(entry.icon, entry.word, entry.short or entry.word, entry.key, self)
        self._buttons[entry.page] = button
        connect(button.clicked, self, lambda: self.page_chosen.emit(entry.page))
        self._group.addButton(button)
        return button

    def show_count(self, page: str, count: int, about: str, *, urgent: bool = False) -> None:
        """Shows how much waits on *page*; see `RailButton`."""
        if page in self._buttons:
            self._buttons[page].show_count(count, about, urgent=urgent)

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
        """Shows the words below the icons, or beside them."""
        if compact != self._compact:
            self._compact = compact
            self._measure()

    def _measure(self) -> None:
        compact = self._compact
        fix_width(self, NARROW_RAIL if compact else RAIL)
        for button in self._buttons.values():
            button.set_narrow(narrow=compact)
        self._head_column.setContentsMargins(*(HEAD_COMPACT if compact else HEAD))
        self._foot_column.setContentsMargins(*(FOOT_COMPACT if compact else FOOT))
        self._links.setSpacing(SNUG if compact else BLOCK)
        self._manual.setText("帮助" if compact else "帮助（F1）")
        self._show_who()
        self.show_score(*self._shown)
        self._fit_height()

    def _show_who(self) -> None:
        """The year stays at every size; the role goes where it is narrow."""
        compact = self._compact
        who, year, role = self._person
        self._who.setText(who)
        self._what.setText(year if compact else f"{year} · {role}")
        self._who.setFont(text_font("small" if compact else "heading", bold=True))
        restyle(self._who, narrow=compact)

    def _fit_height(self) -> None:
        """Fits the pages between head and foot; the foot's words go first."""
        most = px(NARROW_RAIL_ROW if self._compact else RAIL_ROW)
        least = px(LEAST_RAIL_ROW if not self._compact else LEAST_WORD_ROW)
        rules = sum(one.group != other.group for one, other in pairwise(self._entries))
        for words in (not self._compact, False):
            self.undo_bar.set_compact(not words)
            taken = sum(_height(part, self.width()) for part in (self._head, self._foot))
            room = self.height() - taken - BELOW - 2 * BETWEEN - rules * RULE
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

    def show_person(self, who: str, year: str, role: str) -> None:
        self._person = who, year, role
        self._change.setToolTip(plain_tip(f"{who}，{year}，{role}。点这里更换身份、单位或年度"))
        self._show_who()
        self._fit_height()

    def show_page(self, page: str) -> None:
        if page in self._buttons:
            self._buttons[page].setChecked(True)
            self._mark_tab_stop()

    def _mark_tab_stop(self) -> None:
        """Tab comes to the page that is open; arrows go on from there."""
        policies = Qt.FocusPolicy
        for button in self._buttons.values():
            chosen = button.isChecked()
            button.setFocusPolicy(policies.StrongFocus if chosen else policies.ClickFocus)

    def hold_focus(self, page: str) -> None:
        """Takes the focus while pages turn, lest Qt hands it to what nobody can name."""
        if page in self._buttons and self._buttons[page].isVisible():
            self._buttons[page].setFocus()

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
        say(self, self._saved.text(), urgent=True)

    @property
    def saved_words(self) -> str:
        return self._saved.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rail_rule")
    rule.setFixedHeight(RULE)
    return rule


def _height(part: QWidget, width: int) -> int:
    """The height that *part* asks for at this *width*."""
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
