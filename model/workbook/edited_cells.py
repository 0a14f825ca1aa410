"""What the cells of an edited table say now: the same as was written, something else that is
understood, or a question. Every table that people edit and send back is read through here.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.forms import Field, Number
from model.domain.names import folded
from model.domain.numbers import number_text
from model.domain.typed_numbers import read_number
from model.workbook.cell_comparison import ReadCells, agrees, found_words, looks_otherwise
from model.workbook.cell_value import Understood, same_unit, understood
from model.workbook.intake.cells import TEXT, Found, column_number
from model.workbook.intake.formats import STRUCK
from model.workbook.intake.keyed_tables import Keyed, KeyedRow, KeyedTable, Tables
from model.workbook.keys import CONTINUED
from model.workbook.layout import Entry

UNIT = "unit"  # the column beside numbers, where a table has one
MISPLACED = "这一行印的不是本项的要求，行可能错位，请核对是哪一项的内容。"
UNDER_ANOTHERS = "这一列的表头写的是另一列，列可能错位，请核对是哪一列的内容。"
FIRST_WORDS = 20  # characters that no two rows begin with by chance
_EMPTY = Found(TEXT, "")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
Place = tuple[str, str]  # keys of a row and a column


@dataclass(frozen=True, kw_only=True)
class CellMeaning:
    """What one cell says. `changed`: otherwise than was written; a cell that `meant` asks about
    is neither.
    """

    entry: Entry
    cell: Keyed
    meant: Understood
    changed: bool = False

    @property
    def place(self) -> str:
        """'任务清单 F5'."""
        return f"{self.cell.sheet} {self.cell.cell}"

    def doubt(self, question: str = "", label: str = "") -> CellEdit:
        """The cell as one of which nothing is taken; *question*: in place of its own."""
        return CellEdit(
            table=self.cell.table,
            sheet=self.cell.sheet,
            cell=self.cell.cell,
            item=self.entry.row,
            field=self.entry.field.key if self.entry.field else self.entry.column,
            label=label or self.entry.label,
            sealed=_words(self.entry),
            found=found_words(self.cell.found),
            question=question or self.meant.question,
            doubtful=True,
            guess=self.meant.guess,
        )


class EditedCells:
    """The cells of tables that people edited.

    Args:
        misplaced: table and row -> why nothing can be taken from that row.
    """

    def __init__(
        self, tables: Tables, misplaced: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._tables = tables
        self._cells = ReadCells(tables)
        self._misplaced = misplaced or {}
        self._merged = {key: merged_in(table) for key, table in tables.items() if table.merged}
        self._lost: dict[str, frozenset[str]] = {}

    def look_at_headings(self, table: str, asked: Iterable[Field]) -> frozenset[str]:
        """The columns of *asked* that stand under another's heading: they count as doubtful."""
        labels = {one.key: one.label for one in asked}
        self._lost[table] = under_anothers_heading(self._tables[table], labels)
        return self._lost[table]

    def about_headings(self, table: str) -> tuple[str, ...]:
        """A sentence for each column of *table* that stands under another's heading."""
        found = self._tables[table]
        return tuple(
            f"{found.sheet} {found.letters[column]} 列：{UNDER_ANOTHERS}"
            for column in found.letters
            if column in self._lost.get(table, ())
        )

    def whole(self, table: str, row: str, column: str) -> Keyed | None:
        """What stands in a cell that is no answer; None where it is empty or gone."""
        return self._cells.whole(table, row, column)

    def meaning(self, entry: Entry) -> CellMeaning | None:
        """What the cell of *entry* says; None where its row or column is gone."""
        table = self._tables.get(entry.table)
        if table is None or not table.place(entry.row, entry.column):
            return None
        cell = self._cells.whole(entry.table, entry.row, entry.column)
        cell = cell or table.keyed(entry.row, entry.column, _EMPTY)
        found = cell.found
        empty = not found.text.strip() and not found.formula
        # Where nothing was said any words are new, even such as a program drops on saving.
        same = agrees(entry, None if empty else found) and (empty or entry.said != "")
        if why := "" if same else self._why_not(entry):
            guess = self._in_own_unit(entry, found)
            return CellMeaning(entry=entry, cell=cell, meant=Understood(question=why, guess=guess))
        if empty:
            merged = self._merged_into(entry, cell)
            return merged or CellMeaning(
                entry=entry, cell=cell, meant=Understood(text=""), changed=not same
            )
        return self._said(entry, cell, same=same)

    def _said(self, entry: Entry, cell: Keyed, *, same: bool) -> CellMeaning:
        """What stands in a cell that is not empty."""
        field, found = _field(entry), cell.found
        meant = understood(field, found)
        if question := self._about_unit(entry, found):
            meant = Understood(question=question, guess=self._in_own_unit(entry, found))
        elif found.look == STRUCK and meant.text is not None and entry.said != "":
            words = in_quotes(found.text)
            meant = Understood(question=f"{words}里有带删除线的字，请核对是否删去。")
        elif same and not (found.look and looks_otherwise(entry, found.look)):
            meant = Understood(text=str(entry.said))
        return CellMeaning(
            entry=entry, cell=cell, meant=meant, changed=not same and meant.text is not None
        )

    def _why_not(self, entry: Entry) -> str:
        """Why nothing can be taken from the cell, whatever it says; "" if something can."""
        if why := self._misplaced.get((entry.table, entry.row)):
            return why
        lost = self._lost.get(entry.table, frozenset())
        return UNDER_ANOTHERS if entry.column in lost else ""

    def _about_unit(self, entry: Entry, found: Found) -> str:
        field = entry.field
        if not isinstance(field, Number) or not self._in_own_unit(entry, found):
            return ""
        unit = self._unit(entry)
        return f"旁边的单位写的是“{unit}”，本项的单位是“{field.unit}”，请核对是多少。"

    def _unit(self, entry: Entry) -> str:
        found = self._cells.found(entry.table, entry.row, UNIT)
        return found.text.strip()[:20] if found else ""

    def _in_own_unit(self, entry: Entry, found: Found) -> str:
        """The number converted from the unit beside it, "" if that is the expected unit."""
        field, said = entry.field, self._unit(entry)
        if not isinstance(field, Number) or not said or same_unit(said, field.unit):
            return ""
        plain = understood(field, found)
        if not plain.text:
            return ""
        meant = read_number(f"{plain.text}{said}", field.unit, field.expected)
        likely = meant.guess if meant.value is None else meant.value
        same = meant.value is not None and number_text(meant.value) == plain.text
        return "" if same else number_text(likely) if likely is not None else plain.text

    def _merged_into(self, entry: Entry, cell: Keyed) -> CellMeaning | None:
        """The question about an empty cell that is merged with another one; None: it is not."""
        top = self._merged.get(entry.table, {}).get((entry.row, entry.column))
        if top is None:
            return None
        table, (row, column) = self._tables[entry.table], top
        first = self._cells.whole(entry.table, row, column)
        if first is None and entry.said == "":
            return None
        place, found = table.place(row, column), first.found if first else _EMPTY
        same = column == entry.column and first is not None
        asked = f"是否也是{in_quotes(found.text[:60])}" if same else "应填什么"
        guess = understood(_field(entry), found).text or "" if same else ""
        question = f"与 {place} 合并成一格，请核对本项{asked}。"
        return CellMeaning(
            entry=entry,
            cell=cell._replace(found=found),
            meant=Understood(question=question, guess=guess),
        )


