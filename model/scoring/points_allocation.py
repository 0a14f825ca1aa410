"""How the points of a part are shared out among its items."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")


def maxima_by_weight(
    maximum: Decimal, weights: Sequence[Decimal], decimals: int = 2
) -> tuple[Decimal, ...]:
    """Shares of *maximum* [points] in proportion to *weights*, with so many *decimals*.

    They add up to *maximum* exactly: what rounding down leaves over goes, a step each, to the
    largest remainders, and among equal ones to those that come first (largest remainder method).
    Answers have no part in it, so what an item is worth never changes while a form is filled in.
    """
    total = sum(weights, Decimal(0))
    if not total:
        return tuple(Decimal(0) for _ in weights)
    exact = [maximum * weight / total for weight in weights]
    return in_whole_steps(maximum, exact, decimals)


def in_whole_steps(
    maximum: Decimal, exact: Sequence[Decimal], decimals: int = 2
) -> tuple[Decimal, ...]:
    """*exact* shares of *maximum* with so many *decimals*, adding up to it (largest remainder)."""
    step = Decimal(1).scaleb(-decimals)
    shares = [share.quantize(step, rounding=ROUND_FLOOR) for share in exact]
    left_over = int((maximum - sum(shares, Decimal(0))) / step)
    by_remainder = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_remainder[:left_over]:
        shares[n] += step
    return tuple(shares)


def capped_shares(
    maximum: Decimal, weights: Sequence[Decimal], cap: Decimal
) -> tuple[Decimal, ...]:
    """Exact shares of *maximum* in proportion to *weights*, none above *cap*.

    What a capped one leaves goes to the others in proportion to their weights. Where even *cap*
    for each is not enough, all share alike.
    """
    count = len(weights)
    if cap * count <= maximum:
        return tuple(maximum / count for _ in weights)
    shares = [Decimal(0)] * count
    open_ones, left = list(range(count)), maximum
    while open_ones:
        total = sum((weights[n] for n in open_ones), Decimal(0))
        over = [n for n in open_ones if left * weights[n] / total > cap]
        for n in over or open_ones:
            shares[n] = cap if over else left * weights[n] / total
        if not over:
            break
        open_ones = [n for n in open_ones if n not in over]
        left -= cap * len(over)
    return tuple(shares)


def part_maxima(
    maximum: Decimal, wanted: Sequence[Decimal], counts: Sequence[int], cap: Decimal
) -> tuple[Decimal, ...]:
    """How *maximum* is shared out among parts, none above *cap* for each of its items.

    A part gets what it *wanted* as far as its items bear it; the rest goes to the others in
    proportion to what they still bear. Where all together don't bear *maximum*, each item counts
    the same. Parts without items get nothing.

    Args:
        wanted: what each part has in the rulebook [points]; they add up to *maximum*.
        counts: how many items each part has.
    """
    borne = [cap * count for count in counts]
    if not sum(counts):
        return tuple(Decimal(0) for _ in counts)
    if sum(borne, Decimal(0)) <= maximum:
        return maxima_by_weight(maximum, [Decimal(count) for count in counts])
    first = [min(points, most) for points, most in zip(wanted, borne, strict=True)]
    spare = [most - points for most, points in zip(borne, first, strict=True)]
    rest = maximum - sum(first, Decimal(0))
    whole = sum(spare, Decimal(0))
    exact = [
        points + rest * more / whole if rest else points
        for points, more in zip(first, spare, strict=True)
    ]
    return in_whole_steps(maximum, exact)
