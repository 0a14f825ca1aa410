"""The tables and columns that are read from an incoming report."""

from model.workbook.intake.keyed_tables import EVERY, LABEL, Wanted
from model.workbook.keys import COVER, EVIDENCE, GUIDE, PACKET, SCORE, VALUE
from model.workbook.layout import Questionnaire


def wanted_columns(questionnaire: Questionnaire) -> Wanted:
    """All columns of a report's tables; of lists of labels and values, these."""
    every, value = frozenset({EVERY}), frozenset({VALUE})
    asked = {form.id: every for form in questionnaire.forms.of_items}
    sheets = dict.fromkeys((SCORE, EVIDENCE, GUIDE), every)
    return {**asked, **sheets, COVER: value | {LABEL}, PACKET: value}
