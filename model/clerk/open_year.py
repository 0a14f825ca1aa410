"""The year that is open in the window: what it goes by, and what was said."""

from dataclasses import dataclass
from functools import cached_property

from model.clerk.accepted_findings import AcceptedFindings
from model.clerk.section_year import SectionYear, section_terms
from model.clerk.year import ClerkYear
from model.domain.forms import FormSet
from model.domain.section import SectionSheet
from model.package.in_force import YearTerms
from model.package.succession import LastYearAnswers, last_year
from model.plans import PlanLibrary
from model.rulebook_in_force import rulebook_in_force
from model.scoring.rulebook import Rulebook
from model.store.number_drafts import NumberDrafts
from model.store.parts import fetch_own_sheet
from model.store.settings import Profile, Role


@dataclass(frozen=True, eq=False)
class OpenYear:
    """The year that is open: what it goes by, and what was said. A change of what it goes by makes
    another one; everything is read when first asked for.
    """

    plans: PlanLibrary
    shipped_rules: Rulebook
    forms: FormSet
    profile: Profile | None

    @cached_property
    def terms(self) -> YearTerms | None:
        """None: no year is open yet."""
        profile = self.profile
        if self.section:
            return section_terms(self.plans, self.section)
        return self.plans.terms(profile.year, profile.department) if profile else None

    @cached_property
    def rulebook(self) -> Rulebook:
        if self.profile is None:
            return self.shipped_rules
        return rulebook_in_force(self.plans.db, self.profile.year, self.shipped_rules)

    @cached_property
    def desk(self) -> ClerkYear:
        if self.profile is None:
            raise LookupError("no profile yet")
        if self.section:
            return SectionYear(self.plans, self.rulebook, self.forms, self.section)
        department, year = self.profile.department, self.profile.year
        return ClerkYear(self.plans, self.rulebook, self.forms, department, year)

    @cached_property
    def section(self) -> SectionSheet | None:
        """The section's sheet that is filled in; None: a whole department's year is open."""
        profile = self.profile
        if profile is None or profile.role is not Role.SECTION:
            return None
        return fetch_own_sheet(self.plans.db)

    @cached_property
    def year_before(self) -> LastYearAnswers:
        if self.section:
            return LastYearAnswers(answers=self.section.last_year, sources={}, evidence=())
        return last_year(self.plans, self.desk.year, self.desk.department.id)

    @cached_property
    def accepted(self) -> AcceptedFindings:
        return AcceptedFindings(self.plans.db, self.desk.department.id, self.desk.year)

    @cached_property
    def drafts(self) -> NumberDrafts:
        return NumberDrafts(self.plans.db, self.desk.department.id, self.desk.year)