def _field(entry: Entry) -> Field:
    if entry.field is None:
        raise ValueError(f"{entry.column} is no answer")
    return entry.field


def _words(entry: Entry) -> str:
    shown = entry.shown
    return number_text(shown) if isinstance(shown, Decimal) else shown


def merged_in(table: KeyedTable) -> Mapping[Place, Place]:
    """Row and column of each cell that is merged into another one -> those of that."""
    columns = {column_number(place): column for column, place in table.letters.items()}
    rows = {row.number: key for key, row in table.rows.items()}
    order, found = sorted(rows), dict[Place, Place]()
    for ref in table.merged:
        match = _RANGE.fullmatch(ref)
        if match is None:
            continue
        left, right = column_number(match[1]), column_number(match[3])
        first, last = int(match[2]), int(match[4])
        if first not in rows or left not in columns:
            continue
        top = (rows[first], columns[left])
        if top in found:
            continue  # no program writes ranges that overlap
        across = [column for place, column in columns.items() if left <= place <= right]
        inside = [rows[n] for n in order[bisect_left(order, first) : bisect_right(order, last)]]
        hidden = {(row, column) for row in inside for column in across} - {top}
        if not any(column in table.rows[row].cells for row, column in hidden):  # as merging leaves
            found |= dict.fromkeys(hidden, top)
    return found


