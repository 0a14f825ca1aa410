"""How the points of a part are shared out among its items."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")


def maxima_by_weight(maximum: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Shares of *maximum* [points] in proportion to *weights*, in whole cents.

    They add up to *maximum* exactly: what rounding down leaves over goes, a cent each, to the
    largest remainders, and among equal ones to those that come first (largest remainder method).
    Answers have no part in it, so what an item is worth never changes while a form is filled in.
    """
    total = sum(weights, Decimal(0))
    if not total:
        return tuple(Decimal(0) for _ in weights)
    exact = [maximum * weight / total for weight in weights]
    shares = [share.quantize(CENT, rounding=ROUND_FLOOR) for share in exact]
    left_over = int((maximum - sum(shares, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_remainder[:left_over]:
        shares[n] += CENT
    return tuple(shares)
