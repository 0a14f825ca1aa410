"""佐证材料目录: each piece once, with its numbers on the sheet and all it stands behind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from model.domain.answers import Evidence
from model.domain.numbers import YEARS

LIST = "佐证材料目录.txt"  # the file in each zip of 佐证材料

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class CatalogueEntry:
    """One piece; `numbers` and `items` in the order of the sheet."""

    piece: Evidence
    numbers: tuple[int, ...]
    items: tuple[str, ...]

    @property
    def numbers_words(self) -> str:
        """'3、7': the numbers of the piece on the sheet."""
        return "、".join(map(str, self.numbers))


def catalogue(evidence: Iterable[Evidence]) -> tuple[CatalogueEntry, ...]:
    """The pieces of *evidence*, in its order. The same file, or the same title with the same 文号,
    is one piece that stands behind several items.
    """
    found: dict[tuple[str, ...], list[tuple[int, Evidence]]] = {}
    for number, one in enumerate(evidence, start=1):
        found.setdefault(_same(one), []).append((number, one))
    return tuple(
        CatalogueEntry(
            pieces[0][1],
            tuple(number for number, _ in pieces),
            tuple(dict.fromkeys(one.item for _, one in pieces)),
        )
        for pieces in found.values()
    )


def latest_year(one: Evidence) -> int | None:
    """The latest year that title, 文号 and file name tell; None: they tell none."""
    words = f"{one.title} {one.reference} {one.file_name}"
    years = [int(year) for year in _YEAR.findall(words) if int(year) in YEARS]
    return max(years, default=None)


def _same(one: Evidence) -> tuple[str, ...]:
    if one.file_name and one.sha256:
        return (one.sha256,)
    return ("", one.title, one.reference, one.file_name)
