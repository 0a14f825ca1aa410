"""The words in which forms/ declares its fields.

A form is its declaration: the screen, the sheet, the check and the printout all read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.documents import document_year
from model.domain.evidence_rules import EvidenceRule
from model.domain.letter_widths import narrow
from model.domain.numbers import DIGITS, is_sane, number_text
from model.domain.plan import Indicator, Item, Measure, answers_for, supplied
from model.domain.typed_days import is_day, read_day
from model.domain.typed_numbers import Reading, read_number
from model.domain.typed_words import is_blank
from model.domain.wording import amount_words, with_unit


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. `when` names another field, and the values of that field under which
    this question is asked.

    None among the values stands for 未填 (not answered).
    """

    key: str  # for ever: column name, workbook header, object name
    label: str
    help: str = ""
    required: bool = False
    when: tuple[str, frozenset[str | None]] | None = None

    def asked(self, answer: Answer) -> bool:
        return self.when is None or answer.get(self.when[0]) in self.when[1]

    def complaint(self, text: str) -> str:
        """What is wrong with the canonical *text*, as a sentence; '' when nothing is."""
        return ""

    def canonical(self, typed: str) -> str:
        """What was *typed*, as it is kept."""
        return "" if is_blank(typed) else typed.strip()

    def possible(self, text: str) -> bool:
        """Whether any version of the app could have saved *text* in this field."""
        return True

    def words(self, text: str) -> str:
        """The canonical *text* as people read it: a choice's label, a number with its unit."""
        return text


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    max_length: int = 500  # characters
    lines: int = 1

    def complaint(self, text: str) -> str:
        if len(text) > self.max_length:
            return f"最多 {self.max_length} 字，现有 {len(text)} 字，请精简。"
        return ""


@dataclass(frozen=True, kw_only=True)
class Day(Text):
    """A date, typed as people write it and kept as 2026-03-01."""

    max_length: int = 20

    def canonical(self, typed: str) -> str:
        return read_day(typed)

    def complaint(self, text: str) -> str:
        return "" if is_day(text) else f"“{text}”不是日期，请写成 2026年3月1日 的样子。"


@dataclass(frozen=True, kw_only=True)
class Phone(Text):
    """A telephone number, kept in the digits of a telephone, however wide they are typed."""

    max_length: int = 30

    def canonical(self, typed: str) -> str:
        return plain_phone(typed)


def plain_phone(typed: str) -> str:
    return narrow(typed).strip()


@dataclass(frozen=True, kw_only=True)
class DocumentDate(Text):
    """The date of a document, kept as it is typed."""

    max_length: int = 20

    def complaint(self, text: str) -> str:
        if document_year(text) is None:
            return "日期请写成 2026-03-01、2026年3月或 2026 的样子。"
        return ""


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    unit: str = ""
    decimals: int = 0
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    expected: Decimal | None = None  # about how much, in the unit; None: nothing is known
    of_plan: bool = False  # the range is the plan edition's; a number outside it was once allowed

    def read(self, text: str) -> Reading:
        """The number that *text* states, or a question about it if the field can't hold it."""
        reading = read_number(text, self.unit, self.expected)
        if reading.value is None:
            return reading
        complaint = self.complaint(number_text(reading.value))
        return Reading(question=complaint) if complaint else reading

    def complaint(self, text: str) -> str:
        value = Decimal(text)
        if value.adjusted() >= DIGITS:
            return f"最多 {DIGITS} 位整数，请核对。"
        if self.at_least is not None and value < self.at_least:
            return f"不能小于 {amount_words(self.at_least, self.unit)}。"
        if self.at_most is not None and value > self.at_most:
            return f"不能大于 {amount_words(self.at_most, self.unit)}。"
        if -int(value.normalize().as_tuple().exponent) > self.decimals:
            return f"最多保留 {self.decimals} 位小数。" if self.decimals else "请填整数。"
        return ""

    def possible(self, text: str) -> bool:
        if not is_sane(text):
            return False
        return self.inside(Decimal(text)) or self.of_plan

    def inside(self, value: Decimal) -> bool:
        """Whether *value* is in the field's range."""
        least, most = self.at_least, self.at_most
        return (least is None or value >= least) and (most is None or value <= most)

    def words(self, text: str) -> str:
        return with_unit(text, self.unit) if text else ""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    options: Mapping[str, str]  # stored code -> text on screen

    def complaint(self, text: str) -> str:
        return "" if text in self.options else f"“{text}”不在可选项之内。"

    def possible(self, text: str) -> bool:
        return text in self.options

    def words(self, text: str) -> str:
        return self.options.get(text, text)


