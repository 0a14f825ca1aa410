"""Every form of the app, in the order in which the user meets them."""

from forms import (
    cover,
    evidence,
    measure,
    quality,
    quantity,
    rectification,
    section,
    supply,
    support,
)
from model.domain.forms import FormSet

FORMS = FormSet(
    measure=measure.FORM,
    quantity=quantity.FORM,
    quality=quality.FORM,
    support=support.FORM,
    supply=supply.FORM,
    evidence=evidence.FORM,
    cover=cover.FORM,
    section=section.FORM,
    section_item=section.ITEM_FORM,
    rectification=rectification.FORM,
    evidence_rules=evidence.RULES,
    offered=frozenset(map(quantity.as_checked, quantity.CHANGE_REASONS)),
)
