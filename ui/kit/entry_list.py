"""The one list of the app: rows chosen by mouse and keys, searched by no letter."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.connection import connect
from ui.kit.announcement import say
from ui.kit.entry import ENTRY, Entry, EntryModel, Index
from ui.kit.entry_delegate import EntryDelegate
from ui.kit.focus_frame import paint_view_ring
from ui.kit.label import Painted
from ui.kit.metrics import ACT, HEADING_ROW, ROW_MARGIN
from ui.kit.search_field import SearchField
from ui.kit.words import draw_words
from ui.theme import colour, px, text_font

COUNT_AFTER_MS = 500  # from the last letter of a search
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EntryList(QListView):
    chosen = Signal(str)  # key
    opened = Signal(str)  # key: Enter or a double click; where a click opens, a click
    acted = Signal(str)  # key: what stands at the right of the row was pressed, or Space
    letter_pressed = Signal(str)  # for pages that act on letters about the entry that is chosen
    copy_requested = Signal()
    paste_requested = Signal()

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        several: bool = False,
        click_opens: bool = False,
        ruled: bool = True,
        margin: int = ROW_MARGIN,
        empty: str = "",
    ) -> None:
        """
        Args:
            several: many can be chosen at once, copied, and pasted onto; → opens like Enter.
            click_opens: one click opens the entry.
            ruled: a line below each row.
            margin: at both sides of a row [px].
            empty: what is said where no entry is shown.
        """
        super().__init__(parent)
        self._several = several
        self._laid_out, self._is_fitted = True, False
        self._empty = empty
        self._pressed_at = 0.0  # [px]
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self._delegate = EntryDelegate(self, margin, ruled=ruled)
        self.setItemDelegate(self._delegate)
        self._sticky = _StickyHeading(self, self._delegate)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_AFTER_MS)
        self._counting.timeout.connect(self._say_count)
        self.entries.modelReset.connect(self._on_sifted)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        opens = self.clicked if click_opens else self.doubleClicked
        connect(opens, self, self._on_opened)
        if click_opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    # What is shown

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Shows *entries*; the entry chosen stays chosen, or the first one is where it is gone."""
        kept = self.key
        self.entries.show_entries(entries)
        self._choose_again(kept)

    def show_only(self, passes: Callable[[Entry], bool]) -> None:
        """Shows the entries that pass; the entry chosen stays chosen as long as it passes."""
        kept = self.key
        self.entries.show_only(passes)
        self._choose_again(kept)

    def sift(self, *_: object) -> None:
        """Applies the filter again, which may let others pass by now."""
        kept = self.key
        self.entries.sift()
        self._choose_again(kept)

    def _on_sifted(self) -> None:
        if isinstance(self.window().focusWidget(), SearchField):
            self._counting.start()

    def _say_count(self) -> None:
        """Tells who searches how many rows are left."""
        found = sum(not entry.heading for entry in self.shown)
        say(self, f"找到 {found} 项" if found else self._empty or "没有找到")

    def _choose_again(self, key: str) -> None:
        if not self.key and not self.choose(key):
            self.choose_first()

    def fit_rows(self) -> None:
        """Makes the list as high as its rows, with nothing to scroll."""
        self._is_fitted = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def _fit(self) -> None:
        heights = (self.sizeHintForRow(row) for row in range(self.entries.rowCount()))
        self.setFixedHeight(sum(heights))

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries.shown

    def shows(self, keys: Collection[str]) -> bool:
        """Whether every entry of *keys* passes what is looked for."""
        return set(keys) <= {entry.key for entry in self.shown}

    # What is chosen

    @property
    def entry(self) -> Entry | None:
        """The entry that is chosen; None for none."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    @property
    def key(self) -> str:
        """Key of the entry that is chosen; "" for none."""
        return self.entry.key if self.entry else ""

    def key_of(self, index: Index) -> str:
        """Key of the entry that stands at *index* of the screen; "" for none, and for a heading."""
        entry = self.entries.rows[index.row()] if index.isValid() else None
        return entry.key if entry and not entry.heading else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all entries that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self.entries.rows[row].key for row in rows)

    def choose(self, key: str) -> bool:
        """Chooses just this entry, whatever keys are held down; False where it isn't shown."""
        index = self.entries.index_of(key)
        if index.isValid():
            self._choose_index(index)
        return index.isValid()

    def choose_first(self) -> None:
        self.choose(next((entry.key for entry in self.shown), ""))

    def step(self, by: int) -> bool:
        """Chooses the next entry (1) or the previous one (-1); False at the end."""
        row = self.currentIndex().row() + by
        rows = self.entries.rows
        while 0 <= row < len(rows) and rows[row].heading:
            row += 1 if by > 0 else -1
        index = self.entries.index(row)
        if index.isValid():
            self._choose_index(index)
        return index.isValid()

    def next_after(self, key: str, wanted: Callable[[Entry], bool]) -> str:
        """Key of the next wanted entry below *key*, from the top again after the last; "" none."""
        order: Sequence[Entry] = self.shown
        start = next((n + 1 for n, entry in enumerate(order) if entry.key == key), 0)
        turned = (*order[start:], *order[:start])
        return next((one.key for one in turned if one.key != key and wanted(one)), "")

    def _choose_index(self, index: QModelIndex) -> None:
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, how)

    # Headings that stay in sight

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings the row into sight, and out from under the heading that stays there."""
        super().scrollTo(index, hint)
        entry = index.data(ENTRY)
        hidden = px(HEADING_ROW) - self.visualRect(index).top()
        if isinstance(entry, Entry) and entry.group and not entry.heading and hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)

    def show_heading(self) -> None:
        """Shows the heading of the row at the top, where it is not the topmost itself; the next one
        pushes it out.
        """
        top = self.indexAt(QPoint(self.viewport().width() // 2, 0))
        heading = self.entries.heading_above(top.row()) if top.isValid() else None
        self._sticky.show_entry(heading, self._pushed(top.row()) if top.isValid() else 0)

    def _pushed(self, top: int) -> int:
        """How far the heading that stays is pushed up by the next one [px, 0 or less]."""
        high, rows = px(HEADING_ROW), self.entries.rows
        for row in range(top + 1, len(rows)):
            place = self.visualRect(self.entries.index(row)).top()
            if place >= high:
                return 0
            if rows[row].heading and place > 0:
                return place - high
        return 0

    @property
    def heading_in_sight(self) -> Entry | None:
        """The heading that stays at the top; None where the topmost row has none."""
        return None if self._sticky.isHidden() else self._sticky.entry

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Lays all rows out anew, as a QListView does, only where one of them grew or shrank."""
        rows = range(first.row(), last.row() + 1)
        tops = [self._top(row) for row in (*rows, rows.stop)]
        laid_out = [below - top for top, below in pairwise(tops)]
        if laid_out == [self.sizeHintForRow(row) for row in rows]:
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)

    def _top(self, row: int) -> int:
        """Where the row at *row* was laid out, or the end of the last one [px]; the height of Qt's
        own rectangle of a row is what the row asks for by now.
        """
        index = self.entries.index(row)
        if index.isValid():
            return self.visualRect(index).top()
        return self.contentsSize().height() - self.verticalOffset()

    def doItemsLayout(self) -> None:
        """Once the rows are in sight: what is dressed before that has another width then."""
        if not self.isVisible():
            self._laid_out = False
            return
        self._laid_out = True
        super().doItemsLayout()
        if self._is_fitted:
            self._fit()  # to rows of another width or size of the text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows go by the width they have; Qt lays them out anew for another height alone."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._laid_out:
            self.doItemsLayout()
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.show_heading()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.show_heading()

    # Keys and mouse

    def keyboardSearch(self, search: str) -> None:
        """Does nothing: a letter must not move the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, standard = event.key(), QKeySequence.StandardKey
        if key in ENTER or (self._several and key == Qt.Key.Key_Right):
            if self.key:  # and not to the field after the one it leads to
                self.opened.emit(self.key)
        elif event.isAutoRepeat() and event.text():
            event.accept()  # what a letter decides, it decides once
        elif key == Qt.Key.Key_Space and self.entry and self.entry.act:
            self.acted.emit(self.key)
        elif self._several and event.matches(standard.Paste):
            self.paste_requested.emit()
        elif self._several and event.matches(standard.Copy):
            self.copy_requested.emit()
        elif event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if self.key:  # else it would act on something that is not in sight
                self.letter_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and PageUp lead to the first row that can be chosen, which has a heading above."""
        moves = QAbstractItemView.CursorAction
        found = super().moveCursor(action, modifiers)
        stays = not found.isValid() or found == self.currentIndex()
        if action is moves.MoveHome or (action is moves.MovePageUp and stays):
            rows = enumerate(self.entries.rows)
            return next((self.entries.index(n) for n, row in rows if not row.heading), found)
        return found

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click beside the rows leaves what is chosen."""
        if not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY)
        if entry.heading:
            return
        on_act = entry.act and self._pressed_at > self.viewport().width() - px(ACT)
        self._pressed_at = 0.0
        (self.acted if on_act else self.opened).emit(entry.key)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """What is shown is one of those that are chosen: a row that Ctrl and a click took out of
        them is not.
        """
        super().selectionChanged(selected, deselected)
        chosen = self.selectedIndexes()
        if chosen and self.currentIndex() not in chosen:
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(min(chosen, key=QModelIndex.row), keep)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if isinstance(entry := current.data(ENTRY), Entry):
            self.chosen.emit(entry.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_view_ring(self)
        if self._empty and not self.shown:
            painter = QPainter(self.viewport())
            painter.setFont(text_font())
            painter.setPen(colour("quiet"))
            room = QRectF(self.viewport().rect()).adjusted(ROW_MARGIN, 0, -ROW_MARGIN, 0)
            draw_words(painter, room, self._empty, Qt.AlignmentFlag.AlignCenter)


class _StickyHeading(Painted):
    """The heading of a group, over the topmost of its rows; a click goes to the first of them."""

    def __init__(self, rows: EntryList, delegate: EntryDelegate) -> None:
        super().__init__(rows)
        self._list, self._delegate = rows, delegate
        self.entry: Entry | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def show_entry(self, entry: Entry | None, pushed: int) -> None:
        self.entry = entry
        self.setAccessibleName(entry.title if entry else "")
        viewport = self._list.viewport()
        place = viewport.geometry()
        self.setGeometry(place.left(), place.top() + pushed, place.width(), px(HEADING_ROW))
        self.setVisible(entry is not None and self._list.verticalScrollBar().value() > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.entry:
            painter = QPainter(self)
            self._delegate.paint_heading(painter, self.entry, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.entry:
            self._list.scrollTo(self._list.entries.index_of(self.entry.key))
