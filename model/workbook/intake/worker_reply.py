"""The reply of the child process as JSON, and its check: nothing in it is trusted."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from model.workbook.codes import Notice, Reason
from model.workbook.intake import limits
from model.workbook.intake.cells import BOOLEAN, ERROR, NUMBER, TEXT, Found
from model.workbook.intake.formats import DATE, ODD, PERCENT, PICTURE, RAISED, STRUCK, UNIT
from model.workbook.intake.keyed_tables import KeyedRow, KeyedTable, Tables
from model.workbook.intake.notes import Note
from model.workbook.intake.refused import Refused

KINDS = {TEXT, NUMBER, BOOLEAN, ERROR}
LOOKS = {"", DATE, PERCENT, ODD, STRUCK, RAISED, PICTURE}
MAKERS = {"program", "template"}


class Intake(NamedTuple):
    """A workbook as the child read it: its tables, and what it noticed.

    `pristine`: all parts are as the app wrote them, so that the packet alone was read.
    """

    tables: Tables
    notes: tuple[Note, ...] = ()
    moments: Mapping[str, str] = MappingProxyType({})  # 'created', 'modified': UTC
    pristine: bool = False


def reply_table(intake: Intake) -> dict[str, object]:
    """*intake* as JSON knows it; a text that is nothing but a text stands for itself."""
    return {
        "tables": {
            key: [
                table.sheet,
                table.letters,
                {name: _plain_row(row) for name, row in table.rows.items()},
                None if table.heads is None else _plain_row(table.heads),
                table.merged,
                [[place, *found] for place, found in table.above],
            ]
            for key, table in intake.tables.items()
        },
        "notes": intake.notes,
        "moments": dict(intake.moments),
        "pristine": intake.pristine,
    }  # fmt: skip


def _plain_row(row: KeyedRow) -> list[object]:
    return [row.number, {
        column: found if found.formula or found.look or found.kind != TEXT else found.text
        for column, found in row.cells.items()
    }]  # fmt: skip


def trusted(answer: bytes) -> Intake:
    """The reply as domain values; the child may have been taken over by the file it read.

    Raises:
        Refused: as the child says, or because what it says makes no sense.
    """
    try:
        table = json.loads(answer.decode("utf-8", "surrogatepass"))
        if "refused" in table:
            where = tuple(_word(step)[:100] for step in table["where"][:2])
            maker = table["maker"] if table["maker"] in MAKERS else ""
            tables = tuple(_word(name)[:40] for name in table.get("tables", [])[: limits.SHEETS])
            detail = _word(table["detail"])[:200]
            raise Refused(Reason(table["refused"]), detail, where, maker, tables)
        return Intake(
            tables={_word(key): _table(key, *parts) for key, parts in table["tables"].items()},
            notes=tuple(_note(*parts) for parts in table["notes"]),
            moments={_word(name): _word(said) for name, said in table["moments"].items()},
            pristine=table["pristine"] is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(Reason.READER_DIED) from error


def _table(
    key: str,
    sheet: object,
    letters: dict[str, str],
    rows: dict[str, Any],
    heads: list[Any] | None,
    merged: list[object],
    above: list[list[Any]],
) -> KeyedTable:
    if sum(len(cells) for _, cells in rows.values()) > limits.KEPT:
        raise Refused(Reason.TOO_MUCH)
    for place in letters.values():
        _word(place)
    read = {name: _row(number, cells) for name, (number, cells) in rows.items()}
    read_heads = None if heads is None else _row(*heads)
    beyond = tuple((_word(place)[:20], _found(found)) for place, *found in above)
    return KeyedTable(
        key, _word(sheet), letters, read, read_heads, tuple(map(_word, merged)), beyond
    )


def _row(number: object, cells: dict[str, object]) -> KeyedRow:
    if type(number) is not int:
        raise TypeError("row")
    return KeyedRow(number, {
        column: Found(TEXT, found) if type(found) is str else _found(found)
        for column, found in cells.items()
    })  # fmt: skip


def _found(found: Any) -> Found:  # noqa: ANN401  # whatever JSON may hold
    kind, text, formula, look = found
    if kind not in KINDS or type(formula) is not bool:
        raise TypeError("cell")
    if look not in LOOKS and not (_word(look).startswith(UNIT) and len(look) < 60):
        raise TypeError("look")
    return Found(kind, _word(text), formula, look)


def _note(code: str, *words: object) -> Note:
    sheet, cell, detail = map(_word, words)
    return Note(Notice(code), sheet[:100], cell[:20], detail[:200])


def _word(value: object) -> str:
    if type(value) is not str:
        raise TypeError("text")
    return value
