"""Whether the app and a formula engine agree on made-up departments, however many."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import formualizer

from tests.model.scoring.builders import shipped_rulebooks
from tests.model.scoring.generated import Dice
from tests.model.scoring.sheets import Book, Difference, differences

AT_A_TIME = 1000  # departments in one workbook


def disagreements(count: int, seed: int) -> Iterator[Difference]:
    """Every cell of *count* departments' sheets that the engine computes otherwise than the app."""
    books = shipped_rulebooks()
    for number, done in enumerate(range(0, count, AT_A_TIME)):
        with tempfile.TemporaryDirectory() as folder:
            written, again = Path(folder) / "years.xlsx", Path(folder) / "again.xlsx"
            Book(Dice(seed + number).years(min(AT_A_TIME, count - done), books)).save(written)
            summary = formualizer.recalculate_file(str(written), str(again))
            if summary["status"] != "success":
                raise RuntimeError(summary)
            yield from differences(again, written)
