"""Decimal numbers: kept exact, rounded once, where shown."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """*value* with exactly *decimals* decimals, rounded half away from zero (四舍五入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


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
