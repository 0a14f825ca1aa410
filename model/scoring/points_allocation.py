"""The points of a part, divided among its items."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")
ALIKE = Decimal("1e-15")  # remainders nearer to each other are equal: divisions are not exact


def maxima_by_weight(
    maximum: Decimal, weights: Sequence[Decimal], decimals: int = 2
) -> tuple[Decimal, ...]:
    """Shares of *maximum* [points] in proportion to *weights*, with *decimals* decimals.

    The shares add up to *maximum* exactly: after rounding down, the rest is added in single steps
    to the largest remainders, and among equal ones to the first (largest remainder method). Answers
    do not matter, so the worth of an item never changes while a form is filled in.
    """
    total = sum(weights, Decimal(0))
    if not total:
        return tuple(Decimal(0) for _ in weights)
    exact = [maximum * weight / total for weight in weights]
    return in_whole_steps(maximum, exact, decimals)


def in_whole_steps(
    maximum: Decimal, exact: Sequence[Decimal], decimals: int = 2
) -> tuple[Decimal, ...]:
    """*exact* shares of *maximum*, rounded to *decimals* so that they add up to it (largest
    remainder).
    """
    step = Decimal(1).scaleb(-decimals)
    shares = [share.quantize(step, rounding=ROUND_FLOOR) for share in exact]
    left_over = int((maximum - sum(shares, Decimal(0))) / step)
    missing = [(share - whole).quantize(ALIKE) for share, whole in zip(exact, shares, strict=True)]
    for n in sorted(range(len(exact)), key=lambda n: (-missing[n], n))[:left_over]:
        shares[n] += step
    return tuple(shares)


def capped_shares(
    maximum: Decimal, weights: Sequence[Decimal], cap: Decimal
) -> tuple[Decimal, ...]:
    """Exact shares of *maximum* in proportion to *weights*, none above *cap*.

    Points above the cap go to the other items in proportion to their weights. If even *cap* for
    each item is not enough, all shares are equal.
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
    """The points of each part, where no part has more than *cap* for each of its items.

    A part gets the points that it *wanted* as far as its items allow; the rest goes to the other
    parts in proportion to what their items still allow. If all items together do not allow
    *maximum*, each item counts the same. A part without items gets nothing.

    Args:
        wanted: points of each part in the rulebook; they add up to *maximum*.
        counts: number of items of each part.
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
