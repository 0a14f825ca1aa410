"""One bad workbook, and what must be said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from model.workbook.reasons import Notice, Reason


class Verdict(StrEnum):
    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"


ItemField = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What must be said. Whatever is taken in says what the base says, but for `answers`.

    `codes`: of a refusal, any one of them; of warnings, all of them and no others. None: any.
    `edits`: (row, column) of the hand edits, all of them. None: any.
    """

    verdicts: frozenset[Verdict]
    codes: frozenset[str] | None = None
    edits: frozenset[ItemField] | None = frozenset()
    answers: Mapping[ItemField, str | None] = field(default_factory=dict)
    data_may_differ: bool = False


@dataclass(frozen=True, kw_only=True)
class Variant:
    """`file_name` matters only to those that are about names."""

    kind: str
    name: str
    make: Callable[[], bytes]
    expected: Expected
    file_name: str = "报送.xlsx"


def accepted() -> Expected:
    return Expected(verdicts=frozenset({Verdict.ACCEPT}), codes=frozenset())


def refused(*reasons: Reason) -> Expected:
    return Expected(verdicts=frozenset({Verdict.REJECT}), codes=frozenset(reasons))


def warned(*codes: Notice, edits=(), answers=None) -> Expected:
    return Expected(
        verdicts=frozenset({Verdict.WARN}),
        codes=frozenset(codes),
        edits=frozenset(edits),
        answers=answers or {},
    )


def never_wrong() -> Expected:
    """Refused for any documented reason; or taken in, and then nothing differs from the base."""
    return Expected(verdicts=frozenset(Verdict), edits=None)


def never_crashing() -> Expected:
    """Whatever it says now, there is nothing to hold it against."""
    return Expected(verdicts=frozenset(Verdict), edits=None, data_may_differ=True)


def one_of(kind: str) -> Callable[[str, Callable[[], bytes], Expected], Variant]:
    """Makes variants of *kind*."""

    def one(name: str, make: Callable[[], bytes], expected: Expected) -> Variant:
        return Variant(kind=kind, name=name, make=make, expected=expected)

    return one
