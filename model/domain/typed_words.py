"""What people type or paste, as it is kept: without what nobody sees and no file can hold."""

import re
import unicodedata

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NONE = "".join(  # noncharacters
    chr(number)
    for number in (
        *range(0xFDD0, 0xFDF0),
        *range(0xFFFE, 0x110000, 0x10000),
        *range(0xFFFF, 0x110000, 0x10000),
    )
)
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONE}]")


def is_unseen(letter: str) -> bool:
    """Whether nobody can see *letter*: a control or format letter, an end of a line, a half of a
    letter, or what is none at all.

    Blanks are none of these, nor is a rare letter of a name that this Python doesn't know yet, or
    that an older system keeps in its private range.
    """
    kind = unicodedata.category(letter)
    return kind in {"Cc", "Cf", "Cs", "Zl", "Zp"} or (kind == "Cn" and letter in _NONE)


def has_unseen(text: str) -> bool:
    return not text.isprintable() and any(map(is_unseen, text))


def is_blank(text: str) -> bool:
    """Whether nobody can see anything in *text*, which says no reason and names nobody then."""
    return all(letter.isspace() or is_unseen(letter) for letter in text)


def is_common(text: str) -> bool:
    """Whether every released version reads *text* on a line of a file: no rare letter, and no blank
    but the plain one.
    """
    return text.isprintable()


def without_unseen(text: str) -> str:
    """*text* without the letters that can't be seen; line ends and tabs are some of them."""
    if text.isprintable():
        return text
    return "".join(letter for letter in text if not is_unseen(letter))


def as_words(text: str) -> str:
    """*text* with its line ends LF, without control letters, lone surrogates and noncharacters."""
    return text if text.isprintable() else _UNFIT.sub("", _ENDS.sub("\n", text))


def as_line(text: str) -> str:
    """*text* on one line: blanks of every width and line ends are plain spaces, and what can't be
    seen is left out.
    """
    if text.isprintable():
        return text
    letters = (" " if one.isspace() else one for one in text.replace("\r\n", "\n"))
    return without_unseen("".join(letters))
