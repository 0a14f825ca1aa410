"""Arithmetic that is written once and read twice: as an exact number, and as an Excel formula.

A kind of rule builds its points from these terms. `value` works them out in Decimal, `formula`
prints them over the cells of a sheet; so the app and the sheet can't follow different rules.

Why both agree to the cent although a sheet counts in binary: a result of ours has at most two
decimals, so it is in doubt only where the exact value is half a cent. Before rounding, formulas
add 1E-12. That is more than a double can be wrong here (values up to 100, a dozen operations:
below 1E-13), and less than the distance of any other value from a half cent, which is at least
1 ÷ (200 × target counted in its last decimal): 5E-12 for a target of 10 000 000.00.

Only functions that Excel 2010, WPS and LibreOffice share are used: see FUNCTIONS.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.numbers import rounded
from model.domain.wording import points_words

FUNCTIONS = frozenset(
    {"ROUND", "IF", "AND", "OR", "MIN", "MAX", "SUM", "SUMIF", "SUMPRODUCT", "LOOKUP"}
    | {"COUNT", "INT", "ISNUMBER"}
)
NUDGE = "1E-12"
OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known about one item when it is scored; None stands for not answered or not
    existing.
    """

    value: Decimal | None = None  # in the indicator's unit
    state: State | None = None
    progress: Decimal | None = None  # [%]
    target: Decimal | None = None  # in force for the year
    cumulative: Decimal | None = None  # what the plan's own path asks for by that year
    maximum: Decimal = Decimal(0)  # points
    schedule: Decimal = Decimal(100)  # progress due by the year's end [%]
    decimals: int = 2  # of points

    def marks(self, points: Decimal) -> str:
        """'1.90 分'."""
        return points_words(points, self.decimals)


@dataclass(frozen=True, kw_only=True)
class CellRefs:
    """The cells of a sheet with the same facts: A1 references, with the name of another sheet if
    needed.

    `target`, `cumulative`, `maximum` and `schedule` left "" are printed as numbers. `state` holds
    the label people see (完成, 推进中, 滞后, 未启动, 不适用) or nothing.
    """

    value: str = ""
    state: str = ""
    progress: str = ""
    target: str = ""
    cumulative: str = ""
    maximum: str = ""
    points: str = ""  # the cell that holds this item's own recomputed points
    schedule: str = ""
    decimals: int = 2  # of points


class Term:
    """A number that is computed later."""

    precedence: ClassVar[int] = 3

    def value(self, facts: Facts) -> Decimal:
        raise NotImplementedError

    def formula(self, cells: CellRefs) -> str:
        raise NotImplementedError

    def inside(self, cells: CellRefs, precedence: int) -> str:
        """The formula, in parentheses if the surrounding operator binds more tightly."""
        text = self.formula(cells)
        return text if self.precedence >= precedence else f"({text})"

    def __add__(self, other: "Term") -> "Term":
        return Operation("+", self, other)

    def __sub__(self, other: "Term") -> "Term":
        return Operation("-", self, other)

    def __mul__(self, other: "Term") -> "Term":
        return Operation("*", self, other)

    def __truediv__(self, other: "Term") -> "Term":
        return Operation("/", self, other)


@dataclass(frozen=True)
class Constant(Term):
    number: Decimal

    def value(self, facts: Facts) -> Decimal:
        return self.number

    def formula(self, cells: CellRefs) -> str:
        return literal(self.number)


@dataclass(frozen=True)
class Quantity(Term):
    """One of the numbers in Facts, and the cell of the same name."""

    name: str

    def value(self, facts: Facts) -> Decimal:
        number: Decimal = getattr(facts, self.name)
        return number

    def formula(self, cells: CellRefs) -> str:
        cell: str = getattr(cells, self.name)
        return cell


@dataclass(frozen=True)
class Operation(Term):
    sign: str
    left: Term
    right: Term

    @property
    def precedence(self) -> int:  # type: ignore[override]
        return 1 if self.sign in "+-" else 2

    def value(self, facts: Facts) -> Decimal:
        return OPERATORS[self.sign](self.left.value(facts), self.right.value(facts))

    def formula(self, cells: CellRefs) -> str:
        tighter = self.precedence + (self.sign in "-/")
        left = self.left.inside(cells, self.precedence)
        return f"{left}{self.sign}{self.right.inside(cells, tighter)}"


@dataclass(frozen=True)
class Least(Term):
    terms: tuple[Term, ...]

    def value(self, facts: Facts) -> Decimal:
        return min(term.value(facts) for term in self.terms)

    def formula(self, cells: CellRefs) -> str:
        return f"MIN({_listed(self.terms, cells)})"


@dataclass(frozen=True)
class Most(Term):
    terms: tuple[Term, ...]

    def value(self, facts: Facts) -> Decimal:
        return max(term.value(facts) for term in self.terms)

    def formula(self, cells: CellRefs) -> str:
        return f"MAX({_listed(self.terms, cells)})"


@dataclass(frozen=True)
class Rounded(Term):
    """The term rounded half up to the decimals of points. The term must not be negative."""

    term: Term

    def value(self, facts: Facts) -> Decimal:
        return rounded(self.term.value(facts), facts.decimals)

    def formula(self, cells: CellRefs) -> str:
        return f"ROUND({self.term.formula(cells)}+{NUDGE},{cells.decimals})"


