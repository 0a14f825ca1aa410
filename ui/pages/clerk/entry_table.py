"""The items of a page as a sheet: state, progress and texts in their cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.clipboard.columns import Columns
from model.clipboard.pasted_answers import Pasting, placed, read_cell
from model.domain.answers import STATE_LABELS, State, state_of
from model.domain.forms import Choice, Field, Number
from model.domain.joint_fields import JointField, joint_fields
from model.domain.plan import Item, answers_for
from model.domain.wording import NOTHING, one_line
from ui.edit_text import cut
from ui.kit.edit_table import EditTable, Place, Typing
from ui.kit.label import line_label
from ui.kit.layout import box, column, wide
from ui.kit.metrics import STRIP
from ui.kit.table_model import Cell, Line
from ui.pages.item_rows import Row, target_of
from ui.session import Session
from ui.status_marks import MARK_OF, Mark

ITEM, TARGET = "事项", "目标#"
WIDTHS = {"state": 104, "progress": 84, "value": 96, "basis": 170}  # px
TEXT, ITEM_WIDTH, TARGET_WIDTH = 0, 300, 104  # px; texts share what is left
SHORT = 80  # characters of a text in its cell
NAMED = 16  # of an item where something is told about it
HOW = (
    "回车改这一格，直接打字重写；Ctrl+D 向下填充，Delete 清空；"
    "Ctrl+C、Ctrl+V 与 Excel、WPS 互相复制；Alt+回车 在格内换行"
)
NOT_ASKED = "这一格现在不用填：先选进展状态"


class EntryTable(QWidget):
    """The rows given, in the order they are sorted by. Every change is a step of undo."""

    paste_requested = Signal()
    copy_requested = Signal()
    told = Signal(str)

    def __init__(
        self, session: Session, items: Sequence[Item], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._items = {item.id: item for item in items}
        self._rows: dict[str, Row] = {}
        self._measured = any(target_of(session, item) for item in items)
        self.fields = tuple(self._joint(items).values())
        self.first = 2 if self._measured else 1  # column of the first field
        led = [item for item in items if answers_for(item, session.desk.department.id)]
        widths = (
            ITEM_WIDTH,
            *((TARGET_WIDTH,) if self._measured else ()),
            *(WIDTHS.get(one.field.key, TEXT) for one in self.fields),
        )
        self.table = EditTable(self._headings(led or items), widths, self)
        self.table.sheet.asked = self._typing
        self.table.sheet.typed.connect(self._on_typed)
        self.table.cleared.connect(self._on_cleared)
        self.table.filled_down.connect(self.fill_down)
        self.table.paste_requested.connect(self.paste_requested)
        self.table.copy_requested.connect(self.copy_requested)
        self._how = line_label("help", HOW)
        self._how.setWordWrap(True)
        column(wide(self.table), box(column(self._how, margins=STRIP), "foot"), parent=self)
        self.setFocusProxy(self.table)

    # What is shown

    def _joint(self, items: Iterable[Item]) -> dict[str, JointField]:
        form_for = self._session.desk.form_for
        return joint_fields(field for item in items for field in form_for(item).fields())

    def _headings(self, items: Iterable[Item]) -> list[str]:
        """The columns' headings in the words in which *items* are asked about."""
        shown = self._joint(items)
        heads = (shown.get(one.field.key, one) for one in self.fields)
        numbers = ("#" if isinstance(one.field, Number) else "" for one in self.fields)
        said = (f"{one.heading}{right}" for one, right in zip(heads, numbers, strict=True))
        return [ITEM, *((TARGET,) if self._measured else ()), *said]

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._rows = {row.item: row for row in rows}
        items = [self._items[row.item] for row in rows]
        known = self._joint(items)
        for number, one in enumerate(self.fields, start=self.first):
            self.table.setColumnHidden(number, one.field.key not in known)
        self.table.sheet.show_headings(self._headings(items))
        self.table.show_lines([self._line(row) for row in rows])
        self.table.sort_again()

    def update_rows(self, rows: Sequence[Row]) -> None:
        """Shows those of *rows* anew that are in the table."""
        known = {row.item: row for row in rows if row.item in self._rows}
        if known:
            self._rows |= known
            self.table.show_lines([self._line(row) for row in self._rows.values()])

    def _line(self, row: Row) -> Line:
        item = self._items[row.item]
        answer, drafts = self._session.answer(row.item), self._session.drafts.of(row.item)
        title = Cell(
            words=row.text, mark=_quiet(row.mark), ink="ink", sort=(float(self._place(row.item)),)
        )
        cells = [title]
        if self._measured:
            cells.append(Cell(words=row.target, right=True))
        own = {field.key: field for field in self._session.desk.form_for(item).fields()}
        for one in self.fields:
            field = own.get(one.field.key, one.field)
            asked = field.key in own and field.asked(answer)
            cells.append(self._cell(field, answer.get(field.key, ""), drafts, asked=asked))
        return Line(key=row.item, cells=tuple(cells))

    def _cell(self, field: Field, text: str, drafts: Mapping[str, str], *, asked: bool) -> Cell:
        if not asked:
            return Cell(words=NOTHING, ink="quiet")
        if draft := drafts.get(field.key, ""):
            why = field.read(draft).question if isinstance(field, Number) else ""
            return Cell(words=draft, mark=Mark.WRONG, tip=why)
        if isinstance(field, Choice):
            state = state_of({field.key: text}) if field.key == "state" and text else None
            mark = MARK_OF.get(state) if state else None
            return Cell(words=field.options.get(text, ""), mark=mark)
        wrong = field.complaint(text) if text else ""
        if isinstance(field, Number):
            size = float(text) if text else -1.0
            return Cell(words=text, right=True, sort=size, tip=wrong)
        return Cell(words=cut(one_line(text), SHORT), whole=text, tip=wrong or text)

    def _place(self, item: str) -> int:
        return list(self._items).index(item)

    # What is typed

    def _field(self, key: str, column: int) -> Field | None:
        """The field of the cell, as the item's own form has it; None where it is not asked."""
        if column < self.first or self._session.closed_words:
            return None
        wanted = self.fields[column - self.first].field.key
        form = self._session.desk.form_for(self._items[key])
        found = next((field for field in form.fields() if field.key == wanted), None)
        return found if found and found.asked(self._session.answer(key)) else None

    def _typing(self, key: str, column: int) -> Typing | None:
        field = self._field(key, column)
        if field is None:
            return None
        draft = self._session.drafts.of(key).get(field.key, "")
        return Typing(field=field, text=draft or self._session.answer(key).get(field.key, ""))

    def _on_typed(self, key: str, column: int, typed: str) -> None:
        """Takes what was typed as a paste of one cell would; a doubtful number is asked about."""
        if (field := self._field(key, column)) is None:
            return
        session = self._session
        cell = read_cell(self._items[key], field, typed, session.answer(key))
        if typed and cell.question:
            session.save_draft(key, field.key, typed)
            # The cursor goes on to the next row: the question says of which it is.
            self.told.emit(f"{cut(self._rows[key].text, NAMED)}：{cell.question}")
        else:
            session.save_draft(key, field.key, "")
            session.save(key, {field.key: cell.text or None})
            self.told.emit(cell.said)
        session.show_again()

    def _on_cleared(self, places: Sequence[Place]) -> None:
        changes: dict[str, dict[str, str | None]] = {}
        for key, place in places:
            field = self._field(key, place)
            if field and self._session.answer(key).get(field.key):
                changes.setdefault(key, {})[field.key] = None
        count = sum(map(len, changes.values()))
        if changes and self._session.save_all(changes, f"清空 {count} 格"):
            self.told.emit(f"已清空 {count} 格，Ctrl+Z 可撤销。")

    def fill_down(self, places: Sequence[Place]) -> None:
        """Fills the cells below the first of each column with what it says, as a paste would: what
        their items do not ask stays as it is. One cell takes what stands above it.
        """
        if len({key for key, _ in places}) == 1:
            places = [cell for place in places for cell in self._with_above(place)]
        columns = sorted({column for _, column in places if column >= self.first})
        keys = list(dict.fromkeys(key for key, _ in places))
        if len(keys) < 2 or not columns or self._session.closed_words:
            return
        first, below = keys[0], keys[1:]
        said = self._session.answer(first)
        fields = [self.fields[column - self.first].field for column in columns]
        fields = [field for field in fields if said.get(field.key)]
        row = tuple(_typed(field, said[field.key]) for field in fields)
        roles = Columns(roles=tuple(field.key for field in fields), headed=False)
        pasting = placed(
            (row,) * len(below),
            roles,
            [self._items[key] for key in below],
            self._session.desk.form_for,
            self._session.answer,
        )
        self._take(pasting, "向下填充")

    def _with_above(self, place: Place) -> Iterator[Place]:
        keys = self.table.keys
        row = keys.index(place[0])
        if row:
            yield keys[row - 1], place[1]
        yield place

    def _take(self, pasting: Pasting, step: str) -> None:
        changes = pasting.changes(replacing=True)
        count = sum(map(len, changes.values()))
        left = len(pasting.hidden(replacing=True))
        rest = f"{left} 格现在不用填，没有动。" if left else ""
        if changes and self._session.save_all(changes, f"{step} {count} 格"):
            self.told.emit(f"{step}了 {count} 格，Ctrl+Z 可撤销。{rest}")
        else:
            self.told.emit(rest or "没有可填的。")

    def flush(self) -> None:
        """Saves what was typed into a cell that is still open."""
        self.table.flush()

    def choose(self, item: str, field: str = "") -> None:
        """Puts the cursor into the cell of *field*; "": into the first field's."""
        keys = [one.field.key for one in self.fields]
        place = keys.index(field) if field in keys else 0
        self.table.choose_cell(item, self.first + place)
        self.table.setFocus()

    def step(self, by: int) -> None:
        """Goes *by* rows down."""
        here = self.table.currentIndex()
        there = here.sibling(here.row() + by, here.column())
        if there.isValid():
            self.table.setCurrentIndex(there)

    def set_state(self, state: State) -> None:
        """Sets the state of all items in whose rows a cell is chosen, where they can have it."""
        form_for = self._session.desk.form_for
        able = [
            key
            for key in self.table.chosen_keys
            if form_for(self._items[key]).offers("state", state.value)
        ]
        changes = {key: {"state": state.value} for key in able}
        word = STATE_LABELS[state]
        if able and self._session.save_all(changes, f"{len(able)} 项设为“{word}”"):
            self.told.emit(f"已把 {len(able)} 项设为“{word}”，Ctrl+Z 可撤销。")

    def roles(self, width: int) -> tuple[str, ...]:
        """Keys of the fields from the first cell chosen on, for *width* pasted columns;
        () where they don't all lie on fields.
        """
        start = self.table.first_column - self.first
        fields = self.fields[start : start + width] if start >= 0 else ()
        return tuple(one.field.key for one in fields) if len(fields) == width else ()


def _typed(field: Field, text: str) -> str:
    return field.options.get(text, text) if isinstance(field, Choice) else text


def _quiet(mark: Mark) -> Mark | None:
    """What the state's own cell does not say."""
    return mark if mark in {Mark.RETURNED, Mark.CARRIED, Mark.OPEN} else None
