"""Which columns of which tables are asked of an incoming workbook."""

from model.workbook.intake.keyed import Wanted
from model.workbook.keys import COVER, EVIDENCE, PACKET, VALUE
from model.workbook.layout import Questionnaire


def wanted_columns(questionnaire: Questionnaire) -> Wanted:
    """The answers of every form, the cover, and the packet; no other column."""
    forms = questionnaire.forms
    asked = {
        form.id: frozenset(field.key for field in form.fields())
        for form in (forms.measure, forms.quantity, forms.quality)
    }
    evidence = frozenset(field.key for field in forms.evidence.fields())
    value = frozenset({VALUE})
    return {
        COVER: value,
        PACKET: value,
        EVIDENCE: evidence | {"item", "file_name"},
        **asked,
    }
