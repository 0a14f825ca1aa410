"""What came in, in words: the files, the departments, the figures that differ."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from model.domain.answers import STATE_LABELS
from model.domain.numbers import number_text, points_text
from ui.marks import Mark
from ui.models.table_model import Cell, Line

if TYPE_CHECKING:  # they bring openpyxl with them
    from model.merge.consolidation import BodyYear, Consolidation, Reported, SideBySide
    from model.merge.folder import Arrival

FILE_HEADINGS = ("文件", "结果", "责任单位", "次序", "说明")
BODY_HEADINGS = ("责任单位", "报送", "次序", "自评得分#", "复算得分#", "等次", "未填#", "说明")
FIGURE_HEADINGS = ("指标", "年度目标", "责任单位", "填报值#", "对照")


def file_lines(arrivals: Iterable["Arrival"], names: dict[str, str]) -> Iterator[Line]:
    """Refused files first.

    Args:
        names: of departments, by id.
    """
    for arrival in sorted(arrivals, key=lambda arrival: arrival.accepted):
        submission = arrival.submission
        warned = bool(arrival.received and arrival.received.warnings)
        mark = Mark.REFUSED if not arrival.accepted else Mark.WARNED if warned else Mark.TAKEN
        yield Line(
            key=arrival.file,
            cells=(
                Cell(words=arrival.file),
                Cell(words=mark.word, mark=mark),
                Cell(words=names.get(submission.department, "") if submission else ""),
                Cell(words=f"第{submission.sequence}次" if submission else ""),
                Cell(words=arrival_words(arrival)),
            ),
        )


def arrival_words(arrival: "Arrival") -> str:
    """Why a file was refused, or what to mind about it."""
    if arrival.refusal is not None:
        return f"{without_name(arrival)}{arrival.refusal.hint}"
    warnings = arrival.received.warnings if arrival.received else ()
    if not warnings:
        return "示例数据" if arrival.submission and arrival.submission.sample else ""
    return f"{warnings[0]}" + (f"（共 {len(warnings)} 处）" if len(warnings) > 1 else "")


def without_name(arrival: "Arrival") -> str:
    """The refusal's sentence where the file's name stands beside it anyway."""
    return str(arrival.refusal).removeprefix(f"{arrival.file.rpartition('/')[2]}：")


def arrival_detail(arrival: "Arrival") -> str:
    """Everything there is to say about a file, a line each."""
    if arrival.refusal is not None:
        problems = (str(problem) for problem in arrival.refusal.problems)
        return "\n".join([str(arrival.refusal), *problems, arrival.refusal.hint])
    warnings = arrival.received.warnings if arrival.received else ()
    return "\n".join(warnings) or "内容完整，与导出时一致。"


def body_lines(bodies: Iterable["BodyYear"]) -> Iterator[Line]:
    for body in bodies:
        submission, assessment = body.submission, body.assessment
        mark = Mark.TAKEN if submission else Mark.UNREPORTED
        total = assessment.total if assessment else None
        own = submission.self_total if submission else None
        yield Line(
            key=body.department.id,
            cells=(
                Cell(words=body.department.name),
                Cell(words="已报" if submission else mark.word, mark=mark),
                Cell(words=f"第{submission.sequence}次" if submission else ""),
                _points(None if own is None else Decimal(own)),
                _points(total),
                Cell(words=assessment.grade if assessment else ""),
                Cell(words=str(assessment.open_items) if assessment else "", right=True),
                Cell(words=_body_note(body)),
            ),
        )


def _points(points: Decimal | None) -> Cell:
    if points is None:
        return Cell(words="", right=True, sort=-1.0)
    return Cell(words=points_text(points), right=True, sort=float(points))


def _body_note(body: "BodyYear") -> str:
    if body.versions is None:
        return f"应填 {body.items} 项"
    notes = ["自评与复算不一致"] if body.differs else []
    if body.versions.superseded:
        notes.append(f"另有 {body.versions.superseded} 份较早的报送")
    notes += [f"第{fork.sequence}次报送有不同内容，请核实" for fork in body.versions.forks]
    if body.versions.counting.sample:
        notes.append("示例数据")
    return "；".join(notes)


def figure_lines(sides: Iterable["SideBySide"], names: dict[str, str]) -> Iterator[Line]:
    """Indicators about which departments disagree come first, each department on its line."""
    for side in sorted(sides, key=lambda side: not side.differs):
        for reported in side.reported:
            mark = Mark.DIFFERENT if side.differs else None
            several = len(side.reported) > 1
            yield Line(
                key=f"{side.indicator.id}/{reported.department}",
                cells=(
                    Cell(words=side.indicator.name),
                    Cell(words=side.target.text),
                    Cell(words=names.get(reported.department, "")),
                    Cell(words=_value(reported, side.indicator.unit), right=True),
                    Cell(words=mark.word if mark else "一致" if several else "", mark=mark),
                ),
            )


def _value(reported: "Reported", unit: str) -> str:
    if reported.value is not None:
        return f"{number_text(reported.value)} {unit}".strip()
    return STATE_LABELS[reported.state] if reported.state else "未填"


def picture_words(picture: "Consolidation", arrivals: Iterable["Arrival"]) -> str:
    came = list(arrivals)
    taken = sum(arrival.accepted for arrival in came)
    return (
        f"收到 {len(came)} 个文件，接收 {taken} 个，未接收 {len(came) - taken} 个；"
        f"应报 {len(picture.bodies)} 个单位，已报 {len(picture.reported)} 个，"
        f"未报 {len(picture.missing)} 个"
    )
