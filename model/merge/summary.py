"""汇总工作簿: who reported, what it scores, which numbers differ, what could not be taken in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from model.domain.answers import STATE_LABELS
from model.jobs import JobContext
from model.merge.consolidation import BodyYear, Consolidation, Reported, SideBySide
from model.merge.folder import Arrival
from model.workbook.files import write_safely
from model.workbook.paper.page import Page
from model.workbook.paper.styles import HEADING, Look, Value
from model.workbook.paper.table import Column, Row, Table
from model.workbook.tables import tables_bytes

CENTRED, QUIET = Look(across="center"), Look(ink="quiet")
POINTS = Look(across="right", indent=1, font="宋体", number_format="0.00")
COUNT = Look(across="right", indent=1, font="宋体")
NUMBERING = Column(key="no", heading="序号", width=5, look=CENTRED)
LATE = {"未报": "returned", "未接收": "returned", "不一致": "returned", "不同": "behind"}
DEPARTMENT = Column(key="department", heading="责任单位", width=24)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`made_at`: ISO 8601 with offset, so that equal summaries give equal bytes."""

    consolidation: Consolidation
    arrivals: Sequence[Arrival]
    made_at: str

    @property
    def subject(self) -> str:
        sample = any(b.submission.sample for b in self.consolidation.bodies if b.submission)
        return f"{'含示例数据　' if sample else ''}{self.consolidation.year}年度自评估汇总"


def write_summary(path: Path, summary: Summary, job: JobContext) -> None:
    """Raises: AppError: it can't be written there; what was there before is as it was."""
    content = summary_bytes(summary, job)
    job.step(5, 5, f"写入 {path.name}")
    write_safely(path, content)


def summary_bytes(summary: Summary, job: JobContext) -> bytes:
    """The workbook as a file's content: equal summaries give equal bytes."""
    return tables_bytes(
        tuple(_tables(summary)),
        Page(left=summary.subject, right=f"制表 {summary.made_at[:10]}"),
        title=summary.subject,
        author="领导小组办公室",
        moment=summary.made_at,
        job=job,
    )


def _tables(summary: Summary) -> Iterator[Table]:
    yield _reporting(summary)
    yield _scores(summary)
    yield _indicators(summary)
    yield _refused(summary)


def _reporting(summary: Summary) -> Table:
    bodies = summary.consolidation.bodies
    reported = len(summary.consolidation.reported)
    return Table(
        key="reporting",
        title="报送情况",
        heading=f"{summary.consolidation.year}年度报送情况",
        note=f"应报 {len(bodies)} 个单位，已报 {reported} 个，未报 {len(bodies) - reported} 个",
        columns=(
            NUMBERING,
            DEPARTMENT,
            Column(key="kind", heading="单位类别", width=14, look=QUIET),
            Column(
                key="state", heading="报送情况", width=10, look=CENTRED, marks={"未报": "returned"}
            ),
            Column(key="sequence", heading="采用的报送", width=12, look=CENTRED),
            Column(key="exported", heading="导出时间", width=18, look=CENTRED),
            Column(key="check_code", heading="校验码", width=25, look=CENTRED),
            Column(key="filled_by", heading="填报人", width=12),
            Column(key="phone", heading="联系电话", width=15),
            Column(key="note", heading="说明", least=20),
        ),
        rows=tuple(
            Row(
                key=body.department.id,
                values={
                    "no": Decimal(number),
                    "department": body.department.name,
                    "kind": body.department.kind.value,
                    "state": "已报" if body.versions else "未报",
                    **_reported_values(body),
                },
            )
            for number, body in enumerate(bodies, start=1)
        ),
    )


def _reported_values(body: BodyYear) -> dict[str, Value]:
    submission, versions = body.submission, body.versions
    if submission is None or versions is None:
        return {}
    notes = []
    if submission.sample:
        notes.append("示例数据")
    if versions.superseded:
        notes.append(f"另有 {versions.superseded} 份较早的报送，未采用")
    for fork in versions.forks:
        codes = "、".join(fork.check_codes)
        notes.append(
            f"第{fork.sequence}次报送有 {len(fork.check_codes)} 份不同内容（{codes}），请核实"
        )
    return {
        "sequence": f"第{submission.sequence}次",
        "exported": submission.exported_at[:16].replace("T", " "),
        "check_code": submission.check_code,
        "filled_by": submission.cover.get("filled_by", ""),
        "phone": submission.cover.get("phone", ""),
        "note": "；".join(notes),
    }


def _scores(summary: Summary) -> Table:
    bodies = sorted(summary.consolidation.reported, key=_by_score)
    book = summary.consolidation.rulebook
    return Table(
        key="scores",
        title="得分汇总",
        heading=f"{summary.consolidation.year}年度得分汇总",
        note=f"{book.title}（{book.version} 版）。复算得分由本程序按规则重新计算，从高到低排列。",
        columns=(
            NUMBERING,
            DEPARTMENT,
            Column(key="self_total", heading="自评得分", width=10, look=POINTS),
            Column(key="self_grade", heading="自评等次", width=10, look=CENTRED),
            *(
                Column(key=f"part.{part.id}", heading=part.title, width=11, look=POINTS)
                for part in book.parts
            ),
            Column(key="adjusted", heading="加减分", width=9, look=POINTS),
            Column(key="total", heading="复算得分", width=10, look=POINTS),
            Column(key="grade", heading="复算等次", width=10, look=CENTRED),
            Column(key="check", heading="核对", width=9, look=CENTRED, marks=LATE),
            Column(key="items", heading="事项数", width=8, look=CENTRED),
            Column(key="open", heading="未填", width=7, look=CENTRED),
            Column(key="note", heading="说明", least=14, look=QUIET),
        ),
        rows=tuple(
            Row(key=body.department.id, values=_score_values(number, body))
            for number, body in enumerate(bodies, start=1)
        ),
        empty="还没有单位报送。",
    )


