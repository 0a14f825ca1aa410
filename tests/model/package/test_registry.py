"""Reorganisations registered, taken back and put right, over versions and years."""

from dataclasses import replace

import pytest

from model.domain.package import Contact, Duty
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.errors import AppError
from model.package.draft import corrected, opened_after, with_change, with_contact
from model.package.duties import assigned
from model.package.in_force import in_force
from model.package.registry import known_changes, left_behind, registry, without_change
from tests.model.package.conftest import DISSOLVED, MERGED, RENAMED, SPLIT, body

LATER = "2026-03-05T09:00:00+08:00"
NEXT = "2026-11-01T09:00:00+08:00"
ALL = (RENAMED, MERGED, SPLIT, DISSOLVED)


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.kind.value)
@pytest.mark.parametrize("silent", [False, True], ids=["stated", "silent"])
def test_that_a_change_taken_back_leaves_no_trace_in_force(plan, package, change, silent):
    before = with_contact(package, change.before[0], Contact(name="张三"))
    before = replace(before, duties={}) if silent else before
    after = without_change(plan, with_change(before, change), change, [before])
    assert after == before


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.kind.value)
def test_that_without_an_earlier_version_nobody_is_left_without_the_work_it_had(
    plan, package, change
):
    after = without_change(plan, with_change(package, change), change, [])
    today = in_force(plan, after)
    assert today.departments == in_force(plan, package).departments
    for gone in set(change.before) - set(change.after):
        had = {item for item in plan.items_of(gone) if change.heirs(gone, item.id)}
        assert {i.id for i in had} <= {i.id for i in today.items_of(gone)}


def test_that_what_was_decided_since_stays(plan, package):
    merged = with_change(package, MERGED)
    merged = assigned(plan, merged, ["3.1.1-01"], ["kjj"], Duty.LEAD)
    merged = assigned(plan, merged, ["3.1.1-01"], ["swhz"], Duty.NONE)
    after = without_change(plan, merged, MERGED, [package])
    assert after.duties["3.1.1-01"]["kjj"] is Duty.LEAD
    assert after.duties["3.1.1-01"]["swj"] is Duty.NONE


def test_that_a_change_others_build_on_is_not_taken_back_before_them(plan, package):
    renamed = DepartmentChange(
        kind=ChangeKind.RENAMED, on="2025-01-01", before=("swhz",), after=("swhz",),
        made=(body("swhz", "区商务局"),),
    )  # fmt: skip
    both = with_change(with_change(package, MERGED), renamed)
    with pytest.raises(AppError) as caught:
        without_change(plan, both, MERGED, [])
    assert "先撤回后面" in caught.value.hint
    first = without_change(plan, both, renamed, [])
    assert without_change(plan, first, MERGED, [package]) == package


def test_that_a_reorganisation_is_known_since_the_first_package_that_has_it(plan, package):
    second = with_change(corrected(package, at=LATER, reason="机构改革"), MERGED)
    this = with_change(opened_after(second, plan, deadline="2027-01-31", at=NEXT).package, SPLIT)
    found = known_changes(this, [package, second])
    assert [(one.change, one.since, one.year) for one in found] == [
        (MERGED, LATER, 2025),
        (SPLIT, NEXT, 2026),
    ]
    assert known_changes(None, [package, second]) == known_changes(package, []) == ()


def test_that_the_book_says_who_registered_and_who_took_back_and_when(plan, package):
    second = with_change(corrected(package, at=LATER, reason="机构改革", made_by="张三"), MERGED)
    (entered,) = registry(plan, second, [package])
    assert entered.withdrawn is None
    assert entered.entered.words == "2025年度第2版，张三，2026年3月5日"
    this = opened_after(second, plan, deadline="2027-01-31", at=NEXT).package
    this = replace(this, made_by="李四")
    (kept,) = registry(plan, this, [package, second])
    assert kept.entered == entered.entered
    back = without_change(plan, this, MERGED, [package, second])
    (gone,) = registry(plan, back, [package, second])
    assert gone.sentence == entered.sentence
    assert gone.withdrawn is not None
    assert gone.withdrawn.words == "2026年度第1版，李四，2026年11月1日"


def test_that_what_came_after_a_year_was_opened_is_not_taken_for_taken_back(plan, package):
    this = opened_after(package, plan, deadline="2027-01-31", at=LATER).package
    second = with_change(corrected(package, at=NEXT, reason="补登"), MERGED)
    book = registry(plan, this, [package, second])
    assert book == ()
    assert [change for change, _ in left_behind(plan, this, second, book)] == [MERGED]
    caught_up = with_change(this, MERGED)
    assert left_behind(plan, caught_up, second, registry(plan, caught_up, [package, second])) == ()


def test_that_what_was_taken_back_on_purpose_is_not_left_behind(plan, package):
    second = with_change(corrected(package, at=LATER, reason=""), MERGED)
    this = opened_after(second, plan, deadline="2027-01-31", at=NEXT).package
    back = without_change(plan, this, MERGED, [package, second])
    assert left_behind(plan, back, second, registry(plan, back, [package, second])) == ()
