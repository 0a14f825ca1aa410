"""What each submission was filled in under, and whether it comes from whom it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from model.domain.origin import SignatureKind
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.signature import is_secret, is_signed
from model.domain.submission import Edition, Submission
from model.package.succession import who_answers
from model.package.versions import PackageStanding, PackageVersions
from model.plan.released import released_plan
from model.plans import RELEASED, PlanLibrary
from model.store.packages import fetch_packages, fetch_secrets, fetch_years
from model.store.plans import plan_edition


@dataclass(frozen=True)
class Senders:
    """Everything known here about packages, read once: safe to be asked by another thread."""

    plan: Plan  # the shipped one, under no package
    versions: Mapping[int, PackageVersions]  # by year
    secrets: Mapping[int, Mapping[str, str]]  # year -> department -> secret
    _plans: dict[tuple[int, Edition | str | None], Plan] = field(default_factory=dict)

    def plan_of(self, submission: Submission) -> Plan:
        """The plan as the sender saw it; of an unknown package, the plan in force.

        Where that one doesn't have the sender any more: the shipped plan.
        """
        known = self.versions.get(submission.year)
        plan = known.plan if known else self.plan
        if submission.plan != plan_edition(plan):
            released = released_plan(RELEASED, submission.plan)
            if released is not None and not submission.package:
                return released
        package = self.package_of(submission)
        key = submission.year, package.digest if package else submission.package
        if key not in self._plans:
            sent_under = known or PackageVersions(self.plan, (), year=submission.year)
            self._plans[key] = sent_under.plan_under(submission)
        found = self._plans[key]
        return found if submission.department in found.departments else self.plan

    def package_of(self, submission: Submission) -> YearPackage | None:
        """The package it was filled in under; None: none, or one not known here."""
        known = self.versions.get(submission.year)
        return known.under(submission) if known and submission.package else None

    def knows(self, submission: Submission) -> bool:
        """Whether what it was filled in under is known here, by `plan_of`."""
        return submission.package is None or self.package_of(submission) is not None

    def earliest(self, submission: Submission) -> date:
        """The day before which it can't have been exported: its package was made then, or, where
        that is not known here, the year began.
        """
        package = self.package_of(submission)
        made = package.made_at[:10] if package else f"{submission.year}-01-01"
        return date.fromisoformat(made)

    def mark(self, submission: Submission) -> PackageStanding:
        known = self.versions.get(submission.year)
        return (known or PackageVersions(self.plan, ())).mark(submission)

    def name(self, department: str) -> str:
        """What *department* is called by the newest package that knows it; "" for a stranger."""
        newest = (self.versions[year].plan_in_force for year in sorted(self.versions, reverse=True))
        for plan in (*newest, self.plan):
            if department in plan.departments:
                return plan.departments[department].name
        return ""

    def heirs(self, submission: Submission) -> tuple[str, ...]:
        """Ids of those who answer today for what the sender answered for; mostly itself."""
        known = self.versions.get(submission.year)
        if known is None or submission.department in {b.id for b in known.plan_in_force.bodies}:
            return (submission.department,)
        return who_answers(known.newest, submission.department, then=known.under(submission))

    def notes(self, submission: Submission) -> Iterator[str]:
        """What a person who takes the file in has to know, a sentence each."""
        if sentence := self._about_name(submission):
            yield sentence
        if (mark := self.mark(submission)).doubtful:
            yield mark.sentence

    def secret_kind(self, submission: Submission, signature: str) -> SignatureKind:
        """How a file is signed with the secret that 0.1.0 gave its department, if it did."""
        secret = self.secrets.get(submission.year, {}).get(submission.department, "")
        if not (signature and is_secret(secret)):
            return SignatureKind.NONE
        fits = is_signed(secret, submission.digest, signature)
        return SignatureKind.SECRET if fits else SignatureKind.BROKEN

    def _about_name(self, submission: Submission) -> str:
        """Of a department that goes by another name today, or exists no longer."""
        known, own = self.versions.get(submission.year), submission.department
        if known is None:
            return ""
        today = known.plan_in_force.departments
        was = self.plan_of(submission).departments[own].name
        if own in today:
            return (
                ""
                if was == today[own].name
                else f"文件用的是原名“{was}”，现为“{today[own].name}”。"
            )
        now = "、".join(today[heir].name for heir in self.heirs(submission) if heir in today)
        return (
            f"“{was}”已经调整，工作现由{now}承接。" if now else f"“{was}”已经撤销，工作无单位承接。"
        )


def senders(library: PlanLibrary) -> Senders:
    """Everything that *library* and its data file know about packages."""
    db = library.db
    years = fetch_years(db)
    return Senders(
        library.shipped,
        {
            year: PackageVersions(
                library.of_year(year),
                fetch_packages(db, year),
                year=year,
                editions=library.edition,
            )
            for year in years
        },
        {year: fetch_secrets(db, year) for year in years},
    )
