"""Each file is accounted for once, and the summary counts as the window does."""

import pytest

from model.domain.file_outcome import FileOutcome
from model.office.incoming_files import incoming_files
from model.office.report_contents import report_data
from model.office.year import OfficeYear
from model.report.summary.turnout import files_table
from model.store.packages import keep_package
from tests.model.office.live import Decisions
from tests.model.workbook.years import ANSWERS, OPENED, YEAR, exported, make_report

SAMPLE = exported(make_report(ANSWERS, body="jyj", id="s1", sample=True))
SOUND = exported(
    make_report(
        {"i-green": {"value": "40"}}, body="jyj", id="g1", package=OPENED.edition, evidence=()
    )
)
STANDINGS = {  # file -> what became of it
    "坏的": FileOutcome.REFUSED,
    "示例": FileOutcome.UNUSED,
    "不认": FileOutcome.UNUSED,
    "一": FileOutcome.WARNED,
    "二": FileOutcome.WARNED,
    "好的": FileOutcome.FINE,
}


@pytest.fixture
def received(office, send):
    keep_package(office.db, OPENED)
    office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
    send(坏的=b"no workbook", 示例=SAMPLE, 好的=SOUND)
    send(不认="city", 一="again", 二="fork")
    first = next(d for d, one in office.submissions["cgw"].items() if one.sequence == 1)
    Decisions(office).refuse_reports("电话核实不是本单位报的", first)
    return office


def test_that_every_file_stands_as_what_became_of_its_report(received):
    found = {one.receipt.short_name: one.standing for one in incoming_files(received.now)}
    assert {name.removesuffix(".xlsx"): standing for name, standing in found.items()} == STANDINGS


def test_that_the_summary_tells_every_file_that_counts_for_nothing_and_why(received):
    table = files_table(report_data(received.now))
    told = {row.values["file"].rpartition("/")[2]: row.values for row in table.rows}
    assert told["示例.xlsx"]["verdict"] == told["不认.xlsx"]["verdict"] == "没有计入"
    assert "这是示例数据" in told["示例.xlsx"]["reason"]
    assert "电话核实不是本单位报的" in told["不认.xlsx"]["reason"]
    assert "互不衔接" in told["一.xlsx"]["reason"]
    assert "好的.xlsx" not in told
    assert (
        "共收到 6 个文件：接收 3 个（其中 2 个有提示），未接收 1 个；另有 2 个没有计入。"
        in table.note
    )
