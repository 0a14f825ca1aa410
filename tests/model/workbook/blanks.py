"""Templates, and people who fill them in with other programs."""

from collections.abc import Mapping
from decimal import Decimal

from model.domain.answers import Evidence
from model.domain.numbers import number_text
from model.domain.plan import Plan
from model.domain.submission import Edition, Submission
from model.jobs import JobContext
from model.scoring.rulebook import Rulebook
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.keys import COVER, EVIDENCE, VALUE
from model.workbook.layout import Questionnaire, as_shown
from model.workbook.template.sheets import BlankReport
from model.workbook.template.write import template_bytes
from model.workbook.text import clean, escaped
from tests.model.workbook.damage import edited
from tests.model.workbook.years import YEAR, assessor, questionnaire, small_plan, small_rulebook


def blank_report(
    plan: Plan | None = None, rulebook: Rulebook | None = None, body: str = "cgw"
) -> BlankReport:
    plan, rulebook = plan or small_plan(), rulebook or small_rulebook()
    return BlankReport(
        questionnaire=questionnaire(plan),
        submission=Submission(
            id="",
            year=YEAR,
            department=body,
            sequence=1,
            parent=None,
            exported_at="2025-12-01T08:00:00+08:00",
            plan=Edition(id=plan.id, version=plan.edition),
            rulebook=Edition(id=rulebook.id, version=rulebook.version),
            answers={},
        ),
        assessor=assessor(plan, rulebook, body),
    )


def blank(report: BlankReport | None = None) -> bytes:
    return template_bytes(report or blank_report(), JobContext())


def entries_of(
    asked: Questionnaire, department: str, answers, cover=None, evidence: tuple[Evidence, ...] = ()
) -> dict[tuple[str, str, str], str | Decimal]:
    """(table, row, column) -> what a person types to say it."""
    typed = {}
    for table, (_, items) in asked.tables(department).items():
        for item in items:
            for field in asked.forms.for_item(item).fields():
                if text := answers.get(item.id, {}).get(field.key):
                    typed[table, item.id, field.key] = as_shown(field, text)
    for field in asked.forms.cover.fields():
        if text := (cover or {}).get(field.key):
            typed[COVER, field.key, VALUE] = as_shown(field, text)
    names = _names(asked, department) if evidence else {}
    for number, piece in enumerate(evidence, start=1):
        typed[EVIDENCE, f"e{number}", "item"] = names.get(piece.item, "")
        typed[EVIDENCE, f"e{number}", "title"] = piece.title
        typed[EVIDENCE, f"e{number}", "reference"] = piece.reference
    return typed


def _names(asked: Questionnaire, department: str) -> dict[str, str]:
    words = {"measure": "任务", "quantity": "指标", "quality": "定性"}
    return {
        item.id: f"{words[table]}{number}"
        for table, (_, items) in asked.tables(department).items()
        for number, item in enumerate(items, start=1)
    }


def filled(content: bytes, typed: Mapping[tuple[str, str, str], object]) -> bytes:
    """As openpyxl saves it after *typed* was put into its cells."""
    tables = tables_in(read_sheets(content))

    def change(book):
        for (table, row, column), value in typed.items():
            cell = book[tables[table].sheet][tables[table].place(row, column)]
            cell.value = escaped(clean(value)) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"

    return edited(content, change)


def as_cells_hold(answers) -> dict[str, dict[str, str]]:
    """*answers* without what no cell can hold, or what says nothing in one."""
    kept = {
        item: {
            key: number_text(Decimal(text)) if key in {"value", "progress"} else clean(text)
            for key, text in answer.items()
            if clean(text).strip()
        }
        for item, answer in answers.items()
    }
    return {item: answer for item, answer in kept.items() if answer}
