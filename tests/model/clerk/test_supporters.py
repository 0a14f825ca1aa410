"""What a supporter wrote comes to who leads the item, and is nobody's answer there."""

from dataclasses import replace

import pytest

from forms import FORMS
from model.clerk.supporters import Supporters, written_for
from model.clerk.year import ClerkYear
from model.domain.origin import OriginStanding
from model.domain.plan import Measure
from model.domain.submission import Edition, Submission
from model.package.in_force import in_force
from model.paths import asset
from model.plans import PlanLibrary
from model.scoring.loader import load_rulebook
from model.store.backups import BackupReason, make_backup
from model.store.closed_years import YearClosed, close_year
from model.store.data_file import open_store
from model.store.plans import plan_edition

YEAR = 2025
WROTE = {"contribution": "配合开展联合检查 4 次。"}


@pytest.fixture(scope="module")
def today(plan):
    return in_force(plan, None, year=YEAR)


@pytest.fixture(scope="module")
def pair(today):
    """A measure, who leads it and who supports it."""
    return next(
        (item, item.lead[0], item.departments[-1])
        for item in today.measures.values()
        if len(item.lead) == 1 and len(item.departments) > 1
    )


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data.db") as db:
        yield db


@pytest.fixture
def desk(store, plan, pair):
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    return ClerkYear(PlanLibrary(store, plan), book, FORMS, pair[1], YEAR)


def report(today, body, answers, **changes):
    sent = Submission(
        id="r1", year=YEAR, department=body, sequence=1, parent=None,
        exported_at="2025-12-01T09:00:00+08:00", plan=plan_edition(today),
        rulebook=Edition(id="percent", version="2025.1"), answers=answers,
    )  # fmt: skip
    return replace(sent, **changes)


def written(today, department, sent, words=None):
    return written_for(department, sent, today, FORMS, words or {}, OriginStanding.UNCHECKED)


def test_that_only_what_is_written_in_support_of_items_led_here_is_taken(today, pair):
    item, lead, supporter = pair
    own = next(one for one in today.measures_of(supporter) if lead not in one.lead)
    answers = {item.id: {**WROTE, "state": "done"}, own.id: {"state": "done", "done": "自己的事"}}
    found = written(today, lead, report(today, supporter, answers))
    assert found.said == {item.id: WROTE}
    assert found.check_code == report(today, supporter, answers).check_code
    assert written(today, supporter, report(today, supporter, answers)) is None
    assert written(today, lead, report(today, supporter, {own.id: {"state": "done"}})) is None
    assert written(today, lead, report(today, "unknown", answers)) is None


def test_that_a_number_supplied_for_an_indicator_owned_here_is_taken(today):
    item = next(
        one
        for one in today.indicators.values()
        if not one.qualitative and one.lead and len(one.departments) > len(one.lead)
    )
    answers = {item.id: {"value": "5", "basis": "台账"}}
    sent = report(today, item.departments[-1], answers)
    assert written(today, item.lead[0], sent).said == answers


def test_that_of_another_edition_only_what_is_asked_in_the_same_words_is_taken(today, pair):
    item, lead, supporter = pair
    sent = report(today, supporter, {item.id: WROTE}, plan=Edition(id=today.id, version="1999.1"))
    assert isinstance(item, Measure)
    assert written(today, lead, sent) is None
    assert written(today, lead, sent, {item.id: "另一句话"}) is None
    assert written(today, lead, sent, {item.id: item.text}).said == {item.id: WROTE}


def test_that_the_newest_counts_goes_along_in_backups_and_is_never_an_answer(
    desk, store, today, pair, tmp_path
):
    item, lead, supporter = pair
    before = desk.assessment()
    first = written(today, lead, report(today, supporter, {item.id: WROTE}))
    desk.keep_support(supporter, first)
    assert desk.supporters.about(item.id) == {supporter: first}
    assert desk.answer(item.id) == {}
    assert desk.assessment() == before
    assert desk.next_submission().answers == {}
    later = replace(first, exported_at="2025-12-02T09:00:00+08:00", sequence=2)
    assert not desk.supporters.newer_than(supporter, later.exported_at)
    desk.keep_support(supporter, later)
    assert desk.supporters.newer_than(supporter, first.exported_at)
    made = make_backup(store, tmp_path / "备份", BackupReason.BY_HAND)
    with open_store(made.path) as db:
        assert Supporters(db, YEAR, lead).reports == {supporter: later}
    desk.remove_support(supporter)
    assert Supporters(store, YEAR, lead).reports == {}


def test_that_nothing_is_kept_or_removed_in_a_closed_year(desk, store, plan, today, pair):
    item, lead, supporter = pair
    found = written(today, lead, report(today, supporter, {item.id: WROTE}))
    desk.keep_support(supporter, found)
    close_year(store, YEAR, plan, None)
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    again = ClerkYear(PlanLibrary(store, plan), book, FORMS, lead, YEAR)
    with pytest.raises(YearClosed):
        again.remove_support(supporter)
    with pytest.raises(YearClosed):
        again.keep_support(supporter, found)
    assert again.supporters.reports == {supporter: found}
