"""Decimal numbers: kept exact, rounded once, where shown."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """*value* with exactly *decimals* decimals, halves away from zero (四舍五入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def points_text(value: Decimal) -> str:
    """Points as people see them: two decimals, '1.90'."""
    return f"{rounded(value):f}"


def number_text(value: Decimal) -> str:
    """A quantity as it was entered, without exponent or trailing zeros: '13.5', '270'."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
