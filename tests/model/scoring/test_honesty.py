"""Under the rulebooks of 2026 the truth scores best: laws over made-up years of the real plan."""

import os
import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.domain.answers import State
from model.domain.plan import Direction
from model.domain.score import Standing
from model.package.in_force import in_force
from model.paths import asset
from model.plan.loader import load_plan
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.scoring.scope import schedule
from tests.simulation.measures import best_gain, spreads
from tests.simulation.years import answers_of, truth_of
from tests.thorough import tried

D = Decimal
NAMES = ("percent-2026.2", "pass-2026.3")
SEEDS = st.integers(0, 10**9)
YEARS = int(os.environ.get("HONESTY_YEARS", tried(100)))  # made up for each law; thousands by hand
quiet = settings(max_examples=YEARS, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=NAMES)
def book(request, plan):
    return load_rulebook(asset(f"rules/{request.param}.toml"), plan)


@pytest.fixture(scope="module")
def plan():
    """The plan as it asks without a package: by the proposal of duties."""
    return in_force(load_plan(asset("plan/hebei-2022")), None)  # of all years


def a_year(plan, book, seed: int):
    """An assessor with some targets handed down, and honest answers with gaps."""
    dice = random.Random(seed)
    body = dice.choice(plan.bodies).id
    handed_down = {
        indicator.id: D(dice.randint(1, 100))
        for indicator in plan.indicators_of(body)
        if not indicator.qualitative and dice.random() < 0.2
    }
    assessor = Assessor(plan, book, body, dice.randint(2022, 2030), handed_down=handed_down)
    answers = answers_of(assessor, truth_of(plan, body, dice.uniform(0.2, 1.0), dice))
    return dice, assessor, {k: a for k, a in answers.items() if dice.random() < 0.9}


def standing(assessor, answers):
    """Total, then grade: what is compared. Nothing at all is the least."""
    found = assessor.assess(answers)
    if found.total is None:
        return D(-1), -len(assessor.rulebook.grades)
    return found.total, -assessor.rulebook.rank(found.grade)


@quiet
@given(seed=SEEDS)
def test_that_leaving_an_item_blank_never_helps(plan, book, seed):
    dice, assessor, answers = a_year(plan, book, seed)
    told = [item for item in assessor.subjects if item in answers]
    for item in dice.sample(told, min(6, len(told))):
        silent = standing(assessor, {k: a for k, a in answers.items() if k != item})
        honest = standing(assessor, answers)
        assert silent[0] <= honest[0]
        assert silent[1] <= honest[1]


@quiet
@given(seed=SEEDS)
def test_that_not_applicable_unapproved_never_helps_where_it_is_ranked(plan, book, seed):
    """What counts in a ranking leaves an unapproved 不适用 out, as if nothing were said."""
    dice, assessor, answers = a_year(plan, book, seed)
    assert assessor.needs_approval
    told = [item for item in assessor.subjects if item in answers]
    away = {"state": State.NOT_APPLICABLE.value, "reason": "与本单位无关"}
    for item in dice.sample(told, min(6, len(told))):
        said = {**answers, item: away}
        ranked = {k: a for k, a in said.items() if a is not away}
        assert standing(assessor, ranked) <= standing(assessor, answers)
        subject = assessor.subjects[item]
        if getattr(subject.item, "binding", False):  # nor is it taken without the office's word
            (score,) = (s for s in assessor.assess(said).scores if s.item == item)
            assert score.standing in {Standing.OPEN, Standing.NO_TARGET}


@quiet
@given(seed=SEEDS)
def test_that_what_is_not_due_is_not_missed(plan, book, seed):
    """Being exactly where the schedule asks, before the milestone, vetoes and lowers nothing."""
    _, assessor, answers = a_year(plan, book, seed)
    ahead = {
        key: subject
        for key, subject in assessor.subjects.items()
        if subject.measured and subject.target.ahead
    }
    said = {key: {"value": f"{one.target.value:f}"} for key, one in ahead.items()}
    found = assessor.assess({**answers, **said})
    for score in found.scores:
        if score.item in ahead and ahead[score.item].item.can_be(ahead[score.item].target.value):
            assert score.points == score.maximum


