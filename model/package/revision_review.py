"""A year opened under another edition of the plan: what was not carried over, thing by thing.

Nothing whose words or bodies are others now is carried over; it stands as the new plan says until
a person has seen it, and may then take back what last year's package said about it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sqlite_utils import Database

from model.domain.numbers import number_text
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.package.draft import with_baseline, with_settlement
from model.package.duties import ItemDuties, copied, duties_in_force, item_duties
from model.package.in_force import in_force
from model.package.revision import PlanRevision, Rewording, compared
from model.package.words import duties_words
from model.store.plans import fetch_plan, plan_edition
from model.store.settings import fetch_setting, save_setting


class Fate(StrEnum):
    """What became of a clause, measure, indicator or question."""

    REWORDED = "改写"
    ADDED = "新增"
    GONE = "删去"


@dataclass(frozen=True, kw_only=True)
class Revised:
    """One thing that differs. `last` and `now` say who carries it, and what else was fixed."""

    wording: Rewording
    fate: Fate
    last: str
    now: str
    seen: bool
    takeable: bool  # last year's package says something about it that can be taken back


class RevisionReview:
    """*last* goes by *last_plan*, this year by *plan*; neither with a package applied."""

    def __init__(
        self, db: Database, year: int, last_plan: Plan, last: YearPackage, plan: Plan
    ) -> None:
        self._db, self._key = db, f"revision_seen_{year}"
        self.last_plan, self.last, self.plan = last_plan, last, plan

    @cached_property
    def revision(self) -> PlanRevision:
        return compared(self.last_plan, self.plan)

    @cached_property
    def _last_duties(self) -> dict[str, ItemDuties]:
        return dict(duties_in_force(self.last_plan, self.last))

    @cached_property
    def _last_bodies(self) -> Plan:
        return in_force(self.last_plan, self.last)

    @property
    def fates(self) -> Iterator[tuple[Fate, Rewording]]:
        found = self.revision
        for fate, wordings in (
            (Fate.REWORDED, found.changed),
            (Fate.ADDED, found.added),
            (Fate.GONE, found.gone),
        ):
            for wording in wordings:
                yield fate, wording

    def revised(self, package: YearPackage) -> tuple[Revised, ...]:
        """All that differs, reworded before new before gone."""
        seen, today = self.seen, in_force(self.plan, package)
        return tuple(
            self._revised(fate, wording, package, today, seen=wording.id in seen)
            for fate, wording in self.fates
        )

    def _revised(
        self, fate: Fate, wording: Rewording, package: YearPackage, today: Plan, *, seen: bool
    ) -> Revised:
        last, now = self._last_words(wording.id), self._now_words(today, package, wording.id)
        takeable = fate is Fate.REWORDED and self._said(wording.id) and last != now
        return Revised(wording=wording, fate=fate, last=last, now=now, seen=seen, takeable=takeable)

    @property
    def unseen(self) -> int:
        seen = self.seen
        return sum(wording.id not in seen for _, wording in self.fates)

    @property
    def seen(self) -> frozenset[str]:
        """Ids that somebody has looked at here, as they are worded on both sides now."""
        kept = self._kept
        return frozenset(one.id for _, one in self.fates if one.digest in kept)

    @property
    def _kept(self) -> set[str]:
        return set((fetch_setting(self._db, self._key) or "").split())

    def see(self, ids: Iterable[str]) -> None:
        looked_at = set(ids)
        found = {one.digest for _, one in self.fates if one.id in looked_at}
        save_setting(self._db, self._key, " ".join(sorted(self._kept | found)))

    def taken_back(self, package: YearPackage, key: str) -> YearPackage:
        """*package* with what last year's said about the thing *key*: duties, baseline, own
        targets from this year on, or what was decided.
        """
        if key in self.plan.measures or key in self.plan.indicators:
            package = copied(self.plan, package, self.last, [key])
        if key in self.last.baselines:
            package = with_baseline(package, key, self.last.baselines[key])
        if key in self.last.breakdown:
            own = {**package.breakdown, key: self.last.breakdown[key]}
            package = replace(package, breakdown=own)
        if key in self.last.settled:
            package = with_settlement(package, key, self.last.settled[key])
        return package

    def _said(self, key: str) -> bool:
        said = (self.last.duties, self.last.baselines, self.last.breakdown, self.last.settled)
        return any(key in table for table in said)

    def _last_words(self, key: str) -> str:
        parts = []
        if key in self._last_duties:
            parts.append(duties_words(self._last_bodies.departments, self._last_duties[key]))
        return "；".join((*parts, *_fixed(self.last, key)))

    def _now_words(self, today: Plan, package: YearPackage, key: str) -> str:
        parts = []
        if key in self.plan.measures or key in self.plan.indicators:
            duties = item_duties(self.plan, package, today.departments, self.plan.item(key))
            parts.append(duties_words(today.departments, duties))
        return "；".join((*parts, *_fixed(package, key)))


def _fixed(package: YearPackage, key: str) -> Iterator[str]:
    """What *package* fixes about *key* besides duties."""
    if base := package.baselines.get(key):
        yield f"基线 {base.year}年 {number_text(base.value)}"
    if own := package.breakdown.get(key):
        yield "自定目标 " + "、".join(f"{year}年 {number_text(own[year])}" for year in sorted(own))
    if settled := package.settled.get(key):
        yield f"已决定：{settled.decision}"


def revision_review(
    db: Database, year: int, last: YearPackage | None, plan: Plan
) -> RevisionReview | None:
    """None: last year went by the same edition, or by one that is not kept here."""
    if last is None or last.plan == plan_edition(plan) or last.plan.id != plan.id:
        return None
    last_plan = fetch_plan(db, last.plan)
    return RevisionReview(db, year, last_plan, last, plan) if last_plan else None
