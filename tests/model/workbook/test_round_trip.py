"""Whatever the app can hold comes back equal."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from model.domain.sealed import unseal_as
from model.domain.submission import Submission
from model.workbook.cell_comparison import hand_edits
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.packet import payload_in
from model.workbook.sealed import read_report
from tests.model.workbook.years import ANSWERS, exported, make_report
from tests.thorough import tried

HARD = (
    *("=1+1", "+86", "-1", "@x", "@measure", "@packet", "#N/A", "TRUE", "1e5", "007", "'", "''"),
    *("\t甲", " 前后空 ", "甲\n\n乙", "甲\r\n乙\r丙", "　", "\u00a0", "一\n" * 400),
    *("_x000D_", "_x0041_", "_x005F_x0041_", "&lt;<b>&amp;", "]]>", "\x00\x1f控制"),
    *("𠀀𠀁", "葛\U000e0100飾", "e\u0301é", "👨‍👩‍👧", "\u202e反", "\ue000", "﹏"),
    *("长" * 1000, "a" * 1000, "，" * 300),
)
TEXT = st.one_of(
    st.sampled_from(HARD),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
)
NUMBER = st.decimals(
    min_value=-(10**9), max_value=10**9, places=1, allow_nan=False, allow_infinity=False
).map(lambda value: f"{value.normalize():f}")


# A bare fraction in a field of % is asked about where no seal says what was meant.
CERTAIN = NUMBER.filter(lambda value: not 0 < Decimal(value) < 1)
# So is what the shipped plan says can't be, and a bare 1 where all, 100 %, is expected.
POSSIBLE = st.decimals(min_value=2, max_value=100, places=1).map(
    lambda value: f"{value.normalize():f}"
)


def read_back(report):
    """What our own reader finds: the submission and the hand edits it believes in."""
    tables = tables_in(read_sheets(exported(report)))
    edits = hand_edits(report.questionnaire, report.submission, tables)
    return unseal_as(Submission, payload_in(tables)), list(edits)


@settings(max_examples=tried(25), deadline=timedelta(seconds=5))
@given(done=TEXT, basis=TEXT, name=TEXT, value=NUMBER)
def test_that_any_answer_comes_back_equal_and_unaccused(done, basis, name, value):
    answers = {
        "3.1-01-01": {"state": "done", "done": done},
        "i-green": {"value": value, "basis": basis},
    }
    report = make_report(answers, cover={"filled_by": name, "remark": done})
    assert read_back(report) == (report.submission, [])


@pytest.mark.parametrize("text", HARD)
def test_that_hard_text_comes_back_equal_and_unaccused(text):
    report = make_report({"3.1-01-01": {"state": "done", "done": text, "problems": text}})
    assert read_back(report) == (report.submission, [])


@pytest.mark.parametrize(
    "value", ["0", "-0.5", "1234567890123456789", "0.1", "38.50", "99999999999.9", "1E+3"]
)
def test_that_numbers_come_back_to_the_last_digit(value):
    report = make_report({"i-green": {"value": value}})
    assert read_back(report) == (report.submission, [])


def test_that_a_whole_year_of_each_body_comes_back_through_the_child(report, content, reader):
    found = read_report("a.xlsx", content, report.questionnaire, reader)
    assert found.submission == report.submission
    assert (found.edits, found.warnings) == ((), ())
    assert len(found.sha256) == 64


def test_that_a_save_by_openpyxl_changes_nothing(report, content, reader):
    out = io.BytesIO()
    load_workbook(io.BytesIO(content)).save(out)
    found = read_report("a.xlsx", out.getvalue(), report.questionnaire, reader)
    assert (found.submission, found.edits) == (report.submission, ())


def test_that_a_chain_of_submissions_keeps_its_numbers(reader):
    report = make_report(ANSWERS, sequence=3, parent="b" * 32)
    found = read_report("a.xlsx", exported(report), report.questionnaire, reader)
    assert (found.submission.sequence, found.submission.parent) == (3, "b" * 32)
