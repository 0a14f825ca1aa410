"""Tables of a report: a repeated heading, rows that stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from model.report.word.styles import HEADING_FACE
from model.report.word.xml import fonts, paragraph, run

TEXT_WIDTH = 8844  # twips, 156 mm
SHORT, LINES = 14, 24  # rows and lines: such a table is not parted by the end of a page
EM = 210  # twips, a character of a table
LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F8E8D"/>'
OPEN = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, kw_only=True)
class Cell:
    text: str
    across: str = "left"  # left, center, right
    ink: str = ""  # RRGGBB
    fill: str = ""
    strong: bool = False
    span: int = 1  # columns
    framed: bool = True


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`shares` are relative widths; rows may hold texts or cells. The `note` stands below them, on
    the page of the last two.
    """

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: Sequence[Sequence[str | Cell]]
    across: tuple[str, ...] = ()  # how each column is set; left where nothing is said
    note: str = ""

    @property
    def _lines_below(self) -> list[Sequence[str | Cell]]:
        """What stands below the heading."""
        note = Cell(text=self.note, span=len(self.shares), framed=False)
        return [*self.rows, [note]] if self.note else [*self.rows]

    @property
    def xml(self) -> str:
        total = sum(self.shares)
        widths = [round(TEXT_WIDTH * share / total) for share in self.shares]
        borders = "".join(LINE.format(side=side) for side in SIDES)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = [Cell(text=text, across="center", fill="EEF2EF") for text in self.heads]
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
            f"<w:tblBorders>{borders}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
            + (
                self._row(heads, widths, head=True, keep=bool(self._kept))
                if any(self.heads)
                else ""
            )
            + "".join(
                self._row(self._cells(row), widths, keep=self._stays(number))
                for number, row in enumerate(self._lines_below, start=1)
            )
            + "</w:tbl>"
        )

    def _stays(self, number: int) -> bool:
        """Whether row *number*, from 1, stays on the page of what follows: no row of a table that
        is parted is alone at the end, nor is the empty line below it, on a page of its own.
        """
        return bool(self._kept) or number >= len(self._lines_below) - 1 - bool(self.note)

    @property
    def _kept(self) -> int:
        """The number of rows that stay together on a page."""
        rows = self._lines_below
        short = len(rows) <= SHORT and sum(map(self._lines, rows)) <= LINES
        return len(rows) if short else 0

    def _lines(self, row: Sequence[str | Cell]) -> int:
        """About how many lines *row* takes."""
        width, place, lines = TEXT_WIDTH / sum(self.shares), 0, 1
        for cell in self._cells(row):
            room = sum(self.shares[place : place + cell.span]) * width / EM - 1
            words = sum(1.0 if ord(sign) > 0xFF else 0.55 for sign in cell.text)
            lines = max(lines, ceil(words / max(room, 1)) + cell.text.count("\n"))
            place += cell.span
        return lines

    def _cells(self, row: Sequence[str | Cell]) -> list[Cell]:
        sides = [*self.across, *["left"] * len(row)]
        return [
            cell if isinstance(cell, Cell) else Cell(text=cell, across=side)
            for cell, side in zip(row, sides, strict=False)
        ]

    @staticmethod
    def _row(
        cells: Sequence[Cell], widths: Sequence[int], *, head: bool = False, keep: bool = False
    ) -> str:
        properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
        style = "CellHead" if head else "Cell"
        row, left = "", list(widths)
        for cell in cells:
            taken, left = left[: cell.span], left[cell.span :]
            row += _cell(cell, sum(taken), style if cell.framed else "Note", keep=keep)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{row}</w:tr>"


def _cell(cell: Cell, width: int, style: str, *, keep: bool) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    look = fonts(HEADING_FACE) if cell.strong else ""
    look += f'<w:color w:val="{cell.ink}"/>' if cell.ink else ""
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    frame = "" if cell.framed else f"<w:tcBorders>{OPEN}</w:tcBorders>"
    after = "<w:keepNext/>" if keep else ""
    across = f'<w:jc w:val="{cell.across}"/>' if cell.across != "left" else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{frame}{fill}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        + paragraph(style, run(cell.text, look), after + across)
        + "</w:tc>"
    )
