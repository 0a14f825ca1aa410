"""The canonical form of a record: equal records give equal bytes, and so a digest and a check code.

`seal` writes it; `model.domain.sealed` knows all kinds of sealed records and reads them back.

What is written is JSON with sorted keys; numbers that count are text, exact and without trailing
zeros. What is read back is held against the types the record declares.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache, cached_property, partial
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Protocol,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)

from model.domain.numbers import number_text
from model.domain.text_kinds import TextKind
from model.domain.typed_words import as_words

SCHEMA = 1  # of all kinds of sealed records so far

LONGEST_NUMBER = 80  # characters

T = TypeVar("T")
Reader = Callable[[Any], Any]


class TableSource(Enum):
    """Who made the table that a record is made of."""

    STRANGERS = "strangers"  # held to all that the record declares
    OWN = "own"  # in the own data file: a text that doesn't hold costs as little as can be
    TYPED = "typed"  # by a person just now: tidied, then held to all


class Unfit(ValueError):
    """Something that a record can't hold.

    Args:
        path: names of the fields that lead to it, from the record.
        kind: what the text there has to be; None: it is not about a text.
    """

    def __init__(
        self, said: str, path: tuple[str, ...] = (), kind: TextKind | None = None, text: str = ""
    ) -> None:
        super().__init__(said)
        self.path, self.kind, self.text = path, kind, text


@runtime_checkable
class Checked(Protocol):
    """A record whose values are looked at when it is read back, though their types are right."""

    def check(self) -> None:
        """Raises: ValueError: a value that the app would never have written."""


class SealedRecord:
    """A record that leaves the app sealed: a frozen dataclass with a digest and a check code."""

    KIND: ClassVar[str | None] = None  # as its bytes say; None: a submission says nothing
    LONG: ClassVar[frozenset[str]] = frozenset()  # fields whose texts may be of any length; "a/b"

    def as_table(self) -> dict[str, object]:
        """What is written: field name -> value."""
        return table_of(self)

    @classmethod
    def from_table(
        cls, table: Mapping[str, object], reading: TableSource = TableSource.STRANGERS
    ) -> Self:
        """The record that was written as *table*. Raises: ValueError."""
        return rebuilt(cls, table, reading)

    @classmethod
    def name(cls) -> str:
        """What the record is called in messages for programmers."""
        return (cls.KIND or "submission").replace("-", " ")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, hex."""
        return digest_of(seal(self))

    @property
    def check_code(self) -> str:
        """The digest's first 16 digits as people compare them: '3F2A 91C0 77BE 0D14'."""
        return check_code(self.digest)


def seal(record: SealedRecord) -> bytes:
    """The canonical form of *record*: UTF-8 JSON with sorted keys."""
    kind = {} if record.KIND is None else {"kind": record.KIND}
    return canonical_bytes({"schema": SCHEMA, **kind, **record.as_table()})


