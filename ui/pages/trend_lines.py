"""What can be looked at over the years, as lines."""

from collections.abc import Sequence

from model.domain.numbers import points_text
from model.domain.trends import IndicatorTrend, Move, ScoreTrend
from model.domain.wording import amount_words, points_words
from model.trends import Trends
from ui.kit.table_model import Cell, Line

HEADINGS = ("名称", "最近#", "目标#")
WIDTHS = (0, 136, 108)
MOVE_HEADINGS = ("名称", "上年#", "本年#", "增减")
MOVE_WIDTHS = (0, 90, 90, 360)
NOT_KNOWN = "—"


def indicator_lines(trends: Trends) -> Sequence[Line]:
    """Those with most years first."""
    found = sorted(trends.indicators, key=lambda trend: -len(trend.values))
    latest = max((year for trend in found for year in trend.values), default=0)
    return [_indicator_line(trend, latest) for trend in found]


def _indicator_line(trend: IndicatorTrend, latest: int) -> Line:
    last, target = NOT_KNOWN, NOT_KNOWN
    if trend.values:
        year = max(trend.values)
        last = _of_year(amount_words(trend.values[year], trend.indicator.unit), year, latest)
        if year in trend.targets:
            target = amount_words(trend.targets[year], trend.indicator.unit)
    name = trend.indicator.name
    return _line(trend.indicator.id, Cell(words=name), _figure(last), _figure(target))


def score_lines(trends: Trends) -> Sequence[Line]:
    latest = max((one.scores[-1].year for one in trends.scores.values() if one.scores), default=0)
    return [
        _line(key, Cell(words=trend.who), _figure(_total(trend, latest)), _figure(""))
        for key, trend in trends.scores.items()
        if trend.scores or trend.earlier
    ]


def move_lines(moved: Sequence[Move]) -> Sequence[Line]:
    """What moved most, its gain as a bar: the longest is the largest."""
    widest = max((abs(float(move.gain)) for move in moved), default=1.0)
    return [
        _line(
            move.words,
            Cell(words=move.words),
            _figure(points_text(move.before), float(move.before)),
            _figure(points_text(move.after), float(move.after)),
            Cell(words=_gain(move), sort=float(move.gain), lean=float(move.gain) / widest),
        )
        for move in moved
    ]


def _line(key: str, *cells: Cell) -> Line:
    return Line(key=key, cells=cells)


def _figure(words: str, sort: float | str = "") -> Cell:
    return Cell(words=words, right=True, sort=sort)


def _total(trend: ScoreTrend, latest: int) -> str:
    if not trend.scores:
        return NOT_KNOWN
    return _of_year(points_words(trend.scores[-1].total), trend.scores[-1].year, latest)


def _of_year(words: str, year: int, latest: int) -> str:
    """'61.40 分', of an earlier year than others '2026年 61.40 分'."""
    return words if year == latest else f"{year}年 {words}"


def _gain(move: Move) -> str:
    return f"{'+' if move.gain > 0 else '−'}{points_text(abs(move.gain))}"