@quiet
@given(seed=SEEDS)
def test_that_more_progress_never_scores_less_and_the_word_for_it_changes_nothing(plan, book, seed):
    dice, assessor, answers = a_year(plan, book, seed)
    asked = [key for key, one in assessor.subjects.items() if not one.measured]
    if not asked:
        return
    item, low = dice.choice(asked), dice.randint(0, 99)

    def with_progress(state: State, progress: int):
        said = {**answers, item: {"state": state.value, "progress": str(progress)}}
        return standing(assessor, said)

    words = [with_progress(state, low) for state in (State.ONGOING, State.BEHIND)]
    assert words[0] == words[1]
    more = with_progress(State.ONGOING, dice.randint(low, 100))
    done = with_progress(State.DONE, 100)
    assert words[0] <= more <= done


@quiet
@given(seed=SEEDS)
def test_that_a_number_nearer_the_target_never_scores_less(plan, book, seed):
    dice, assessor, answers = a_year(plan, book, seed)
    measured = [one for one in assessor.subjects.values() if one.measured]
    if not measured:
        return
    subject = dice.choice(measured)
    goal = subject.target.value
    shares = sorted(D(dice.randint(0, 100)) / 100 for _ in range(2))
    if subject.target.direction is Direction.AT_MOST:
        values = [goal * (2 - share) for share in shares]
    elif subject.target.direction is Direction.EQUAL:
        values = [goal + 10 * (1 - share) for share in shares]
    else:
        values = [goal * share for share in shares]
    if not all(subject.item.can_be(value) for value in values):
        return
    far, near = (
        standing(assessor, {**answers, subject.id: {"value": f"{value:f}"}}) for value in values
    )
    assert far <= near


@quiet
@given(seed=SEEDS)
def test_that_being_on_schedule_before_a_term_ends_is_full(plan, book, seed):
    _, assessor, answers = a_year(plan, book, seed)
    for key, subject in assessor.subjects.items():
        if not subject.measured and not subject.without_target:
            due = schedule(subject.item, assessor.year, plan.years[0], assessor.targets.get(key))
            said = {**answers, key: {"state": State.ONGOING.value, "progress": f"{due:f}"}}
            score = next(s for s in assessor.assess(said).scores if s.item == key)
            assert score.points == score.maximum
            return


@quiet
@given(seed=SEEDS)
def test_that_the_total_is_within_two_cents_of_exact_arithmetic(plan, book, seed):
    _, assessor, answers = a_year(plan, book, seed)
    found = assessor.assess(answers)
    if found.total is None or found.adjustments:
        return
    exact, full = D(0), D(0)
    for part in found.parts:
        if part.countable:
            earned = sum(
                (
                    subject.points.value(subject.facts(answers.get(subject.id, {})))
                    for subject in assessor.parts[part.id]
                    if any(s.item == subject.id and s.points is not None for s in part.scores)
                ),
                D(0),
            )
            exact += part.maximum * earned / part.countable
            full += part.maximum
    assert abs(found.total - 100 * exact / full) <= D("0.02")


def test_that_no_other_words_for_the_same_facts_gain_half_a_point(plan, book):
    dice = random.Random(7)
    for body in dice.sample(plan.bodies, 6):
        assessor = Assessor(plan, book, body.id, 2025)
        answers = answers_of(assessor, truth_of(plan, body.id, 0.75, dice))
        gain = best_gain(assessor, answers, pairs=False)
        assert gain.points <= D("0.5")
        assert not gain.better_grade


def test_that_the_old_rulebook_is_told_apart_by_the_same_search(plan):
    """The search finds what the audit found: under 2025.1 silence and other words pay."""
    book = load_rulebook(asset("rules/percent-2025.1.toml"), plan)
    assessor = Assessor(plan, book, "csglw", 2025)
    answers = answers_of(assessor, truth_of(plan, "csglw", 0.6, random.Random(3)))
    gain = best_gain(assessor, answers, pairs=False)
    assert gain.points > 0 or gain.better_grade


def test_that_those_who_are_ranked_together_are_spread_alike(plan):
    """Who has few items is no more likely to come first, or last, than who has many."""
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    found = spreads(plan, book, 2025, 60, 5)
    together = {group: one.ratio for group, one in found.items() if "计分事项" in group}
    assert len(together) >= 3
    assert max(together.values()) <= 1.5
    former = spreads(plan, load_rulebook(asset("rules/percent-2026.1.toml"), plan), 2025, 60, 5)
    assert max(one.ratio for one in former.values()) > 1.5
