"""What can be said of a rulebook by scoring made-up years under it."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import mean, median, pstdev

from model.domain.answers import Answer, State
from model.domain.plan import Plan
from model.domain.score import Assessment
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from tests.simulation.years import answers_of, assessors, truth_of

FEW, MANY = 20, 40  # scored items
MOST_PAIRS = 12  # of the best single changes
D = Decimal


@dataclass(frozen=True)
class Spread:
    """Standard deviations of totals [points] where everybody works equally well, of the half of
    some departments with fewer scored items, and of the other half.
    """

    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.small / self.large


def deviations(plan: Plan, book: Rulebook, year: int, draws: int, seed: int) -> dict[str, float]:
    """Department -> the standard deviation of its totals, of those that have a total."""
    dice, found = random.Random(seed), {}
    ready = assessors(plan, book, year)
    for _ in range(draws):
        for body, assessor in ready.items():
            truth = truth_of(plan, body, 0.8, dice)
            total = assessor.assess(answers_of(assessor, truth)).total
            if total is not None:
                found.setdefault(body, []).append(float(total))
    return {body: pstdev(totals) for body, totals in found.items()}


def spreads(plan: Plan, book: Rulebook, year: int, draws: int, seed: int) -> dict[str, Spread]:
    """What is ranked together -> its spread; "" is everybody, ranked together or not.

    A group in which all have the same number of scored items has no smaller half: it is left out.
    """
    found = deviations(plan, book, year, draws, seed)
    counts = {body: len(one.subjects) for body, one in assessors(plan, book, year).items()}
    groups: dict[str, list[str]] = {"": [*found]}
    for body in found:
        kind = plan.departments[body].kind
        size = book.weighting.size_of(counts[body]) if book.weighting else ""
        groups.setdefault(f"{kind} {size}".strip(), []).append(body)
    spreads = {
        name: _spread(found, counts, bodies)
        for name, bodies in groups.items()
        if len({counts[body] for body in bodies}) > 1
    }
    few = [found[body] for body in found if counts[body] <= FEW]
    many = [found[body] for body in found if counts[body] >= MANY]
    return {f"{FEW} items at most, {MANY} at least": Spread(mean(few), mean(many)), **spreads}


def _spread(found: Mapping[str, float], counts: Mapping[str, int], bodies: list[str]) -> Spread:
    middle = median(counts[body] for body in bodies)
    small = [found[body] for body in bodies if counts[body] <= middle]
    large = [found[body] for body in bodies if counts[body] > middle]
    if not large:  # most have the largest number
        small = [found[body] for body in bodies if counts[body] < middle]
        large = [found[body] for body in bodies if counts[body] == middle]
    return Spread(small=mean(small), large=mean(large))


def rank_correlation(plan: Plan, book: Rulebook, year: int, draws: int, seed: int) -> float:
    """Spearman's, between what was really done and the totals, the mean over *draws*."""
    dice, ready, found = random.Random(seed), assessors(plan, book, year), []
    for _ in range(draws):
        pairs = []
        for body, assessor in ready.items():
            truth = truth_of(plan, body, dice.uniform(0.45, 1.0), dice)
            total = assessor.assess(answers_of(assessor, truth)).total
            if total is not None:
                scored = (subject.item for subject in assessor.subjects.values())
                pairs.append((truth.of(scored), float(total)))
        found.append(_spearman(pairs))
    return mean(found)


def _spearman(pairs: list[tuple[float, float]]) -> float:
    ranks = [_ranks([pair[side] for pair in pairs]) for side in (0, 1)]
    middle = mean(ranks[0])
    over = sum((a - middle) * (b - middle) for a, b in zip(*ranks, strict=True))
    under = [sum((a - middle) ** 2 for a in side) for side in ranks]
    return over / (under[0] * under[1]) ** 0.5


def _ranks(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]


@dataclass(frozen=True)
class Gain:
    """What a body gains by saying something else about the same facts."""

    points: Decimal
    better_grade: bool
    changes: tuple[tuple[str, str], ...] = ()  # item, what is said instead


NOTHING = Gain(points=D(0), better_grade=False)


def best_gain(assessor: Assessor, honest: Mapping[str, Answer], *, pairs: bool = True) -> Gain:
    """The most that one change, or two together, of words about the same facts can gain."""
    base = _ranked(assessor, honest)
    singles = [
        (_gain(assessor, base, honest, ((item, name, answer),)), (item, name, answer))
        for item in assessor.subjects
        for name, answer in _otherwise(honest.get(item, {}))
    ]
    best = max((gain for gain, _ in singles), key=_size, default=NOTHING)
    if pairs:
        likely = [one for _, one in sorted(singles, key=lambda s: _size(s[0]))[-MOST_PAIRS:]]
        for one, other in combinations(likely, 2):
            if one[0] != other[0]:
                gain = _gain(assessor, base, honest, (one, other))
                best = max(best, gain, key=_size)
    return best


def _size(gain: Gain) -> tuple[bool, Decimal]:
    return gain.better_grade, gain.points


def _otherwise(answer: Answer) -> Iterator[tuple[str, Answer]]:
    """Other things to say that don't state another fact."""
    if answer:
        yield "未填", {}
    yield "不适用", {"state": State.NOT_APPLICABLE.value}
    under_way = {State.ONGOING.value, State.BEHIND.value}
    if answer.get("state") in under_way:
        (other,) = under_way - {answer["state"]}
        yield "换一个词", {**answer, "state": other}


def _gain(
    assessor: Assessor,
    base: Assessment,
    honest: Mapping[str, Answer],
    changes: tuple[tuple[str, str, Answer], ...],
) -> Gain:
    said = {**honest, **{item: answer for item, _, answer in changes}}
    found = _ranked(assessor, {item: answer for item, answer in said.items() if answer})
    if base.total is None or found.total is None:
        return NOTHING
    grades = assessor.rulebook
    return Gain(
        points=found.total - base.total,
        better_grade=grades.rank(found.grade) < grades.rank(base.grade),
        changes=tuple((item, name) for item, name, _ in changes),
    )


def _ranked(assessor: Assessor, answers: Mapping[str, Answer]) -> Assessment:
    """As the office ranks it: 不适用 that nobody approved counts as 未填 where the book says so."""
    if assessor.needs_approval:
        away = State.NOT_APPLICABLE.value
        answers = {k: a for k, a in answers.items() if a.get("state") != away}
    return assessor.assess(answers)
