"""What LibreOffice makes of the report, the opinions, the slip and the summary."""

import io
import subprocess
from collections import Counter

import pytest
from openpyxl import load_workbook

from model.jobs import JobContext
from model.office.report_contents import opinion, report_data
from model.report.annual import report_bytes
from model.report.opinion import opinions_bytes
from model.report.summary import summary_bytes
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import slip_bytes
from tests.model.office.live import Decisions

pytestmark = pytest.mark.office
AT = "2026-01-20T10:00:00+08:00"


def run(*command: object) -> str:
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=180)
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture
def convert(tmp_path):
    def convert(name: str, content: bytes, kind: str) -> bytes:
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
        run("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", kind, "--outdir", tmp_path / "out", tmp_path / "in" / name)  # fmt: skip
        (found,) = (tmp_path / "out").iterdir()
        return found.read_bytes()

    return convert


def text_of(pdf: bytes, tmp_path) -> str:
    (tmp_path / "a.pdf").write_bytes(pdf)
    return run("pdftotext", "-layout", tmp_path / "a.pdf", "-")


def pages_of(pdf: bytes, tmp_path) -> int:
    (tmp_path / "a.pdf").write_bytes(pdf)
    info = run("pdfinfo", tmp_path / "a.pdf")
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages")))


@pytest.fixture
def sent(office, send):
    send("city", "schools")
    decide = Decisions(office, by="李四")
    decide.adjust("cgw", "i-cars", {"value": "12"}, "按合同")
    decide.return_item("cgw", "3.1-01-02", "请写明覆盖范围。")


def test_that_a_report_opens_with_its_headings_figures_and_page_numbers(
    office, sent, convert, tmp_path
):
    content = report_bytes(report_data(office, made_at=AT), JobContext())
    told = text_of(convert("报告.docx", content, "pdf"), tmp_path).replace(" ", "")
    assert told.startswith("小城2025年度碳达峰工作自评估报告")
    assert {"—1—", "图1", "附件1"} <= {word for word in ("—1—", "图1", "附件1") if word in told}


def test_that_an_opinion_takes_one_page(office, sent, convert, tmp_path):
    content = opinions_bytes([opinion(office, "cgw", AT)], "复核意见", AT)
    assert pages_of(convert("意见.docx", content, "pdf"), tmp_path) == 1


def test_that_a_slip_is_one_page_with_its_remark(office, sent, convert, tmp_path):
    slip = Decisions(office, by="李四").issue_slip("cgw", due="2026-01-30")
    asked = office.questionnaire("cgw")
    report = SlipReport(questionnaire=asked, slip=slip, submission=office.body("cgw").submission)
    pdf = convert("退回单.xlsx", slip_bytes(report), "pdf")
    assert pages_of(pdf, tmp_path) == 1
    assert "请写明覆盖范围" in text_of(pdf, tmp_path).replace(" ", "")


def test_that_libreoffice_works_out_every_score_of_a_summary(office, sent, convert):
    plain = load_workbook(io.BytesIO(summary_bytes(report_data(office, made_at=AT), JobContext())))
    target = io.BytesIO()
    plain.save(target)  # without the results that the app put there
    found = convert("汇总.xlsx", target.getvalue(), "xlsx:Calc MS Excel 2007 XML")
    book = load_workbook(io.BytesIO(found), data_only=True)
    for title in ("得分汇总", "得分核算", "逐项得分"):
        sheet = book[title]
        column = next(cell.column for cell in sheet[4] if cell.value == "核对")
        verdicts = Counter(sheet.cell(row, column).value for row in range(5, sheet.max_row + 1))
        assert set(verdicts) == {"一致"}, title