@dataclass(frozen=True)
class Smallest(Term):
    """The smallest difference between points: an unmet target earns at least this much less than
    full points.
    """

    def value(self, facts: Facts) -> Decimal:
        return Decimal(1).scaleb(-facts.decimals)

    def formula(self, cells: CellRefs) -> str:
        return literal(Decimal(1).scaleb(-cells.decimals))


@dataclass(frozen=True)
class WholeSteps(Term):
    """The whole part of the term. The term must not be negative."""

    term: Term

    def value(self, facts: Facts) -> Decimal:
        return Decimal(int(self.term.value(facts)))

    def formula(self, cells: CellRefs) -> str:
        return f"INT({self.term.formula(cells)}+{NUDGE})"


@dataclass(frozen=True)
class Exact(Term):
    """A difference of entered numbers without the error of binary floating point in a sheet."""

    term: Term

    def value(self, facts: Facts) -> Decimal:
        return self.term.value(facts)

    def formula(self, cells: CellRefs) -> str:
        return f"ROUND({self.term.formula(cells)},8)"


class Condition:
    """A yes or no that is computed later."""

    def holds(self, facts: Facts) -> bool:
        raise NotImplementedError

    def formula(self, cells: CellRefs) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Compare(Condition):
    """A comparison of two entered numbers, exact in the app and in the sheet."""

    left: Term
    sign: str
    right: Term

    def holds(self, facts: Facts) -> bool:
        return COMPARISONS[self.sign](self.left.value(facts), self.right.value(facts))

    def formula(self, cells: CellRefs) -> str:
        return f"{self.left.inside(cells, 1)}{self.sign}{self.right.inside(cells, 1)}"


@dataclass(frozen=True)
class Reaches(Condition):
    """Whether a computed term is at least *edge*; in the sheet a binary rounding error must not
    miss the edge.
    """

    term: Term
    edge: Term

    def holds(self, facts: Facts) -> bool:
        return self.term.value(facts) >= self.edge.value(facts)

    def formula(self, cells: CellRefs) -> str:
        return f"{self.term.inside(cells, 1)}+{NUDGE}>={self.edge.inside(cells, 1)}"


@dataclass(frozen=True)
class StateIs(Condition):
    state: State

    def holds(self, facts: Facts) -> bool:
        return facts.state is self.state

    def formula(self, cells: CellRefs) -> str:
        return f'{cells.state}="{STATE_LABELS[self.state]}"'


@dataclass(frozen=True)
class Given(Condition):
    """Whether a possible number was entered; text in its place is not a number."""

    name: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def holds(self, facts: Facts) -> bool:
        number = getattr(facts, self.name)
        return number is not None and self.can_be(number)

    def can_be(self, number: Decimal) -> bool:
        low, high = self.at_least, self.at_most
        return (low is None or low <= number) and (high is None or number <= high)

    def formula(self, cells: CellRefs) -> str:
        cell = getattr(cells, self.name)
        conditions = [f"ISNUMBER({cell})"]
        if self.at_least is not None:
            conditions.append(f"{cell}>={literal(self.at_least)}")
        if self.at_most is not None:
            conditions.append(f"{cell}<={literal(self.at_most)}")
        return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"


@dataclass(frozen=True)
class All(Condition):
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return all(condition.holds(facts) for condition in self.conditions)

    def formula(self, cells: CellRefs) -> str:
        return f"AND({','.join(c.formula(cells) for c in self.conditions)})"


@dataclass(frozen=True)
class Any(Condition):
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return any(condition.holds(facts) for condition in self.conditions)

    def formula(self, cells: CellRefs) -> str:
        return f"OR({','.join(c.formula(cells) for c in self.conditions)})"


@dataclass(frozen=True)
class Either(Term):
    """One of two terms; the term that is not chosen is not computed."""

    condition: Condition
    then: Term
    otherwise: Term

    def value(self, facts: Facts) -> Decimal:
        chosen = self.then if self.condition.holds(facts) else self.otherwise
        return chosen.value(facts)

    def formula(self, cells: CellRefs) -> str:
        then, otherwise = self.then.formula(cells), self.otherwise.formula(cells)
        return f"IF({self.condition.formula(cells)},{then},{otherwise})"


def literal(number: Decimal) -> str:
    """A number as formulas write it."""
    text = f"{number.normalize():f}"
    return f"({text})" if number < 0 else text


def _listed(terms: tuple[Term, ...], cells: CellRefs) -> str:
    return ",".join(term.formula(cells) for term in terms)


VALUE, TARGET, MAXIMUM = Quantity("value"), Quantity("target"), Quantity("maximum")
PROGRESS, CUMULATIVE = Quantity("progress"), Quantity("cumulative")
PROGRESS_GIVEN = Given("progress", at_least=Decimal(0), at_most=Decimal(100))
SCHEDULE = Quantity("schedule")
ZERO, ONE, SMALLEST = Constant(Decimal(0)), Constant(Decimal(1)), Smallest()