def _by_score(body: BodyYear) -> tuple[bool, Decimal]:
    total = body.assessment.total if body.assessment else None
    return total is None, -(total or Decimal(0))


def _score_values(number: int, body: BodyYear) -> dict[str, Value]:
    submission, assessment = body.submission, body.assessment
    if submission is None or assessment is None:
        return {}
    own = submission.self_total
    return {
        "no": Decimal(number),
        "department": body.department.name,
        "self_total": None if own is None else Decimal(own),
        "self_grade": submission.self_grade,
        **{f"part.{part.id}": part.points for part in assessment.parts},
        "adjusted": sum((a.points for a in assessment.adjustments), Decimal(0)),
        "total": assessment.total,
        "grade": assessment.grade,
        "check": "不一致" if body.differs else "一致",
        "items": Decimal(body.items),
        "open": Decimal(assessment.open_items),
        "note": "；".join(a.title for a in assessment.adjustments if a.forces),
    }


def _indicators(summary: Summary) -> Table:
    sides = summary.consolidation.indicators
    conflicts = len(summary.consolidation.conflicts)
    return Table(
        key="indicators",
        title="指标对照",
        heading=f"{summary.consolidation.year}年度指标对照",
        note=f"已有单位填报的指标 {len(sides)} 项，其中 {conflicts} 项各单位填报不同，请核对。",
        columns=(
            NUMBERING,
            Column(key="indicator", heading="指标", least=24),
            Column(key="unit", heading="单位", width=9, look=CENTRED),
            Column(key="target", heading="年度目标", least=16),
            DEPARTMENT,
            Column(key="value", heading="实际完成值", width=13, look=COUNT),
            Column(key="state", heading="情况", width=10, look=CENTRED),
            Column(key="check", heading="对照", width=9, look=CENTRED, marks=LATE),
        ),
        rows=tuple(_indicator_rows(summary.consolidation, sides)),
        empty="还没有单位填报指标。",
    )


def _indicator_rows(year: Consolidation, sides: Sequence[SideBySide]) -> Iterator[Row]:
    for number, side in enumerate(sides, start=1):
        for place, reported in enumerate(side.reported):
            first = place == 0
            look = Look(font=HEADING) if first else QUIET
            yield Row(
                key=f"{side.indicator.id}/{reported.department}",
                values={
                    "no": Decimal(number),
                    "indicator": side.indicator.name,
                    "unit": side.indicator.unit,
                    "target": side.target.text,
                    "department": year.plan.departments[reported.department].name,
                    "value": reported.value,
                    "state": _state(reported),
                    "check": _agreement(side, reported),
                },
                looks={"indicator": look},
            )


def _state(reported: Reported) -> str:
    if reported.state is not None:
        return STATE_LABELS[reported.state]
    return "已填" if reported.value is not None else "未填"


def _agreement(side: SideBySide, reported: Reported) -> str:
    if reported.own_area:
        return "本街道"
    if sum(not one.own_area for one in side.reported) < 2:
        return ""
    return "不同" if side.differs else "相同"


def _refused(summary: Summary) -> Table:
    came = len(summary.arrivals)
    refused = [arrival for arrival in summary.arrivals if arrival.refusal]
    warned = [a for a in summary.arrivals if a.received and a.received.warnings]
    return Table(
        key="refused",
        title="未接收文件",
        heading="未接收的文件和接收时的提示",
        note=f"共收到 {came} 个文件：接收 {came - len(refused)} 个"
        f"（其中 {len(warned)} 个有提示），未接收 {len(refused)} 个",
        columns=(
            NUMBERING,
            Column(key="file", heading="文件", least=24),
            Column(key="verdict", heading="结果", width=10, look=CENTRED, marks=LATE),
            Column(key="reason", heading="原因", least=30),
            Column(key="cure", heading="怎么办", least=24),
        ),
        rows=tuple(
            Row(key=f"file{number}", values={"no": Decimal(number), **_file_values(arrival)})
            for number, arrival in enumerate((*refused, *warned), start=1)
        ),
        empty="（全部接收，没有提示）",
    )


def _file_values(arrival: Arrival) -> dict[str, Value]:
    if arrival.refusal is not None:
        reasons = (str(arrival.refusal), *map(str, arrival.refusal.problems[:20]))
        return {
            "file": arrival.file,
            "verdict": "未接收",
            "reason": "\n".join(reasons),
            "cure": arrival.refusal.hint,
        }
    warnings = arrival.received.warnings if arrival.received else ()
    more = f"\n……共 {len(warnings)} 条" if len(warnings) > 20 else ""
    return {
        "file": arrival.file,
        "verdict": "已接收",
        "reason": "\n".join(warnings[:20]) + more,
        "cure": "请与该单位核对；如应以表内值为准，请其在填报程序中修改后重新导出。",
    }
