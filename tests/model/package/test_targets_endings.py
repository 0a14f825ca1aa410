"""Indicators past their last milestone: what the office chose, and what follows from it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.target_attainment import Reach, indicator_years
from model.domain.package import Duty, EndingChoice, HandedDown, YearPackage
from model.domain.plan import Stage
from model.domain.sealed import seal, unseal_as
from model.domain.targets import Baseline, target_in_force
from model.package.countersignature import duty_paper
from model.package.draft import with_baseline, with_own_target, with_share, with_target
from model.package.duties import assigned, confirmed, prefilled, unconfirmed
from model.package.duty_table import matrices
from model.package.hints import hints, without_target
from model.package.in_force import in_force, uncarried
from model.package.outgoing import package_report
from model.package.targets import (
    is_past,
    open_endings,
    past_milestones,
    suggestions,
    with_ending,
)
from model.package.validation import package_problems
from model.workbook.package.tables import duties_table, targets_table

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


def test_that_what_left_counts_nowhere_as_open(plan, late, past):
    key = next(one for one in past if not plan.indicators[one].qualitative)
    bodies = plan.indicators[key].departments
    base = Baseline(year=2024, value=Decimal(1))
    said = with_baseline(replace(late, separate_support=True), key, base)
    said = with_share(with_own_target(said, key, 2026, Decimal(-1)), key, bodies[0], Decimal(-1))
    gone = with_ending(said, key, EndingChoice.LEAVE, by="李四", at=AT)
    today = in_force(plan, gone)
    assert today.indicators[key].stage is Stage.LEFT
    assert target_in_force(today.indicators[key], 2026, Decimal(1)).text == "已退出"
    assert key not in without_target(today, gone)
    assert key not in {item.id for item in (*uncarried(today), *unconfirmed(plan, gone))}
    assert key not in {one.indicator for one in suggestions(plan, gone)}
    table = matrices(plan, gone)
    assert not [row for one in table for row in one.rows if row.item.id == key and row.shared]
    assert not any(row.uncarried for one in table for row in one.rows if row.item.id == key)
    name = plan.indicators[key].name
    assert not any(name in hint for hint in hints(today, gone, table, {}))
    assert any(name in str(one) for one in package_problems(plan, said))
    assert not any(name in str(one) for one in package_problems(plan, gone))
    paper = duty_paper(plan, gone, AT)
    assert key not in {line.item for line in paper.lines}
    report = package_report(plan, gone)
    (target,) = (row for row in targets_table(report).rows if row.key == key)
    (duty,) = (row for row in duties_table(report).rows if row.key == key)
    assert target.values["target_text"] == "已退出"
    assert duty.values["note"] == "已选定退出，不再填报"


def test_that_nobody_is_given_what_left(plan, late, past):
    gone = with_ending(late, past[0], EndingChoice.LEAVE, by="李四", at=AT)
    body = plan.indicators[past[0]].departments[0]
    assert assigned(plan, gone, [past[0]], [body], Duty.LEAD).duties == gone.duties


def test_that_what_left_is_told_as_that_and_not_as_unreported(plan, late, past):
    gone = with_ending(late, past[0], EndingChoice.LEAVE, by="李四", at=AT)
    found = indicator_years(in_force(plan, gone), 2026, {}, {}, {}, {}, {})
    reaches = {one.indicator.id: one.reach for one in found}
    assert reaches[past[0]] is Reach.LEFT
    assert reaches[past[1]] is Reach.UNREPORTED
