from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from model.domain.trends import IndicatorTrend, ScoreTrend, YearScore, most, moves
from model.report.trends import indicator_trend_figure, moves_figure, score_trend_figure
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from model.trends import Trends
from tests.ui.fitting import settle
from ui.pages.trend_lines import indicator_lines, score_lines
from ui.theme import Scheme, apply_text_size, load_tokens

YEARS = (2022, 2030)


@pytest.fixture
def trend(plan):
    def trend(**values):
        known = {int(year[1:]): Decimal(value) for year, value in values.items()}
        return IndicatorTrend(indicator=plan.indicators["tech_smes"], values=known, until=2030)

    return trend


@pytest.fixture
def page(open_window, store, plan, history, qtbot):
    for package in history:
        keep_package(store, package)
    for year in (2023, 2024, 2025):
        save_answers(store, year, "kjj", sample_answers(plan, "kjj", year))
    save_profile(store, Profile(role=Role.CLERK, year=2025, department="kjj"))
    window = open_window()
    window.show_page("trends")
    page = window.page_named("trends")
    qtbot.waitUntil(lambda: page.trends is not None, timeout=20_000)
    return page


def test_that_names_and_targets_are_whole_in_large_letters_too(page, qapp):
    apply_text_size(qapp, "largest")
    try:
        settle()
        assert page.table.width() >= page.table.whole_width
        assert page.table.horizontalScrollBar().maximum() == 0
        assert page.view.width() >= page.width() * 0.4
    finally:
        apply_text_size(qapp, "")


def test_that_the_forecast_goes_on_at_the_pace_of_the_last_known_years(trend):
    found = trend(y2022=200, y2023=210, y2024=240)
    assert found.forecast == {2025: Decimal(260)}
    assert found.sentence == "按目前进度，2025年约 260 家，达不到目标 270 家（推算，不是事实）"


def test_that_after_the_last_milestone_the_level_is_to_be_held_to_the_end(trend):
    found = trend(y2024=260, y2025=262)
    assert max(found.forecast) == 2030
    assert "2030年约 272 家，能达到目标 270 家" in found.sentence


def test_that_one_year_makes_no_forecast(trend):
    assert trend(y2024=260).forecast == {}
    assert "不够推算" in trend(y2024=260).sentence
    assert trend().sentence == "还没有填报数"


def test_that_other_rules_are_not_compared_in_silence():
    scores = tuple(
        YearScore(year=year, total=Decimal(total), grade="", rules=rules)
        for year, total, rules in ((2024, 80, "a"), (2025, 85, "b"))
    )
    assert "规则不同" in ScoreTrend(who="区科技局", scores=scores).sentence


def test_that_what_moved_most_comes_first_up_or_down():
    before = {"a": Decimal(10), "b": Decimal(50), "c": Decimal(5), "gone": Decimal(1)}
    after = {"a": Decimal(12), "b": Decimal(20), "c": Decimal(5), "new": Decimal(9)}
    assert [(move.words, move.gain) for move in moves(before, after)] == [("b", -30), ("a", 2)]
    assert [move.words for move in most(moves(before, after), 2)] == ["a", "b"]


def test_that_figures_are_drawn_even_of_nothing(trend):
    for one in (trend(), trend(y2024=260), trend(y2022=200, y2023=210)):
        assert indicator_trend_figure(one, YEARS).axes
    assert score_trend_figure(ScoreTrend(who="区科技局", scores=()), YEARS).axes
    assert moves_figure((), (2024, 2025), "得分").axes


def test_that_a_clerk_sees_the_years_and_keeps_a_picture(page, tmp_path):
    assert page.trends.years == (2023, 2024, 2025)
    page.table.choose("tech_smes")
    assert page.view.shows_figure
    target = tmp_path / "趋势.png"
    page.export(target)
    assert target.read_bytes().startswith(b"\x89PNG")
    page.pills.choose(1)
    assert [score.year for score in page.trends.scores["kjj"].scores] == [2023, 2024, 2025]
    page.pills.choose(2)
    assert page.moves.count == len(page.trends.moved) > 0
    assert not page.view.isVisible()  # the table with its bars says it once
    leans = [line.cells[-1].lean for line in page.moves.lines.lines]
    assert max(map(abs, leans)) == 1
    assert leans == sorted(leans, reverse=True)
    page.export(target)
    assert target.read_bytes().startswith(b"\x89PNG")


def test_that_a_picture_is_named_by_what_it_shows(page, plan, monkeypatch):
    offered = []

    def asked(_parent, _title, suggested, _kinds):
        offered.append(Path(suggested).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    page.table.choose("tech_smes")
    page.save.click()
    page.pills.choose(1)
    page.save.click()
    name = plan.indicators["tech_smes"].name
    assert offered == [f"趋势_{name}.png", "趋势_区科技局.png"]


def test_that_a_latest_figure_of_an_earlier_year_says_its_year(trend):
    def who(name, *years):
        scores = (YearScore(year=y, total=Decimal(80), grade="", rules="a") for y in years)
        return ScoreTrend(who=name, scores=tuple(scores))

    known = Trends(
        indicators=(trend(y2024=260), trend(y2025=262)), moved=(), years=(2024, 2025),
        scores={"a": who("甲", 2024), "b": who("乙", 2024, 2025)},
    )  # fmt: skip
    assert [line.cells[1].words for line in score_lines(known)] == ["2024年 80.00 分", "80.00 分"]
    assert {line.cells[1].words for line in indicator_lines(known)} == {"2024年 260 家", "262 家"}


def test_that_the_office_without_files_is_told_what_comes_here(open_window, office, qtbot):
    window = open_window()
    window.show_page("trends")
    page = window.page_named("trends")
    qtbot.waitUntil(lambda: page.trends is not None, timeout=20_000)
    page.pills.choose(1)
    assert "还没有可以比较的年度" in page.view.accessibleName()
    assert not page.save.isEnabled()


def test_that_the_axis_of_what_is_counted_has_whole_numbers(trend):
    figure = indicator_trend_figure(trend(y2025=257), YEARS)
    (axes,) = figure.axes
    assert all(tick == int(tick) for tick in axes.get_yticks())


def test_that_a_figure_takes_the_shape_of_a_window_that_was_made_smaller(page, qtbot):
    before = page.view.shown
    page.window().resize(1000, 500)
    qtbot.waitUntil(lambda: page.view.shown is not before, timeout=5_000)


def test_that_a_figure_on_screen_has_the_colours_of_the_theme(page, qtbot, monkeypatch):
    before = page.view.shown
    monkeypatch.setattr("ui.kit.figure_view.active_scheme", lambda: Scheme.DARK)
    page.table.choose(page.table.keys[-1])
    qtbot.waitUntil(lambda: page.view.shown is not before, timeout=5_000)
    corner = page.view.shown.toImage().pixelColor(1, 1).name()
    assert corner == load_tokens(Scheme.DARK).surface.lower()


def test_that_the_office_sees_in_the_trends_what_came_since_it_last_looked(
    open_window, office, qtbot, store, plan
):
    window = open_window()
    window.show_page("trends")
    page = window.page_named("trends")
    qtbot.waitUntil(lambda: page.trends is not None and not page.jobs.busy, timeout=20_000)
    before = page.trends
    window.show_page("inbox")
    window.show_page("trends")
    qtbot.waitUntil(lambda: page.trends is not before and not page.jobs.busy, timeout=20_000)
