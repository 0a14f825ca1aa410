"""The year that is open in the window: what it goes by, and what was said."""

from dataclasses import dataclass, replace
from functools import cached_property

from model.clerk.section_year import SectionYear, section_terms
from model.clerk.year import ClerkYear
from model.domain.answers import NOTHING_SAID
from model.domain.forms import FormSet
from model.domain.section import SectionSheet
from model.package.in_force import YearTerms
from model.package.succession import LastYearAnswers, last_year
from model.plans import PlanLibrary
from model.rulebook_in_force import rulebook_in_force
from model.scoring.rulebook import Rulebook
from model.store.accepted_findings import AcceptedFindings
from model.store.answers import fetch_answers
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
        found = last_year(self.plans, self.desk.year, self.desk.department.id)
        for body in dict.fromkeys(found.sources.values()):
            found = self._as_counted(found, body)
        return found

    def _as_counted(self, found: LastYearAnswers, body: str) -> LastYearAnswers:
        """*found* with what *body* typed on this PC as it counted and went out: with the states
        that followed from numbers, without what no form showed.
        """
        db, year = self.plans.db, self.desk.year - 1
        typed = {item for item, source in found.sources.items() if source == body}
        if not (typed := typed & fetch_answers(db, year, body).keys()):
            return found
        try:
            rules = rulebook_in_force(db, year, self.shipped_rules)
            then = ClerkYear(self.plans, rules, self.forms, body, year)
        except LookupError:  # it reported to nobody that year
            return found
        mine = typed & then.own_items
        answers = {item: then.answers.get(item, NOTHING_SAID) for item in mine}
        followed = {item for item in mine if then.follows(item)}
        return replace(
            found, answers={**found.answers, **answers}, followed=found.followed | followed
        )

    @cached_property
    def accepted(self) -> AcceptedFindings:
        return AcceptedFindings(self.plans.db, self.desk.department.id, self.desk.year)

    @cached_property
    def drafts(self) -> NumberDrafts:
        return NumberDrafts(self.plans.db, self.desk.department.id, self.desk.year)
