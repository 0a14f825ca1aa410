"""Figures for the screen: its colours, letters that can be read, labels that keep apart."""

from decimal import Decimal
from itertools import combinations

import pytest

from model.domain.trends import IndicatorTrend, ScoreTrend, YearScore
from model.report.figure_look import LEAST_PX, POINTS, SMALL_PT, Screen, drawn_for
from model.report.figures.canvas import (
    BODY_PT,
    axes_in,
    colours,
    finished,
    new_figure,
    smallest_letters,
)
from model.report.trends import indicator_trend_figure, score_trend_figure
from ui.kit.metrics import SIZES, TEXT_SIZES
from ui.theme import Scheme, load_tokens

YEARS = (2022, 2030)


@pytest.mark.parametrize("grown", TEXT_SIZES.values())
@pytest.mark.parametrize("room", [400, 600, 900, 1800])
def test_that_letters_are_never_small_and_as_large_as_the_text_where_there_is_room(grown, room):
    screen = Screen(scheme="dark", room=room, small=round(SIZES["small"] * grown))
    for look in (screen.page, screen.filling):
        letters = SMALL_PT * screen.resolution(look.width) / POINTS
        assert letters >= LEAST_PX - 1e-9
        if screen.small * POINTS / SMALL_PT * look.width <= room:
            assert letters == pytest.approx(screen.small)


@pytest.mark.parametrize("scheme", Scheme)
def test_that_a_figure_has_the_colours_of_the_screen_and_on_paper_those_of_paper(scheme):
    with drawn_for(Screen(scheme=scheme, room=900).page):
        assert dict(colours()) == vars(load_tokens(scheme))
    assert colours()["surface"] == "#FFFFFF"


def test_that_a_long_title_takes_lines_and_what_is_below_makes_room():
    with drawn_for(Screen(scheme="light", room=480).filling):
        short, long = new_figure(3, "短"), new_figure(3, "按目前进度，2030年约 355 家，" * 3)
        axes_in(short, left=0.1, top=0.4)
        axes_in(long, left=0.1, top=0.4)
        for figure in (finished(short), finished(long)):
            (title,) = figure.texts
            box = title.get_window_extent()
            assert box.x1 <= figure.bbox.x1
            assert box.y0 > figure.axes[0].bbox.y1
        assert long.axes[0].bbox.height == pytest.approx(short.axes[0].bbox.height)


def trends(plan):
    indicator = plan.indicators["tech_smes"]
    values = {2023: Decimal(281), 2024: Decimal(302), 2025: Decimal(302)}
    for until in (Decimal(271), Decimal(302), Decimal(268)):
        own = {**values, 2025: until}
        targets = dict.fromkeys(range(2022, 2031), Decimal(270))
        trend = IndicatorTrend(indicator=indicator, values=own, targets=targets, until=2030)
        yield indicator_trend_figure(trend, YEARS)
    rising = tuple(
        YearScore(year=year, total=Decimal(total), grade="基本完成", rules=rules)
        for year, total, rules in ((2023, 89, "a"), (2024, 92, "a"), (2025, 93, "b"))
    )
    before = ScoreTrend(who="区合作交流办", scores=rising[:2])
    yield score_trend_figure(ScoreTrend(who="区科技局", scores=rising, earlier=(before,)), YEARS)


@pytest.mark.parametrize("room", [480, 660, 1100])
def test_that_labels_of_trends_lie_on_no_other(plan, room):
    with drawn_for(Screen(scheme="light", room=room).filling):
        for figure in trends(plan):
            (axes,) = figure.axes
            boxes = [text.get_window_extent() for text in (*axes.texts, *figure.texts)]
            assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
            assert smallest_letters(figure) == SMALL_PT < BODY_PT
