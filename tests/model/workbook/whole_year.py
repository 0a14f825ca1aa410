"""A whole sample year of one body of the shipped plan."""

from model.domain.plan import Plan
from model.paths import asset
from model.samples.answers import COVER, sample_answers, sample_evidence
from model.scoring.loader import load_rulebook
from model.workbook.report.content import YearReport
from tests.model.workbook.years import YEAR, make_report


def whole_year(plan: Plan, body: str, **changes) -> YearReport:
    return make_report(
        changes.pop("answers", None) or sample_answers(plan, body, YEAR),
        plan=plan,
        rulebook=load_rulebook(asset("rules/percent-2025.1.toml")),
        body=body,
        cover=changes.pop("cover", COVER),
        evidence=tuple(sample_evidence(plan, body, YEAR)),
        sample=True,
        **changes,
    )
