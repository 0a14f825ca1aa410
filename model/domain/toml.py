"""TOML written by others, read within limits: a small text can cost any amount of memory.

A dotted key of 40,000 parts takes 6 GB, a number of 5,000 digits or an exponent of ten digits
fails late; all of them are refused before anything is parsed.
"""

import re
import tomllib
from collections.abc import Callable
from typing import Any

LONGEST = 2_000_000  # characters
KEY_PARTS, DIGITS, EXPONENT_DIGITS, DEPTH = 8, 40, 3, 12
_NOT_STRUCTURE = re.compile(  # an unclosed string ends with its line or the text: no way back
    r"""
    \"{3} (?: [^\\"] | \\.? | "(?!"") )*+ (?: \"{3,5} | \Z )
    | '{3} .*? (?: '{3,5} | \Z )
    | " (?: [^"\\\n] | \\[^\n]? )*+ (?: " | (?=\n) | \Z )
    | ' [^'\n]*+ (?: ' | (?=\n) | \Z )
    | \# [^\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
_PART = r"(?:[\w-]++|~)"  # a bare key, or what was a quoted one
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{KEY_PARTS},}}")
_LONG_NUMBER = re.compile(
    rf"(?<!\w)(?:0[xob])?[0-9_a-fA-F]{{{DIGITS + 1},}}|[eE][+-]?[0-9_]{{{EXPONENT_DIGITS + 1},}}"
)


def read_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The tables of the TOML *text*; numbers with a point are read by *parse_float*.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, or beyond the limits above.
    """
    if len(text) > LONGEST:
        raise tomllib.TOMLDecodeError(f"more than {LONGEST} characters")
    structure = _NOT_STRUCTURE.sub("~", text)
    for limit, found in (
        ("a key of too many parts", _LONG_KEY.search(structure)),
        ("a number of too many digits", _LONG_NUMBER.search(structure)),
    ):
        if found:
            raise tomllib.TOMLDecodeError(limit)
    if _depth(structure) > DEPTH:
        raise tomllib.TOMLDecodeError("brackets within too many brackets")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise tomllib.TOMLDecodeError(str(error)) from error


def _depth(structure: str) -> int:
    deepest = depth = 0
    for sign in re.findall(r"[\[\]{}]", structure):
        depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest
