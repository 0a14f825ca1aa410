import json
from dataclasses import replace
from itertools import permutations

import pytest
from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.submission import Edition
from model.errors import PackageRejected
from model.store.answers import fetch_answers
from model.store.closed_years import YearClosed, close_year
from model.store.integrity import check_data_file
from model.store.packages import (
    discard_draft,
    fetch_draft,
    fetch_package,
    fetch_packages,
    fetch_secrets,
    fetch_years,
    issue_draft,
    keep_package,
    save_draft,
    save_secrets,
)
from model.store.rulebooks import fetch_rulebook, fetch_rulebook_of
from model.store.unreadable_records import unreadable_words
from tests.model.store.conftest import ANSWERS

FIRST = YearPackage(
    id="line",
    year=2025,
    version=1,
    parent=None,
    opened_at="2025-10-01T09:00:00+08:00",
    made_at="2025-10-01T09:00:00+08:00",
    plan=Edition(id="hebei", version="1"),
    rulebook=Edition(id="percent", version="2"),
    rulebook_text="第二版规则",
    deadline="2026-01-31",
)
SECOND = replace(FIRST, version=2, parent=FIRST.digest, rulebook=Edition(id="percent", version="3"))
THIRD = replace(SECOND, version=3, parent=SECOND.digest, deadline="2026-02-28")
FORK = replace(THIRD, deadline="2026-03-31")


def everything(db: Database) -> list[object]:
    return [db.execute(f"SELECT * FROM {t.name} ORDER BY 1, 2").fetchall() for t in db.tables]


def test_that_without_a_package_there_is_none(db):
    assert fetch_package(db, 2025) is None
    assert fetch_packages(db, 2025) == ()


def test_that_a_kept_package_comes_back_word_for_word(db):
    keep_package(db, FIRST, "任务包.xlsx")
    assert fetch_package(db, 2025) == FIRST
    assert fetch_years(db) == (2025,)


@pytest.mark.parametrize("order", list(permutations([FIRST, SECOND, THIRD, FORK])))
def test_that_in_whatever_order_packages_come_the_same_one_is_in_force(db, order):
    for package in order:
        keep_package(db, package)
    assert fetch_package(db, 2025) == max(THIRD, FORK, key=lambda p: p.rank)
    assert fetch_packages(db, 2025)[:2] == (FIRST, SECOND)
    assert fetch_rulebook_of(db, 2025) == THIRD.rulebook


def test_that_taking_in_the_same_package_again_changes_nothing(db):
    assert keep_package(db, FIRST)
    before = everything(db)
    assert not keep_package(db, FIRST, "再来一次.xlsx")
    assert everything(db) == before


def test_that_a_package_leaves_every_answer_as_it_was(db):
    keep_package(db, FIRST)
    keep_package(db, SECOND)
    assert fetch_answers(db, 2025, "csglw") == ANSWERS


def test_that_a_package_brings_its_rulebook_and_the_year_is_scored_by_it(db):
    keep_package(db, FIRST)
    assert fetch_rulebook(db, FIRST.rulebook) == "第二版规则"
    assert fetch_rulebook_of(db, 2025) == FIRST.rulebook
    assert fetch_rulebook_of(db, 2024) is None


def test_that_a_package_with_other_words_under_a_known_version_leaves_no_trace(db):
    keep_package(db, FIRST)
    before = everything(db)
    with pytest.raises(PackageRejected, match="同一版本内容不同"):
        keep_package(db, replace(SECOND, rulebook=FIRST.rulebook, rulebook_text="改过的"))
    assert everything(db) == before


def test_that_years_do_not_touch_each_other(db):
    keep_package(db, FIRST)
    keep_package(db, replace(SECOND, id="next", year=2026))
    assert fetch_package(db, 2025) == FIRST
    assert fetch_rulebook_of(db, 2025) == FIRST.rulebook


def test_that_a_draft_is_kept_edit_by_edit_and_is_not_in_force(db):
    save_draft(db, FIRST)
    save_draft(db, replace(FIRST, deadline="2026-02-01"))
    assert fetch_draft(db, 2025).deadline == "2026-02-01"
    assert fetch_package(db, 2025) is None


def test_that_a_draft_that_nobody_can_read_is_kept_aside_when_a_new_one_is_begun(db):
    save_draft(db, FIRST)
    broken = "{'schema':9, 旧稿}"
    db.execute("UPDATE package_draft SET payload = ?", [broken])
    before = [*unreadable_words(db)]
    assert "编制中的任务包 1 份" in before[0]
    save_draft(db, FIRST)
    save_draft(db, replace(FIRST, deadline="2026-02-01"))
    assert fetch_draft(db, 2025).deadline == "2026-02-01"
    assert [*unreadable_words(db)] == before
    kept = db.execute("SELECT value FROM setting WHERE key LIKE '%unreadable-draft/%'").fetchall()
    assert [json.loads(value)["payload"] for (value,) in kept] == [broken]


def test_that_issuing_turns_the_draft_into_the_package_in_force(db):
    save_draft(db, FIRST)
    assert issue_draft(db, 2025) == FIRST
    assert fetch_package(db, 2025) == FIRST
    assert fetch_draft(db, 2025) is None
    with pytest.raises(LookupError):
        issue_draft(db, 2025)


def test_that_a_draft_can_be_thrown_away(db):
    save_draft(db, FIRST)
    discard_draft(db, 2025)
    assert fetch_draft(db, 2025) is None


def test_that_a_draft_that_can_not_be_issued_stays(db, plan):
    keep_package(db, FIRST)
    save_draft(db, SECOND)
    close_year(db, 2025, plan, FIRST.digest)
    with pytest.raises(YearClosed, match="已经封存"):
        issue_draft(db, 2025)
    assert fetch_draft(db, 2025) == SECOND


def test_that_secrets_are_kept_by_year_and_department(db):
    save_secrets(db, 2025, {"csglw": "a", "swj": "b"})
    save_secrets(db, 2025, {"csglw": "c"})
    assert fetch_secrets(db, 2025) == {"csglw": "a", "swj": "b"}  # once given, never replaced
    assert fetch_secrets(db, 2026) == {}


def test_that_a_package_changed_on_disk_is_found(db):
    keep_package(db, FIRST)
    assert check_data_file(db) == ()
    db.execute("UPDATE package SET payload = replace(payload, '2026-01-31', '2026-11-30')")
    assert [problem.where for problem in check_data_file(db)] == [("年度任务包",)]
