from dataclasses import replace

import pytest

from model.domain.package import Duty, Settlement
from model.package.draft import opened_after
from model.package.duties import assigned
from model.package.revision import compared

CHANGED, ADDED, GONE = "3.1.1-01", "3.1.1-99", "3.1.1-02"
LATER = "2026-10-01T09:00:00+08:00"


@pytest.fixture(scope="module")
def revised(plan):
    """The plan in a new edition: one measure reworded, one new, one gone, one bracket changed."""
    first = plan.measures[CHANGED]
    measures = {key: measure for key, measure in plan.measures.items() if key != GONE}
    longer = f"{first.text}并公开结果"
    measures[CHANGED] = replace(first, text=longer, quote=longer)
    measures[ADDED] = replace(first, id=ADDED, text="新的一项")
    measures["3.1.3-01"] = replace(plan.measures["3.1.3-01"], departments=("jrj", "fgw"))
    indicators = dict(plan.indicators)
    smes = indicators["tech_smes"]
    milestones = (*smes.milestones[:-1], replace(smes.milestones[-1], value=300))
    indicators["tech_smes"] = replace(smes, milestones=milestones)
    return replace(plan, edition="2026", measures=measures, indicators=indicators)


@pytest.fixture(scope="module")
def revision(plan, revised):
    return compared(plan, revised)


def test_that_an_edition_compared_with_itself_is_the_same_throughout(plan):
    found = compared(plan, plan)
    assert (found.changed, found.added, found.gone) == ((), (), ())
    assert found.same == {
        *plan.clauses, *plan.measures, *plan.indicators, *(q.id for q in plan.questions),
    }  # fmt: skip


def test_that_every_id_of_both_editions_is_accounted_for_once(plan, revised, revision):
    lists = [revision.same, *([w.id for w in part] for part in
                              (revision.changed, revision.added, revision.gone))]  # fmt: skip
    ids = [key for part in lists for key in part]
    assert len(ids) == len(set(ids))
    assert {*plan.measures, *revised.measures, *plan.indicators, *plan.clauses} <= set(ids)


def test_that_changed_words_and_changed_bodies_are_both_changes(revision):
    assert [w.id for w in revision.changed] == [CHANGED, "3.1.3-01", "tech_smes"]
    assert [w.id for w in revision.added] == [ADDED]
    assert [w.id for w in revision.gone] == [GONE]


def test_that_changed_words_stand_side_by_side(revision):
    pieces = revision.changed[0].pieces
    assert "".join(piece.before for piece in pieces) == revision.changed[0].before
    assert "".join(piece.after for piece in pieces) == revision.changed[0].after
    assert [(p.before, p.after) for p in pieces if not p.same] == [("", "并公开结果")]


def test_that_nothing_changed_is_carried_over_silently(plan, revised, package):
    last = assigned(plan, package, [CHANGED, "3.1.1-03"], ["kjj"], Duty.LEAD)
    settlement = Settlement(decision="是", by="办公室", on="2025-03-01")
    last = replace(last, settled={"q-300p": settlement})
    opening = opened_after(last, revised, deadline="2027-01-31", at=LATER, last_plan=plan)
    this = opening.package
    assert this.duties["3.1.1-03"]["kjj"] is Duty.LEAD
    assert CHANGED not in this.duties
    assert opening.last_duties[CHANGED]["kjj"] is Duty.LEAD
    assert opening.unconfirmed == {CHANGED, ADDED, "3.1.3-01", "tech_smes"}
    assert GONE not in this.duties
    assert this.plan.version == "2026"
    assert this.settled == {"q-300p": settlement}


def test_that_under_the_same_edition_there_is_nothing_to_confirm(plan, package):
    assert opened_after(package, plan, deadline="2027-01-31", at=LATER).unconfirmed == frozenset()


def test_that_words_cannot_be_compared_with_a_plan_that_is_not_there(revised, package):
    with pytest.raises(ValueError, match="plan is needed"):
        opened_after(package, revised, deadline="2027-01-31", at=LATER)
