"""A 任务分解表 that came back: what was printed in it, and what its cells say now."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.duty_sheet import DutySheet
from model.domain.forms import Text
from model.domain.names import folded
from model.domain.origin import NO_PROOF, Proof
from model.domain.sealed import unseal_as
from model.workbook import packet
from model.workbook.duty_sheet.layout import COMMENT, LEAD, SHEET, SUPPORT
from model.workbook.edited_cells import EditedCells, put_right
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import KeyedRow, KeyedTable, Tables, tables_in
from model.workbook.intake.notes import Note
from model.workbook.layout import Entry
from model.workbook.reasons import Reason, Refusal, about_notes

NAMED_BY = ("place", "words")  # the columns that tell which item a row is about
FIELDS = (
    Text(key=LEAD, label="牵头"),
    Text(key=SUPPORT, label="配合"),
    Text(key=COMMENT, label="会签意见"),
)
_ROW = re.compile(r"[A-Z]+([0-9]+)")


@dataclass(frozen=True, kw_only=True)
class DutyCells:
    """The present texts of one row. Of a cell with a doubt it is what was printed.

    `notes`: what people wrote beside the cells, a sentence each.
    """

    lead: str
    support: str
    comment: str
    doubts: tuple[CellEdit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReceivedDutySheet:
    """A 任务分解表 that came back."""

    printed: DutySheet
    table: KeyedTable = field(repr=False, compare=False)
    notes: tuple[Note, ...] = ()  # what the reader noticed in the file
    proof: Proof = NO_PROOF  # who printed it, with `model.domain.origin.OFFICE` as holder

    def rows(self, words: Mapping[str, tuple[str, str]]) -> Mapping[str, DutyCells]:
        """The rows that still exist, by item.

        Args:
            words: item -> the place and the words that its row prints.
        """
        table, misplaced = put_right(
            self.table,
            {item: _named(words[item]) for item in self.printed.lead if item in words},
            lambda row: _named(_text(row, column) for column in NAMED_BY),
        )
        cells = EditedCells({SHEET: table}, misplaced)
        cells.look_at_headings(SHEET, FIELDS)
        return {
            item: self._row(item, words.get(item, ("", ""))[1], cells, table)
            for item in self.printed.lead
            if item in table.rows
        }

    def remarks(self) -> tuple[str, ...]:
        """What was noticed and belongs to no row, a sentence each."""
        cells = EditedCells({SHEET: self.table})
        cells.look_at_headings(SHEET, FIELDS)
        numbers = {row.number for row in self.table.rows.values()}
        rest = (note for note in self.notes if self._number_of(note) not in numbers)
        return (*cells.about_headings(SHEET), *map(str, about_notes(rest)))

    def _row(self, item: str, about: str, cells: EditedCells, table: KeyedTable) -> DutyCells:
        printed = {LEAD: self.printed.lead[item], SUPPORT: self.printed.support[item]}
        said, doubts = dict[str, str](), []
        for one in FIELDS:
            written = printed.get(one.key, "")
            meaning = cells.meaning(Entry(SHEET, item, one.key, about, written, one))
            said[one.key] = written
            if meaning is None:
                continue
            text, odd = meaning.meant.text, meaning.meant.said
            if text is None:
                doubts.append(meaning.doubt())
            elif odd:  # names are taken as they stand or not at all
                words = in_quotes(meaning.cell.found.text)
                doubts.append(meaning.doubt(f"{words}{odd}，请核对。"))
            elif meaning.changed:
                said[one.key] = text.strip()
        number = table.rows[item].number
        beside = [note for note in self.notes if self._number_of(note) == number]
        return DutyCells(
            lead=said[LEAD],
            support=said[SUPPORT],
            comment=said[COMMENT],
            doubts=tuple(doubts),
            notes=tuple(map(str, about_notes(beside))),
        )

    def _number_of(self, note: Note) -> int | None:
        """The row that *note* is beside; None where it belongs to none of this sheet."""
        match = _ROW.fullmatch(note.cell) if note.sheet == self.table.sheet else None
        return int(match[1]) if match else None


def _named(texts: Iterable[str]) -> str:
    return "".join(map(folded, texts))


def _text(row: KeyedRow, column: str) -> str:
    found = row.cells.get(column)
    return found.text.strip() if found else ""


def received_duty_sheet(
    name: str, tables: Tables, sheet: DutySheet, notes: Iterable[Note] = ()
) -> ReceivedDutySheet:
    """The sheet that is sealed in the file *name*, and its *tables* as they are now.

    Raises:
        Refusal: the sheet is gone.
    """
    if SHEET not in tables:
        raise Refusal(name, Reason.OTHER_KIND, kind=DutySheet.KIND)
    proof = packet.proof_in(packet.rows_in(tables), sheet)
    return ReceivedDutySheet(printed=sheet, table=tables[SHEET], notes=tuple(notes), proof=proof)


def verify_duty_sheet(content: bytes, sheet: DutySheet) -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    found = received_duty_sheet("", tables, unseal_as(DutySheet, packet.payload_in(tables)))
    rows = found.rows({})
    changed = any(
        row.doubts or (row.lead, row.support) != (sheet.lead[item], sheet.support[item])
        for item, row in rows.items()
    )
    if found.printed != sheet or rows.keys() != sheet.lead.keys() or changed:
        raise RuntimeError("the workbook written is not the duty sheet")
