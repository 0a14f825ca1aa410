"""What counted in the year before, to stand beside what is reported now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from model.consolidation.reviewed_answers import ItemReview
from model.domain.answers import NOTHING_SAID, Answer
from model.domain.review import Verdict
from model.office.cell_decisions import TAKEN
from model.office.departments import Departments
from model.office.records import YearDecisions, YearFiles
from model.office.terms import OfficeTerms
from model.rulebook_in_force import rulebook_in_force

RULED = "核定的指标数"


@dataclass(frozen=True, kw_only=True)
class LastAnswer:
    """`how`: by which decision of the office something else counted than was reported; "": by
    none.
    """

    reported: Answer
    counted: Answer
    how: str = ""


@dataclass(frozen=True, eq=False)
class LastYear:
    """The year before that of `terms`, by what was decided then; `files` are this year's."""

    terms: OfficeTerms
    files: YearFiles
    _items: dict[str, Mapping[str, ItemReview]] = field(default_factory=dict)  # by department

    @cached_property
    def _departments(self) -> Departments:
        terms, year = self.terms, self.terms.year - 1
        db = terms.plans.db
        rules = rulebook_in_force(db, year, terms.rulebook)
        files = YearFiles(db, year, self.files.parsed)
        then = OfficeTerms(terms.plans, rules, terms.forms, year)
        return Departments(then, files, YearDecisions(db, year))

    def answer(self, department: str, item: str) -> LastAnswer | None:
        """None: nothing of it came then."""
        if department not in self.files.last_year:
            return None
        if department not in self._items:
            self._items[department] = self._departments.items_of(department)
        reported = self.files.last_year[department].get(item, NOTHING_SAID)
        one = self._items[department].get(item)
        if one is None:
            return LastAnswer(reported=reported, counted=reported) if reported else None
        reported = self._departments.in_sight(department)(one.item, reported)
        if not reported and not one.answer:
            return None
        how = ""
        if one.answer != reported:
            how = Verdict.ADJUST.value if one.corrected else RULED if one.ruled else TAKEN
        return LastAnswer(reported=reported, counted=one.answer, how=how)
