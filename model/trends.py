"""The trends over the years: a department's on its PC, everybody's in the office."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from model.clerk.year import ClerkYear
from model.domain.answers import value_of
from model.domain.forms import FormSet
from model.domain.plan import Indicator, Plan
from model.domain.reorganisation import DepartmentChange, predecessors, successors
from model.domain.score import Assessment
from model.domain.targets import target_in_force
from model.domain.trends import IndicatorTrend, Move, ScoreTrend, YearScore, most, moves
from model.jobs import JobContext
from model.office.year import OfficeYear
from model.package.in_force import YearTerms
from model.plans import PlanLibrary
from model.rulebook_in_force import rulebook_in_force
from model.scoring.rulebook import Rulebook
from model.store.data_file import open_store
from model.store.packages import fetch_package

MOST = 10


@dataclass(frozen=True, kw_only=True)
class Trends:
    """`scores` by department; `moved` from the year before the last to the last year."""

    indicators: tuple[IndicatorTrend, ...]
    scores: Mapping[str, ScoreTrend]
    moved: tuple[Move, ...]
    years: tuple[int, ...]


Desks = Mapping[int, ClerkYear]  # by year


@dataclass(frozen=True, kw_only=True)
class TrendsSource:
    """The data file and the department of the trends; `department` "" means the office:
    everybody.
    """

    path: Path
    shipped: Plan
    shipped_rules: Rulebook
    forms: FormSet
    year: int
    department: str


def gather_trends(source: TrendsSource, _: JobContext) -> Trends:
    """The trends; a job with a connection of its own."""
    with closing(open_store(source.path)) as db:
        library, rules = PlanLibrary(db, source.shipped), source.shipped_rules
        if not source.department:
            return district_trends(library, rules, source.forms, source.year)
        return own_trends(library, rules, source.forms, source.department, source.year)


def own_trends(
    library: PlanLibrary, shipped: Rulebook, forms: FormSet, department: str, year: int
) -> Trends:
    """The trends of *department* and its predecessors, by the answers on this PC up to *year*."""

    def desks_of(body: str) -> Desks:
        return _desks(library, shipped, forms, body, year)

    terms = library.terms(year, department)
    package = fetch_package(library.db, year)
    changes = package.changes if package else ()
    own = desks_of(department)
    ancestors = [body for body in predecessors(department, changes) if body != department]
    before = {body: desks_of(body) for body in ancestors}
    today = terms.plan
    trend = _score_trend(own, _name(department, today, own))
    earlier = [
        _score_trend(found, _name(body, today, found)).before(trend.begins)
        for body, found in before.items()
    ]
    names = {item.id: item.title for item in today.items_of(department)}
    return Trends(
        indicators=tuple(
            _indicator_trend(
                indicator,
                {
                    **_values_before(indicator.id, department, before, changes),
                    **_values(indicator.id, own),
                },
                {
                    one: target
                    for one, desk in own.items()
                    if indicator.id in desk.assessor.targets
                    and (target := desk.target(indicator).value) is not None
                },
                terms,
            )
            for indicator in today.indicators_of(department)
            if not indicator.qualitative
        ),
        scores={department: replace(trend, earlier=tuple(one for one in earlier if one.scores))},
        moved=_items_moved(trend.scores, names),
        years=tuple(sorted({*own, *(one for found in before.values() for one in found)})),
    )


def _desks(
    library: PlanLibrary, shipped: Rulebook, forms: FormSet, department: str, until: int
) -> Desks:
    """The years in which *department* existed and answered something."""
    desks = {}
    for year in range(library.shipped.years[0], until + 1):
        if department in library.terms(year, department).plan.departments:
            desk = ClerkYear(
                library, rulebook_in_force(library.db, year, shipped), forms, department, year
            )
            if desk.answers:
                desks[year] = desk
    return desks


def _name(department: str, today: Plan, desks: Desks) -> str:
    """The department's name today, or its last name if it no longer exists."""
    if department in today.departments:
        return today.departments[department].name
    return desks[max(desks)].department.name if desks else department


def _score_trend(desks: Desks, who: str) -> ScoreTrend:
    assessed = ((year, desk.assessment(), desk.rulebook) for year, desk in desks.items())
    scores = (
        _year_score(year, found, rulebook)
        for year, found, rulebook in assessed
        if found.total is not None
    )
    return ScoreTrend(who=who, scores=tuple(scores))


