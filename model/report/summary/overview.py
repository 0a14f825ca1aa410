"""总览: the year on one page, counted by formulas from the other sheets, with two charts."""

from collections.abc import Iterator
from decimal import Decimal

from model.consolidation.consolidation import Consolidation, Tally
from model.consolidation.target_attainment import Reach
from model.domain.numbers import rounded
from model.domain.wording import share_text
from model.report.chapters.results import NO_GRADE
from model.report.data import ReportData
from model.report.summary.looks import CENTRED, NUMBER, QUIET
from model.workbook.charts import Bars
from model.workbook.paper.layout import fitted
from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import FIRST_ROW, Column, Row, Table
from model.workbook.paper.values import Formula, Value

TITLE = "总览"
HEAD = Look(font=HEADING, fill="quote")
SHARE = Look(across="right", font="宋体", number_format="0.0%")
AVERAGE = Look(across="right", font="宋体", number_format="0.00")


def overview_table(data: ReportData, last_detail: int) -> Table:
    sample = "（示例数据）" if data.sample else ""
    return Table(
        key="overview",
        title=TITLE,
        heading=f"{data.place}{data.year}年度碳达峰自评估汇总{sample}",
        note=_note(data),
        columns=(
            Column(key="topic", heading="事项", width=32),
            Column(key="number", heading="数", width=14, look=NUMBER),
            Column(key="unit", heading="单位", width=9, look=CENTRED),
            Column(key="note", heading="说明", width=52, look=QUIET),
        ),
        rows=tuple(_rows(data, last_detail)),
        width=107,
        portrait=True,
    )


def _note(data: ReportData) -> str:
    open_ = "；".join(one.words for one in data.open_matters)
    state = f"尚有未定事项：{open_}。" if open_ else ""
    if data.final:
        state = "各单位均已报送并通过复核，没有未定事项。"
    record = f"{data.record.words}。" if data.record else ""
    return f"数据截至{data.day}。{state}{record}"


def _rows(data: ReportData, last: int) -> Iterator[Row]:
    states = f"报送情况!$E$5:$E${4 + max(len(data.bodies), 1)}"
    it = data.turnout
    yield _line("expected", "应报送单位", Decimal(len(it.expected)), "个")
    yield _line(
        "reported", "已报送", _counted(
            f'COUNTA({states})-COUNTIF({states},"未报")-COUNTIF({states},"来件*")'
            f'-COUNTIF({states},"本年无任务")', it.reported
        ),
        "个", _share(it.reported, len(it.expected)),
    )  # fmt: skip
    if it.deadline:
        share = _share(it.on_time, len(it.expected))
        yield _line("on_time", "按时报送", Decimal(it.on_time), "个", share)
    yield _line("passed", "复核通过", _counted(f'COUNTIF({states},"通过")', it.passed), "个")
    yield from _scores(data)
    for grade in data.rulebook.grades:
        yield _grade(data, grade.name)
    yield from _ungraded(data)
    for reach in Reach:
        reaches = f"指标!$I$5:$I${4 + max(len(data.picture.indicators), 1)}"
        count = _counted(f'COUNTIF({reaches},"{reach.value}")', data.picture.reached(reach))
        note = _of_due(data.picture, reach)
        yield _line(f"reach.{reach.name}", f"指标：{reach.value}", count, "项", note)
    for section in data.picture.sections:
        tally = data.picture.section(section.key)
        result = "—" if tally.share is None else rounded(tally.share, 3)
        yield Row(
            key=f"section.{section.key}",
            values={
                "topic": section.name,
                "number": Formula(_district_share(section.key, last), result),
                "unit": "得分率",
                "note": _states(tally),
            },
            looks={"number": SHARE},
        )


def _of_due(picture: Consolidation, reach: Reach) -> str:
    """'占应在2025年达到、有数据的 13 项的 61.5%' where *reach* is a part of those."""
    due = picture.due
    if reach is Reach.EARLY and due.early:
        return "目标尚未到期，不计入达到率"
    if reach not in {Reach.REACHED, Reach.MISSED} or not due.known:
        return ""
    share = share_text(Decimal(picture.reached(reach)) / due.known)
    return f"占应在{picture.year}年达到、有数据的 {due.known} 项的 {share}"


