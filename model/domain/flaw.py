"""What is wrong with data that people wrote, as data: a code, a place, values.

The sentence comes last, from the template of the code, for one reader; nothing reads it back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from string import Formatter

KeyPath = tuple[str | int, ...]  # ("rule", 2, "weight"), ("indicators.toml", "chargers")


class Key(str):
    """A key of a file: readers of the file know it, users of a form know its label."""

    __slots__ = ()


@dataclass(frozen=True)
class Flaw:
    """One thing to put right. `code` is a member of an Enum whose values are templates."""

    code: Enum
    path: KeyPath = ()
    values: Mapping[str, object] = field(default_factory=dict)


def worded(template: str, values: Mapping[str, object], say: Callable[[object], str] = str) -> str:
    """*template* with each {name} replaced by what *say* makes of the value of that name.

    Between a Chinese character and a Latin letter, sign or digit of a value stands a space.
    """
    text, after_latin = "", False
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            text += " " + literal if after_latin and _is_chinese(literal[0]) else literal
            after_latin = False
        if name:
            said = say(values[name])
            text += " " + said if text and said and _meet(text[-1], said[0]) else said
            after_latin = said[-1:].isascii() and bool(said)
    return text


def _meet(before: str, after: str) -> bool:
    return _is_chinese(before) and after.isascii()


def _is_chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"