@dataclass(frozen=True, kw_only=True)
class Form:
    id: str
    title: str
    sections: Mapping[str, tuple[Field, ...]]  # heading -> fields, in order

    def fields(self) -> tuple[Field, ...]:
        return self._fields

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections.values() for field in section)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Of the fields."""
        return frozenset(field.key for field in self._fields)

    @cached_property
    def _conditional(self) -> tuple[tuple[str, str, frozenset[str | None]], ...]:
        """Key, the field it depends on, and the values of that under which it is asked."""
        return tuple((field.key, *field.when) for field in self._fields if field.when)

    def in_sight(self, answer: Answer) -> Answer:
        """*answer* without what stands in fields that it doesn't call for: words that were typed
        before the state changed, which nobody sees.
        """
        hidden = {
            key
            for key, other, values in self._conditional
            if key in answer and answer.get(other) not in values
        }
        return {k: v for k, v in answer.items() if k not in hidden} if hidden else answer

    def field(self, key: str) -> Field:
        """The field called *key*; KeyError if the form has none."""
        return {field.key: field for field in self._fields}[key]

    def offers(self, key: str, option: str) -> bool:
        """Whether the form has a choice *key*, with *option* among its options."""
        found = (field for field in self._fields if field.key == key)
        return any(isinstance(field, Choice) and option in field.options for field in found)

    def complaints(
        self, answer: Answer, undecided: Mapping[str, str] = NOTHING_SAID
    ) -> Iterator[tuple[Field, str]]:
        """What must be put right before this answer can be sent; nothing for a blank one.

        Only the fields that *answer* calls for are looked at: the others are not in sight.

        Args:
            undecided: field -> what was typed and couldn't be taken; asked about elsewhere.
        """
        if not answer:
            return
        for field in self.fields():
            text = answer.get(field.key, "")
            text = "" if is_blank(text) else text
            if field.key in undecided or not field.asked(answer):
                continue
            if text and (complaint := field.complaint(text)):
                yield field, complaint
            elif not text and field.required:
                yield field, f"请填写“{field.label}”。"

    def questions(
        self, answer: Answer, undecided: Mapping[str, str]
    ) -> Iterator[tuple[Field, str]]:
        """The fields in sight that hold an *undecided* text, each with the question about that
        text.
        """
        for field in self.fields():
            typed = undecided.get(field.key, "")
            if typed and isinstance(field, Number) and field.asked(answer):
                reading = field.read(typed)
                about = "" if reading.quoted == typed else f"填的“{typed}”"
                yield field, f"“{field.label}”{about}没有采用：{reading.question}"


@dataclass(frozen=True, kw_only=True)
class FormSet:
    """Every form of the app: forms/ declares them, `model` is told of them."""

    measure: Form
    quantity: Form
    quality: Form
    support: Form
    supply: Form
    evidence: Form
    cover: Form
    section: Form  # about a section's sheet as a whole
    section_item: Form  # what a section says of an item beside its answer
    rectification: Form  # what was done about a shortcoming
    evidence_rules: tuple[EvidenceRule, ...] = ()  # the gravest first
    offered: frozenset[str] = frozenset()  # sentences that people choose and don't write

    @property
    def of_items(self) -> tuple[Form, ...]:
        """Every form in which a measure or an indicator is asked about."""
        return self.measure, self.quantity, self.quality, self.support, self.supply

    def asked(self, item: Item, department: str, target: Decimal | None = None) -> Form:
        """The form in which *department* is asked about *item*: in full, or as a supporter.

        Args:
            target: as for `for_item`.
        """
        outside = isinstance(item, Measure) and department in item.outside
        if outside or answers_for(item, department):
            return self.for_item(item, target)
        if isinstance(item, Indicator) and supplied(item):
            return self._with_number(self.supply, item, target)
        return self.support

    def for_item(self, item: Item, target: Decimal | None = None) -> Form:
        """The form for a department that answers for *item*, with the indicator's own unit and
        decimals.

        Args:
            target: of the year, in the indicator's unit; None: by what the plan says itself.
        """
        if not isinstance(item, Indicator):
            return self.measure
        if item.qualitative:
            return self.quality
        return self._with_number(self.quantity, item, target)

    def _with_number(self, form: Form, item: Indicator, target: Decimal | None) -> Form:
        expected = expected_of(item) if target is None else target
        key = form.id, item.unit, item.decimals, item.at_least, item.at_most, expected
        if key not in self._quantities:
            self._quantities[key] = _fitted(form, item, expected)
        return self._quantities[key]

    @cached_property
    def _quantities(self) -> dict[tuple[object, ...], Form]:
        """The forms made so far, by unit, decimals, bounds and expected value: at most one per
        indicator.
        """
        return {}


def expected_of(item: Indicator) -> Decimal | None:
    """About how much a number of *item* is, in its unit, as the plan says; None: not said."""
    return max((one.value for one in item.milestones if one.value is not None), default=None)


def of_indicator(item: Indicator, field: Number, expected: Decimal | None = None) -> Number:
    """*field* as it asks for a number of *item*, whoever types it: its unit, what it can be at all,
    and about how much it is.

    Args:
        expected: in the indicator's unit; None: by what the plan says itself.
    """
    least = item.at_least
    if least is None and not item.decimals and item.unit != "%":
        least = Decimal(0)  # what is counted isn't negative
    return replace(
        field,
        unit=item.unit,
        decimals=item.decimals,
        at_least=least,
        at_most=item.at_most,
        expected=expected_of(item) if expected is None else expected,
        of_plan=True,
    )


def _fitted(form: Form, item: Indicator, expected: Decimal | None) -> Form:
    def fitted(field: Field) -> Field:
        if isinstance(field, Number) and field.key == "value":
            return of_indicator(item, field, expected)
        return field

    sections = {heading: tuple(map(fitted, fields)) for heading, fields in form.sections.items()}
    return replace(form, sections=sections)
