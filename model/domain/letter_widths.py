"""Letters as people type them in other widths and shapes, made plain."""

import re
import unicodedata

_DIGITS = re.compile(r"\d")
_POWERS = {"²": "2", "³": "3"}
_POWER = re.compile("(?<=[A-Za-z])[²³]")  # of a unit: m²


def narrow(text: str) -> str:
    """*text* with full-width letters and the like as plain ones (NFKC).

    A sign with a number in it (①, ⑴, ², ½, ㏠) is no digit and stays as it is: as one it would
    become a part of the number before it, and 60① would be 601.
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(_DIGITS.findall(plain)) == len(_DIGITS.findall(text)):
        return plain
    letters = (one if _is_mark(one) else unicodedata.normalize("NFKC", one) for one in text)
    kept = unicodedata.normalize("NFC", "".join(letters))
    return _POWER.sub(lambda found: _POWERS[found[0]], kept)


def marks_in(text: str) -> str:
    """The signs with a number in them that are no digits."""
    return "".join(one for one in text if _is_mark(one))


def _is_mark(letter: str) -> bool:
    """㎡ is none: it begins with a letter."""
    plain = unicodedata.normalize("NFKC", letter)
    return not letter.isdecimal() and not plain[:1].isalpha() and bool(_DIGITS.search(plain))
