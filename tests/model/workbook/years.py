"""A small plan, a rulebook and a department's year, small enough to read as a whole."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from forms import FORMS
from model.domain.answers import Evidence
from model.domain.numbers import points_text
from model.domain.package import YearPackage
from model.domain.plan import (
    Clause,
    Department,
    DepartmentKind,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    Milestone,
    OpenQuestion,
    Plan,
    Responsibility,
    Source,
)
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.submission import Edition, Submission
from model.jobs import JobContext
from model.scoring.assess import Assessor
from model.scoring.loader import parse_rulebook
from model.scoring.rulebook import Rulebook
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes

YEAR = 2025


def department(key: str, name: str) -> Department:
    return Department(id=key, name=name, kind=DepartmentKind.GOVERNMENT)


def measure(number: int, text: str, *departments: str) -> Measure:
    return Measure(
        id=f"3.1-01-{number:02}",
        clause="3.1-01",
        text=text,
        quote=text,
        departments=departments or ("cgw",),
    )


def indicator(
    key: str,
    name: str,
    *,
    direction: Direction,
    value: str | None,
    unit: str = "",
    decimals: int = 0,
    departments: tuple[str, ...] = ("cgw",),
) -> Indicator:
    return Indicator(
        id=key,
        name=name,
        unit=unit,
        direction=direction,
        kind=IndicatorKind.QUANTITY,
        binding=False,
        decimals=decimals,
        sources=(Source(place="3.1-01", quote=f"到2025年，{name}"),),
        milestones=(Milestone(year=YEAR, value=None if value is None else Decimal(value)),),
        departments=departments,
    )


def small_plan() -> Plan:
    both = ("cgw", "jyj")
    measures = (
        measure(1, "推进垃圾分类"),
        measure(2, "建设绿色社区", *both),
        measure(3, "更新环卫车辆"),
    )
    indicators = (
        indicator("i-green", "绿地率", direction=Direction.AT_LEAST, value="38.5", unit="%",
                  decimals=1, departments=both),
        indicator("i-cars", "新增车辆", direction=Direction.EQUAL, value="12", unit="辆"),
        indicator("i-given", "控煤量", direction=Direction.AT_MOST, value=None, unit="吨"),
        indicator("i-done", "建成示范街道", direction=Direction.DONE, value=None),
    )  # fmt: skip
    return Plan(
        id="small",
        title="小城碳达峰实施方案",
        issuer="小城",
        issued="2022-12-30",
        edition="2022",
        years=(2022, 2030),
        text="",
        goals="",
        departments={
            "cgw": department("cgw", "城管委"),
            "jyj": department("jyj", "教育局"),
            "tjj": department("tjj", "统计局"),
        },
        clauses={
            "3.1-01": Clause(
                id="3.1-01", path=("三、重点任务", "（一）城市行动"), number="1", title="城市降碳",
                body="", bracket="", responsibility=Responsibility.SHARED, named=both,
                departments=both,
            )
        },
        measures={one.id: one for one in measures},
        indicators={one.id: one for one in indicators},
        questions=(
            OpenQuestion(id="q1", question="车辆由谁购置？", default="城管委", reason="方案未写明",
                         about=("i-cars",)),
            OpenQuestion(id="q2", question="别人的事？", default="别人", reason="无",
                         about=("tjj",)),
        ),
    )  # fmt: skip


def small_rulebook() -> Rulebook:
    path = Path(__file__).with_name("small.toml")
    return parse_rulebook(path.read_text("utf-8"), path.name)


ANSWERS = {
    "3.1-01-01": {"state": "done", "done": "全区 12 个街道\n全部开展。"},
    "3.1-01-02": {"state": "ongoing", "progress": "62.5", "done": "=1+1", "problems": "+86"},
    "i-green": {"value": "38.9", "basis": "统计年鉴"},
    "i-cars": {"value": "11", "explanation": "一辆晚到。"},
    "i-given": {"value": "0"},
    "i-done": {"state": "not_applicable", "reason": "由邻区承担。"},
}
EVIDENCE = (
    Evidence(id="e1", item="3.1-01-01", title="分类工作总结", reference="城管〔2025〕3号"),
    Evidence(id="e2", item="i-cars", title="购车合同", file_name="合同.pdf", size=20480,
             sha256="ab" * 32),
)  # fmt: skip
COVER = {"filled_by": "张三", "phone": "022-12345678", "remark": "一切正常。"}


def questionnaire(plan: Plan | None = None) -> Questionnaire:
    return Questionnaire(plan=plan or small_plan(), forms=FORMS)


def assessor(plan: Plan, rulebook: Rulebook, body: str = "cgw", year: int = YEAR) -> Assessor:
    return Assessor(plan, rulebook, body, year)


def make_report(
    answers=None,
    *,
    plan: Plan | None = None,
    rulebook: Rulebook | None = None,
    body: str = "cgw",
    **changes,
) -> YearReport:
    """A report on *answers* (those above unless told otherwise) with a matching submission."""
    plan, rulebook = plan or small_plan(), rulebook or small_rulebook()
    judge = assessor(plan, rulebook, body, changes.get("year", YEAR))
    answers = ANSWERS if answers is None else answers
    assessment = judge.assess(answers)
    submission = Submission(
        **{
            "id": "c" * 32,
            "year": YEAR,
            "department": body,
            "sequence": 1,
            "parent": None,
            "exported_at": "2025-12-20T09:30:00+08:00",
            "plan": Edition(id=plan.id, version=plan.edition),
            "rulebook": Edition(id=rulebook.id, version=rulebook.version),
            "answers": answers,
            "cover": COVER,
            "evidence": EVIDENCE if body == "cgw" else (),
            "self_total": None if assessment.total is None else points_text(assessment.total),
            "self_grade": assessment.grade,
            **changes,
        }
    )
    return YearReport(questionnaire=questionnaire(plan), submission=submission, assessor=judge)


def exported(report: YearReport | None = None) -> bytes:
    return submission_bytes(report or make_report(), JobContext())


# 城管委 and 教育局 merged in the middle of the year
HEIR = Department(id="new", name="城管教育委", kind=DepartmentKind.GOVERNMENT, in_plan=False)
MERGED = DepartmentChange(
    kind=ChangeKind.MERGED, on="2025-12-01", before=("cgw", "jyj"), after=("new",), made=(HEIR,)
)
RULES = Path(__file__).with_name("small.toml").read_text("utf-8")
OPENED = YearPackage(
    id="p1", year=YEAR, version=1, parent=None, opened_at="2025-12-01T09:00:00+08:00",
    made_at="2025-12-01T09:00:00+08:00", plan=Edition(id="small", version="2022"),
    rulebook=Edition(id=small_rulebook().id, version=small_rulebook().version),
    rulebook_text=RULES, deadline="2026-01-31",
)  # fmt: skip
REORGANISED = replace(OPENED, version=2, changes=(MERGED,))
