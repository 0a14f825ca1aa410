"""The tables and columns that are read from an incoming report."""

from model.workbook.intake.keyed_tables import LABEL, Wanted
from model.workbook.keys import COVER, EVIDENCE, PACKET, VALUE
from model.workbook.layout import Questionnaire
from model.workbook.report.printed import COLUMNS


def wanted_columns(questionnaire: Questionnaire) -> Wanted:
    """The answers of every form and what is printed beside them, the cover, and the packet."""
    forms = questionnaire.forms
    asked = {form.id: frozenset(field.key for field in form.fields()) for form in forms.of_items}
    evidence = frozenset(field.key for field in forms.evidence.fields())
    value = frozenset({VALUE})
    wanted = {COVER: value | {LABEL}, PACKET: value, EVIDENCE: evidence, **asked}
    for table, columns in COLUMNS.items():
        wanted[table] = wanted.get(table, frozenset()) | frozenset(columns)
    return wanted
