"""Converts text for cells and back; only characters that no cell can hold are dropped."""

import os
import re

LIMIT = 32_767  # characters a cell can hold, in UTF-16 units

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """*text* without control characters and lone surrogates, its line ends LF."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_length(text: str) -> int:
    """How much of a cell's limit *text* takes: characters beyond the BMP count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """*text* as a cell's XML holds it: “_x0041_” typed by a person is not the letter A."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """What a cell's XML means; the reverse of `escaped`. Halves of characters don't survive."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would take *text* for something other than text."""
    return text.startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))


def readable(file_name: str) -> str:
    """*file_name* as people know it: bytes that are no UTF-8 are mostly GBK, from Windows.

    Each folder on the way to it may have been named on another computer.
    """
    return "/".join(map(_readable, file_name.split("/")))


def _readable(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        said = os.fsencode(name)
    else:
        return name
    try:
        return said.decode("gb18030")
    except UnicodeDecodeError:
        return said.decode(errors="replace")
