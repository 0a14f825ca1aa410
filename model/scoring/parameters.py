"""The parameters of the kinds of rules, as rulebook files write them.

A kind is a dataclass; the type of each field determines how it is written. A kind whose fields have
the types below needs no code to be read, written or shown in a form.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import get_type_hints

from model.domain.answers import State
from model.domain.typed_words import as_line, as_words
from model.scoring.flaws import Wrong
from model.scoring.kinds.states import JUDGED, Band
from model.scoring.kinds.steps import Steps
from model.scoring.kinds.veto import Consequence, Trigger

LARGEST = Decimal(10) ** 9
MOST_DECIMALS = 6


class NotAValue(Exception):
    """The text in the file is no value of the expected type."""

    def __init__(self, code: Wrong, **values: object) -> None:
        super().__init__(code.name)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Parameter:
    """One parameter of a kind."""

    name: str
    required: bool
    read: Callable[[object], object]


def number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise NotAValue(Wrong.NO_NUMBER)
    value = Decimal(raw)
    if not value.is_finite() or abs(value) > LARGEST:
        raise NotAValue(Wrong.TOO_LARGE, largest=LARGEST)
    if -int(value.normalize().as_tuple().exponent) > MOST_DECIMALS:
        raise NotAValue(Wrong.TOO_FINE, digits=MOST_DECIMALS)
    return value


def whole(raw: object) -> int:
    value = number(raw)
    if value != math.floor(value):
        raise NotAValue(Wrong.NOT_WHOLE)
    return int(value)


def text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise NotAValue(Wrong.NO_TEXT)
    return as_words(raw) if "\n" in raw else as_line(raw)  # what is on a line names something


def flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise NotAValue(Wrong.NO_FLAG)
    return raw


def texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(entry, str) and entry for entry in raw):
        raise NotAValue(Wrong.NO_TEXTS)
    return tuple(map(as_line, raw))


def numbers(raw: object) -> dict[str, Decimal]:
    if not isinstance(raw, dict):
        raise NotAValue(Wrong.NO_NUMBERS)
    return {key: number(entry) for key, entry in raw.items()}


def several(choices: type[StrEnum]) -> Callable[[object], tuple[StrEnum, ...]]:
    read = one_of(choices)
    return lambda raw: tuple(read(entry) for entry in texts(raw))


def one_of(choices: type[StrEnum]) -> Callable[[object], StrEnum]:
    def read(raw: object) -> StrEnum:
        if not isinstance(raw, str) or raw not in set(choices):
            raise NotAValue(Wrong.NO_CHOICE, choices=tuple(choices))
        return choices(raw)

    return read


def _pair(raw: object, meaning: str) -> tuple[Decimal, Decimal]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise NotAValue(Wrong.NO_PAIR, meaning=meaning)
    return number(raw[0]), number(raw[1])


def _steps(raw: object) -> Steps:
    if not isinstance(raw, list):
        raise NotAValue(Wrong.NO_STEPS)
    return tuple(_pair(entry, "界限, 得分比例") for entry in raw)


def _by_state(raw: object) -> dict[State, object]:
    if not isinstance(raw, dict) or not raw.keys() <= set(JUDGED):
        raise NotAValue(Wrong.NOT_BY_STATE, choices=tuple(JUDGED))
    return {State(state): entry for state, entry in raw.items()}


def _bands(raw: object) -> Mapping[State, Band]:
    return {s: Band(*_pair(entry, "低端, 高端")) for s, entry in _by_state(raw).items()}


def _points(raw: object) -> Mapping[State, Decimal]:
    return {state: number(entry) for state, entry in _by_state(raw).items()}


READERS: dict[object, Callable[[object], object]] = {
    Decimal: number,
    Decimal | None: number,
    bool: flag,
    int: whole,
    int | None: whole,
    str: text,
    Trigger: one_of(Trigger),
    Consequence: one_of(Consequence),
    Steps: _steps,
    Mapping[State, Band]: _bands,
    Mapping[State, Decimal]: _points,
}


def parameters_of(kind: type) -> tuple[Parameter, ...]:
    """The parameters of a kind of rule, in the order of its declaration."""
    hints = get_type_hints(kind)
    return tuple(
        Parameter(
            name=field.name,
            required=field.default is MISSING and field.default_factory is MISSING,
            read=READERS[hints[field.name]],
        )
        for field in fields(kind)
    )
