"""Tells files of another year, and files refused at first, apart from what came in the year."""

from collections.abc import Iterable, Iterator

from model.errors import Problem
from model.store.receipts import FileVerdict, Receipt
from model.workbook.reasons import Reason, Refusal


def of_other_year(name: str, year: int) -> Refusal:
    """The refusal of the file *name*, which is of *year* and not of the year that is open."""
    problem = Problem(f"文件是{year}年度的。", (name,))
    return Refusal(name, Reason.OTHER_YEAR, [problem], year=year)


def year_of_stray(verdict: FileVerdict) -> int | None:
    """Year of a file that was refused for it; None for a file taken in, or refused otherwise."""
    return None if verdict.accepted else verdict.file_year


def of_the_year(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Without files of other years, and without refusals that came to nothing: of a file that was
    taken in all the same, or was refused once more since.
    """
    receipts = tuple(receipts)
    taken = {one.sha256 for one in receipts if one.verdict.accepted}
    last = _last(receipts)
    for one in receipts:
        idle = one.sha256 in taken or last[one.sha256 or one.file_name] != one.id
        if one.verdict.accepted or not (idle or year_of_stray(one.verdict)):
            yield one


def stray(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """Files that were refused for their year and have not been taken in since, each once.

    Args:
        receipts: of all years, in the order in which they came.
    """
    receipts = tuple(receipts)
    last = _last(receipts)
    for one in receipts:
        if year_of_stray(one.verdict) and last[one.sha256 or one.file_name] == one.id:
            yield one


def _last(receipts: Iterable[Receipt]) -> dict[str, int]:
    """Content (or file name, if it couldn't be read) -> the id of its last receipt."""
    return {one.sha256 or one.file_name: one.id for one in receipts}
