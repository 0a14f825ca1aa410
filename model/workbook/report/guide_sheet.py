"""填报说明: how to read, print and put right this workbook, and what the plan leaves open."""

from collections.abc import Iterable, Iterator

from model.domain.answers import STATE_LABELS
from model.domain.plan import Stage
from model.domain.score import Standing
from model.scoring.rulebook import Rule, TotalRule
from model.scoring.scope import Unscored
from model.workbook.keys import GUIDE, TITLES
from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.report.content import YearReport

WHAT_IT_IS, PRINTING, PUT_RIGHT = "这是什么", "打印与盖章", "发现填错了"
Topic = tuple[str, str]  # what it is about, and the text
CENTS = 2  # decimals
FOLLOWING: Topic = (
    "随指标的任务",
    "有的任务和本单位的一个指标说的是同一件事，状态和进度随指标的数，只按数计分。",
)
STILL_ASKED = "同一内容的指标照常填报"
MEANT = {
    Stage.OVERDUE: "过了方案写明的期限还没有完成，今年继续填报：",
    Stage.ARCHIVED: "往年已经完成并经领导小组办公室认可，今年不填、不计分：",
    Stage.OVER: "方案写明的期限已过，今年不要求填、不计分：",
    Stage.NOT_BEGUN: "方案写明的年限还没有到，今年不要求填、不计分：",
}


def guide_table(report: YearReport, topics: Iterable[Topic]) -> Table:
    return Table(
        key=GUIDE,
        title=TITLES[GUIDE],
        heading=TITLES[GUIDE],
        note=report.subject,
        columns=(
            Column(
                key="topic",
                heading="事项",
                width=22,
                look=Look(font=HEADING, size=10.5, down="top"),
            ),
            Column(key="text", heading="说明", least=60, look=Look(size=10.5, down="top")),
        ),
        rows=tuple(
            Row(key=f"guide{number}", values={"topic": topic, "text": text})
            for number, (topic, text) in enumerate(topics, start=1)
        ),
    )


def report_topics(report: YearReport) -> Iterator[Topic]:
    """The topics of a workbook that the app exports."""
    yield from _reading()
    yield from answering_topics(report)
    yield FOLLOWING
    yield from _recomputing()
    yield from plan_topics(report)


def plan_topics(report: YearReport) -> Iterator[Topic]:
    """The rules that score this department, and what the plan leaves open for it."""
    yield from _years(report)
    yield from _unscored(report)
    yield from _rules(report)
    concerning = {
        item.id for item in report.questionnaire.plan.items_of(report.submission.department)
    } | {report.submission.department}
    questions = report.questionnaire.plan.questions_about(*sorted(concerning))
    for number, question in enumerate(questions, start=1):
        yield (
            f"方案未明之处（{number}）",
            f"{question.question}\n目前按此处理：{question.default}\n理由：{question.reason}",
        )


def _rules(report: YearReport) -> Iterator[Topic]:
    """The rules that some score of this department comes from, with what they rest on."""
    book = report.assessor.rulebook
    used = {score.rule for score in report.assessment.scores}
    rules: list[Rule | TotalRule] = [rule for rule in book.rules if rule.id in used]
    for rule in (*rules, *book.total_rules):
        yield f"评分规则 {rule.id}", f"{rule.title}。依据：{rule.source}\n理由：{rule.reason}"


def _reading() -> Iterator[Topic]:
    text = (
        "本工作簿由填报程序导出，既是可打印、签字、盖章的表，也是报送领导小组办公室的数据。"
        "请把整个文件作为邮件附件报送；文件名可以改，不要另存为其他格式，不要设打开密码。"
    )
    yield WHAT_IT_IS, text
    text = (
        "各表已按 A4 设好，直接打印即可：封面纵向，其余横向。打印后在封面签字、盖章。"
        "每页页脚的校验码应与封面一致，不一致就不是同一次报送。"
    )
    yield PRINTING, text
    text = (
        "请回到填报程序中修改，再导出一次，报送次序自动加一。"
        "直接在表中改动的单元格，领导小组办公室接收时会逐格列出，并以导出时的数据为准。"
    )
    yield PUT_RIGHT, text


def answering_topics(report: YearReport) -> Iterator[Topic]:
    """How to answer, and what becomes of it."""
    states = "、".join(STATE_LABELS.values())
    text = (
        f"任务的状态为{states}之一；空白表示未填，不等于零，也不等于未启动。"
        "“不适用”须写明理由，经领导小组办公室核准。"
    )
    yield "进展状态", text
    text = (
        f"“得分”是导出时按规则算定的分数；“{Standing.OPEN}”暂不得分但仍占分值，"
        f"“{Standing.NOT_APPLICABLE}”和“{Standing.NO_TARGET}”不计入满分。"
        f"每项的算式写在“算式说明”中，可以用计算器复核；{_rounding(report)}。"
    )
    yield "得分怎么来", text


def _rounding(report: YearReport) -> str:
    if report.assessor.rulebook.decimals > CENTS:
        return "每项得分保留四位小数，各部分加总后四舍五入到 0.01 分"
    return "每项得分四舍五入到 0.01 分"


def _years(report: YearReport) -> Iterator[Topic]:
    """Which measures of the department the year doesn't ask, or asks after their term."""
    plan, own = report.questionnaire.plan, report.submission.department
    asked = {item.id for item in plan.open_to(own)}
    found: dict[Stage, list[str]] = {}
    for one in (*plan.measures_of(own), *plan.outside_of(own)):
        notes = (one.accepted, STILL_ASKED if asked.intersection(one.repeats) else "")
        said = one.text + "".join(f"（{note}）" for note in notes if note)
        found.setdefault(one.stage, []).append(said)
    for stage, meant in MEANT.items():
        if stage in found:
            yield stage.value, "\n".join((meant, *(f"· {said}" for said in found[stage])))


def _unscored(report: YearReport) -> Iterator[Topic]:
    """What is listed and earns no points under the rulebook, and why."""
    plan, found = report.questionnaire.plan, report.assessor.unscored
    for why in Unscored:
        if titles := [plan.item(key).title for key, one in found.items() if one is why]:
            yield "列出、不计分", "\n".join((f"{why}：", *(f"· {title}" for title in titles)))


def _recomputing() -> Iterator[Topic]:
    text = (
        "“复算得分”是表内公式按表中现有的填报内容重新算出的分数，与“得分”逐项核对："
        "两者相同显示“一致”；显示“不一致”，说明导出以后有单元格被改动过。"
    )
    yield "复算得分", text
