"""A department's year made up, every text marked 示例数据: for demonstrations and tests.

Nothing here is drawn at random: the same plan, department and year give the same answers.
"""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from model.domain.answers import Answer, Evidence, State
from model.domain.numbers import number_text, rounded
from model.domain.plan import Direction, Indicator, Item, Measure, Plan
from model.domain.targets import target_in_force

MARK = "（示例数据）"
STATES = (
    *[State.DONE] * 11,
    *[State.ONGOING] * 5,
    State.BEHIND,
    State.NOT_STARTED,
    State.NOT_APPLICABLE,
    None,  # 未填
)
SHARES_OF_TARGET = ("1.00", "1.04", "1.00", "0.95", "1.12", "0.88", "1.00")
COVER: Answer = {
    "filled_by": "示例填报人",
    "phone": "022-00000000",
    "checked_by": "示例审核人",
    "approved_by": "示例负责人",
    "remark": f"{MARK}本工作簿由程序自动生成，用于演示，不代表任何单位的真实情况。",
}


def sample_answers(plan: Plan, department: str, year: int) -> dict[str, Answer]:
    """Sample answers of *department* for *year*; a few items are not answered."""
    answers: dict[str, Answer] = {}
    for measure in plan.measures_of(department):
        answers[measure.id] = _about_measure(measure, _draw(department, year, measure.id))
    for indicator in plan.indicators_of(department):
        draw = _draw(department, year, indicator.id)
        answers[indicator.id] = (
            _about_state(f"“{indicator.name}”", draw)
            if indicator.qualitative
            else _about_value(indicator, year, draw)
        )
    for item in plan.supported_by(department):
        draw = _draw(department, year, item.id)
        if draw % 3:
            answers[item.id] = _about_support(item, year, draw)
    return {item: answer for item, answer in answers.items() if answer}


def sample_evidence(plan: Plan, department: str, year: int) -> Iterator[Evidence]:
    """A sample reference for about every fifth measure."""
    for measure in plan.measures_of(department):
        draw = _draw(department, year, measure.id)
        if draw % 5 == 0:
            yield Evidence(
                id=sha256(f"{department}{year}{measure.id}".encode()).hexdigest()[:32],
                item=measure.id,
                title=f"{MARK}关于“{measure.text[:20]}”的工作总结",
                reference=f"示例发〔{year}〕{draw % 90 + 1}号，存本单位办公室",
            )


def _about_support(item: Item, year: int, draw: int) -> Answer:
    if isinstance(item, Indicator) and not item.qualitative:
        told = _about_value(item, year, draw)
        return {key: text for key, text in told.items() if key in {"value", "basis"}}
    return {"contribution": f"{MARK}配合牵头单位开展工作 {draw % 4 + 1} 次。"}


def _draw(*key: object) -> int:
    """A number that depends on *key* alone."""
    return int.from_bytes(sha256("|".join(map(str, key)).encode()).digest()[:4])


def _about_measure(measure: Measure, draw: int) -> Answer:
    return _about_state(f"“{measure.text}”", draw)


def _about_state(what: str, draw: int) -> Answer:
    match STATES[draw % len(STATES)]:
        case None:
            return {}
        case State.DONE:
            return {
                "state": State.DONE.value,
                "done": f"{MARK}已按方案要求落实{what}，制定年度计划并逐项完成，"
                f"全年开展专项工作 {draw % 9 + 2} 次，覆盖相关单位 {draw % 40 + 10} 家。",
            }
        case State.ONGOING:
            return {
                "state": State.ONGOING.value,
                "progress": str(draw % 30 + 60),
                "done": f"{MARK}{what}已启动，完成阶段性工作 {draw % 6 + 1} 项。",
                "problems": f"{MARK}部分点位协调难度较大。",
                "next_steps": f"{MARK}明确专人负责，按季度调度，争取明年二季度完成。",
            }
        case State.BEHIND:
            return {
                "state": State.BEHIND.value,
                "progress": str(draw % 25 + 20),
                "done": f"{MARK}{what}完成前期准备。",
                "problems": f"{MARK}资金尚未到位，进度落后于计划。",
                "next_steps": f"{MARK}列入重点督办，倒排工期。",
            }
        case State.NOT_STARTED:
            return {
                "state": State.NOT_STARTED.value,
                "problems": f"{MARK}前期论证未完成。",
                "next_steps": f"{MARK}纳入下一年度计划。",
            }
        case _:
            return {
                "state": State.NOT_APPLICABLE.value,
                "reason": f"{MARK}{what}不属于本单位职责范围，本年度没有此项任务。",
            }


def _about_value(indicator: Indicator, year: int, draw: int) -> Answer:
    target = target_in_force(indicator, year)
    if target.value is None:
        value = Decimal(draw % 20 + 3)
    elif indicator.direction is Direction.AT_MOST:
        value = target.value * Decimal("0.97") if draw % 3 else target.value
    elif indicator.direction is Direction.EQUAL:
        value = target.value
    else:
        value = target.value * Decimal(SHARES_OF_TARGET[draw % len(SHARES_OF_TARGET)])
    if indicator.unit == "%":
        value = min(value, Decimal(100))
    answer = {
        "value": number_text(rounded(value, indicator.decimals)),
        "basis": f"{MARK}{year}年统计台账",
    }
    if target.value is not None and value != target.value:
        answer["explanation"] = f"{MARK}按实际进展填报，与目标的差异已在年度总结中说明。"
    return answer
