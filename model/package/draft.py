"""A year's package in the making: opened, corrected, edited before it goes out.

Every function gives back a new package that nobody has sent out yet.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from model.domain.package import (
    Archived,
    Contact,
    Duties,
    HandedDown,
    Settlement,
    YearPackage,
)
from model.domain.plan import Indicator, Plan
from model.domain.reorganisation import DepartmentChange
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.package.duties import duties_in_force, moved, prefilled
from model.package.revision import PlanRevision, compared


@dataclass(frozen=True, kw_only=True)
class RulebookText:
    """A published rulebook, word for word."""

    edition: Edition
    text: str


@dataclass(frozen=True, kw_only=True)
class YearOpening:
    """A year opened from last year's package.

    `revision` is None under the same plan edition. Otherwise what it lists as changed, new or
    gone was not carried over: it stands as the new plan says and waits for a person.
    `last_duties` are last year's for those items, to be shown beside.
    """

    package: YearPackage
    revision: PlanRevision | None = None
    last_duties: Duties | None = None

    @property
    def unconfirmed(self) -> frozenset[str]:
        """Ids of what somebody has to look at."""
        if self.revision is None:
            return frozenset()
        return frozenset(one.id for one in (*self.revision.changed, *self.revision.added))


def opened(
    plan: Plan,
    year: int,
    rules: RulebookText,
    *,
    deadline: str,
    at: str,
    office: Contact = Contact(),  # noqa: B008  # frozen
    made_by: str = "",
    sample: bool = False,
) -> YearPackage:
    """The first version for *year* from the plan alone, its proposal of duties not yet confirmed.

    Args:
        deadline: ISO date.
        at: now, ISO 8601 with offset.
    """
    package = YearPackage(
        id=uuid.uuid4().hex,
        year=year,
        version=1,
        parent=None,
        opened_at=at,
        made_at=at,
        plan=Edition(id=plan.id, version=plan.edition),
        rulebook=rules.edition,
        rulebook_text=rules.text,
        deadline=deadline,
        made_by=made_by,
        office=office,
        sample=sample,
        separate_support=True,
        by_years=True,
        contacts_apart=True,
    )
    return prefilled(plan, package)


def opened_after(
    last: YearPackage,
    plan: Plan,
    *,
    deadline: str,
    at: str,
    rules: RulebookText | None = None,
    last_plan: Plan | None = None,
) -> YearOpening:
    """The first version for the year after *last*.

    Contacts, duties, baselines, the district's own breakdown, settled questions and departments'
    changes are carried over; targets handed down and departments' shares are the year's own.

    Args:
        rules: None: last year's.
        last_plan: the plan that *last* goes by, where that is another edition.

    Raises:
        ValueError: *last* goes by another edition than *plan* and *last_plan*.
    """
    edition = Edition(id=plan.id, version=plan.edition)
    package = replace(
        last,
        id=uuid.uuid4().hex,
        year=last.year + 1,
        version=1,
        parent=None,
        contacts_apart=True,
        opened_at=at,
        made_at=at,
        plan=edition,
        rulebook=rules.edition if rules else last.rulebook,
        rulebook_text=rules.text if rules else last.rulebook_text,
        deadline=deadline,
        reason="",
        targets={},
        shares={},
        last_year={},
        separate_support=True,
        by_years=True,
        duties=_decided(last, last_plan or plan),
    )
    if last.plan == edition:
        return YearOpening(package=prefilled(plan, package))
    if last_plan is None or last.plan != Edition(id=last_plan.id, version=last_plan.edition):
        raise ValueError("last year's plan is needed to compare the words")
    revision = compared(last_plan, plan)
    return YearOpening(
        package=prefilled(plan, _carried(package, revision)),
        revision=revision,
        last_duties=duties_in_force(last_plan, last),
    )


def _decided(last: YearPackage, last_plan: Plan) -> Duties:
    """The duties in *last* that somebody decided: a mere copy of the bracket is no decision."""
    if last.separate_support:
        return last.duties
    copied = duties_in_force(last_plan, replace(last, duties={}))
    return {key: duties for key, duties in last.duties.items() if duties != copied.get(key)}


def _carried(package: YearPackage, revision: PlanRevision) -> YearPackage:
    """*package* without whatever it says about things whose words are not the same any more."""
    same = revision.same
    return replace(
        package,
        duties={item: duties for item, duties in package.duties.items() if item in same},
        baselines={key: value for key, value in package.baselines.items() if key in same},
        breakdown={key: value for key, value in package.breakdown.items() if key in same},
        settled={key: value for key, value in package.settled.items() if key in same},
        endings={key: value for key, value in package.endings.items() if key in same},
        archived={key: value for key, value in package.archived.items() if key in same},
        overdue=tuple(key for key in package.overdue if key in same),
    )


def corrected(package: YearPackage, *, at: str, reason: str, made_by: str = "") -> YearPackage:
    """The next version of *package*, to be edited. Never older than what it corrects."""
    moments = (package.made_at, at)
    return replace(
        package,
        version=package.version + 1,
        parent=package.digest,
        contacts_apart=True,
        made_at=max(moments, key=datetime.fromisoformat),
        reason=reason,
        made_by=made_by or package.made_by,
    )


Key = TypeVar("Key", str, int)
Held = TypeVar("Held")


def with_target(package: YearPackage, indicator: str, target: HandedDown | None) -> YearPackage:
    """None: not handed down after all."""
    return replace(package, targets=_put(package.targets, indicator, target))


def with_own_target(
    package: YearPackage, indicator: str, year: int, value: Decimal | None
) -> YearPackage:
    """The district's own breakdown: *value* [the indicator's unit] for *year*."""
    years = _put(package.breakdown.get(indicator, {}), year, value)
    return replace(package, breakdown=_put(package.breakdown, indicator, years or None))


def with_share(
    package: YearPackage, indicator: str, department: str, value: Decimal | None
) -> YearPackage:
    """本单位目标: what one department has to reach of an indicator, e.g. each street its own."""
    shares = _put(package.shares.get(indicator, {}), department, value)
    return replace(package, shares=_put(package.shares, indicator, shares or None))


def with_baseline(package: YearPackage, indicator: str, baseline: Baseline | None) -> YearPackage:
    return replace(package, baselines=_put(package.baselines, indicator, baseline))


def with_contact(package: YearPackage, department: str, contact: Contact | None) -> YearPackage:
    return replace(package, contacts=_put(package.contacts, department, contact))


def with_settlement(
    package: YearPackage, question: str, settlement: Settlement | None
) -> YearPackage:
    """None: open again."""
    return replace(package, settled=_put(package.settled, question, settlement))


def with_archived(package: YearPackage, measure: str, archived: Archived | None) -> YearPackage:
    """None: it is to be asked again."""
    return replace(package, archived=_put(package.archived, measure, archived))


def with_overdue(package: YearPackage, measure: str, *, overdue: bool) -> YearPackage:
    """*package* that asks on about *measure* after its term, or doesn't."""
    rest = tuple(key for key in package.overdue if key != measure)
    return replace(package, overdue=tuple(sorted((*rest, measure))) if overdue else rest)