def _states(tally: Tally) -> str:
    """'共 382 项次，完成 223，推进中 78，滞后 9'."""
    words = [f"{told} {count}" for told, count in tally.counts if count]
    return "，".join([f"共 {tally.obligations} 项次", *words])


def _line(key: str, topic: str, number: Value, unit: str, note: str = "") -> Row:
    return Row(key=key, values={"topic": topic, "number": number, "unit": unit, "note": note})


def _counted(formula: str, result: int) -> Formula:
    return Formula(formula, Decimal(result))


def _share(part: int, whole: int) -> str:
    return f"占 {share_text(Decimal(part) / whole)}" if whole else ""


def _scores(data: ReportData) -> Iterator[Row]:
    totals = [t for one in data.picture.departments if (t := one.reviewed.total) is not None]
    if totals:
        cells = f"得分汇总!$I$5:$I${4 + len(data.picture.departments)}"
        mean = rounded(sum(totals, Decimal(0)) / len(totals))
        for key, topic, formula, result in (
            ("mean", "复核得分平均", f"ROUND(AVERAGE({cells}),2)", mean),
            ("best", "最高", f"MAX({cells})", max(totals)),
            ("last", "最低", f"MIN({cells})", min(totals)),
        ):
            value = Formula(formula, result)
            values: dict[str, Value] = {"topic": topic, "number": value, "unit": "分"}
            yield Row(key=key, values=values, looks={"number": AVERAGE})


def _ungraded(data: ReportData) -> Iterator[Row]:
    """Those that have no grade, where there are any: the counts of grades add up."""
    came = data.picture.departments
    count = sum(not one.reviewed.grade for one in came)
    if count:
        cells = f"得分汇总!$J$5:$J${4 + len(came)}"
        graded = "".join(f'-COUNTIF({cells},"{grade.name}")' for grade in data.rulebook.grades)
        counted = _counted(f"ROWS({cells}){graded}", count)
        yield _line("grade.", NO_GRADE, counted, "个单位", _share(count, len(came)))


def _grade(data: ReportData, name: str) -> Row:
    cells = f"得分汇总!$J$5:$J${4 + max(len(data.picture.departments), 1)}"
    came = data.picture.departments
    count = sum(one.reviewed.grade == name for one in came)
    counted = _counted(f'COUNTIF({cells},"{name}")', count)
    return _line(f"grade.{name}", name, counted, "个单位", _share(count, len(came)))


def _said(row: Row, number_format: str) -> str:
    """'良好 5', '产业绿色低碳转型行动 73%'."""
    value = row.values["number"]
    number = value.result if isinstance(value, Formula) else value
    share = number_format.endswith("%") and isinstance(number, Decimal)
    return f"{row.values['topic']} {f'{number:.0%}' if share else number}"


def _district_share(section: str, last: int) -> str:
    """The formula of the share. Detail sheet: D section, K maximum, L standing, M points."""

    def column(letter: str) -> str:
        return f"逐项得分!${letter}$5:${letter}${last}"

    where = f'{column("D")},"{section}"'
    whole = f"SUMIFS({column('K')},{where})"
    for away in ("不适用", "目标未下达"):
        whole += f'-SUMIFS({column("K")},{where},{column("L")},"{away}")'
    share = f"SUMIFS({column('M')},{where})/({whole})"
    return f'IF(ROUND({whole},2)=0,"—",ROUND({share},3))'


def overview_charts(table: Table) -> Iterator[Bars]:
    """The charts of grades and sections, side by side below the table."""
    rows = dict(enumerate(table.rows, start=FIRST_ROW))
    below = fitted(table).bottom + 2
    for prefix, title, column, lying, shown in (
        ("grade.", "等次分布（单位数）", "B", False, "0"),
        ("section.", "各领域得分率", "D", True, "0%"),
    ):
        own = {number: row for number, row in rows.items() if row.key.startswith(prefix)}
        said = "，".join(_said(row, shown) for row in own.values())
        yield Bars(
            title=title, told=f"{title}：{said}", names=2, numbers=3, first=min(own),
            last=max(own), column=column, row=below, width=11.4 if lying else 8.4, height=8,
            number_format=shown, lying=lying,
        )  # fmt: skip
