"""The plan as it is in force for one year: who answers for what is as the package says.

Everything downstream goes by this plan; nothing but this module knows that packages exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from model.domain.package import Duty, YearPackage
from model.domain.plan import AnyItem, Clause, Department, Item, Measure, Plan, Stage
from model.domain.reorganisation import reorganised, successors
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.package.duties import (
    ItemDuties,
    all_items,
    bracket_duties,
    duties_in_force,
    moved,
    proposed_duties,
    stage_of,
    unconfirmed,
)
from model.package.validation import refuse_other_plan
from model.package.words import archived_words

PLAN_ALONE = "尚未收到年度任务包：照方案填报，年度目标照方案阶段目标。"


def in_force(
    plan: Plan,
    package: YearPackage | None,
    duties: Mapping[str, ItemDuties] | None = None,
    *,
    year: int | None = None,
) -> Plan:
    """*plan* as *package* puts it into force; as it proposes duties where there is no package.

    Departments are renamed, merged, split and dissolved, measures and indicators name those who
    lead (first) or support, open questions that are settled are gone. What nobody carries stays,
    with no department.

    Args:
        duties: `duties_in_force` of both, for whoever has them at hand.
        year: whose measures are asked where there is no package; None: of all years.

    Raises:
        PackageRejected: *package* goes by another plan, or another edition of it.
    """
    if package is None:
        proposed = as_proposed(plan)
        return proposed if year is None else _in_year(proposed, year)
    refuse_other_plan(plan, package)
    if duties is None:
        return _put_into_force(plan, _ByDigest(package.digest, package))
    return _carried_out(plan, package, duties)


@dataclass(frozen=True)
class _ByDigest:
    """A package that is the same as others of its digest."""

    digest: str
    package: YearPackage = field(compare=False)


@lru_cache(maxsize=8)  # of a year: the plan, the newest package, those that reports were made under
def _put_into_force(plan: Plan, known: _ByDigest) -> Plan:
    return _carried_out(plan, known.package, duties_in_force(plan, known.package))


def _carried_out(plan: Plan, package: YearPackage, duties: Mapping[str, ItemDuties]) -> Plan:
    departments = reorganised(plan.departments, package.changes)
    measures = {
        key: staged(
            _carried(measure, plan, package, duties[key]), *_standing(plan, package, measure)
        )
        for key, measure in plan.measures.items()
    }
    indicators = {
        key: replace(
            _carried(indicator, plan, package, duties[key]), stage=stage_of(package, indicator)
        )
        for key, indicator in plan.indicators.items()
    }
    answering: dict[str, list[str]] = {}
    for measure in measures.values():
        answering.setdefault(measure.clause, []).extend(measure.departments)
    return replace(
        plan,
        departments=departments,
        clauses={
            key: _clause(clause, package, departments, answering.get(key, ()))
            for key, clause in plan.clauses.items()
        },
        measures=measures,
        indicators=indicators,
        questions=tuple(q for q in plan.questions if q.id not in package.settled),
        unconfirmed=tuple(item.id for item in unconfirmed(plan, package)),
    )


def _carried(item: AnyItem, plan: Plan, package: YearPackage, duties: ItemDuties) -> AnyItem:
    if not package.separate_support:
        return replace(item, departments=_carriers(duties))
    return with_duties(item, duties, moved(bracket_duties(plan, item), package.changes, item.id))


@lru_cache(maxsize=4)
def as_proposed(plan: Plan) -> Plan:
    """*plan* with its proposal of duties in force; *plan* itself where it proposes none.

    The same again for a plan in which it is in force already.
    """
    if not plan.proposals:
        return plan

    def carried(item: AnyItem) -> AnyItem:
        bracket = (*item.departments, *_outside(item), *item.others)
        return with_duties(item, proposed_duties(plan, item), bracket)

    return replace(
        plan,
        measures={key: carried(measure) for key, measure in plan.measures.items()},
        indicators={key: carried(indicator) for key, indicator in plan.indicators.items()},
        unconfirmed=tuple(plan.proposals),
    )


def _outside(item: Item) -> tuple[str, ...]:
    return item.outside if isinstance(item, Measure) else ()


@lru_cache(maxsize=4)
def _in_year(plan: Plan, year: int) -> Plan:
    """*plan* as its measures' own years ask in *year*; *plan* itself where they ask all of it."""
    stages = {key: measure.stage_in(year) for key, measure in plan.measures.items()}
    if not any(stages.values()):
        return plan
    measures = {key: staged(measure, stages[key]) for key, measure in plan.measures.items()}
    return replace(plan, measures=measures)


