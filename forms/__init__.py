"""Every form of the app, and which one asks about which item."""

from dataclasses import replace

from forms import cover, evidence, measure, quality, quantity
from model.domain.forms import Form, Number
from model.domain.plan import Indicator, Item

FORMS = (measure.FORM, quantity.FORM, quality.FORM, evidence.FORM, cover.FORM)


def form_for(item: Item) -> Form:
    """The form that asks about *item*, its number in the indicator's own unit and decimals."""
    if not isinstance(item, Indicator):
        return measure.FORM
    if item.qualitative:
        return quality.FORM
    return replace(
        quantity.FORM,
        sections={
            heading: tuple(
                replace(field, unit=item.unit, decimals=item.decimals)
                if isinstance(field, Number) and field.key == "value"
                else field
                for field in fields
            )
            for heading, fields in quantity.FORM.sections.items()
        },
    )
