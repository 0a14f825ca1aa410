"""Two years of all bodies with rich words, each marked 示例: what leaders would be handed."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from forms import FORMS
from model.consolidation.consolidation import Consolidation, DepartmentResult, picture
from model.consolidation.ranking_groups import ranking_groups
from model.consolidation.suspicions import Reported, suspicions
from model.domain.answers import Evidence
from model.domain.numbers import number_text, rounded
from model.domain.plan import Direction, Indicator, Item, Plan
from model.domain.rectification import (
    Feedback,
    FeedbackState,
    Rectification,
    RectificationAct,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
    ledger,
)
from model.domain.submission import Edition, Submission
from model.domain.targets import target_in_force
from model.report.data import ReportData, Turnout
from model.report.self_report import AnsweredRemark, SelfReport
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.workbook.layout import Questionnaire

MARK = "（示例）"
YEAR = 2026
DONE = (
    "印发年度工作要点，把任务分解到科室，召开调度会 {n} 次，现场督导点位 {m} 处，年底逐项核验",
    "完成改造 {m} 处、{k} 万平方米，经第三方检测，综合能耗较改造前下降 {n}%",
    "联合相关部门开展专项检查 {n} 轮，检查企业 {m} 家，发现问题 {k} 个，已全部整改到位",
    "争取市级专项资金 {m} 万元，支持项目 {n} 个，其中 {k} 个当年竣工并投入使用",
    "举办“节能宣传周”“全国低碳日”等主题活动 {n} 场，发放宣传材料 {m}00 份，参与居民 {k} 万人次",
)
PROBLEMS = (
    "老旧小区权属复杂，产权单位意见不一，改造方案协调周期较长",
    "专项资金到位较晚，部分项目跨年实施，影响年度投资完成率",
    "基层统计力量薄弱，分项计量覆盖不全，能耗数据多靠估算",
    "企业节能改造意愿不强，市场化合同能源管理模式推广不快",
    "部分点位涉及地铁施工占路，需待围挡拆除后方可进场",
    "缺少专业技术人员，碳排放核算方法尚未掌握",
)
STEPS = (
    "建立月调度、季通报机制，倒排工期，确保 {y} 年 6 月底前完成剩余点位",
    "会同财政部门提前谋划项目储备，力争资金在一季度下达",
    "组织业务培训 {n} 次，完善能耗分项计量，{y} 年起按月报送",
    "对进度滞后的事项由分管负责同志包联，逐项制定销号清单",
    "选取 {n} 家重点用能单位开展合同能源管理试点，形成可复制的做法",
)


@dataclass(frozen=True, eq=False)
class RichYears:
    """The years `YEAR` and the one before, of *plan* as it is in force."""

    plan: Plan
    rulebook: Rulebook

    @cached_property
    def data(self) -> ReportData:
        """The office's year, reviewed to the end but for three bodies that did not report."""
        bodies, missing = self.plan.bodies, self.plan.bodies[-3:]
        years = [self._result(one.id, YEAR) for one in bodies[:-3]]
        before = [self._result(one.id, YEAR - 1) for one in bodies]
        reports = {
            one.department.id: Reported(
                submission=self.submission(one.department.id, YEAR),
                recomputed=one.recomputed,
                targets=one.assessor.targets,
            )
            for one in years
        }
        pieces = Counter(
            (body, piece.item) for body, one in reports.items() for piece in one.submission.evidence
        )
        return ReportData(
            plan=self.plan, year=YEAR, rulebook=self.rulebook,
            turnout=Turnout(
                expected=bodies, missing=missing, on_time=43, passed=len(years),
                late=((bodies[3], 2), (bodies[7], 5)), deadline="2027-01-31",
            ),
            picture=picture(self.plan, YEAR, years, {}),
            groups=ranking_groups(self.rulebook, years),
            made_at="2027-02-20T10:00:00+08:00",
            suspicions=tuple(suspicions(self.plan, reports)), came=52,
            before={one.department.id: one.reviewed.total for one in before if one.reviewed.total},
            last=picture(self.plan, YEAR - 1, before, {}), rectifications=self.rectifications,
            evidence=pieces, sample=True,
        )  # fmt: skip

    @cached_property
    def last(self) -> Consolidation:
        found = self.data.last
        assert found
        return found

    def submission(self, body: str, year: int) -> Submission:
        draw = random.Random(f"{body}{year}")
        answers = dict(self._answers(body, year, draw))
        evidence = tuple(self._evidence(body, answers, year, draw))
        cover = {
            "filled_by": f"{MARK}王五", "phone": "022-00000000", "checked_by": f"{MARK}李四",
            "approved_by": f"{MARK}张三",
            "remark": f"{MARK}成立由主要负责同志任组长的工作专班，全年召开专题会议 4 次，"
            "将碳达峰任务纳入科室绩效考核。\n"
            "坚持项目化、清单化推进，各项任务总体达到序时进度。",
        }  # fmt: skip
        return Submission(
            id=f"{body}{year}", year=year, department=body, sequence=1, parent=None,
            exported_at=f"{year + 1}-01-20T10:00:00+08:00",
            plan=Edition(id=self.plan.id, version=self.plan.edition),
            rulebook=Edition(id=self.rulebook.id, version=self.rulebook.version),
            answers=answers, cover=cover, evidence=evidence, sample=True,
        )  # fmt: skip

    def self_report(self, body: str) -> SelfReport:
        told = self.submission(body, YEAR)
        items = [*told.answers]
        return SelfReport(
            questionnaire=Questionnaire(plan=self.plan, forms=FORMS),
            submission=told,
            assessor=Assessor(self.plan, self.rulebook, body, YEAR),
            made_at="2027-01-20T10:00:00+08:00",
            code="3F2A 91C0 77BE 0D14",
            remarks=[
                AnsweredRemark(item=items[0], remark="请写明覆盖范围。", reply="已补充点位清单。"),
                AnsweredRemark(item=items[1], remark="佐证与事项不符，请更换。"),
            ],
            rectifications=[one for one in self.rectifications if one.bearer == body],
            before=self.submission(body, YEAR - 1).answers,
        )

    @cached_property
    def rectifications(self) -> tuple[Rectification, ...]:
        """What last year left, a third of it closed, and some of it late."""
        acts: list[RectificationAct] = []
        number = 0
        for body in self.plan.bodies:
            for item, answer in self.submission(body.id, YEAR - 1).answers.items():
                if answer.get("state") in {"behind", "not_started"} and number < 90:
                    number += 1
                    acts += self._line(number, body.id, item, answer)
        return ledger(acts)

    def _line(
        self, number: int, body: str, item: str, answer: Mapping[str, str]
    ) -> Iterator[RectificationAct]:
        draw, steps = random.Random(number), RectificationStep
        key, cause = f"s{number}", ShortcomingCause.BEHIND
        if answer["state"] == "not_started":
            cause = ShortcomingCause.NOT_STARTED
        one = Shortcoming(
            year=YEAR - 1, number=number, department=body, cause=cause, item=item,
            problem=f"报为“{cause}”。所报原因：{answer['problems']}。", demand=answer["next_steps"],
        )  # fmt: skip

        def act(step: RectificationStep, month: int, **more: object) -> RectificationAct:
            id_ = key if step is steps.ASSIGN else f"{step.name}{number}"
            at = f"{YEAR}-{month:02}-03T09:00:00+08:00"
            return RectificationAct(
                id=id_, shortcoming=key, step=step, by=f"{MARK}赵六", at=at, **more
            )  # type: ignore[arg-type]

        yield act(steps.ASSIGN, 3, due=f"{YEAR}-0{draw.choice((6, 9))}-30", assigned=one)
        told = Feedback(
            state=FeedbackState.DONE, measure="倒排工期、专人包联",
            done=f"{MARK}{_said(draw, DONE)}", section="综合科", person=f"{MARK}钱七",
        )  # fmt: skip
        more = [
            act(steps.FEEDBACK, 5, department=body, feedback=told),
            act(steps.ACCEPT, 6, about=f"FEEDBACK{number}"),
            act(steps.CLOSE, 7),
        ]
        yield from more[: draw.choice((0, 1, 1, 2, 3, 3))]

    def _result(self, body: str, year: int) -> DepartmentResult:
        told = self.submission(body, year)
        judge = Assessor(self.plan, self.rulebook, body, year)
        score = judge.assess(told.answers)
        return DepartmentResult(
            department=self.plan.departments[body], answers=told.answers,
            reported=told.answers, recomputed=score,
            reviewed=score, assessor=judge, self_total=score.total, self_grade=score.grade,
            passed=True,
        )  # fmt: skip

    def _answers(
        self, body: str, year: int, draw: random.Random
    ) -> Iterator[tuple[str, dict[str, str]]]:
        for item in self.plan.items_of(body):
            if isinstance(item, Indicator) and not item.qualitative:
                yield item.id, _value(item, year, draw)
            elif answer := _state(item, year, draw):
                yield item.id, answer
        for item in self.plan.supported_by(body):
            if draw.random() < 0.4 and not isinstance(item, Indicator):
                yield item.id, {"contribution": f"{MARK}{_said(draw, DONE)}。"}

    def _evidence(
        self, body: str, answers: Mapping[str, Mapping[str, str]], year: int, draw: random.Random
    ) -> Iterator[Evidence]:
        name = self.plan.departments[body].name
        for number, item in enumerate(answers):
            if draw.random() < 0.6 and "contribution" not in answers[item]:
                place = draw.randrange(1, 60)
                yield Evidence(
                    id=f"{body}{year}{number}", item=item,
                    title=f"{MARK}{name}关于任务落实情况的报告",
                    reference=f"津北发〔{year}〕{place}号", issued_on=f"{year}-11-0{place % 9 + 1}",
                    issuer=name, pages=f"{place}–{place + 3}",
                )  # fmt: skip


