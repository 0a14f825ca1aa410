"""The words in which forms/ declares its fields.

A form is its declaration: the screen, the sheet, the check and the printout all read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from model.domain.answers import Answer
from model.domain.numbers import number_text
from model.domain.plan import Indicator, Item


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `when` names another field and the values under which this one is asked."""

    key: str  # for ever: column name, workbook header, object name
    label: str
    help: str = ""
    required: bool = False
    when: tuple[str, frozenset[str]] | None = None

    def asked(self, answer: Answer) -> bool:
        return self.when is None or answer.get(self.when[0]) in self.when[1]

    def complaint(self, text: str) -> str:
        """What is wrong with the canonical *text*, as a sentence; '' when nothing is."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    max_length: int = 500  # characters
    lines: int = 1

    def complaint(self, text: str) -> str:
        if len(text) > self.max_length:
            return f"最多 {self.max_length} 字，现有 {len(text)} 字，请精简。"
        return ""


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    unit: str = ""
    decimals: int = 0
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def complaint(self, text: str) -> str:
        value = Decimal(text)
        if self.at_least is not None and value < self.at_least:
            return f"不能小于 {number_text(self.at_least)}{self.unit}。"
        if self.at_most is not None and value > self.at_most:
            return f"不能大于 {number_text(self.at_most)}{self.unit}。"
        if -int(value.normalize().as_tuple().exponent) > self.decimals:
            return f"最多保留 {self.decimals} 位小数。" if self.decimals else "请填整数。"
        return ""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    options: Mapping[str, str]  # stored code -> text on screen

    def complaint(self, text: str) -> str:
        return "" if text in self.options else f"“{text}”不在可选项之内。"


@dataclass(frozen=True, kw_only=True)
class Form:
    id: str
    title: str
    sections: Mapping[str, tuple[Field, ...]]  # heading -> fields, in order

    def fields(self) -> Iterator[Field]:
        for section in self.sections.values():
            yield from section

    def field(self, key: str) -> Field:
        """The field called *key*; KeyError if the form has none."""
        return {field.key: field for field in self.fields()}[key]

    def complaints(self, answer: Answer) -> Iterator[tuple[Field, str]]:
        """What must be put right before this answer can be sent; nothing for a blank one."""
        if not answer:
            return
        for field in self.fields():
            text = answer.get(field.key, "")
            if text and (complaint := field.complaint(text)):
                yield field, complaint
            elif not text and field.required and field.asked(answer):
                yield field, f"请填写“{field.label}”。"


@dataclass(frozen=True, kw_only=True)
class FormSet:
    """Every form of the app; forms/ declares them and `model` is told."""

    measure: Form
    quantity: Form
    quality: Form
    evidence: Form
    cover: Form

    def for_item(self, item: Item) -> Form:
        """The form that asks about *item*, its number in the indicator's own unit and decimals."""
        if not isinstance(item, Indicator):
            return self.measure
        if item.qualitative:
            return self.quality
        key = item.unit, item.decimals
        if key not in self._quantities:
            self._quantities[key] = _in_unit_of(item, self.quantity)
        return self._quantities[key]

    @cached_property
    def _quantities(self) -> dict[tuple[str, int], Form]:
        """By unit and decimals: few, whatever the number of indicators."""
        return {}


def _in_unit_of(indicator: Indicator, form: Form) -> Form:
    def fitted(field: Field) -> Field:
        if isinstance(field, Number) and field.key == "value":
            return replace(field, unit=indicator.unit, decimals=indicator.decimals)
        return field

    sections = {heading: tuple(map(fitted, fields)) for heading, fields in form.sections.items()}
    return replace(form, sections=sections)
