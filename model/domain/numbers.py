"""Decimal numbers: kept exact, rounded once, where shown."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_POINTS = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,4})?")
_WIDE = Context(prec=120)  # digits: whatever was let in can be rounded


DIGITS = 15  # of a number's whole part and of its decimals; what a cell of a workbook holds


YEARS = range(2000, 2100)  # of reports, packages and slips
VERSIONS = range(1, 10_000)  # of a year's package, of a department's slips


STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(5))


def is_sane(text: str) -> bool:
    """Whether *text* is a plain decimal number, at most DIGITS digits on each side of its point."""
    return _PLAIN.fullmatch(text) is not None


def is_points(text: str) -> bool:
    """Whether *text* is a total as exports write it, such as '86.25'."""
    return _POINTS.fullmatch(text) is not None


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """*value* with exactly *decimals* decimals, rounded half away from zero (四舍五入)."""
    step = STEPS[decimals] if 0 <= decimals < len(STEPS) else Decimal(1).scaleb(-decimals)
    return value.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE)


FINE = 4  # decimals of points that are rounded only when a part is added up


def points_text(value: Decimal, decimals: int = 2) -> str:
    """Points as people see them: '1.90'; with four *decimals* '1.8963', and '1.90' for 1.9000."""
    text = f"{rounded(value, decimals):f}"
    while decimals > 2 and text.endswith("0"):
        text, decimals = text[:-1], decimals - 1
    return text


def number_text(value: Decimal) -> str:
    """A quantity as it was entered, without exponent and trailing zeros: '13.5', '270'."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
