"""报送情况 and 未接收文件: who reported, which files came, and what is wrong with them."""

from decimal import Decimal

from model.domain.file_outcome import FileOutcome
from model.domain.wording import day_words
from model.report.data import BodyLine, FileLine, ReportData
from model.report.summary.looks import CENTRED, DEPARTMENT, NO, NUMBER, QUIET
from model.workbook.paper.table import Column, Row, Table

STATES = {
    "未报": "returned", "来件未接收": "returned", "来件待认定": "look", "有疑问": "look",
    "退回": "returned", "重报": "ongoing", "待再通过": "look", "通过": "done",
}  # fmt: skip
ORIGINS = {"已验证": "done", "不符": "returned", "不符（已接受）": "look"}
VERDICTS = {
    FileOutcome.REFUSED.value: "returned",
    FileOutcome.UNUSED.value: "look",
    FileOutcome.APART.value: "look",
}
MOST = 20  # problems of one file


def turnout_table(data: ReportData) -> Table:
    it = data.turnout
    due = f"，截止日期 {day_words(it.deadline)}，按时 {it.on_time} 个" if it.deadline else ""
    return Table(
        key="reporting",
        title="报送情况",
        heading=f"{data.year}年度报送情况",
        note=f"应报 {len(it.expected)} 个单位，已报 {it.reported} 个，未报 {len(it.missing)} 个"
        f"{due}，复核通过 {it.passed} 个",
        columns=(
            NO,
            DEPARTMENT,
            Column(key="kind", heading="单位类别", width=13, look=QUIET),
            Column(key="state", heading="报送情况", width=10, look=CENTRED, marks=STATES),
            Column(key="first_on", heading="首次报送", width=16, look=CENTRED),
            Column(key="late", heading="逾期天数", width=9, look=NUMBER),
            Column(key="sequence", heading="采用的报送", width=10, look=CENTRED),
            Column(key="check_code", heading="校验码", width=24, look=CENTRED),
            Column(key="origin", heading="来源", width=16, look=CENTRED, marks=ORIGINS),
            Column(key="filled_by", heading="填报人", width=12),
            Column(key="phone", heading="联系电话", width=16),
            Column(key="note", heading="说明", least=24),
        ),
        rows=tuple(_body(number, line) for number, line in enumerate(data.bodies, start=1)),
    )


def _body(number: int, line: BodyLine) -> Row:
    return Row(
        key=line.department.id,
        values={
            "no": Decimal(number),
            "department": line.department.name,
            "kind": line.department.kind.value,
            "state": line.state,
            "first_on": _day(line.first_on),
            "late": Decimal(line.days_late) if line.days_late else None,
            "sequence": line.sequence,
            "check_code": line.check_code,
            "origin": line.origin,
            "filled_by": line.filled_by,
            "phone": line.phone,
            "note": line.note,
        },
    )


def _day(iso: str) -> str:
    return day_words(iso) if iso else ""


def files_table(data: ReportData) -> Table:
    return Table(
        key="refused",
        title="未接收文件",
        heading="未接收、没有计入的文件和接收时的提示",
        note=f"共收到 {data.came} 个文件：{data.files_told}。原件都已留存。",
        columns=(
            NO,
            Column(key="file", heading="文件", least=24),
            Column(key="verdict", heading="结果", width=10, look=CENTRED, marks=VERDICTS),
            Column(key="reason", heading="原因或提示", least=34),
            Column(key="cure", heading="怎么办", least=24),
        ),
        rows=tuple(_file(number, one) for number, one in enumerate(data.files, start=1)),
        empty="（全部接收，没有提示）",
    )


def _file(number: int, one: FileLine) -> Row:
    more = f"……共 {len(one.details)} 条" if len(one.details) > MOST else ""
    refused = one.standing is FileOutcome.REFUSED
    lines = (one.message if refused else "", *one.details[:MOST], more)
    return Row(
        key=f"file{number}",
        values={
            "no": Decimal(number),
            "file": one.name,
            "verdict": "已接收" if one.standing is FileOutcome.WARNED else one.standing.value,
            "reason": "\n".join(filter(None, lines)),
            "cure": one.hint,
        },
    )
