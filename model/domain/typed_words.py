"""What people type or paste, as it is kept: without what nobody sees and no file can hold."""

import re

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def as_words(text: str) -> str:
    """*text* with its line ends LF, without control letters, lone surrogates and noncharacters."""
    return text if text.isprintable() else _UNFIT.sub("", _ENDS.sub("\n", text))


def as_line(text: str) -> str:
    """*text* on one line: blanks of every width and line ends are plain spaces, and what can't be
    seen is left out.
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else " "
        for sign in text.replace("\r\n", "\n")
        if sign.isprintable() or sign.isspace()
    )
