import pytest

from model.domain.china_time import china_time, short_day_words


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-28T09:40:05+00:00", "2026年11月28日 17:40"),
        ("2026-11-28T17:40:05+08:00", "2026年11月28日 17:40"),
        ("2026-12-31T20:00:00-05:00", "2027年1月1日 09:00"),
        ("2026-11-28T17:40:05", "2026年11月28日 17:40"),
    ],
)
def test_that_a_moment_is_shown_as_clocks_in_china_do(moment, shown):
    assert china_time(moment) == shown


def test_that_tables_of_one_year_show_the_day_without_it():
    assert short_day_words("2026-11-28T20:00:00+00:00") == "11月29日"
