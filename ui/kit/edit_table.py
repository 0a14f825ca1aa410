"""A table filled in like a sheet of Excel: cells chosen, typed into, cleared, filled down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from model.domain.forms import Choice, Field, Text
from ui.connection import call_later, connect
from ui.kit.clipboard import copy_rows
from ui.kit.combo import Combo
from ui.kit.entry import Index
from ui.kit.line_field import LineField
from ui.kit.metrics import TABLE_ROW
from ui.kit.prose import Prose
from ui.kit.table import ENTER, Table
from ui.kit.table_cells import CellDelegate
from ui.kit.table_model import COPIED, TableModel

CLEARS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
OWN_KEYS = {
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D),
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F2),
}
SHOWN = "shown"  # property of a cell's editor: what it was last made to show
Place = tuple[str, int]  # key of the line, column


@dataclass(frozen=True, kw_only=True)
class Typing:
    """How a cell is typed into: the field it answers, and what stands there as it is edited."""

    field: Field
    text: str


class SheetModel(TableModel):
    """`asked` tells how a cell is typed into; None: it is not asked."""

    typed = Signal(str, int, str)  # key, column, what was typed

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(headings, parent)
        self.asked: Callable[[str, int], Typing | None] = lambda *_: None

    def typing(self, index: Index) -> Typing | None:
        return self.asked(self.key(index.row()), index.column()) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.typing(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.EditRole:
            typing = self.typing(index)
            return typing.text if typing else None
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        typing = self.typing(index)
        if role != Qt.ItemDataRole.EditRole or typing is None or not isinstance(value, str):
            return False
        if value != typing.text:
            self.typed.emit(self.key(index.row()), index.column(), value)
        return True


class EditTable(Table):
    """Enter and F2 open a cell, a letter begins it anew; Enter ends it and goes down, Tab goes
    right. Delete clears, Ctrl+D fills down, Ctrl+C copies the cells chosen, Ctrl+V pastes.
    """

    cleared = Signal(list)  # of Place
    filled_down = Signal(list)  # of Place, the first of each column above the others
    paste_requested = Signal()
    copy_requested = Signal()  # whole rows are chosen

    def __init__(
        self, headings: Sequence[str], widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        self.sheet = SheetModel(headings)
        super().__init__(headings, widths, parent, row=TABLE_ROW, model=self.sheet)
        self.sheet.setParent(self)
        self.setItemDelegate(_SheetDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(True)
        self._sorter.setDynamicSortFilter(False)  # no row moves away under the hand

    def sort_again(self) -> None:
        """Sorts by the column that was chosen last, with what the rows say by now."""
        header = self.horizontalHeader()
        self._sorter.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    @property
    def places(self) -> list[Place]:
        """The cells chosen, from top to bottom as they stand on the screen."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.column(), index.row()))
        return [(self._key_at(index.row()), index.column()) for index in chosen]

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """The lines in which a cell is chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return tuple(self._key_at(row) for row in rows)

    @property
    def first_column(self) -> int:
        """The leftmost column in which a cell is chosen; -1 for none."""
        return min((index.column() for index in self.selectedIndexes()), default=-1)

    def choose_cell(self, key: str, column: int) -> None:
        for row, one in enumerate(self.keys):
            if one == key:
                index = self.model().index(row, column)
                how = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(index, how)
                self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        }  # fmt: skip
        here = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            return  # Enter in a cell's own editor, which lets it through
        if event.key() in ENTER and plain:
            if here.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(here)
        elif event.key() in CLEARS and plain:
            self.cleared.emit(self.places)
        elif (
            event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.filled_down.emit(self.places)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+D and F2 are the table's before any shortcut's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and (event.modifiers(), event.key()) in OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def flush(self) -> None:
        """Tells what was typed into a cell that is still open."""
        if editor := self.indexWidget(self.currentIndex()):
            self.commitData(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down, Tab to the right and back, as in Excel."""
        hints = QAbstractItemDelegate.EndEditHint
        here = self.currentIndex()
        ways = {
            hints.SubmitModelCache: (1, 0),
            hints.EditNextItem: (0, 1),
            hints.EditPreviousItem: (0, -1),
        }
        super().closeEditor(editor, hints.NoHint if hint in ways else hint)
        down, right = ways.get(hint, (0, 0))
        there = here.sibling(here.row() + down, here.column() + right)
        while there.isValid() and self.isColumnHidden(there.column()):
            there = there.sibling(there.row(), there.column() + right)
        if there.isValid():
            self.setCurrentIndex(there)
        self.setFocus()

    def copy_out(self) -> None:
        """Whole rows are copied by the page, with their keys; else the cells as they stand."""
        chosen = self.selectedIndexes()
        every = range(self.model().columnCount())
        across = sum(not self.isColumnHidden(column) for column in every)
        rows = sorted({index.row() for index in chosen})
        if chosen and len(chosen) == len(rows) * across:
            self.copy_requested.emit()
            return
        columns = sorted({index.column() for index in chosen})
        picked = {(index.row(), index.column()) for index in chosen}
        copy_rows(
            tuple(
                tuple(
                    str(self.model().index(row, column).data(COPIED) or "")
                    if (row, column) in picked
                    else ""
                    for column in columns
                )
                for row in rows
            )
        )