def with_change(
    package: YearPackage, change: DepartmentChange, plan: Plan | None = None
) -> YearPackage:
    """*package* after a reorganisation: duties, contacts and shares go to those who take over.

    Args:
        plan: whose indicators say which shares add up; None: they stay for a person to move.
    """
    changed = replace(package, changes=(*package.changes, change))
    return replace(
        changed,
        contacts=contacts_moved(package.contacts, change),
        duties={item: moved(duties, [change], item) for item, duties in package.duties.items()},
        shares={
            key: share_moved(plan.indicators[key], shares, change)
            if plan and key in plan.indicators
            else shares
            for key, shares in package.shares.items()
        },
    )


def contacts_moved(contacts: Mapping[str, Contact], change: DepartmentChange) -> dict[str, Contact]:
    """*contacts* after *change*: each goes to everybody who takes over from its body and has
    nobody yet, so that whoever is new can be reached from the first day.
    """
    after = dict(contacts)
    for body in change.before:
        if body not in change.after and body in after:
            contact = after.pop(body)
            for heir in change.after:
                after.setdefault(heir, contact)
    return after


def share_moved(
    indicator: Indicator, shares: Mapping[str, Decimal], change: DepartmentChange
) -> dict[str, Decimal]:
    """*shares* after *change*: of an amount they add up with whoever takes it over; rates go along
    only where all that come together are the same. What can't be told stays with whom it was of,
    for a person to decide.
    """
    after = dict(shares)
    gone = [body for body in change.before if body not in change.after and body in shares]
    for body in gone:
        heirs = change.heirs(body, indicator.id)
        if len(heirs) != 1:
            continue
        (heir,) = heirs
        held = [shares[one] for one in (*gone, heir) if one in shares]
        if indicator.additive:
            after[heir] = after.get(heir, Decimal(0)) + after.pop(body)
        elif len(set(held)) == 1:
            after[heir] = after.pop(body)
    return after


def _put(table: Mapping[Key, Held], key: Key, value: Held | None) -> Mapping[Key, Held]:
    """*table* with *value* under *key*; None takes the key out."""
    rest = {name: held for name, held in table.items() if name != key}
    return rest if value is None else {**rest, key: value}


def without_duties(package: YearPackage, items: Iterable[str]) -> YearPackage:
    """*package* silent about *items*: they go by the plan's proposal, or its bracket, again."""
    gone = set(items)
    kept = {item: duties for item, duties in package.duties.items() if item not in gone}
    return replace(package, duties=kept)