def _standing(plan: Plan, package: YearPackage, measure: Measure) -> tuple[Stage, str]:
    """Where *measure* stands, and the words about its acceptance."""
    archived = package.archived.get(measure.id) if package.by_years else None
    return stage_of(package, measure), archived_words(plan, package, archived)


def staged(measure: Measure, stage: Stage, accepted: str = "") -> Measure:
    """*measure* as it stands: nobody carries what the year doesn't ask, and everybody who did may
    still answer it.
    """
    if stage.asked:
        return measure if measure.stage is stage else replace(measure, stage=stage)
    answering = measure.lead or measure.departments
    supporting = tuple(body for body in measure.departments if body not in answering)
    return replace(
        measure,
        stage=stage,
        accepted=accepted,
        departments=(),
        lead=(),
        outside=answering,
        others=(*supporting, *measure.others),
    )


def with_duties(item: AnyItem, duties: ItemDuties, bracket: Iterable[str]) -> AnyItem:
    """*item* carried as *duties* says, the rest of its *bracket* as its others."""
    carriers = _carriers(duties)
    return replace(
        item,
        departments=carriers,
        lead=tuple(body for body in carriers if duties[body] is Duty.LEAD),
        others=tuple(body for body in bracket if body not in carriers),
    )


def _carriers(duties: ItemDuties) -> tuple[str, ...]:
    """Who leads, then who supports."""
    return tuple(
        body
        for wanted in (Duty.LEAD, Duty.SUPPORT)
        for body, duty in duties.items()
        if duty is wanted
    )


def _clause(
    clause: Clause,
    package: YearPackage,
    departments: Mapping[str, Department],
    answering: Iterable[str],
) -> Clause:
    def today(bodies: Iterable[str]) -> dict[str, None]:
        heirs = (heir for body in bodies for heir in successors(body, package.changes))
        return dict.fromkeys(heir for heir in heirs if heir in departments)

    carrying = dict.fromkeys(answering)
    ordered = (*(body for body in today(clause.departments) if body in carrying), *carrying)
    return replace(
        clause, named=tuple(today(clause.named)), departments=tuple(dict.fromkeys(ordered))
    )


def uncarried(plan: Plan) -> tuple[Item, ...]:
    """What nobody answers for under a plan in force though the year asks it: listed, never
    scored.
    """
    return tuple(item for item in all_items(plan) if not item.departments and item.stage.asked)


@dataclass(frozen=True, kw_only=True)
class YearTerms:
    """What one department's year goes by; a page needs to know no more about packages."""

    year: int
    plan: Plan
    package: Edition | None
    rulebook: Edition | None  # None: the shipped one
    handed_down: Mapping[str, Decimal]
    baselines: Mapping[str, Baseline]
    deadline: str = ""  # ISO date
    notice: str = ""  # to be shown while there is no package
    sample: bool = False


def terms_for(year: int, department: str, plan: Plan, package: YearPackage | None) -> YearTerms:
    """The terms of *year* for *department* ("": the office) under *package*, or the plan alone."""
    if package is None:
        return YearTerms(
            year=year,
            plan=in_force(plan, None, year=year),
            package=None,
            rulebook=None,
            handed_down={},
            baselines={},
            notice=PLAN_ALONE,
        )
    today = in_force(plan, package)
    return YearTerms(
        year=package.year,
        plan=today,
        package=package.edition,
        rulebook=package.rulebook,
        handed_down=package.in_force_for(today, department),
        baselines=package.baselines,
        deadline=package.deadline,
        sample=package.sample,
    )
