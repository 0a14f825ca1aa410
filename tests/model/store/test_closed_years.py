from dataclasses import replace

import pytest

from model.store.closed_years import (
    YearClosed,
    close_year,
    fetch_closed_plan,
    is_closed,
    reopen_year,
)
from model.store.integrity import check_data_file
from model.store.packages import fetch_packages, keep_package
from model.store.rulebooks import fetch_rulebook_of
from tests.model.store.test_packages import FIRST, SECOND


def test_that_a_closed_year_takes_no_other_package(db, plan):
    keep_package(db, FIRST)
    close_year(db, 2025, plan, FIRST.digest)
    close_year(db, 2025, plan, FIRST.digest)
    assert is_closed(db, 2025)
    assert not keep_package(db, FIRST)
    with pytest.raises(YearClosed) as caught:
        keep_package(db, SECOND)
    assert caught.value.hint
    assert fetch_packages(db, 2025) == (FIRST,)
    assert fetch_rulebook_of(db, 2025) == FIRST.rulebook


def test_that_a_closed_year_keeps_the_words_of_its_plan(db, plan):
    close_year(db, 2025, plan, None)
    assert fetch_closed_plan(db, 2025) == plan
    assert fetch_closed_plan(db, 2026) is None


def test_that_years_closed_on_the_same_plan_keep_it_once(db, plan):
    for year in (2023, 2024, 2025):
        close_year(db, year, plan, None)
    assert db.execute("SELECT count(*) FROM plan").fetchone() == (1,)


def test_that_closing_a_year_leaves_the_next_one_open(db, plan):
    close_year(db, 2025, plan, None)
    assert keep_package(db, replace(FIRST, id="next", year=2026))


def test_that_a_closed_year_can_be_opened_again_on_purpose(db, plan):
    close_year(db, 2025, plan, None)
    reopen_year(db, 2025)
    assert keep_package(db, FIRST)
    assert fetch_closed_plan(db, 2025) is None


def test_that_a_kept_plan_changed_on_disk_is_found(db, plan):
    close_year(db, 2025, plan, None)
    assert check_data_file(db) == ()
    db.execute("UPDATE plan SET payload = x'00'")
    assert [problem.where for problem in check_data_file(db)] == [("封存年度的方案",)]
