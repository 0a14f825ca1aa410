"""Laws that hold for every score."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.answers import State, claims_not_applicable
from model.domain.plan import Direction
from model.domain.score import Standing
from model.domain.targets import Target
from model.scoring.assess import Assessor
from model.scoring.kinds import (
    Counted,
    Deviation,
    Linear,
    Matrix,
    PassFail,
    PerUnit,
    Reverse,
    StepTable,
)
from model.scoring.validation import flaws_of
from tests.model.scoring.builders import BANDS, D, indicator, measure, points, shipped_rulebooks
from tests.model.scoring.generated import Dice
from tests.thorough import tried

BOOKS = shipped_rulebooks()
YEARS = st.integers(0, 10**9).map(lambda seed: Dice(seed).year(BOOKS))
NUMBERS = st.decimals(-50, 1000, places=2)
TARGETS = st.decimals(-5, 500, places=2)
MAXIMA = st.decimals("0.01", "60", places=2)
STEPS = StepTable(steps=((D(1), D(1)), (D("0.8"), D("0.7")), (D("0.5"), D("0.2"))))
MATRIX = Matrix(full=D(60), both=D(60), cumulative_only=D(55), year_only=D(40), neither=D(0))
RISING = (
    Linear(),
    PassFail(),
    STEPS,
    PerUnit(each=D("0.03")),
    Counted(each=D(1), cap=D(9)),
    MATRIX,
)
FALLING = (Reverse(), PassFail(), STEPS, PerUnit(each=D("0.03")), MATRIX)


@given(st.sampled_from(RISING), TARGETS, NUMBERS, NUMBERS, MAXIMA, st.booleans())
def test_that_more_of_a_good_thing_never_scores_less(kind, target, one, other, maximum, strict):
    item = indicator(target=str(target), decimals=2, strict=strict)
    low, high = sorted((one, other))
    earned = [points(kind, item, maximum=maximum, value=v) for v in (low, high)]
    assert 0 <= earned[0] <= earned[1] <= maximum


@given(st.sampled_from(FALLING), TARGETS, NUMBERS, NUMBERS, MAXIMA, st.booleans())
def test_that_less_of_a_bad_thing_never_scores_less(kind, target, one, other, maximum, strict):
    item = indicator(target=str(target), direction=Direction.AT_MOST, decimals=2, strict=strict)
    low, high = sorted((one, other))
    earned = [points(kind, item, maximum=maximum, value=v) for v in (low, high)]
    assert 0 <= earned[1] <= earned[0] <= maximum


@given(TARGETS, NUMBERS, NUMBERS, MAXIMA)
def test_that_closer_to_an_exact_target_never_scores_less(target, one, other, maximum):
    kind = Deviation(steps=((D("0.1"), D(1)), (D("0.3"), D("0.5"))))
    item = indicator(target=str(target), direction=Direction.EQUAL, decimals=2)
    near, far = sorted((one, other), key=lambda value: abs(value - target))
    earned = [points(kind, item, maximum=maximum, value=v) for v in (near, far)]
    assert 0 <= earned[1] <= earned[0] <= maximum


@given(st.sampled_from([s for s in State if s is not State.NOT_APPLICABLE]),
       st.sampled_from([s for s in State if s is not State.NOT_APPLICABLE]),
       st.integers(0, 100), st.integers(0, 100), MAXIMA)  # fmt: skip
def test_that_a_better_state_and_more_progress_never_score_less(a, b, p, q, maximum):
    order = [State.NOT_STARTED, State.BEHIND, State.ONGOING, State.DONE]
    low, high = sorted(((order.index(a), p), (order.index(b), q)))
    earned = [
        points(BANDS, measure(), maximum=maximum, state=order[n].value, progress=progress)
        for n, progress in (low, high)
    ]
    assert 0 <= earned[0] <= earned[1] <= maximum


@given(
    st.sampled_from((Linear(), PerUnit(each=D("0.001")))),
    TARGETS.filter(lambda t: t > 0),
    NUMBERS,
    MAXIMA,
    st.booleans(),
)
def test_that_only_a_met_target_earns_full_points(kind, target, value, maximum, strict):
    item = indicator(target=str(target), decimals=2, strict=strict)
    met = value > target if strict else value >= target
    assert (points(kind, item, maximum=maximum, value=value) == maximum) is met


@given(YEARS)
def test_that_no_score_is_above_its_maximum_or_below_nought(year):
    result = year.assessor.assess(year.answers, year.circumstances)
    for score in result.scores:
        assert score.points is None or 0 <= score.points <= score.maximum
    for part in result.parts:
        assert part.points is None or 0 <= part.points <= part.maximum
    assert result.total is None or 0 <= result.total <= year.assessor.rulebook.ceiling


@given(YEARS)
def test_that_points_are_whole_cents_everywhere(year):
    result = year.assessor.assess(year.answers, year.circumstances)
    fine = Decimal(1).scaleb(-year.assessor.rulebook.decimals)
    items = [s.points for s in result.scores] + [s.maximum for s in result.scores]
    numbers = [p.points for p in result.parts] + [a.points for a in result.adjustments]
    assert all(not number % fine for number in items if number is not None)
    assert all(not number % D("0.01") for number in (*numbers, result.total) if number is not None)


@given(YEARS)
def test_that_the_maxima_of_a_part_add_up_to_it(year):
    for part in year.assessor.assess({}).parts:
        assert sum(s.maximum for s in part.scores) in {part.maximum, 0}


@given(YEARS)
def test_that_the_sum_of_parts_and_adjustments_is_the_total(year):
    book = year.assessor.rulebook
    result = year.assessor.assess(year.answers, year.circumstances)
    if result.total is None:
        return
    counting = [part for part in result.parts if part.countable]
    full = sum(part.maximum for part in counting)
    base = sum((part.points or D(0)) for part in counting) * book.maximum / full
    total = base.quantize(D("0.01"), rounding="ROUND_HALF_UP")
    for adjustment in result.adjustments:  # in their order: no bonus goes above the ceiling
        total = min(max(total + (adjustment.points or D(0)), D(0)), book.ceiling)
    zeroed = any("总分计 0 分" in a.sentence for a in result.adjustments)
    assert result.total == (0 if zeroed else total)


@given(YEARS)
def test_that_what_is_none_was_not_answered_and_never_counts_as_nought(year):
    for score in year.assessor.assess(year.answers).scores:
        assert (score.points is None) is (score.standing is not Standing.SCORED)
        answer = year.answers.get(score.item, {})
        if not answer:
            assert score.points is None
        if score.points is None and score.standing is Standing.OPEN:
            subject = year.assessor.subjects[score.item]
            away = claims_not_applicable(answer) and not subject.may_be_away
            assert away or "value" not in answer or not subject.item.can_be(D(answer["value"]))


@given(YEARS, st.randoms(use_true_random=False))
def test_that_the_order_of_entry_is_irrelevant(year, shuffled):
    keys = list(year.answers)
    shuffled.shuffle(keys)
    reordered = {key: dict(reversed(year.answers[key].items())) for key in keys}
    assert year.assessor.assess(reordered) == year.assessor.assess(year.answers)


@given(YEARS)
def test_that_not_applicable_and_not_handed_down_stay_outside_the_denominator(year):
    """Whatever else is said about such an item, nothing about the others changes."""
    result = year.assessor.assess(year.answers)
    outside = {s.item for s in result.scores if not s.counts}
    noisy = {
        key: {"value": "5", "progress": "7", **answer} if key in outside else answer
        for key, answer in year.answers.items()
    }
    again = year.assessor.assess(noisy)
    assert again.total == result.total
    assert [p.countable for p in again.parts] == [p.countable for p in result.parts]
    for part in result.parts:
        inside = sum(s.maximum for s in part.scores if s.item not in outside)
        assert part.countable == inside


@given(YEARS)
def test_that_every_score_has_a_sentence_and_a_rule_with_a_source(year):
    for score in year.assessor.assess(year.answers).scores:
        assert score.sentence
        assert score.rule
        assert score.source
        if score.gain:
            assert score.advice.endswith(" 分")
        else:
            assert score.advice == ""


@given(YEARS)
@settings(max_examples=tried(50))
def test_that_following_all_advice_leads_to_full_points(year):
    """An item at its target, or done, has nothing left to gain."""
    perfect = {}
    for key, subject in year.assessor.subjects.items():
        if subject.measured and not isinstance(subject.kind, Counted | Matrix):
            exact = isinstance(subject.kind, Deviation)
            aim = subject.target.value if exact else _met(subject.target)
            perfect[key] = {"value": str(aim)}
        elif subject.target is None or subject.target.value is None:
            perfect[key] = {"state": "done", "value": "100"}
    for score in year.assessor.assess(perfect).scores:
        kind = year.assessor.subjects[score.item].kind
        beyond = isinstance(kind, StepTable) and kind.steps[0][0] > 1
        if score.item in perfect and not beyond and score.standing is Standing.SCORED:
            assert score.gain == 0, score.sentence


def _met(target: Target) -> Decimal:
    step = D("0.01") if target.strict else D(0)
    return target.value + (step if target.direction is Direction.AT_LEAST else -step)


@given(YEARS)
@settings(max_examples=tried(50))
def test_that_a_weight_scaled_for_all_changes_nothing(year):
    book = year.assessor.rulebook
    doubled = replace(
        book, rules=tuple(replace(r, weight=r.weight * 2, weights={}) for r in book.rules)
    )
    again = Assessor(year.assessor.plan, doubled, year.assessor.department, year.assessor.year)
    plain = Assessor(year.assessor.plan, book, year.assessor.department, year.assessor.year)
    assert again.assess(year.answers) == plain.assess(year.answers)


@given(YEARS)
def test_that_arithmetic_shared_by_like_items_is_each_ones_own(year):
    for subject in year.assessor.subjects.values():
        assert subject.points == subject.kind.points(subject)
        assert subject.answered == subject.kind.answered(subject)


@given(YEARS)
def test_that_generated_rulebooks_are_sound(year):
    assert flaws_of(year.assessor.rulebook, complete=False) == ()


def test_that_generated_years_are_the_same_for_the_same_seed():
    one, other = (next(Dice(5).years(1, BOOKS)) for _ in range(2))
    assert one.answers == other.answers
