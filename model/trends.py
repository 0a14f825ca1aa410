"""Gathering what the years say: a department's own on its PC, everybody's in the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlite_utils import Database

from model.desk import Desk
from model.domain.answers import value_of
from model.domain.forms import FormSet
from model.domain.plan import Indicator, Plan
from model.domain.score import Assessment
from model.domain.targets import target_in_force
from model.domain.trends import IndicatorTrend, Move, ScoreTrend, YearScore, most, moves
from model.office.office import Office
from model.package.closing import terms_of
from model.package.in_force import YearTerms
from model.package.wording import item_words
from model.rulebook_in_force import rulebook_in_force
from model.scoring.rulebook import Rulebook

MOST = 10


@dataclass(frozen=True, kw_only=True)
class Trends:
    """`scores` by department; `moved` from the year before the last to the last."""

    indicators: tuple[IndicatorTrend, ...]
    scores: Mapping[str, ScoreTrend]
    moved: tuple[Move, ...]
    years: tuple[int, ...]


def own_trends(
    db: Database, plan: Plan, shipped: Rulebook, forms: FormSet, department: str, year: int
) -> Trends:
    """Of *department*, by what was said on this PC up to *year*."""
    desks = {}
    for one in range(plan.years[0], year + 1):
        if department in terms_of(db, plan, one, department).plan.departments:
            desk = Desk(plan, rulebook_in_force(db, one, shipped), forms, db, department, one)
            if desk.answers:
                desks[one] = desk
    terms = terms_of(db, plan, year, department)
    today = terms.plan
    assessed = {one: desk.assessment() for one, desk in desks.items()}
    scores = tuple(
        _year_score(one, found, desks[one].rulebook)
        for one, found in assessed.items()
        if found.total is not None
    )
    names = {item.id: item_words(item) for item in today.items_of(department)}
    trend = ScoreTrend(who=today.departments[department].name, scores=scores)
    return Trends(
        indicators=tuple(
            _indicator_trend(
                indicator,
                {
                    one: value
                    for one, desk in desks.items()
                    if (value := value_of(desk.answer(indicator.id))) is not None
                },
                {
                    one: target
                    for one, desk in desks.items()
                    if indicator.id in desk.assessor.targets
                    and (target := desk.target(indicator).value) is not None
                },
                terms,
            )
            for indicator in today.indicators_of(department)
            if not indicator.qualitative
        ),
        scores={department: trend},
        moved=_items_moved(scores, names),
        years=tuple(desks),
    )


def district_trends(
    db: Database, plan: Plan, shipped: Rulebook, forms: FormSet, year: int
) -> Trends:
    """Of everybody, by what was reported to the office up to *year*, and counts."""
    offices = {
        one: office
        for one in range(plan.years[0], year + 1)
        if (office := Office(plan, rulebook_in_force(db, one, shipped), forms, db, one)).submissions
    }
    terms = terms_of(db, plan, year)
    today = terms.plan
    pictures = {one: office.picture for one, office in offices.items()}
    reach = {
        one: {found.indicator.id: found for found in picture.indicators}
        for one, picture in pictures.items()
    }
    scores: dict[str, list[YearScore]] = {}
    for one, office in offices.items():
        for body in office.reported:
            if body.reviewed and body.reviewed.total is not None:
                found = _year_score(one, body.reviewed, office.rulebook)
                scores.setdefault(body.id, []).append(found)
    trends = {
        body.id: ScoreTrend(who=body.name, scores=tuple(scores[body.id]))
        for body in today.bodies
        if body.id in scores
    }
    return Trends(
        indicators=tuple(
            _indicator_trend(
                indicator,
                {
                    one: value
                    for one, found in reach.items()
                    if indicator.id in found and (value := found[indicator.id].value) is not None
                },
                {
                    one: value
                    for one, found in reach.items()
                    if indicator.id in found
                    and (value := found[indicator.id].target.value) is not None
                },
                terms,
            )
            for indicator in today.indicators.values()
            if not indicator.qualitative
        ),
        scores=trends,
        moved=_bodies_moved(trends, tuple(offices)),
        years=tuple(offices),
    )


def _indicator_trend(
    indicator: Indicator,
    values: Mapping[int, Decimal],
    targets: Mapping[int, Decimal],
    terms: YearTerms,
) -> IndicatorTrend:
    """Years without a target of their own go by the plan and the baseline known today."""
    first, last = terms.plan.years
    baseline = terms.baselines.get(indicator.id)
    planned = {
        year: value
        for year in range(first, last + 1)
        if (value := target_in_force(indicator, year, None, baseline).value) is not None
    }
    return IndicatorTrend(
        indicator=indicator, values=values, targets={**planned, **targets}, until=last
    )


def _year_score(year: int, found: Assessment, rulebook: Rulebook) -> YearScore:
    return YearScore(
        year=year,
        total=found.total or Decimal(0),
        grade=found.grade,
        rules=f"{rulebook.id} {rulebook.version}",
        items={
            score.item: score.points / score.maximum * 100
            for score in found.scores
            if score.points is not None and score.maximum
        },
    )


def _items_moved(scores: tuple[YearScore, ...], names: Mapping[str, str]) -> tuple[Move, ...]:
    """Items by the share of their points, in percent: points differ from rules to rules."""
    if len(scores) < 2:
        return ()
    then, now = (
        {names[item]: share for item, share in one.items.items() if item in names}
        for one in scores[-2:]
    )
    return most(moves(then, now), MOST)


def _bodies_moved(trends: Mapping[str, ScoreTrend], years: tuple[int, ...]) -> tuple[Move, ...]:
    if len(years) < 2:
        return ()
    then, now = (
        {
            trend.who: score.total
            for trend in trends.values()
            for score in trend.scores
            if score.year == year
        }
        for year in years[-2:]
    )
    return most(moves(then, now), MOST)