class _SheetDelegate(CellDelegate):
    """A box for a choice, a line for a number, a few lines for a text."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        typing = self._typing(index)
        match typing.field if typing else None:
            case Choice() as field:
                box = _ChoiceBox(field.options, parent)
                connect(box.activated, self, partial(self._finish, box, goes_down=False))
                connect(box.left, self, partial(self._drop, box))
                return box
            case Text(lines=lines) if lines > 1:
                return Prose(lines, parent)
            case _:
                return LineField(parent=parent)

    def _typing(self, index: Index) -> Typing | None:
        table = self.parent()
        if not isinstance(table, EditTable):
            return None
        return table.sheet.typing(table.source_of(index))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the cell says, and what it says by now whenever something in the table
        changed: what was typed meanwhile stays.
        """
        text, here = str(index.data(Qt.ItemDataRole.EditRole) or ""), _said(editor)
        shown = editor.property(SHOWN)
        if shown is not None and here not in {shown, text}:
            return
        if shown is None or here != text:
            _show(editor, text)
        editor.setProperty(SHOWN, _said(editor))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tells what was typed; where nobody typed, the cell goes on saying what it says."""
        if (said := _said(editor)) != editor.property(SHOWN):
            model.setData(index, said.strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """A text has room for some lines, over the rows below, or above where there are none."""
        box = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, Prose):
            box.setHeight(editor.height())
            floor = editor.parentWidget().height()
            if box.bottom() > floor:
                box.moveBottom(max(floor, box.height()))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter ends a text, Alt+Enter begins a line in it, as in Excel."""
        if (
            isinstance(editor, Prose)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in ENTER
        ):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                editor.insertPlainText("\n")
            else:
                self._finish(editor)
            return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, *_: object, goes_down: bool = True) -> None:
        """Takes what *editor* says, and gives the keys back to the table: to the next row, or to
        the same cell after a choice from a list, by mouse or by keys, as Excel does.
        """
        hints = QAbstractItemDelegate.EndEditHint
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hints.SubmitModelCache if goes_down else hints.NoHint)

    def _drop(self, editor: QWidget) -> None:
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)


def _said(editor: QWidget) -> str:
    """What stands in the *editor* of a cell."""
    match editor:
        case _ChoiceBox():
            return str(editor.currentData() or "")
        case Prose():
            return editor.toPlainText()
        case LineField():
            return editor.text()
    return ""


def _show(editor: QWidget, text: str) -> None:
    match editor:
        case _ChoiceBox():
            editor.choose(text)
            call_later(0, editor, editor.open)
        case Prose():
            editor.show_text(text)
            editor.selectAll()
        case LineField():
            editor.setText(text)
            editor.selectAll()


class _ChoiceBox(Combo):
    """A choice is made as soon as it is pressed; the box is there as long as its list is."""

    left = Signal()  # nothing was chosen

    def __init__(self, options: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem("（空）", "")
        for code, word in options.items():
            self.addItem(word, code)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def open(self) -> None:
        if self.isVisible():
            self.showPopup()
            self.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears of every way in which the list is closed."""
        if event.type() is QEvent.Type.Hide:
            call_later(0, self, self.left.emit)  # after what was chosen
        return super().eventFilter(watched, event)
