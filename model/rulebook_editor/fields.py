"""Kinds of fields that rulebooks need besides those of ordinary forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.forms import Field, Number
from model.domain.numbers import rounded
from model.rulebook_editor.draft import Path


@dataclass(frozen=True, kw_only=True)
class Dial(Number):
    """A number that can be dragged as well as typed; what lies outside can still be typed."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def positions(self) -> int:
        """How many steps lie between the ends."""
        return int((self.high - self.low) / self.step)

    def position(self, value: Decimal) -> int:
        """The step nearest to *value*, the end where it lies outside."""
        steps = rounded((value - self.low) / self.step, 0)
        return min(max(int(steps), 0), self.positions)

    def value_at(self, position: int) -> Decimal:
        return self.low + position * self.step


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any of a few words; canonical text: the chosen codes, a line each."""

    options: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ItemIds(Field):
    """Measures and indicators of the plan; canonical text: their ids, a line each."""


@dataclass(frozen=True, kw_only=True)
class ItemWeights(Field):
    """A number each for some of them; canonical text: 'tech_smes 2', a line each."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One value of a draft and how it is asked.

    `percent`: the draft holds a share of 1. `optional`: it may be left out.
    """

    path: Path
    field: Field
    percent: bool = False
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionGrid:
    """Values that belong side by side: a row for each state, step, grade or part.

    `path` is where its rows are; those of a list (`row` is what a new one holds) come and go.
    """

    path: Path
    label: str
    help: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]  # in front of each row, "" for none
    rows: tuple[tuple[Question, ...], ...]
    row: object = None


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    heading: str
    parts: tuple[Question | QuestionGrid, ...]
    help: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(
            question
            for part in self.parts
            for row in ([[part]] if isinstance(part, Question) else part.rows)
            for question in row
        )
