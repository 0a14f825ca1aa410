"""The plans at hand on this PC, which of them each year goes by, and closing a year."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from model.domain.plan import Indicator, Plan
from model.domain.submission import Edition
from model.domain.typed_words import is_blank
from model.errors import AppError
from model.package.in_force import YearTerms, terms_for
from model.paths import asset
from model.plan.released import released_plan
from model.store.closed_years import close_year, fetch_closed_plan, reopen_year
from model.store.packages import fetch_draft, fetch_package
from model.store.plans import fetch_plan, fetch_plans, keep_plan, plan_edition
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import saving

RELEASED = asset("plan/released")
IN_USE = "plan_in_use"  # the setting: id and edition


@dataclass(frozen=True)
class PlanLibrary:
    """The shipped plan or the one chosen in its place, the editions of earlier releases, and those
    kept in the data file.
    """

    db: Database
    shipped: Plan

    def of_year(self, year: int) -> Plan:
        """The plan that *year* goes by, with no package applied: the words kept when the year was
        closed, else those of its package's edition, else the plan in use.

        An edition that is not at hand can't be gone by: the shipped plan stands in for it, and
        whoever puts the package into force is told.
        """
        if kept := fetch_closed_plan(self.db, year):
            return kept
        package = fetch_package(self.db, year) or fetch_draft(self.db, year)
        return self.edition(package.plan) if package else self._in_use(year)

    def _in_use(self, year: int) -> Plan:
        """The shipped plan; for a year before it begins, the latest kept one that has it."""
        if year >= self.shipped.years[0]:
            return self.shipped
        kept = (plan for plan in fetch_plans(self.db) if plan.years[0] <= year <= plan.years[1])
        return next(kept, self.shipped)

    def edition(self, edition: Edition) -> Plan:
        """The plan of *edition*; the shipped one where that edition is not at hand."""
        if plan_edition(self.shipped) == edition:
            return self.shipped
        kept = self.at_hand(edition)
        return with_bounds(kept, self.shipped) if kept else self.shipped

    def at_hand(self, edition: Edition) -> Plan | None:
        """The plan of *edition* as it came; None: it is not on this PC."""
        if plan_edition(self.shipped) == edition:
            return self.shipped
        return fetch_plan(self.db, edition) or released_plan(RELEASED, edition)

    @property
    def editions(self) -> tuple[Plan, ...]:
        """The plans that may be chosen (`use_plan`), each edition once: the one in use, then the
        kept ones, the latest first.
        """
        found = {plan_edition(plan): plan for plan in (self.shipped, *fetch_plans(self.db))}
        return tuple(found.values())

    def terms(self, year: int, department: str = "") -> YearTerms:
        """What *department* ("": the office) goes by in *year*, under the year's package."""
        return terms_for(year, department, self.of_year(year), fetch_package(self.db, year))


def plan_in_use(db: Database, shipped: Plan) -> Plan:
    """The plan that years go by where no package says otherwise: the one that somebody chose on
    this PC, else the one *shipped* with the app.
    """
    chosen = fetch_setting(db, IN_USE) or ""
    id_, _, version = chosen.partition("\t")
    if not version or Edition(id=id_, version=version) == plan_edition(shipped):
        return shipped
    return fetch_plan(db, Edition(id=id_, version=version)) or shipped


def refuse_other_year(plan: Plan, year: int) -> None:
    """Raises: AppError: *plan* doesn't run *year*."""
    first, last = plan.years
    if not first <= year <= last:
        raise AppError(
            f"“{plan.title}”没有 {year} 年度，什么也没有写出。",
            hint=f"年度请写 {first} 到 {last} 之间的一年。",
        )


def use_plan(library: PlanLibrary, plan: Plan) -> None:
    """From the next start on years go by *plan* where no package says otherwise. The one in use
    until now is kept: years before *plan* begins, and packages that name it, go on by it.
    """
    with saving(library.db, "方案"):
        keep_plan(library.db, library.shipped)
        keep_plan(library.db, plan)
        save_setting(library.db, IN_USE, f"{plan.id}\t{plan.edition}")


def with_bounds(plan: Plan, newer: Plan) -> Plan:
    """*plan* with the bounds of *newer* for what its indicators can be at all, where it has none
    and asks the same: an edition of the first release had no bounds.
    """
    if plan.id != newer.id:
        return plan
    return replace(
        plan,
        indicators={
            key: _bounded(indicator, newer.indicators.get(key))
            for key, indicator in plan.indicators.items()
        },
    )


def _bounded(indicator: Indicator, newer: Indicator | None) -> Indicator:
    known = (indicator.at_least, indicator.at_most) != (None, None)
    if (
        newer is None
        or known
        or (indicator.unit, indicator.direction)
        != (
            newer.unit,
            newer.direction,
        )
    ):
        return indicator
    return replace(indicator, at_least=newer.at_least, at_most=newer.at_most)


def close(library: PlanLibrary, year: int, *, by: str = "", reason: str = "") -> None:
    """From now on *year*'s picture stays what it is: plan, package and rules are kept."""
    db = library.db
    with saving(db, "封存"):
        package = fetch_package(db, year)
        digest = package.digest if package else None
        close_year(db, year, library.of_year(year), digest, by=by, reason=reason)


def reopen_package_year(db: Database, year: int, *, by: str, reason: str) -> None:
    """*year* can be changed again; who opened it and why is kept.

    Raises:
        AppError: *by* or *reason* is missing; nothing was changed.
    """
    if is_blank(by) or is_blank(reason):
        raise AppError("解除封存须写明经办人和理由。", hint="请填写后再解除。")
    reopen_year(db, year, by=by.strip(), reason=reason.strip())
