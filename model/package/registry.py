"""单位变更的登记簿: who registered each reorganisation and when, and which were taken back.

Packages that went out are never edited, so the book is read off them; nothing else is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from model.domain.package import Contact, Duty, YearPackage
from model.domain.plan import Plan
from model.domain.reorganisation import DepartmentChange, KnownChange
from model.domain.wording import day_words
from model.errors import AppError
from model.package.draft import contacts_moved, share_moved
from model.package.duties import STRENGTH, ItemDuties, moved
from model.package.validation import change_problems
from model.package.words import reorganisations


@dataclass(frozen=True, kw_only=True)
class RegistryEntry:
    """The version in which something was registered or taken back."""

    year: int
    version: int
    by: str
    on: str  # ISO date

    @property
    def words(self) -> str:
        """'2025年度第2版，张三，2025年12月10日'."""
        return "，".join(
            filter(None, (f"{self.year}年度第{self.version}版", self.by, day_words(self.on)))
        )


@dataclass(frozen=True, kw_only=True)
class Registered:
    """`sentence` names every body as it was called then."""

    change: DepartmentChange
    sentence: str
    entered: RegistryEntry
    withdrawn: RegistryEntry | None = None


def registry(
    plan: Plan, package: YearPackage, earlier: Iterable[YearPackage]
) -> tuple[Registered, ...]:
    """What *package* knows by date, then what it or an earlier version took back.

    Args:
        earlier: every package known of its year and of the years before.
    """
    before = [one for one in earlier if _precedes(one, package)]
    line = [*sorted(before, key=_moment), package]
    in_force = tuple(
        Registered(change=change, sentence=said, entered=_entry(_first_with(line, change)))
        for change, said in reorganisations(plan, package)
    )
    gone: dict[str, Registered] = {}
    for one in line[:-1]:
        for change, said in reorganisations(plan, one):
            if change not in package.changes:
                gone[repr(change)] = Registered(
                    change=change,
                    sentence=said,
                    entered=_entry(_first_with(line, change)),
                    withdrawn=_entry(_first_without(line, change)),
                )
    return (*in_force, *gone.values())


def known_changes(
    package: YearPackage | None, earlier: Iterable[YearPackage]
) -> tuple[KnownChange, ...]:
    """The reorganisations that *package* (None: the plan alone) knows, and since when.

    Args:
        earlier: every package known of its year and of the years before.
    """
    if package is None or not package.changes:
        return ()
    line = [*sorted(earlier, key=_moment), package]
    first = [(change, _first_with(line, change)) for change in package.changes]
    return tuple(
        KnownChange(change=change, year=one.year, since=one.made_at) for change, one in first
    )


def left_behind(
    plan: Plan, package: YearPackage, last: YearPackage | None, book: Iterable[Registered]
) -> tuple[tuple[DepartmentChange, str], ...]:
    """What *last* came to know after *package* was opened from it, each with its sentence.

    Args:
        last: last year's package in force.
        book: see `registry`; what was taken back on purpose isn't left behind.
    """
    back = [one.change for one in book if one.withdrawn]
    return tuple(
        (change, said)
        for change, said in reorganisations(plan, last)
        if change not in package.changes and change not in back
    )


def _precedes(one: YearPackage, package: YearPackage) -> bool:
    """Whether *package* goes on from *one*: an earlier version, or known when it was opened."""
    if one.year == package.year:
        return one.id == package.id and one.version < package.version
    return one.year < package.year and _moment(one) <= datetime.fromisoformat(package.opened_at)


def _moment(package: YearPackage) -> datetime:
    return datetime.fromisoformat(package.made_at)


def _first_with(line: Sequence[YearPackage], change: DepartmentChange) -> YearPackage:
    return next(one for one in line if change in one.changes)


def _first_without(line: Sequence[YearPackage], change: DepartmentChange) -> YearPackage:
    last = max(number for number, one in enumerate(line) if change in one.changes)
    return line[last + 1]


def _entry(package: YearPackage) -> RegistryEntry:
    return RegistryEntry(
        year=package.year, version=package.version, by=package.made_by, on=package.made_at[:10]
    )


def without_change(
    plan: Plan, package: YearPackage, change: DepartmentChange, earlier: Iterable[YearPackage]
) -> YearPackage:
    """*package* as if *change* had not been: duties and contacts go back to whom they came from.

    What was decided about an item since then stays as far as the bodies are still there.

    Args:
        earlier: packages that may tell what was said before.

    Raises:
        AppError: a later change builds on this one.
    """
    rest = tuple(one for one in package.changes if one != change)
    known = set(change_problems(plan, package.changes))
    problems = [one for one in change_problems(plan, rest) if one not in known]
    if problems:
        raise AppError(
            "后面登记的变更以这一次为前提，没有撤回。",
            problems,
            hint="请先撤回后面的变更，再撤回这一次。",
        )
    base = next((one for one in reversed([*earlier]) if change not in one.changes), None)
    vanished = {body.id for body in change.made} - set(change.before)
    said = base.duties if base else {}
    return replace(
        package,
        changes=rest,
        duties={
            item: _given_back(duties, change, item, said.get(item), vanished)
            for item, duties in package.duties.items()
        },
        contacts=_contacts_back(package, change, base, vanished),
        shares=_shares_back(plan, package, change, base),
    )


def _shares_back(
    plan: Plan, package: YearPackage, change: DepartmentChange, base: YearPackage | None
) -> dict[str, Mapping[str, Decimal]]:
    """As they were, unless somebody has set them otherwise since; then they stay to be seen."""
    back = dict(package.shares)
    for key, shares in (base.shares if base else {}).items():
        known = plan.indicators.get(key)
        if known and dict(package.shares.get(key, {})) == share_moved(known, shares, change):
            back[key] = shares
    return back


def _given_back(
    duties: ItemDuties,
    change: DepartmentChange,
    item: str,
    before: ItemDuties | None,
    vanished: set[str],
) -> dict[str, Duty]:
    if before is not None and moved(before, [change], item) == dict(duties):
        return dict(before)
    after = {body: duty for body, duty in duties.items() if body not in vanished}
    for body in change.before:
        heirs = [heir for heir in change.heirs(body, item) if heir in duties]
        if body not in change.after and heirs:
            after[body] = min((duties[heir] for heir in heirs), key=STRENGTH.index)
    return after


def _contacts_back(
    package: YearPackage, change: DepartmentChange, base: YearPackage | None, vanished: set[str]
) -> dict[str, Contact]:
    contacts = {body: one for body, one in package.contacts.items() if body not in vanished}
    went = contacts_moved(base.contacts, change) if base else {}
    for body in change.after:
        if base and body not in base.contacts and contacts.get(body) == went.get(body):
            contacts.pop(body, None)  # it only had what came by the change
    for body in change.before:
        heir = package.contacts.get(change.after[0]) if len(change.after) == 1 else None
        found = base.contacts.get(body) if base else heir
        if body not in contacts and found:
            contacts[body] = found
    return contacts
