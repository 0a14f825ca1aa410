"""What the office does to a package before it goes out. Each edit gives back a new package."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from model.domain.package import Contact, HandedDown, Settlement, YearPackage
from model.domain.plan import Indicator, Plan
from model.domain.reorganisation import DepartmentChange
from model.domain.targets import Baseline
from model.package.duties import moved

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
