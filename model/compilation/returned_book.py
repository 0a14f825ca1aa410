"""A workbook that people corrected, beside what was corrected here since: side by side, each
difference settled by a person or by who alone changed something.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from model.compilation.compilation import Compilation, Corrections
from model.errors import Problem
from model.jobs import JobContext
from model.plan_draft.comparison import (
    DraftComparison,
    DraftDifference,
    DraftPart,
    Reader,
    compared,
    settled_corrections,
)
from model.plan_draft.corrections import corrected_as_far
from model.plan_draft.draft import DraftMeasure
from model.plan_draft.sheets import corrected_book

HERE, BOOK = Reader.FIRST, Reader.SECOND


@dataclass(frozen=True)
class ReturnedBook:
    """What stands here (`HERE`) and in the workbook (`BOOK`), both held against the state `onto`,
    from which the workbook was written.
    """

    name: str
    onto: int
    comparison: DraftComparison
    remarks: tuple[str, ...] = ()  # a sentence for each thing in it that was not read
    untaken: tuple[Problem, ...] = ()  # what is wrong with the cells that stay as they were

    @cached_property
    def suggested(self) -> Mapping[str, Reader]:
        """Whose word is taken where only one of both changed something, by a difference's key."""
        return {
            one.key: BOOK if self._changed(one, BOOK) else HERE
            for one in self.comparison.differences
            if one.key not in self.contested
        }

    @cached_property
    def contested(self) -> frozenset[str]:
        """Keys of what both changed, each otherwise: a person settles it."""
        return frozenset(
            one.key
            for one in self.comparison.differences
            if self._changed(one, HERE) and self._changed(one, BOOK)
        )

    def corrections(self, choices: Mapping[str, Reader]) -> Corrections:
        """What follows from *choices*, as corrections of the state `onto`."""
        return settled_corrections(self.comparison, choices)

    def _changed(self, one: DraftDifference, reader: Reader) -> bool:
        """Whether *reader* says otherwise there than the state both began from."""
        said = one.corrections[reader]
        if one.part is DraftPart.MEASURES:
            cut = said["clause"][0]["placed"]
            spans = [
                (start, start + len(quote))
                for side in one.corrections.values()
                for start, quote in side["clause"][0]["placed"]
            ]
            there = [
                measure
                for measure in self._measures(said["clause"][0]["id"])
                if any(measure.start < end and start < measure.end for start, end in spans)
            ]
            return [(own.start, own.quote) for own in there] != list(cut)
        if one.part is DraftPart.FLAGS:
            (flags,) = said["measure"]
            return not any(
                flags["words"] == own.quote
                and (flags["once"], flags["checkable"]) == (own.once, own.checkable)
                for own in self._measures(flags["id"])
            )
        return any(said.values())

    def _measures(self, clause: str) -> Iterator[DraftMeasure]:
        """Those of *clause* in the state both began from."""
        for one in self.comparison.read.clauses:
            if one.id == clause:
                yield from one.measures


def read_workbook(
    compilation: Compilation, onto: int, path: Path, context: JobContext
) -> ReturnedBook:
    """Reads the workbook at *path*, written from the state *onto*, and compares it with what
    stands; nothing is taken yet.

    Raises:
        AppError: it is no such workbook.
        Cancelled: the user stopped it.
    """
    context.step(0, 2, f"正在读 {path.name}")
    read = compilation.states[onto].draft
    book = corrected_book(read, path)
    context.step(1, 2, "正在与这里的对照")
    there, odd = corrected_as_far(read, book.corrections)
    comparison = compared(read, compilation.draft, there)
    context.step(2, 2)
    return ReturnedBook(path.name, onto, comparison, book.remarks, (*book.problems, *odd))
