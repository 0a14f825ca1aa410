"""What a draft does to everybody: the office sees it before it decides."""

from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest

from forms import FORMS
from model.consolidation.consolidation import DepartmentResult
from model.consolidation.ranking_groups import ranking_groups
from model.office.year import OfficeYear
from model.paths import asset
from model.plans import PlanLibrary
from model.rulebook_editor.trial import Trial, cases_of, holds_samples, sample_cases
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.scoring.proposal import Advice
from model.scoring.rulebook import Grade

YEAR = 2025


@pytest.fixture(scope="module")
def trial(plan, shipped):
    return Trial(plan, shipped, YEAR, sample_cases(plan, YEAR))


def with_edges(book, *edges):
    grades = tuple(replace(g, at_least=Decimal(e)) for g, e in zip(book.grades, edges, strict=True))
    return replace(book, grading=replace(book.grading, grades=grades))


def test_that_the_rulebook_in_force_changes_nothing(trial, shipped):
    effect = trial.effect_of(shipped)
    assert (effect.regraded, effect.reranked, effect.rescored) == (0, 0, 0)
    assert len(effect.changes) == 48
    assert sum(tally.before for tally in effect.tallies) == 48


def test_that_ranks_are_among_comparable_bodies(trial, shipped, plan):
    firsts = {
        plan.departments[change.department].kind
        for change in trial.effect_of(shipped).changes
        if change.after.rank.number == 1
    }
    assert firsts == {body.kind for body in plan.bodies}


def test_that_the_rules_page_ranks_as_the_results_of_the_year(plan):
    book = load_rulebook(asset("rules/percent-2026.3.toml"), plan)
    cases = sample_cases(plan, YEAR)
    effect = Trial(plan, book, YEAR, cases).effect_of(book)
    judges = {body: Assessor(plan, book, body, YEAR) for body in cases}
    groups = ranking_groups(
        book,
        [
            DepartmentResult(
                department=plan.departments[body],
                answers=cases[body].answers,
                reported=cases[body].answers,
                recomputed=one,
                reviewed=one,
                assessor=judges[body],
            )
            for body, one in effect.after.items()
        ],
    )
    assert any(group.size for group in groups)
    places = [place for group in groups for place in group.places]
    ranked = {change.department: change.after.rank for change in effect.changes}
    assert {place.one.department.id: place.rank for place in places} == ranked
    advice = {place.one.department.id: place.proposal for place in places}
    assert advice == effect.proposals_after


def test_that_a_lower_edge_lifts_grades_and_leaves_points(trial, shipped):
    effect = trial.effect_of(with_edges(shipped, 88, 80, 60, 0))
    assert effect.regraded > 0
    assert (effect.rescored, effect.reranked) == (0, 0)
    steps = {effect.grade_step(c) for c in effect.changes}
    assert steps == {0, 1}
    best = effect.tallies[0]
    assert (best.grade, best.after - best.before) == ("超额完成", effect.regraded)


def test_that_a_renamed_grade_is_no_climb(trial, shipped):
    grades = (Grade(name="优", at_least=Decimal(95)), *shipped.grades[1:])
    effect = trial.effect_of(replace(shipped, grading=replace(shipped.grading, grades=grades)))
    assert {effect.grade_step(c) for c in effect.changes} == {0}


def test_that_grades_of_other_rulebooks_are_not_compared(trial, plan):
    other = load_rulebook(asset("rules/pass-2026.1.toml"), plan)
    effect = trial.effect_of(other)
    assert {effect.grade_step(c) for c in effect.changes} == {None}
    assert [t.grade for t in effect.tallies][:3] == ["优秀", "合格", "不合格"]


def test_that_proposals_follow_the_draft(trial, shipped):
    nobody = replace(shipped, proposals=replace(shipped.proposals, commend_best=1))
    effect = trial.effect_of(with_edges(nobody, 85, 80, 60, 0))
    after = [p.advice for p in effect.proposals_after.values()]
    assert after.count(Advice.COMMEND) <= 1
    assert all(p.reasons for p in effect.proposals_before.values())


def test_that_one_more_grade_is_compared_where_names_agree(trial, shipped):
    grades = (*shipped.grades[:3], Grade(name="较差", at_least=Decimal(40)), shipped.grades[3])
    effect = trial.effect_of(replace(shipped, grading=replace(shipped.grading, grades=grades)))
    assert effect.regraded == 0
    assert {effect.grade_step(c) for c in effect.changes} == {0}


def test_that_everybody_is_scored_again_while_a_hand_moves(trial, shipped):
    fastest = min(_seconds(trial, with_edges(shipped, 95 - n, 80, 60, 0)) for n in range(1, 4))
    assert fastest < 0.3


def _seconds(trial, book):
    start = process_time()
    effect = trial.effect_of(book)
    assert len(effect.changes) == 48
    assert effect.proposals_after
    return process_time() - start


def test_that_nobody_is_tried_where_nobody_reported(plan, shipped, db):
    office = OfficeYear.read(PlanLibrary(db, plan), shipped, FORMS, YEAR)
    assert cases_of(office) == {}
    assert not holds_samples(office)
