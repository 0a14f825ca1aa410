"""A 填报模板 for one department's year, by the package and rules in force here."""

from sqlite_utils import Database

from model.domain.submission import Edition, Submission
from model.errors import AppError
from model.package.in_force import terms_for
from model.plans import PlanLibrary, refuse_other_year
from model.rulebook_in_force import edition_of, rulebook_in_force
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.store.packages import fetch_package
from model.workbook.layout import Questionnaire
from model.workbook.report.identity import Stranger, department_called
from model.workbook.template.sheets import BlankReport


def blank_report(
    department: str,
    year: int,
    questionnaire: Questionnaire,
    rulebook: Rulebook,
    *,
    made_at: str,
    db: Database | None = None,
) -> BlankReport:
    """What the template of *department*, by its name or id, says.

    Args:
        made_at: ISO 8601 with offset.
        db: its package and rules of the year are used; None: the plan and *rulebook* alone.

    Raises:
        AppError: the year has no such department, or the plan no such year.
    """
    plan = PlanLibrary(db, questionnaire.plan).of_year(year) if db else questionnaire.plan
    refuse_other_year(plan, year)
    package = fetch_package(db, year) if db else None
    try:
        body = department_called(terms_for(year, "", plan, package).plan, department)
    except Stranger as error:
        raise AppError(f"{year}年度没有叫“{department}”的责任单位。", [error.problem]) from error
    terms = terms_for(year, body.id, plan, package)
    book = rulebook_in_force(db, year, rulebook) if db else rulebook
    return BlankReport(
        questionnaire=Questionnaire(plan=terms.plan, forms=questionnaire.forms),
        submission=Submission(
            id="",
            year=year,
            department=body.id,
            sequence=1,
            parent=None,
            exported_at=made_at,
            plan=Edition(id=plan.id, version=plan.edition),
            rulebook=edition_of(book),
            package=terms.package,
            answers={},
            sample=terms.sample,
        ),
        assessor=Assessor(
            terms.plan, book, body.id, year,
            handed_down=terms.handed_down, baselines=terms.baselines,
        ),
    )  # fmt: skip
