"""封面 of a 年度任务包: which year and version, until when, whom to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from model.domain.package import Contact
from model.domain.wording import day_words
from model.workbook.keys import CONTINUED, COVER, KEY, MARK, VALUE
from model.workbook.package.content import PackageReport
from model.workbook.paper.page import set_up
from model.workbook.paper.styles import BODY, HEADING, TITLE, Brush, Look
from model.workbook.paper.text_size import rows_of
from model.workbook.report.content import SAMPLE

LABEL_WIDTH, VALUE_WIDTH = 22.0, 70.0
LABEL = Look(font=HEADING, size=12, fill="quote", across="center")
PLAIN = Look(font=BODY, size=12, indent=1)
BARE = Look(across="center", rules="none")
ROW_PT = 30.0
HOW_TO = (
    "用年度自评估程序打开这个文件（双击，或拖进程序窗口），程序就按它更新本单位的任务、目标和规则；"
    "已经填写的内容都会保留。各表供阅读和打印，请勿改动：改动过的文件程序不接收。"
)
COMPARE = (
    "程序第一次收到用这个指纹的文件时会问一次：请与盖章的纸质通知核对；"
    "核对一致的，以后办公室的任务包和退回单就自动认得。"
)
KEY_LABEL = "办公室密钥指纹"


def package_facts(report: PackageReport) -> Mapping[str, tuple[str, str]]:
    """Key -> label and value of what the cover says."""
    package, contact = report.package, report.package.office
    return {
        "year": ("评估年度", f"{package.year}年"),
        "version": ("版次", f"第{package.version}版"),
        "made_at": ("制发日期", day_words(package.made_at)),
        "recipient": ("发往", report.recipient),
        "plan": ("依据方案", f"{report.plan.title}（{package.plan.version}版）"),
        "rulebook": ("评估规则", f"{report.rulebook.title} {package.rulebook.version}版"),
        "deadline": ("报送截止", day_words(package.deadline)),
        "office": ("办公室联系人", _contact(contact)),
        "made_by": ("经办人", package.made_by),
        "check_code": ("校验码", package.check_code),
    } | ({KEY: (KEY_LABEL, report.fingerprint)} if report.fingerprint else {})


def _contact(contact: Contact) -> str:
    return "　".join(filter(None, (contact.name, contact.phone, contact.email, contact.note)))


def write_package_cover(sheet: Worksheet, report: PackageReport, brush: Brush) -> None:
    set_up(sheet, report.page(portrait=True))
    brush.put(sheet, 1, 1, f"{MARK}{COVER}", Look())
    brush.put(sheet, 1, 3, VALUE, Look())
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width = LABEL_WIDTH
    sheet.column_dimensions["C"].width = VALUE_WIDTH
    row = 2
    for words, look, least in _title(report):
        for text, height in rows_of(words, LABEL_WIDTH + VALUE_WIDTH, look.size, least):
            brush.put_across(sheet, row, (2, 3), text, look)
            sheet.row_dimensions[row].height = height
            row += 1
    how_to = f"{HOW_TO}{COMPARE}" if report.fingerprint else HOW_TO
    facts = {**package_facts(report), "how_to": ("怎样使用", how_to)}
    for key, (label, words) in facts.items():
        for number, (text, height) in enumerate(
            rows_of(words, VALUE_WIDTH - 2, PLAIN.size, ROW_PT), start=1
        ):
            goes_on = number > 1
            brush.put(sheet, row, 1, f"{key}{CONTINUED}{number}" if goes_on else key, Look())
            brush.put(sheet, row, 2, f"{label}\n（续）" if goes_on else label, LABEL)
            brush.put(sheet, row, 3, text, PLAIN)
            sheet.row_dimensions[row].height = height
            row += 1
    sheet.print_area = f"B2:C{row - 1}"


def _title(report: PackageReport) -> Iterator[tuple[str, Look, float]]:
    title = replace(BARE, font=TITLE, bold=True)
    sample = f"{SAMPLE}，不作为下达依据" if report.package.sample else ""
    yield sample, replace(BARE, font=HEADING, size=14, ink="returned"), 40
    yield report.plan.title, replace(title, size=22), 50
    yield f"{report.package.year}年度任务包", replace(title, size=28), 58
    yield "", BARE, 20
