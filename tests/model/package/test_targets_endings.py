"""Indicators past their last milestone: what the office chose, and what follows from it."""

from dataclasses import replace

import pytest

from model.domain.package import EndingChoice, HandedDown, YearPackage
from model.domain.sealed import seal, unseal_as
from model.package.draft import with_target
from model.package.duties import confirmed, prefilled
from model.package.in_force import in_force
from model.package.targets import is_past, open_endings, past_milestones, with_ending

AT = "2026-11-01T09:00:00+08:00"


@pytest.fixture(scope="module")
def late(plan, silent):
    return replace(silent, year=2026)


@pytest.fixture(scope="module")
def past(plan):
    return [one.id for one in past_milestones(plan, 2026)]


def test_that_only_indicators_without_a_word_for_the_year_are_past(plan, past, late):
    assert past
    assert not past_milestones(plan, plan.years[0])
    for one in plan.indicators.values():
        words = [m for m in one.milestones if m.year >= 2026 or one.milestones[-1].every_year]
        assert is_past(one, 2026) == (one.id in past)
        assert not (words and one.id in past)
    assert [one.id for one in open_endings(plan, late)] == past


def test_that_what_left_is_neither_asked_nor_scored_and_comes_back(plan, late, past):
    key = past[0]
    gone = with_ending(late, key, EndingChoice.LEAVE, by="李四", at=AT)
    assert in_force(plan, gone).indicators[key].departments == ()
    assert key not in {one.id for one in open_endings(plan, gone)}
    back = with_ending(gone, key, EndingChoice.HOLD, by="李四", at=AT)
    assert in_force(plan, back).indicators == in_force(plan, late).indicators
    assert key not in {one.id for one in open_endings(plan, back)}
    separate = replace(gone, separate_support=True)
    for edited in (confirmed(plan, separate, [key]), prefilled(plan, gone)):
        assert in_force(plan, edited).indicators[key].departments == ()
        stays = replace(edited, endings={})
        assert in_force(plan, stays).indicators[key].departments


def test_that_a_target_is_open_until_its_value_is_written(plan, late, past):
    key = next(one for one in past if not plan.indicators[one].qualitative)
    chosen = with_ending(late, key, EndingChoice.TARGET, by="李四", at=AT)
    assert key in {one.id for one in open_endings(plan, chosen)}
    written = with_target(chosen, key, HandedDown(value=1))
    assert key not in {one.id for one in open_endings(plan, written)}


def test_that_the_choice_is_kept_with_who_and_when_and_its_absence_changes_no_digest(late, past):
    chosen = with_ending(late, past[0], EndingChoice.HOLD, by="李四", at=AT)
    again = unseal_as(YearPackage, seal(chosen))
    assert again.endings[past[0]] == chosen.endings[past[0]]
    assert b"endings" not in seal(late)
