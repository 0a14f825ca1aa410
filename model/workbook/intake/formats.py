"""Tells how a number format shows a number, if it does not show the number itself."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

DATE, PERCENT, ODD = "date", "percent", "odd"
UNIT = "unit:"  # before the words that a format puts beside the number
STRUCK = "struck"  # what stands in the cell is struck out, or part of it
PICTURE = "picture"  # the cell holds a picture, and an error where programs know none
RAISED = "raised"  # some of the letters are above or below the line
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_FRACTIONS = {12, 13}
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<bare>.)', re.DOTALL
)
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-]*)")
_GENERAL = re.compile(r"g/通用格式|general", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
_SCIENCE = re.compile(r"e[+-]", re.IGNORECASE)
_PLACES = "0#?"
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_NEGATIVE = re.compile(r"[-(（－—]")
_COMPARED = {
    "<": Decimal.__lt__,
    ">": Decimal.__gt__,
    "=": Decimal.__eq__,
    "<=": Decimal.__le__,
    ">=": Decimal.__ge__,
    "<>": Decimal.__ne__,
}
LITERAL = "\x1a"  # stands for words that a format puts beside the digits


class CodeSection(NamedTuple):
    """One of the parts of a format, and which numbers it is for."""

    shown: str  # its places for digits, each word in it a LITERAL
    words: tuple[str, ...]
    condition: tuple[str, str] | None
    red: bool


class Format(NamedTuple):
    """A number format: how a number looks in it may depend on the number."""

    sections: tuple[CodeSection, ...]

    def look(self, text: str) -> str:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return ""
        number = self._of(value)
        if number < 0:
            return ODD
        section = self.sections[number]
        look = _look_of(section, value)
        signed = bool(_NEGATIVE.search("".join((section.shown, *section.words))))
        if look or not value:
            return look
        if value > 0:
            return ODD if signed else ""
        own = number == 0 and section.condition is None and len(self.sections) != 1
        return "" if (number == 0 and not own) or signed or section.red else ODD

    def _of(self, value: Decimal) -> int:
        """The number of the section that shows *value*; -1: none does."""
        parts = self.sections[:3]
        for number, section in enumerate(parts):
            if section.condition:
                sign, bound = section.condition
                if _COMPARED[sign](value, Decimal(bound)):
                    return number
        if not any(section.condition for section in parts):
            if value == 0 and len(parts) > 2:
                return 2
            return 1 if value < 0 and len(parts) > 1 else 0
        return next((n for n, s in enumerate(parts) if s.condition is None), -1)


def look_in(number: int, codes: Mapping[int, str]) -> str | Format:
    if number not in codes:
        if number in _FRACTIONS:
            return ODD
        return DATE if number in _DATES else PERCENT if number in _PERCENTS else ""
    code = codes[number][:1000]
    made = Format(tuple(_section(text) for text in _split(code)))
    first = made.sections[0]
    same = len(made.sections) == 1 and first.condition is None
    if same and not _NEGATIVE.search("".join((first.shown, *first.words))):
        return _look_of(first, Decimal(1))
    if _look_of(first, Decimal(1)) == DATE:
        return DATE
    return made


def _split(code: str) -> list[str]:
    """The sections of a format: what stands between semicolons that are no words."""
    sections = [""]
    for token in _TOKENS.finditer(code):
        if token["bare"] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    return sections


def _section(code: str) -> CodeSection:
    shown, condition, red = "", None, False
    words: list[str] = []
    for token in _TOKENS.finditer(_GENERAL.sub("0", code)):
        if (bracket := token["bracket"]) is not None:
            red |= bracket.lower() in {"red", "红色", "红"}
            if match := _CONDITION.fullmatch(bracket):
                condition = _sound(match[1], match[2])
            elif _ELAPSED.fullmatch(bracket):
                shown += bracket
            elif match := _CURRENCY.match(bracket):
                shown, words = _with_word(shown, words, match[1])
        elif token["bare"] is not None:
            shown += token["bare"]
        else:
            shown, words = _with_word(shown, words, token["quoted"] or token["escaped"] or "")
    return CodeSection(shown, tuple(words), condition, red)


def _sound(sign: str, bound: str) -> tuple[str, str] | None:
    try:
        Decimal(bound)
    except InvalidOperation:
        return None
    return sign, bound


def _with_word(shown: str, words: list[str], word: str) -> tuple[str, list[str]]:
    return (f"{shown}{LITERAL}", [*words, word]) if word.strip() else (shown, words)


def _look_of(section: CodeSection, value: Decimal) -> str:
    """The look of *value*, without its sign, in *section*."""
    shown, words = section.shown, "".join(section.words)
    if shown.strip() == "@":
        return ""
    if _DATE_LETTER.search(_SCIENCE.sub("", shown)):
        return DATE
    if not value and words.strip(" -—－") == "" and words.strip():
        return ""  # a dash for nothing, as in accounting
    digits = [place for place, sign in enumerate(shown) if sign in _PLACES]
    if not digits or any(word.isdigit() or word in ".," for word in words):
        return ODD
    inside = _SCIENCE.sub("", shown[digits[0] : digits[-1] + 1])
    plain = not inside.strip("0#?.,") and not _SCALED.search(shown)
    return _beside(shown, words) if plain else ODD


def _beside(shown: str, words: str) -> str:
    """How a number looks with what stands before and behind its digits."""
    bare = "".join(sign for sign in _SCIENCE.sub("", shown) if sign not in f"0#?.,{LITERAL}")
    percents = bare.count("%")
    said = "".join(sign for sign in bare + words if sign not in "%-+()（）－ \u3000\xa0")
    if percents or "%" in words:
        return ODD if said or percents > 1 else PERCENT if percents else f"{UNIT}%"
    return f"{UNIT}{said[:40]}" if said else ""
