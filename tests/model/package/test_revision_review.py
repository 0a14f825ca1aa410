"""What another edition of the plan left uncarried: seen, and taken back, thing by thing."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from model.domain.package import (
    Archived,
    Duty,
    Ending,
    EndingChoice,
    HandedDown,
    Settlement,
    YearPackage,
)
from model.domain.targets import Baseline
from model.package.draft import opened_after, with_baseline, with_own_target, with_settlement
from model.package.duties import assigned
from model.package.revision_review import Fate, revision_review
from model.store.data_file import open_store
from model.store.plans import keep_plan
from tests.model.package.conftest import AT

ITEM, SMES, QUESTION = "3.1.1-01", "tech_smes", "q-300p"
NEXT = "2026-11-01T09:00:00+08:00"
DECIDED = Settlement(decision="按300P评。", by="办公室", on="2025-03-01")


@pytest.fixture(scope="module")
def newer(plan):
    """One measure, one indicator and one question read otherwise."""
    first, smes = plan.measures[ITEM], plan.indicators[SMES]
    return replace(
        plan,
        edition="2026",
        measures={**plan.measures, ITEM: replace(first, text=f"{first.text}并公开结果")},
        indicators={**plan.indicators, SMES: replace(smes, name=f"{smes.name}（新口径）")},
        questions=tuple(
            replace(q, default=f"{q.default}（新）") if q.id == QUESTION else q
            for q in plan.questions
        ),
    )


@pytest.fixture(scope="module")
def last(plan, package):
    told = assigned(plan, package, [ITEM], ["kjj"], Duty.LEAD)
    told = with_baseline(told, SMES, Baseline(year=2021, value=Decimal(190)))
    told = with_own_target(told, SMES, 2026, Decimal(280))
    return with_settlement(told, QUESTION, DECIDED)


@pytest.fixture
def db(tmp_path, plan):
    with closing(open_store(tmp_path / "data.db")) as db:
        keep_plan(db, plan)
        yield db


@pytest.fixture
def this(plan, newer, last):
    return opened_after(last, newer, deadline="2027-01-31", at=NEXT, last_plan=plan).package


def test_that_everything_that_reads_otherwise_waits_with_what_was_said_before(
    db, newer, last, this
):
    found = {one.wording.id: one for one in revision_review(db, 2026, last, newer).revised(this)}
    assert found.keys() == {ITEM, SMES, QUESTION}
    assert {one.fate for one in found.values()} == {Fate.REWORDED}
    assert all(one.takeable and not one.seen for one in found.values())
    assert found[ITEM].last.startswith("区科技局牵头")
    assert "基线 2021年 190；自定目标 2026年 280" in found[SMES].last
    assert found[QUESTION].last == "已决定：按300P评。"
    assert found[QUESTION].now == ""


def test_that_nothing_of_it_is_in_the_new_years_package(this):
    assert (this.baselines, this.breakdown, this.settled) == ({}, {}, {})


def test_that_each_thing_is_taken_back_whole_and_alone(db, newer, last, this):
    asked = revision_review(db, 2026, last, newer)
    with_smes = asked.taken_back(this, SMES)
    assert with_smes.baselines == last.baselines
    assert with_smes.breakdown == last.breakdown
    assert (with_smes.settled, with_smes.duties.keys() - this.duties.keys()) == ({}, {SMES})
    assert asked.taken_back(this, QUESTION).settled == {QUESTION: DECIDED}
    taken = asked.taken_back(this, ITEM)
    assert taken.duties[ITEM]["kjj"] is Duty.LEAD
    after = {one.wording.id: one for one in asked.revised(taken)}
    assert not after[ITEM].takeable


def test_that_what_somebody_has_seen_is_remembered_for_the_year(db, newer, last):
    revision_review(db, 2026, last, newer).see([ITEM])
    again = revision_review(db, 2026, last, newer)
    again.see([SMES])
    assert again.seen == {ITEM, SMES}
    assert again.unseen == 1
    assert revision_review(db, 2027, last, newer).unseen == 3


def test_that_what_was_seen_was_these_words_and_no_others(db, newer, last):
    """Another edition, of the same year, words the same thing otherwise again."""
    revision_review(db, 2026, last, newer).see([ITEM, SMES, QUESTION])
    said = replace(newer.measures[ITEM], text=f"{newer.measures[ITEM].text}，按季度通报")
    third = replace(newer, edition="2026-2", measures={**newer.measures, ITEM: said})
    assert revision_review(db, 2026, last, third).seen == {SMES, QUESTION}
    assert revision_review(db, 2026, last, newer).unseen == 0


def test_that_nothing_said_about_other_words_is_carried_over_in_any_table(plan, newer, last):
    """A table of the package that is new has to be held against the words, too, or to be of bodies
    or of one year alone.
    """
    apart = {"contacts", "changes"}
    of_one_year = {"targets", "shares", "last_year"}
    deed = Archived(year=2025, reports=(), by="王芳", at=AT)
    left = Ending(choice=EndingChoice.LEAVE, by="王芳", at=AT)
    full = replace(
        last,
        targets={SMES: HandedDown(value=Decimal(270))},
        shares={SMES: {"kjj": Decimal(1)}},
        endings={SMES: left},
        archived={ITEM: deed},
        overdue=(ITEM,),
        last_year={ITEM: ""},
    )
    after = opened_after(full, newer, deadline="2027-01-31", at=NEXT, last_plan=plan).package
    known = {field.name for field in fields(YearPackage)} - apart
    tables = {name for name in known if isinstance(getattr(full, name), Mapping | tuple)}
    assert all(getattr(full, name) for name in tables), "a table that this test doesn't fill"
    for name in tables:
        said = getattr(after, name)
        assert not {ITEM, SMES, QUESTION} & set(said), name
        assert not (said and name in of_one_year)


def test_that_there_is_nothing_to_look_at_under_the_same_edition_or_without_its_words(
    db, plan, newer, last
):
    assert revision_review(db, 2026, last, plan) is None
    assert revision_review(db, 2026, None, newer) is None
    unknown = replace(last, plan=replace(last.plan, version="1999"))
    assert revision_review(db, 2026, unknown, newer) is None
