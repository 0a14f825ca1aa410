"""What people type about a plan or choose in its text: lists of bodies, years and values."""

import re
from collections.abc import Iterator
from typing import Any

from model.domain.numbers import number_text
from model.plan_draft.draft import DraftMilestone, DraftTarget

Span = tuple[int, int]  # start and end in a text
SIGNS = " \u3000\t\n，、；。！？："  # at the ends of a measure: they belong to none
YEARS = range(2000, 2100)
_BETWEEN = re.compile(r"[、，,\n](?![^（）()]*[）)])")


def names_in(words: str) -> list[str]:
    """Names that people listed, parted by 、 or commas, but not in brackets: 各县（市、区）政府."""
    return [name.strip() for name in _BETWEEN.split(words) if name.strip()]


def values_in(words: str) -> Iterator[list[Any] | None]:
    """'2025：270；2030：' as [2025, '270'], [2030, '']; None for what is neither."""
    for piece in re.split("[；;\n]", words):
        found = re.fullmatch(r"\s*(20\d\d)\s*年?\s*[：:]?\s*(-?\d+(?:\.\d+)?)?\s*", piece)
        yield [int(found[1]), found[2] or ""] if found else None


def values_words(target: DraftTarget) -> str:
    """The years and values of *target* as `values_in` reads them."""
    return "；".join(dict.fromkeys(map(_value, target.milestones)))


def _value(one: DraftMilestone) -> str:
    return f"{one.year}：{'' if one.value is None else number_text(one.value)}"


def is_edition(words: str) -> bool:
    """Whether *words* can name an edition: digits, letters, dots."""
    return bool(re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,31}", words))


def years_in(words: str) -> tuple[int, int] | None:
    """The first and last year in *words* such as 2022—2030; None: they are none."""
    found = re.fullmatch(r"\s*(\d{4})\s*\D{1,3}\s*(\d{4})\s*年?\s*", words)
    if not found:
        return None
    first, last = int(found[1]), int(found[2])
    return (first, last) if first in YEARS and last in YEARS and first <= last else None


def trimmed(text: str, span: Span) -> Span:
    """*span* without signs that belong to no measure, at either end."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(SIGNS))
    return start, max(start, span[1] - len(words) + len(words.rstrip(SIGNS)))
