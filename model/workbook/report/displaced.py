"""Finds rows that are out of place: moved or sorted."""

from collections.abc import Iterable, Mapping

from model.domain.names import folded
from model.workbook.cell_comparison import ReadCells
from model.workbook.intake.keyed_tables import Tables
from model.workbook.report.printed import Printed

NAMED_BY = {"measure": ("words",), "quantity": ("name", "quote"), "quality": ("name", "quote")}


class Moved:
    """Rows whose printed words are those of another row: something else stands beside their key."""

    def __init__(self, printed: Printed, tables: Tables) -> None:
        self._other: dict[str, dict[str, str]] = {}
        cells = ReadCells(tables)
        for table, columns in NAMED_BY.items():
            if table not in tables or table not in printed:
                continue
            rows = {row: said for row, said in printed[table].items() if not row.startswith("@")}
            own = {row: _named(said.get(c, "") for c in columns) for row, said in rows.items()}
            known = set(own.values())
            for row, words in own.items():
                found = [cells.found(table, row, column) for column in columns]
                seen = _named(cell.text if cell else "" for cell in found)
                if seen != words and seen in known:
                    text = next((cell.text for cell in found if cell), "")
                    self._other.setdefault(table, {})[row] = text

    def rows(self, table: str) -> tuple[str, ...]:
        return tuple(self._other.get(table, ()))

    @property
    def questions(self) -> Mapping[tuple[str, str], str]:
        """Table and row -> why nothing can be taken from it."""
        return {
            (table, row): (
                f"这一行印的是“{words[:30]}”，不是本项，行可能错位，请核对是哪一项的内容。"
            )
            for table, rows in self._other.items()
            for row, words in rows.items()
            if words
        }


def _named(texts: Iterable[str]) -> str:
    return "".join(folded(text) for text in texts)
