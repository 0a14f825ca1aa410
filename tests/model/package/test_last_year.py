"""What last year's package corrected after a year was opened from it is told, and taken over."""

from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.package import Settlement
from model.domain.targets import Baseline
from model.package.draft import corrected, with_baseline, with_own_target, with_settlement
from model.package.editor import PackageEditor
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.packages import keep_package
from tests.model.workbook.years import OPENED, YEAR, small_plan

OPENING, LATER = "2026-01-01T09:00:00+08:00", "2026-02-01T09:00:00+08:00"
DECIDED = Settlement(decision="由城管委购置", by="办公室", on="2025-12-20")


@pytest.fixture
def library(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield PlanLibrary(db, small_plan())


def told(package):
    given = with_baseline(package, "i-cars", Baseline(year=2024, value=Decimal(7)))
    return with_own_target(given, "i-given", YEAR + 1, Decimal(900))


@pytest.fixture
def editor(library, monkeypatch):
    """Of the year after, opened from the first version of last year's package."""
    monkeypatch.setattr("model.package.editor.now", lambda: OPENING)
    keep_package(library.db, told(OPENED))
    return PackageEditor.read(library, YEAR + 1).open_after_last()


def correct_last(library, change):
    keep_package(library.db, change(corrected(told(OPENED), at=LATER, reason="更正")))
    return PackageEditor.read(library, YEAR + 1)


def corrections(package):
    package = with_own_target(package, "i-given", YEAR + 1, Decimal(950))
    return with_settlement(package, "q1", DECIDED)


def test_that_nothing_is_told_while_last_years_package_stays(editor):
    assert editor.corrected_last_year == ()
    assert editor.catch_up_with_last().package == editor.package


def test_that_what_was_corrected_since_is_told_and_taken_over(library, editor):
    after = correct_last(library, corrections)
    assert {one.key for one in after.corrected_last_year} == {"i-given", "q1"}
    assert any("有 2 处没有带过来" in hint for hint in after.hints)
    taken = after.catch_up_with_last()
    assert taken.package.handed_down["i-given"] == 950
    assert taken.package.settled == {"q1": DECIDED}
    assert taken.corrected_last_year == ()
    assert taken.undo().package == editor.package


def test_that_what_the_office_says_itself_stays(library, editor):
    own = editor.edit(with_own_target(editor.package, "i-given", YEAR + 1, Decimal(800)))
    after = correct_last(library, corrections)
    assert {one.key for one in after.corrected_last_year} == {"q1"}
    assert after.catch_up_with_last().package.breakdown == own.package.breakdown


def test_that_what_was_taken_out_there_goes_here_too(library, editor):
    after = correct_last(library, lambda p: replace(p, breakdown={}, baselines={}))
    taken = after.catch_up_with_last().package
    assert (taken.breakdown, taken.baselines) == ({}, {})
