import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.jobs import JobContext
from model.merge.consolidation import consolidated
from model.merge.folder import Arrival
from model.merge.summary import Summary, summary_bytes, write_summary
from model.workbook.reading import Received
from model.workbook.reasons import Notice, Reason, Refusal, Remark
from tests.golden import compare
from tests.model.workbook.years import ANSWERS, YEAR, make_report, small_plan, small_rulebook

CITY = make_report(ANSWERS).submission
SCHOOLS = make_report({"i-green": {"value": "40"}}, body="jyj", sample=True).submission


def received(file: str, submission, *warnings: str) -> Arrival:
    return Arrival(
        file=file,
        sha256="0" * 64,
        received=Received(
            submission=submission,
            sha256="0" * 64,
            remarks=tuple(Remark(Notice.HAND_EDIT, text) for text in warnings),
        ),
    )


@pytest.fixture(scope="module")
def summary() -> Summary:
    bad = Refusal("坏的.xlsx", Reason.DAMAGED)
    return Summary(
        consolidation=consolidated(small_plan(), small_rulebook(), YEAR, [CITY, SCHOOLS]),
        arrivals=(
            received("a.xlsx", CITY),
            received("b.xlsx", SCHOOLS, "手工改动，未采用：指标 H5"),
            Arrival(file="坏的.xlsx", sha256="1" * 64, refusal=bad),
        ),
        made_at="2026-01-20T10:00:00+08:00",
    )


def test_that_a_summary_is_what_the_golden_text_says(summary):
    compare("summary.txt", summary_bytes(summary, JobContext()))


def test_that_equal_summaries_give_equal_bytes(summary):
    assert summary_bytes(summary, JobContext()) == summary_bytes(summary, JobContext())


def test_that_a_summary_before_any_report_lists_everyone_as_missing(tmp_path):
    nothing = consolidated(small_plan(), small_rulebook(), YEAR, [])
    path = tmp_path / "汇总.xlsx"
    write_summary(
        path,
        Summary(consolidation=nothing, arrivals=(), made_at="2026-01-20T10:00:00+08:00"),
        JobContext(),
    )
    book = load_workbook(io.BytesIO(Path(path).read_bytes()))
    assert [row[4].value for row in book["报送情况"].iter_rows(min_row=5)] == ["未报"] * 3


def test_that_text_of_people_is_never_a_formula(summary):
    book = load_workbook(io.BytesIO(summary_bytes(summary, JobContext())))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
