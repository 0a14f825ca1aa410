"""A column that asks of several items asks each in its own unit and range."""

import pytest

from forms import FORMS
from model.domain.forms import Number
from model.domain.plan import Indicator
from model.office.blank_year import blank_report
from model.paths import asset
from model.scoring.loader import load_rulebook
from model.workbook.layout import Questionnaire
from model.workbook.report.item_sheets import item_tables

YEAR = 2025


@pytest.fixture(scope="module")
def tables(plan, today):
    """Each body's tables of items, with the body."""
    rules = load_rulebook(asset("rules/percent-2026.3.toml"), plan)
    asked = Questionnaire(plan=today, forms=FORMS)
    return [
        (body.id, table)
        for body in today.bodies
        for table in item_tables(blank_report(body.id, YEAR, asked, rules, made_at="2026-01-05"))
    ]


def test_that_no_column_of_numbers_claims_the_unit_or_the_range_of_one_of_its_rows(tables, today):
    seen = set()
    for body, table in tables:
        columns = {column.key: column for column in table.columns}
        for row in table.rows:
            item = today.item(row.key)
            for field in FORMS.asked(item, body).fields():
                if not isinstance(field, Number):
                    continue
                column = columns[field.key]
                own = (field.at_least, field.at_most)
                assert column.bounds in {(None, None), own}, (body, row.key)
                assert "（" not in column.heading or f"（{field.unit}）" in column.heading
                if isinstance(item, Indicator) and field.key == "value":
                    assert row.values["unit"] == item.unit
                    seen.add(table.key)
    assert seen == {"quantity", "supply"}
