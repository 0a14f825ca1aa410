"""A section's sheet as it is filled in in the app: its items, in a data file of its own."""

from dataclasses import replace

from model.clerk.year import ClerkYear
from model.domain.answer_status import AnswerStatus
from model.domain.forms import Form, FormSet
from model.domain.plan import Item, answers_for
from model.domain.score import Score
from model.domain.section import SectionSheet
from model.package.in_force import YearTerms
from model.plans import PlanLibrary
from model.scoring.rulebook import Rulebook

ADDITION, HANDED_BACK = "addition", "handed_back"  # fields, as the sheet's columns are called


class SectionYear(ClerkYear):
    """What one section is asked. Its cover says who filled the sheet in; nothing is scored."""

    def __init__(
        self, library: PlanLibrary, rulebook: Rulebook, forms: FormSet, sheet: SectionSheet
    ) -> None:
        self.sheet = sheet
        own = replace(forms, cover=forms.section)
        super().__init__(library, rulebook, own, sheet.department, sheet.year)

    def _terms_of(self, library: PlanLibrary, year: int, department: str) -> YearTerms:
        return section_terms(library, self.sheet)

    def form_for(self, item: Item) -> Form:
        """What is asked about *item*, and whether the section hands it back."""
        beside = self.forms.section_item
        if item.id in self.sheet.added:
            return beside
        form = super().form_for(item)
        back = {"": (beside.field(HANDED_BACK),)}
        return replace(form, sections={**form.sections, "不属于本科室": back[""]})

    @property
    def asked(self) -> tuple[Item, ...]:
        return tuple(map(self.plan.item, self.sheet.items))

    def standing(self, item: Item) -> AnswerStatus:
        answer = self.answer(item.id)
        if answer.get(HANDED_BACK):
            return AnswerStatus.SAID
        if item.id in self.sheet.added or not answers_for(item, self.department.id):
            return AnswerStatus.SAID if answer else AnswerStatus.OPEN
        return super().standing(item)

    def score(self, item: str) -> Score | None:
        return None

    def why_unscored(self, item: str) -> str:
        return "得分由本单位汇总后计算"

    @property
    def filled(self) -> tuple[str, ...]:
        """The items about which something is said, those handed back among them."""
        return tuple(one.id for one in self.asked if self.standing(one) is AnswerStatus.SAID)

    @property
    def handed_back(self) -> tuple[str, ...]:
        return tuple(item for item in self.sheet.items if self.answer(item).get(HANDED_BACK))


def section_terms(library: PlanLibrary, sheet: SectionSheet) -> YearTerms:
    """What *sheet* goes by: the plan as it asked about its items, and the targets it brought."""
    return YearTerms(
        year=sheet.year,
        plan=sheet.asked_under(library.edition(sheet.plan)),
        package=sheet.package,
        rulebook=None,
        handed_down=sheet.handed_down,
        baselines=sheet.baselines,
        deadline=sheet.due,
        sample=sheet.sample,
    )
