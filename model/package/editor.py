"""编制任务包: one year's package in the making, on disk after every step."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sqlite_utils import Database

from model.domain.differences import Difference
from model.domain.package import Archived, EndingChoice, YearPackage
from model.domain.plan import Indicator, Item, Plan, Stage, answering
from model.domain.reorganisation import DepartmentChange
from model.domain.wording import with_unit
from model.errors import Problem
from model.package.comparison import differences
from model.package.draft import (
    RulebookText,
    corrected,
    opened,
    opened_after,
    with_archived,
    with_change,
    with_overdue,
)
from model.package.duties import ItemDuties, all_items, confirmed, copied, duties_in_force
from model.package.duty_table import (
    DutyMatrix,
    Workload,
    brackets,
    clause_matrices,
    loads,
    proposed,
)
from model.package.enclosed_notices import lines_of_year
from model.package.hints import (
    MOST_NAMES,
    UNWRITTEN,
    about_corrections,
    about_rectification,
    about_rivals,
    cautions,
    hints,
)
from model.package.in_force import in_force, uncarried
from model.package.last_year import FinishedMeasures, caught_up, following
from model.package.outgoing import issue
from model.package.registry import Registered, left_behind, registry, without_change
from model.package.revision import compared
from model.package.revision_review import Revised, RevisionReview, revision_review
from model.package.targets import Suggestion, open_endings, suggestions, with_ending
from model.package.validation import body_name, package_problems
from model.package.versions import PackageVersions
from model.plans import PlanLibrary
from model.record_bounds import fit
from model.store.backups import BackupReason, backed_up
from model.store.clock import now
from model.store.closed_years import is_closed
from model.store.edit_log import typed_on
from model.store.former_targets import fetch_former_targets
from model.store.packages import (
    discard_draft,
    fetch_draft,
    fetch_packages,
    fetch_packages_until,
    is_unwritten,
    note_written,
    save_draft,
)
from model.store.plans import keep_plan, plan_edition


@dataclass(frozen=True, eq=False)
class KeptYear:
    """What the data file holds of one year's packages besides the draft."""

    plans: PlanLibrary
    year: int

    @cached_property
    def plan(self) -> Plan:
        """The plan that the year goes by, with no package applied."""
        return self.plans.of_year(self.year)

    @cached_property
    def closed(self) -> bool:
        return is_closed(self.plans.db, self.year)

    @cached_property
    def issued(self) -> tuple[YearPackage, ...]:
        return tuple(fetch_packages(self.plans.db, self.year))

    @cached_property
    def last(self) -> YearPackage | None:
        """Last year's package in force."""
        return self.last_versions[-1] if self.last_versions else None

    @cached_property
    def last_versions(self) -> tuple[YearPackage, ...]:
        """Last year's packages, the one in force last."""
        return fetch_packages(self.plans.db, self.year - 1)

    @cached_property
    def revision_review(self) -> RevisionReview | None:
        return revision_review(self.plans.db, self.year, self.last, self.plan)

    @cached_property
    def same_as_last(self) -> frozenset[str]:
        """Ids of what reads as it did last year; none where last year's words are not kept here."""
        plans, own = self.plans, plan_edition(self.plan)
        went_by = self.last.plan if self.last else plan_edition(plans.of_year(self.year - 1))
        before = self.plan if went_by == own else plans.at_hand(went_by)
        if before is None or before.id != own.id:
            return frozenset()
        return compared(before, self.plan).same

    @cached_property
    def earlier_packages(self) -> tuple[YearPackage, ...]:
        """Of this year and those before, in order."""
        return fetch_packages_until(self.plans.db, self.year)


@dataclass(frozen=True, kw_only=True)
class TypedWords:
    """What a field says while somebody types into it."""

    place: str
    text: str  # "": emptied
    at: str = field(default_factory=now)

    def goes_on(self, last: "TypedWords | None") -> bool:
        """Whether it is one step with what was typed *last*."""
        if last is None or last.place != self.place or not (last.text and self.text):
            return False
        return typed_on(last.text, self.text, last.at, self.at)