def under_anothers_heading(table: KeyedTable, labels: Mapping[str, str]) -> frozenset[str]:
    """The columns whose heading in sight is that of another one, and those others where their own
    heading is gone.

    Args:
        labels: column -> its heading.
    """
    if table.heads is None:
        return frozenset()
    known = {folded(label): key for key, label in labels.items()}
    named = {}
    for key in labels:
        cell = table.heads.cells.get(key)
        named[key] = known.get(folded((cell.text if cell else "").partition("\n")[0]), "")
    others = {key: other for key, other in named.items() if other not in {"", key}}
    return frozenset({*others, *(other for other in others.values() if named[other] != other)})


def put_right(
    table: KeyedTable,
    words: Mapping[str, str],
    seen_in: Callable[[KeyedRow], str],
    numbers: Mapping[str, str] | None = None,
    number_in: Callable[[KeyedRow], str] | None = None,
) -> tuple[KeyedTable, dict[tuple[str, str], str]]:
    """*table* with each row under the key that it is about by its printed words, whatever was
    sorted beside the hidden keys.

    Args:
        words: row -> what is printed in it, folded; other rows are left as they are.
        seen_in: what stands there now, folded.
        numbers: printed number -> row; None: the rows have none.
        number_in: the number that stands there now.

    Returns:
        The table, and table and row -> why nothing can be taken from that row.
    """
    counts = Counter(words.values())
    unique = {text: row for row, text in words.items() if counts[text] == 1}
    going_on = {key.partition(CONTINUED)[0] for key in table.rows if CONTINUED in key}
    rows: dict[str, KeyedRow] = {}
    misplaced: dict[tuple[str, str], str] = {}

    def whose(key: str, seen: str, number: str) -> str:
        """The row that is about what is *seen*; "" if that is not certain."""
        own = unique.get(seen, "")
        if own == key or (not own and number in {key, ""} and not anothers(key, seen)):
            return key  # at most words that a person typed over
        if own:
            return own if number == own or numbers is None else ""
        return number if number and seen and words[number] == seen else ""

    def anothers(key: str, seen: str) -> bool:
        return words[key] != seen and _are_words(seen, words[key], words.values())

    for key, row in table.rows.items():
        if CONTINUED in key or key not in words:
            rows[key] = row
            continue
        number = numbers.get(number_in(row), "") if numbers and number_in else ""
        found = whose(key, seen_in(row), number)
        if not found or (found != key and {key, found} & going_on):
            found, misplaced[table.key, key] = key, MISPLACED
        if found in rows:
            misplaced[table.key, found] = MISPLACED
        rows[found] = row
    return table._replace(rows=rows), misplaced


def _are_words(seen: str, own: str, every: Iterable[str]) -> bool:
    """Whether *seen* are the words of one of *every*, or what its first row shows of them, and not
    so of *own*.
    """
    if not seen or own.startswith(seen):
        return False
    return any(one == seen or (len(seen) > FIRST_WORDS and one.startswith(seen)) for one in every)
