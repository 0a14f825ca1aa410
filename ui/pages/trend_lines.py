"""What can be looked at over the years, as lines."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from model.domain.numbers import points_text
from model.domain.trends import Move, ScoreTrend
from model.domain.wording import amount_words, points_words
from model.trends import Trends
from ui.kit.table_model import Cell, Line

HEADINGS = ("名称", "最近#", "年度数#")
WIDTHS = (0, 130, 98)


def trend_lines(trends: Trends, view: int) -> Sequence[Line]:
    """*view*: 0 indicators, those with most years first, 1 departments, 2 what moved."""
    match view:
        case 0:
            found = [
                (
                    trend.indicator.id,
                    trend.indicator.name,
                    _last(trend.values, trend.indicator.unit),
                    len(trend.values),
                )
                for trend in trends.indicators
            ]
            found.sort(key=lambda line: -line[3])
        case 1:
            found = [
                (key, trend.who, _total(trend), len(trend.scores))
                for key, trend in trends.scores.items()
                if trend.scores or trend.earlier
            ]
        case _:
            found = [(m.words, m.words, _gain(m), 2) for m in trends.moved]
    return [
        Line(
            key=key,
            cells=(
                Cell(words=name),
                Cell(words=last, right=True),
                Cell(words=str(count), right=True, sort=float(count)),
            ),
        )
        for key, name, last, count in found
    ]


def _total(trend: ScoreTrend) -> str:
    return points_words(trend.scores[-1].total) if trend.scores else "—"


def _gain(move: Move) -> str:
    return f"{'+' if move.gain > 0 else '−'}{points_text(abs(move.gain))}"


def _last(values: Mapping[int, Decimal], unit: str) -> str:
    if not values:
        return "—"
    return amount_words(values[max(values)], unit)