@dataclass(frozen=True, eq=False)
class Brackets:
    """Whom the plan's brackets name. They change with the departments only."""

    plan: Plan
    package: YearPackage | None

    @cached_property
    def of_items(self) -> Mapping[str, tuple[str, ...]]:
        return brackets(self.plan, self.package) if self.package else {}


@dataclass(frozen=True, eq=False, kw_only=True)
class PackageEditor:
    """One year's package as it stands now, and what can be done to it.

    Every step is on disk when it returns, and gives back the editor that goes on from there.
    """

    kept: KeptYear
    draft: YearPackage | None
    brackets: Brackets
    earlier: tuple[YearPackage, ...] = ()  # drafts before the last steps, to be undone
    typed: TypedWords | None = None  # what the last step typed

    @classmethod
    def read(cls, library: PlanLibrary, year: int) -> "PackageEditor":
        kept, draft = KeptYear(library, year), fetch_draft(library.db, year)
        shown = draft or (kept.issued[-1] if kept.issued else None)
        return cls(kept=kept, draft=draft, brackets=Brackets(kept.plan, shown))

    @property
    def db(self) -> Database:
        return self.kept.plans.db

    @property
    def year(self) -> int:
        return self.kept.year

    @property
    def plan(self) -> Plan:
        return self.kept.plan

    @property
    def closed(self) -> bool:
        return self.kept.closed

    @property
    def issued(self) -> tuple[YearPackage, ...]:
        return self.kept.issued

    @property
    def last(self) -> YearPackage | None:
        return self.kept.last

    @property
    def revision_review(self) -> RevisionReview | None:
        return self.kept.revision_review

    @property
    def newest(self) -> YearPackage | None:
        """The version in force; None: nothing went out yet."""
        return self.issued[-1] if self.issued else None

    @cached_property
    def rivals(self) -> tuple[YearPackage, ...]:
        """Others that went out with the number of the version in force."""
        return PackageVersions(self.plan, self.issued).rivals

    @property
    def unwritten(self) -> bool:
        """Whether the version in force was issued and its files were never finished: the user
        cancelled, or the program ended.
        """
        newest = self.newest
        return newest is not None and self.draft is None and is_unwritten(self.db, newest)

    @property
    def shown(self) -> YearPackage | None:
        """The draft, else what is in force."""
        return self.draft or self.newest

    @property
    def package(self) -> YearPackage:
        """What is shown.

        Raises:
            LookupError: the year has not been opened.
        """
        if self.shown is None:
            raise LookupError(f"{self.year} has not been opened")
        return self.shown

    @property
    def editable(self) -> bool:
        return self.draft is not None and not self.closed

    # The beginning and the end of a draft

    def open(
        self, rules: RulebookText, *, deadline: str = "", sample: bool = False
    ) -> "PackageEditor":
        """Begin with the plan alone."""
        day = deadline or f"{self.year + 1}-01-31"
        package = opened(self.plan, self.year, rules, deadline=day, at=now(), sample=sample)
        return self._begin(package)

    @property
    def last_plan_missing(self) -> bool:
        """Last year went by another edition of the plan, and its words are not kept here."""
        other = self.last is not None and self.last.plan != plan_edition(self.plan)
        return other and self.revision_review is None

    def open_after_last(self, last_plan: Plan | None = None) -> "PackageEditor":
        """Begin with what last year fixed; targets handed down are not carried over, nor is
        anything that another edition of the plan words differently.

        Args:
            last_plan: what last year went by, where that is not kept here; it is from now on.

        Raises:
            LookupError: last year has no package.
            ValueError: it goes by another edition, and *last_plan* is none of it.
        """
        if self.last is None:
            raise LookupError(f"nothing to go on from for {self.year}")
        if last_plan is None and self.revision_review:
            last_plan = self.revision_review.last_plan
        opening = opened_after(
            self.last, self.plan, deadline=f"{self.year + 1}-01-31", at=now(), last_plan=last_plan
        )
        if last_plan:
            keep_plan(self.db, last_plan)
        return self._begin(opening.package)

    def correct(self, reason: str = "") -> "PackageEditor":
        """Begin the next version of what is in force."""
        return self._begin(corrected(self.package, at=now(), reason=reason))

    def _begin(self, package: YearPackage) -> "PackageEditor":
        save_draft(self.db, fit(package))
        return self.read_again()

    def read_again(self) -> "PackageEditor":
        """What is kept now, whoever changed it; another draft than this one can't be undone."""
        fresh = PackageEditor.read(self.kept.plans, self.year)
        return replace(fresh, earlier=self.earlier) if fresh.draft == self.draft else fresh

    def discard(self) -> "PackageEditor":
        """Drop the draft; what went out stays."""
        discard_draft(self.db, self.year)
        return self.read_again()

    def issue(self) -> "PackageEditor":
        """Raises: AppError: it isn't sound, or the year is closed; the draft stays."""
        backed_up(self.db, BackupReason.BEFORE_PACKAGE)
        issue(self.db, self.plan, self.year)
        return self.read_again()

    def written(self, package: YearPackage) -> "PackageEditor":
        """Note that the files of *package* are there."""
        note_written(self.db, package)
        return self.read_again()

    # Edits

    def edit(self, package: YearPackage, typed: TypedWords | None = None) -> "PackageEditor":
        """Keep *package* as the draft; raises NotSaved where the disk refuses.

        Args:
            typed: what made it; what is typed on in the same field is one step.
        """
        if self.draft is None or package == self.draft:
            return self
        package = fit(package)
        save_draft(self.db, package)
        if typed is None or not typed.goes_on(self.typed):
            return self._with_draft(package, (*self.earlier, self.draft), typed)
        if package == self.earlier[-1]:  # typed back to what stood there
            return self._with_draft(package, self.earlier[:-1])
        return self._with_draft(package, self.earlier, typed)

    @property
    def undoable(self) -> bool:
        return bool(self.earlier)

    def undo(self) -> "PackageEditor":
        if not self.earlier:
            return self
        *rest, before = self.earlier
        save_draft(self.db, before)
        return self._with_draft(before, tuple(rest))

    def _with_draft(
        self,
        draft: YearPackage,
        earlier: tuple[YearPackage, ...],
        typed: TypedWords | None = None,
    ) -> "PackageEditor":
        same = draft.changes == self.package.changes
        found = self.brackets if same else Brackets(self.plan, draft)
        return replace(self, draft=draft, earlier=earlier, typed=typed, brackets=found)

    # What follows from it

    @cached_property
    def today(self) -> Plan:
        """The plan as what is shown puts it into force."""
        return in_force(self.plan, self.shown, self.duties if self.shown else None)

    @cached_property
    def duties(self) -> Mapping[str, ItemDuties]:
        return duties_in_force(self.plan, self.package)

    @cached_property
    def matrices(self) -> tuple[DutyMatrix, ...]:
        return clause_matrices(
            self.today,
            self.duties,
            self.brackets.of_items,
            proposed(self.plan, self.package),
            by_lead=self.package.separate_support,
        )

    @cached_property
    def loads(self) -> Mapping[str, Workload]:
        return loads(self.today, self.duties, by_lead=self.package.separate_support)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The items whose duties are only proposed, clause by clause."""
        return tuple(item for one in self.matrices for item in one.unconfirmed)

    def confirm(self, items: Iterable[str]) -> "PackageEditor":
        """采用建议分工: one step, whatever of *items* is not confirmed yet."""
        wanted = set(items)
        taken = [item for item in self.unconfirmed if item in wanted]
        return self.edit(confirmed(self.plan, self.package, taken))

    @property
    def uncarried(self) -> tuple[Item, ...]:
        return uncarried(self.today)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(package_problems(self.plan, self.package))

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the office should know before it sends the draft out."""
        return (*self._standing_cautions, *self._about_endings) if self.draft else ()

    @property
    def _standing_cautions(self) -> tuple[str, ...]:
        """Of what went out already, too: what is lacking there is lacking still."""
        day = date.fromisoformat(now()[:10]) if self.draft else None
        return tuple(cautions(self.today, self.package, day))

    @property
    def hints(self) -> tuple[str, ...]:
        unseen = self.revision_review.unseen if self.revision_review else 0
        waits = [UNWRITTEN.format(version=self.package.version)] if self.unwritten else []
        said = [f"方案修订有 {unseen} 处还没有人看过，现照新方案。"] if unseen else []
        late = [f"去年后来登记的没有带过来：{said}。" for _, said in self.left_behind]
        return (
            *waits,
            *about_rivals(self.newest, self.rivals),
            *said,
            *late,
            *about_corrections(self.corrected_last_year),
            *self._about_endings,
            *self._undivided,
            *self._former_targets,
            *self._standing_cautions,
            *about_rectification(lines_of_year(self.db, self.year, self.package)),
            *hints(self.today, self.package, self.matrices, self.loads),
        )

    @property
    def _undivided(self) -> Iterator[str]:
        """Shares are a year's own: what was divided last year is to be divided anew, or meant."""
        before = self.last.shares if self.last else {}
        names = [
            one.name
            for key in before
            if key not in self.package.shares
            and (one := self.today.indicators.get(key)) is not None
            and one.stage.asked
            and len(answering(one)) > 1
        ]
        if names:
            more = f" 等 {len(names)} 项指标" if len(names) > MOST_NAMES else ""
            said = f"“{'”“'.join(names[:MOST_NAMES])}”{more}"
            yield (
                f"{said}去年分解到单位，今年还没有分解，各单位都按{self.today.whole}目标考核；"
                "要分解的，请在“目标”的“各单位目标”里填，“填入建议”按去年的比例分。"
            )

    @property
    def _former_targets(self) -> Iterator[str]:
        """What an early version of the app kept beside the packages, until it is entered here."""
        for key, value in fetch_former_targets(self.db, self.year).items():
            indicator = self.plan.indicators.get(key)
            if indicator and key not in self.package.targets:
                amount = with_unit(value, indicator.unit)
                yield (
                    f"旧版程序记有“{indicator.name}”的下达目标 {amount}，没有计入；"
                    "如仍有效，请填到“目标”里。"
                )

    @property
    def _about_endings(self) -> tuple[str, ...]:
        count = len(self.open_endings)
        said = f"{count} 项指标的阶段目标已过最后一年，还没有选定续设目标、按巩固或退出"
        return (f"{said}；请在“目标”里逐项选定。",) if count else ()

    @cached_property
    def registry(self) -> tuple[Registered, ...]:
        """Reorganisations, those taken back at the end, with who and when."""
        return registry(self.plan, self.package, self.kept.earlier_packages)

    @cached_property
    def open_endings(self) -> tuple[Indicator, ...]:
        """Indicators past their last milestone for which nothing is chosen yet."""
        return open_endings(self.plan, self.package)

    def choose_ending(self, choice: EndingChoice, *indicators: str) -> "PackageEditor":
        """By whoever makes the package, now."""
        by = self.package.made_by or self.package.office.name
        package, at = self.package, now()
        for indicator in indicators:
            package = with_ending(package, indicator, choice, by=by, at=at)
        return self.edit(package)

    def file_away(self, found: FinishedMeasures) -> "PackageEditor":
        """已完成归档 what was accepted last year, and ask on about what was not done in its term:
        as far as last year says so otherwise than when this was last done.

        Args:
            found: of last year.
        """
        return self.edit(self._following(found))

    def since_filed(self, found: FinishedMeasures) -> tuple[Difference, ...]:
        """What `file_away` would change now."""
        package = self.package
        if not package.by_years:
            return ()
        follows = self._following(found)
        if (follows.archived, follows.overdue) == (package.archived, package.overdue):
            return ()
        return differences(self.plan, package, follows)

    @cached_property
    def corrected_last_year(self) -> tuple[Difference, ...]:
        """What `catch_up_with_last` would change now."""
        package = self._caught_up
        return differences(self.plan, self.package, package) if package != self.package else ()

    def catch_up_with_last(self) -> "PackageEditor":
        """Takes over what last year's package corrected after this year was opened from it."""
        return self.edit(self._caught_up)

    @property
    def _caught_up(self) -> YearPackage:
        return caught_up(self.package, self.kept.last_versions, self.kept.same_as_last)

    def _following(self, found: FinishedMeasures) -> YearPackage:
        by = self.package.made_by or self.package.office.name
        kept = self.kept
        return following(
            self.plan, self.package, kept.last, found, kept.same_as_last, by=by, at=now()
        )

    def archive(self, measure: str) -> "PackageEditor":
        """The office itself says that *measure* was done in an earlier year."""
        by = self.package.made_by or self.package.office.name
        archived = Archived(year=self.year - 1, reports=(), by=by, at=now())
        return self.edit(with_archived(self.package, measure, archived))

    def ask_again(self, measure: str) -> "PackageEditor":
        """*measure* is archived no more, or is asked on though its term is over."""
        package = with_archived(self.package, measure, None)
        late = self.plan.measures[measure].stage_in(self.year) is Stage.OVER
        return self.edit(with_overdue(package, measure, overdue=late))

    def ask_no_more(self, measure: str) -> "PackageEditor":
        """*measure*, whose term is over, is not asked on."""
        return self.edit(with_overdue(self.package, measure, overdue=False))

    def take_last_duties(self) -> "PackageEditor":
        """Last year's, for every item that reads as it did then."""
        if self.last is None:
            return self
        items = {item.id for item in all_items(self.plan)} & self.kept.same_as_last
        return self.edit(copied(self.plan, self.package, self.last, items))

    @property
    def left_behind(self) -> tuple[tuple[DepartmentChange, str], ...]:
        """What was registered for last year after this one was opened."""
        return left_behind(self.plan, self.package, self.last, self.registry)

    def name(self, department: str) -> str:
        """What *department* is called, or was before it was merged, split or dissolved."""
        return body_name(self.plan, self.package, department)

    def catch_up(self) -> "PackageEditor":
        """Register here, too, what was registered for last year meanwhile."""
        package = self.package
        for change, _ in self.left_behind:
            package = with_change(package, change, self.plan)
        return self.edit(package)

    def take_back(self, change: DepartmentChange) -> "PackageEditor":
        """Raises: AppError: a later change builds on *change*."""
        earlier = (*self.kept.earlier_packages, *self.earlier)
        return self.edit(without_change(self.plan, self.package, change, earlier))

    @property
    def revised(self) -> tuple[Revised, ...]:
        """What another edition of the plan says otherwise than last year's."""
        return (
            self.revision_review.revised(self.package)
            if self.revision_review and self.shown
            else ()
        )

    def seen_revised(self, key: str) -> "PackageEditor":
        """Note that somebody has looked at *key*, which another edition words differently."""
        if self.revision_review:
            self.revision_review.see([key])
        return replace(self)

    @property
    def before(self) -> YearPackage | None:
        """The version that what is shown corrects; None: it is the first."""
        earlier = self.issued if self.draft else self.issued[:-1]
        return earlier[-1] if earlier else None

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """Since the version before."""
        before = self.before
        return (
            differences(self.plan, before, self.package, editions=self.kept.plans.edition)
            if before
            else ()
        )

    @property
    def unchanged(self) -> bool:
        """Whether the draft says nothing but what the version before says."""
        one, other = self.draft, self.before
        if one is None or other is None:
            return False
        return one == replace(
            other,
            version=one.version,
            parent=one.parent,
            made_at=one.made_at,
            reason=one.reason,
            last_year=one.last_year,
        )

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """For this year: from the straight path, never a fact until accepted."""
        found = suggestions(self.plan, self.package)
        return tuple(one for one in found if one.year == self.year)