def canonical_bytes(table: Mapping[str, object]) -> bytes:
    """UTF-8 JSON with sorted keys."""
    return json.dumps(
        table, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def table_in(content: bytes) -> dict[str, Any]:
    """The table that canonical *content* holds.

    Raises:
        ValueError: it holds none.
    """
    try:
        table = json.loads(content.decode("utf-8"))
        if b"\\u" in content:
            json.dumps(table, ensure_ascii=False).encode()  # half a character: a ValueError
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(table, dict):
        raise ValueError("unknown schema")  # noqa: TRY004  # the content's fault, not the caller's
    return table


def digest_of(content: bytes) -> str:
    """The SHA-256 of *content*, in hex."""
    return hashlib.sha256(content).hexdigest()


def check_code(digest: str) -> str:
    """The digest's first 16 digits as people compare them: '3F2A 91C0 77BE 0D14'."""
    return " ".join(digest[start : start + 4].upper() for start in range(0, 16, 4))


def _plain(value: object) -> object:
    """*value* in the types of JSON: records become tables, exact numbers become text."""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return dict(value)
    return table_of(value)


LATER: Mapping[str, bool] = {"later": True}
"""Metadata of a field that a released record did not have. While it holds its default it is left
out of the canonical form, so that records written before it keep their bytes and digests."""


def table_of(record: object) -> dict[str, object]:
    """Field name -> value of a dataclass, one level deep; fields marked LATER only where set."""
    kind: type = type(record)
    table = {}
    for name, later in _parts(kind):
        value = getattr(record, name)
        if later is None or value != _default(later):
            table[name] = value
    return table


@cache
def _parts(kind: type) -> tuple[tuple[str, Field[Any] | None], ...]:
    """Name of each field of the dataclass *kind*, and the field itself where it is marked LATER."""
    return tuple((part.name, part if part.metadata == LATER else None) for part in fields(kind))


def _default(part: Field[Any]) -> object:
    return part.default if part.default_factory is MISSING else part.default_factory()


def rebuilt(kind: type[T], table: object, reading: TableSource = TableSource.STRANGERS) -> T:
    """The *kind* of record that was written as *table*.

    Raises:
        ValueError: something is missing, too much, or not of the declared type.
    """
    try:
        made: T = _reader(kind, reading)(table)  # type: ignore[arg-type]
    except (TypeError, ArithmeticError) as error:
        raise ValueError(str(error)) from error
    return made


def tidied(record: T) -> T:
    """*record* as it is kept: its texts as they are for what people typed, all of it held to what
    it declares.

    Raises:
        Unfit, ValueError: it can't be kept; nobody could read it back.
    """
    table = record.as_table() if isinstance(record, SealedRecord) else table_of(record)
    plain = json.loads(json.dumps(table, default=_plain))  # not as UTF-8: half characters go
    made = rebuilt(type(record), plain, TableSource.TYPED)
    return record if made == record else made


@cache
def _reader(hint: Any, reading: TableSource) -> Reader:  # noqa: ANN401  # a type, or typing's of one
    arguments = get_args(hint)
    if get_origin(hint) is Annotated:
        return partial(_held, arguments[1], reading)
    if arguments:
        return _container_reader(hint, arguments, reading)
    if hint in {str, int, bool}:
        typed = hint is str and reading is TableSource.TYPED
        return _typed if typed else partial(_exactly, hint)
    if hint is Decimal:
        return _number
    if issubclass(hint, StrEnum):
        return partial(_choice, hint)
    hints = get_type_hints(hint, include_extras=True)
    readers = {part.name: _reader(hints[part.name], reading) for part in fields(hint)}
    return partial(_record, hint, readers, checked=issubclass(hint, Checked))


def _container_reader(hint: object, arguments: tuple[Any, ...], reading: TableSource) -> Reader:
    if get_origin(hint) in {Union, UnionType}:
        (some,) = (one for one in arguments if one is not type(None))
        return partial(_maybe, _reader(some, reading))
    if get_origin(hint) is tuple:
        return partial(_row, _reader(arguments[0], reading))
    if arguments == (str, str) and reading is not TableSource.TYPED:
        return _texts
    return partial(_mapping, arguments[0], _reader(arguments[1], reading))


def _exactly(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"{value!r:.40} is not {kind.__name__}")
    return value


def _typed(value: object) -> str:
    return as_words(_exactly(str, value))


def _held(kind: TextKind, reading: TableSource, value: object) -> str:
    text = _exactly(str, value)
    if reading is TableSource.TYPED:
        text = kind.tidied(text)
    if kind.holds(text):
        return text
    if reading is TableSource.OWN and kind.own is not None:
        return kind.own(text)
    raise Unfit(f"{value!r:.40} is out of range: {kind.holds.__name__}", kind=kind, text=text)


def _number(value: object) -> Decimal:
    text = _exactly(str, value)
    if len(text) > LONGEST_NUMBER or "e" in text.lower():
        raise TypeError(f"{value!r:.40} is not a number in canonical form")
    number = Decimal(text)
    if not number.is_finite() or number_text(number) != value:
        raise TypeError(f"{value!r:.40} is not a number in canonical form")
    return number


def _maybe(reader: Reader, value: object) -> object:
    return None if value is None else reader(value)


def _row(reader: Reader, value: object) -> tuple[object, ...]:
    return tuple(map(reader, _exactly(list, value)))


def _texts(value: object) -> dict[str, str]:
    table: dict[str, str] = dict(_exactly(dict, value))
    for text in table.values():
        if type(text) is not str:
            _exactly(str, text)
    return table


def _mapping(key: type, reader: Reader, value: object) -> dict[object, object]:
    table = dict(_exactly(dict, value))
    if key is str:  # as all keys in JSON are
        return {name: reader(held) for name, held in table.items()}
    if any(str(key(name)) != name for name in table):
        raise TypeError("a key that is not in canonical form")
    return {key(name): reader(held) for name, held in table.items()}


def _choice(kind: type[StrEnum], value: object) -> StrEnum:
    return kind(str(_exactly(str, value)))


def _record(kind: type, readers: Mapping[str, Reader], value: object, *, checked: bool) -> object:
    table = dict(_exactly(dict, value))
    if unknown := table.keys() - readers.keys():
        raise TypeError(f"unknown {min(unknown)}")
    read = {}
    for name, held in table.items():
        try:
            read[name] = readers[name](held)
        except Unfit as error:
            path = (name, *error.path)
            raise Unfit(f"{name}: {error}", path, error.kind, error.text) from error
        except (TypeError, ValueError, ArithmeticError) as error:
            raise Unfit(f"{name}: {error}", (name,)) from error
    made = kind(**read)
    if checked:
        made.check()
    return made
