"""Workbooks of earlier versions of the app are read, and said to be."""

from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.reasons import Notice
from model.workbook.sealed import read_file
from tests.corpus.base import FOLDER, questionnaire

SCHEMA_1 = FOLDER / "schema-1.xlsx"


def test_that_a_workbook_of_schema_1_is_read_as_it_was_sealed_and_said_to_be_older():
    found = read_file(SCHEMA_1, questionnaire())
    submission = found.submission
    assert (submission.department, submission.year, submission.sample) == ("jyj", 2025, True)
    assert (len(submission.answers), len(submission.evidence)) == (48, 6)
    on_cover = tables_in(read_sheets(SCHEMA_1.read_bytes()))["cover"].cell("check_code", "value")
    assert submission.check_code == on_cover.found.text
    assert found.edits == ()
    assert [remark.code for remark in found.remarks] == [Notice.OLDER]
