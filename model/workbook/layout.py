"""Where each answer sits: tables, rows and columns, each known by a key and never by its place.

A table's keys stand in a hidden row (the first is the table's own, "@measure") and a hidden
column. Writing and reading both go by `entries`, so that they can't disagree.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple, Protocol

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Choice, Field, Form, FormSet, Number
from model.domain.plan import Item, Measure, Plan
from model.domain.submission import Submission
from model.workbook.keys import COVER, EVIDENCE, VALUE
from model.workbook.text import clean

Shown = str | Decimal


class KnownSenders(Protocol):
    """What is known of those who send reports: see the fields of `Questionnaire`."""

    def plan_of(self, submission: Submission) -> Plan: ...

    def knows(self, submission: Submission) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A plan and the forms that ask about it.

    `plan_of` gives the plan as the sender of a submission saw it; None: everybody saw `plan`.
    `knows` tells whether that is certain: where the sender's package is not at hand, it may have
    had another name, and other items. None: it is.
    `only`: the items that are asked about; None: all of a department's.
    """

    plan: Plan
    forms: FormSet
    plan_of: Callable[[Submission], Plan] | None = None
    knows: Callable[[Submission], bool] | None = None
    only: frozenset[str] | None = None

    def as_known_to(self, known: "KnownSenders") -> "Questionnaire":
        """The questionnaire as each sender saw it, as far as that is *known*."""
        return replace(self, plan_of=known.plan_of, knows=known.knows)

    def under(self, submission: Submission) -> "Questionnaire":
        """The questionnaire that the sender of *submission* answered."""
        plan = self.plan if self.plan_of is None else self.plan_of(submission)
        return self if plan is self.plan else replace(self, plan=plan)

    def certain(self, submission: Submission) -> bool:
        """Whether it is known what the sender of *submission* was called and asked."""
        return self.knows is None or self.knows(submission)

    def tables(
        self, department: str, also: Collection[str] = ()
    ) -> Mapping[str, tuple[Form, tuple[Item, ...]]]:
        """Form id -> the form as one of its items has it, and all of the department's items.

        Args:
            also: ids of items that have rows though the department is not asked about them, as
                far as it may answer them; they come last.
        """
        forms: dict[str, Form] = {}
        items: dict[str, list[Item]] = {}
        carried = {item.id: item for item in self.plan.carried_by(department)}
        open_to = self.plan.open_to(department) if also else ()
        more = (item for item in open_to if item.id in also and item.id not in carried)
        for item in (*carried.values(), *more):
            if self.only is not None and item.id not in self.only:
                continue
            form = self.forms.asked(item, department)
            forms[form.id] = form
            items.setdefault(form.id, []).append(item)
        return {key: (form, tuple(items[key])) for key, form in forms.items()}


class Entry(NamedTuple):
    """One cell that a person may change, and its content as the app wrote it."""

    table: str
    row: str
    column: str
    about: str  # for people: what the row is about, "" where there is but one row
    said: Shown  # canonical; "" for an empty cell
    field: Field | None = None  # None: not an answer but a fact of the submission

    @property
    def label(self) -> str:
        """'“推进垃圾分类”的“完成情况”'."""
        if self.field is None:
            return self.about
        return f"“{self.about}”的“{self.field.label}”" if self.about else self.field.label

    @property
    def shown(self) -> Shown:
        """What stands in the cell."""
        return self.said if self.field is None else as_shown(self.field, str(self.said))


Skip = Callable[[str, str, Form, Answer], bool]
"""Table, row, the form that asks there, what was answered -> whether to pass over the row."""


def _nothing(_table: str, _row: str, _form: Form, _answer: Answer) -> bool:
    return False


def entries(
    questionnaire: Questionnaire,
    submission: Submission,
    skip: Skip = _nothing,
    also: Collection[str] = (),
) -> Iterator[Entry]:
    """Every cell that is compared with the sealed payload, sheet by sheet.

    Args:
        also: as for `Questionnaire.tables`.
    """
    for key, (label, shown) in facts(questionnaire, submission).items():
        if key == "department" and not questionnaire.certain(submission):
            continue
        yield Entry(COVER, key, VALUE, label, shown)
    for field in questionnaire.forms.cover.fields():
        yield Entry(COVER, field.key, VALUE, "", submission.cover.get(field.key, ""), field)
    for table, (_, items) in questionnaire.tables(submission.department, also).items():
        for item in items:
            answer = submission.answers.get(item.id, NOTHING_SAID)
            form = questionnaire.forms.asked(item, submission.department)
            if skip(table, item.id, form, answer):
                continue
            for field in form.fields():
                said = answer.get(field.key, "")
                yield Entry(table, item.id, field.key, item.title, said, field)
    for piece in submission.evidence:
        for field in questionnaire.forms.evidence.fields():
            said = getattr(piece, field.key)
            yield Entry(EVIDENCE, piece.id, field.key, piece.title, said, field)


def place_words(plan: Plan, measure: Measure) -> str:
    """The clause of *measure*, and that its term is over or it is archived."""
    place = plan.place(measure.clause)
    return f"{place}（{measure.stage}）" if measure.stage else place


def facts(questionnaire: Questionnaire, submission: Submission) -> dict[str, tuple[str, Shown]]:
    """Key -> label and value of what the cover says about the submission itself."""
    return {
        "department": ("责任单位", questionnaire.plan.departments[submission.department].name),
        "year": ("评估年度", f"{submission.year}年"),
        "sequence": ("报送次序", f"第{submission.sequence}次报送"),
        "self_total": (
            "自评得分",
            "暂无可评分的内容" if submission.self_total is None else Decimal(submission.self_total),
        ),
        "self_grade": ("自评等次", submission.self_grade),
        "check_code": ("校验码", submission.check_code),
    }


def as_shown(field: Field, text: str) -> Shown:
    """What a cell shows for the canonical *text*: a choice's words, a number, the text itself."""
    if not text:
        return ""
    if isinstance(field, Choice):
        return field.options.get(text, text)
    if isinstance(field, Number):
        value = Decimal(text)
        return value if fits_number_cell(value) else text
    return clean(text)


def fits_number_cell(value: Decimal) -> bool:
    """Whether a spreadsheet's 15 digits hold *value* exactly."""
    return Decimal(f"{value:.15g}") == value and abs(value) < Decimal("1e15")
