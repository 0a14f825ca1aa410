"""The sheets of a 年度任务包 together, and what in them must not be edited by hand."""

from collections.abc import Iterator

from model.workbook.keys import COVER, KEY, VALUE
from model.workbook.layout import Entry
from model.workbook.package.content import PackageReport
from model.workbook.package.cover import KEY_LABEL, package_facts
from model.workbook.package.layout import BODIES, CHANGES, DUTIES, RULES, TARGETS
from model.workbook.package.tables import bodies_table, duties_table, targets_table
from model.workbook.package.words import changes_table, rules_table
from model.workbook.paper.table import Row, Table
from model.workbook.paper.values import Formula

FACTS = {  # what a hand edit could falsify, whatever words later versions of the app choose
    TARGETS: ("target", "document", "on", "baseline", "breakdown"),
    DUTIES: ("lead", "support", "none"),
    RULES: ("title", "reason", "source"),
    BODIES: ("name", "contact", "phone", "email"),
}


def package_tables(report: PackageReport) -> Iterator[Table]:
    yield targets_table(report)
    yield duties_table(report)
    yield rules_table(report)
    yield changes_table(report)
    yield bodies_table(report)


def package_entries(report: PackageReport) -> Iterator[Entry]:
    """Every cell that is compared with the sealed payload."""
    for key, (label, text) in package_facts(report).items():
        yield Entry(COVER, key, VALUE, f"“{label}”", text)
    if not report.fingerprint:
        yield Entry(COVER, KEY, VALUE, f"“{KEY_LABEL}”", "")
    for table in package_tables(report):
        headings = {column.key: column.heading.replace("\n", "") for column in table.columns}
        for row in table.rows:
            for column in _facts(table.key, row.key):
                shown = row.values.get(column)
                if isinstance(shown, Formula):
                    raise TypeError("a fact is no formula")
                yield Entry(
                    table=table.key,
                    row=row.key,
                    column=column,
                    about=f"“{_subject(row)}”的“{headings[column]}”",
                    said="" if shown is None else shown,
                )


def _facts(table: str, row: str) -> tuple[str, ...]:
    if table == CHANGES:
        return ("text",) if row == "reason" or row.startswith("settled.") else ()
    return FACTS[table]


def _subject(row: Row) -> object:
    keys = ("words", "name", "title", "topic")
    return next(row.values[key] for key in keys if row.values.get(key))
