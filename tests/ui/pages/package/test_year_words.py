from types import SimpleNamespace

import pytest

from ui.pages.package.year_words import due_words


@pytest.mark.parametrize(
    ("again", "words"),
    [
        ("", "2099年12月31日截止，还有 30 天"),
        ("2099-12-08", "退回的请于2099年12月8日前重报"),
        ("2020-12-08", "退回的应于2020年12月8日前重报，已过 "),
    ],
)
def test_that_the_day_is_the_slips_where_the_year_was_sent_back(again, words):
    desk = SimpleNamespace(
        returned=SimpleNamespace(due=again),
        days_left=30,
        terms=SimpleNamespace(deadline="2099-12-31"),
    )
    assert due_words(desk).startswith(words)


@pytest.mark.parametrize("costs", [False, True])
def test_that_a_late_report_is_told_that_it_costs_points_where_it_does(costs):
    desk = SimpleNamespace(
        returned=SimpleNamespace(due=""),
        days_left=-3,
        costs_points=costs,
        terms=SimpleNamespace(deadline="2025-12-31"),
    )
    told = "2025年12月31日已经截止，超过 3 天"
    assert due_words(desk) == told + "，逾期由办公室按规则扣分" * costs