def _values(indicator: str, desks: Desks) -> dict[int, Decimal]:
    return {
        year: value
        for year, desk in desks.items()
        if (value := value_of(desk.answer(indicator))) is not None
    }


def _values_before(
    indicator: str,
    department: str,
    before: Mapping[str, Desks],
    changes: Collection[DepartmentChange],
) -> dict[int, Decimal]:
    """The values that the predecessors for *indicator* reported; no value for a year in which they
    differ.
    """
    found: dict[int, set[Decimal]] = {}
    for body, desks in before.items():
        if department in successors(body, changes, indicator):
            for year, value in _values(indicator, desks).items():
                found.setdefault(year, set()).add(value)
    return {year: min(values) for year, values in found.items() if len(values) == 1}


def district_trends(library: PlanLibrary, shipped: Rulebook, forms: FormSet, year: int) -> Trends:
    """The trends of every department, by the reports that count up to *year*."""
    offices = {
        one: office
        for one in range(library.shipped.years[0], year + 1)
        if (
            office := OfficeYear.read(
                library, rulebook_in_force(library.db, one, shipped), forms, one
            )
        ).submissions
    }
    terms = library.terms(year)
    package = fetch_package(library.db, year)
    reach = {
        one: {found.indicator.id: found for found in office.picture.indicators}
        for one, office in offices.items()
    }
    trends = _bodies_trends(offices, terms.plan, package.changes if package else ())
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
            for indicator in terms.plan.indicators.values()
            if not indicator.qualitative
        ),
        scores=trends,
        moved=_bodies_moved(trends, tuple(offices)),
        years=tuple(offices),
    )


def reported_trends(
    library: PlanLibrary, shipped: Rulebook, forms: FormSet, year: int
) -> tuple[IndicatorTrend, ...]:
    """The trends that the annual report tells: indicators of the district known for two years or
    more.
    """
    found = district_trends(library, shipped, forms, year).indicators
    return tuple(one for one in found if len(one.values) > 1)


def _bodies_trends(
    offices: Mapping[int, OfficeYear], today: Plan, changes: tuple[DepartmentChange, ...]
) -> Mapping[str, ScoreTrend]:
    """Department -> trend: today's departments with their predecessors, then departments that
    ended.
    """
    scores: dict[str, list[YearScore]] = {}
    names: dict[str, str] = {}
    for year, office in offices.items():
        for body in office.reported:
            if body.reviewed and body.reviewed.total is not None:
                found = _year_score(year, body.reviewed, office.rulebook)
                scores.setdefault(body.id, []).append(found)
                names[body.id] = body.department.name
    names |= {one.id: one.name for one in today.bodies}
    alone = {
        body: ScoreTrend(who=names[body], scores=tuple(found)) for body, found in scores.items()
    }
    living = {}
    for one in today.bodies:
        own = alone.get(one.id, ScoreTrend(who=one.name, scores=()))
        ancestors = (body for body in predecessors(one.id, changes) if body != one.id)
        earlier = (alone[body].before(own.begins) for body in ancestors if body in alone)
        whole = replace(own, earlier=tuple(trend for trend in earlier if trend.scores))
        if whole.scores or whole.earlier:
            living[one.id] = whole
    return living | {
        body: replace(trend, who=f"{trend.who}（{_went_to(body, today, changes)}）")
        for body, trend in alone.items()
        if body not in today.departments
    }


def _went_to(body: str, today: Plan, changes: Collection[DepartmentChange]) -> str:
    heirs = [one for one in successors(body, changes) if one in today.departments]
    names = "、".join(today.departments[one].name for one in heirs)
    return f"已由{names}承接" if names else "已撤销"


def _indicator_trend(
    indicator: Indicator,
    values: Mapping[int, Decimal],
    targets: Mapping[int, Decimal],
    terms: YearTerms,
) -> IndicatorTrend:
    """The indicator's trend; years without a target of their own use the plan and the baseline
    known today.
    """
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
        rules=f"{rulebook.short_title} {rulebook.version}版",
        items={
            score.item: score.points / score.maximum * 100
            for score in found.scores
            if score.points is not None and score.maximum
        },
    )


def _items_moved(scores: tuple[YearScore, ...], names: Mapping[str, str]) -> tuple[Move, ...]:
    """The changes of items by their share of points, in percent: points differ between
    rulebooks.
    """
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
