"""The table that a spreadsheet puts on the clipboard."""

import re

from model.domain.wording import SIGNS_OF_NOTHING
from model.errors import AppError

CHARACTERS, ROWS, COLUMNS = 2_000_000, 5_000, 200

# Spreadsheets put quotes around a cell of several lines or with a tab, and double those in it.
# Whatever else has quotes has its own: names, inches, 同上.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_NEEDED = re.compile(r'\S[^\t\n"]*(?:[\t\n]|"")|""')
_END = re.compile(r"[\t\n]")

Rows = tuple[tuple[str, ...], ...]


def pasted_rows(text: str) -> Rows:
    """Rows with equal numbers of cells; a quoted cell may hold line breaks. Blank rows count,
    except at the end: a column pasted in order must not move up. A sign that stands for nothing is
    a blank.

    Raises:
        AppError: it is more than a table of answers could be.
    """
    if len(text) > CHARACTERS:
        raise _too_much()
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    cells = [[_said(cell.strip()) for cell in row] for row in _rows(plain)]
    while cells and not any(cells[-1]):
        cells.pop()
    width = max(map(len, cells), default=0)
    if len(cells) > ROWS or width > COLUMNS:
        raise _too_much()
    return tuple(tuple(row + [""] * (width - len(row))) for row in cells)


def _said(cell: str) -> str:
    return "" if cell in SIGNS_OF_NOTHING else cell


def _too_much() -> AppError:
    return AppError(
        "剪贴板里的内容太多，没有粘贴。", hint="请在 Excel、WPS 里只选要填的几行几列，再复制一次。"
    )


def repeated(rows: Rows, count: int, *, headed: bool) -> Rows:
    """*rows* repeated until there are *count*, as spreadsheets fill a larger selection, if that
    comes out even; else *rows* as they are.
    """
    head, body = rows[: int(headed)], rows[int(headed) :]
    return (*head, *body * (count // len(body))) if body and count % len(body) == 0 else rows


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place == len(text):
            return rows
        if text[place] == "\n":
            rows.append([])
        place += 1


def _cell(text: str, start: int) -> tuple[str, int]:
    """The cell that begins at *start*, and where it ends."""
    quoted = _QUOTED.match(text, start)
    if quoted and _NEEDED.match(quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    ends = _END.search(text, start)
    end = ends.start() if ends else len(text)
    return text[start:end], end