def _said(draw: random.Random, words: tuple[str, ...]) -> str:
    n, m, k = draw.randint(2, 12), draw.randint(13, 99), draw.randint(2, 9)
    return draw.choice(words).format(n=n, m=m, k=k, y=YEAR + 1)


def _state(item: Item, year: int, draw: random.Random) -> dict[str, str]:
    kind = draw.choices(("done", "ongoing", "behind", "not_started", ""), (55, 28, 8, 4, 5))[0]
    if not kind:
        return {}
    answer = {"state": kind}
    if kind in {"ongoing", "behind"}:
        answer["progress"] = str(draw.randint(30, 85) if kind == "ongoing" else draw.randint(5, 40))
    if kind != "not_started":
        sentences = draw.sample(DONE, draw.randint(1, 3))
        answer["done"] = f"{MARK}" + "。".join(_said(draw, (one,)) for one in sentences) + "。"
    if kind != "done":
        answer["problems"] = f"{MARK}{draw.choice(PROBLEMS)}"
        answer["next_steps"] = f"{MARK}{_said(draw, STEPS)}"
    return answer


def _value(item: Indicator, year: int, draw: random.Random) -> dict[str, str]:
    wanted = target_in_force(item, year).value
    value = Decimal(draw.randint(3, 20)) if wanted is None else wanted
    if item.direction is Direction.AT_LEAST:
        value *= Decimal(draw.choice(("0.82", "0.96", "1.00", "1.03", "1.08")))
    if item.unit == "%":
        value = min(value, Decimal(100))
    answer = {
        "value": number_text(rounded(value, item.decimals)), "basis": f"{MARK}{year}年统计台账",
    }  # fmt: skip
    if wanted is not None and value < wanted:
        answer["explanation"] = f"{MARK}{draw.choice(PROBLEMS)}；下一步{_said(draw, STEPS)}。"
    return answer


def rich_years(plan: Plan, rulebook: Rulebook) -> RichYears:
    return RichYears(replace(plan), rulebook)
