"""The score of one answer."""

from dataclasses import replace
from decimal import Decimal

from model.domain.answers import Answer, State
from model.domain.numbers import rounded
from model.domain.score import Score, Standing
from model.domain.wording import points_words
from model.scoring.arithmetic import Facts
from model.scoring.subject import Subject, known
from model.scoring.total_rules import Judged

TO_APPROVE, APPROVED = "须经领导小组办公室核准", "领导小组办公室已核准"


def judge(subject: Subject, answer: Answer, *, approved: bool = False) -> Judged:
    """The score of *answer*, with its sentences; *approved*: the office adopted it as 不适用."""
    facts = subject.facts(answer)
    standing, points = _standing(subject, facts)
    sentence, advice = _words(subject, facts, standing, points, approved=approved)
    score = Score(
        item=subject.id,
        standing=standing,
        points=points,
        maximum=subject.maximum,
        sentence=sentence,
        rule=subject.rule,
        source=subject.source,
        calculation=_calculation(subject, facts, points),
        advice=advice,
    )
    return Judged(subject=subject, facts=facts, score=score)


def _standing(subject: Subject, facts: Facts) -> tuple[Standing, Decimal | None]:
    if subject.without_target:
        return Standing.NO_TARGET, None
    if facts.state is State.NOT_APPLICABLE:
        return (Standing.NOT_APPLICABLE if subject.may_be_away else Standing.OPEN), None
    if not subject.answered.holds(facts):
        return Standing.OPEN, None
    return Standing.SCORED, rounded(subject.points.value(facts), subject.decimals)


def _words(
    subject: Subject,
    facts: Facts,
    standing: Standing,
    points: Decimal | None,
    *,
    approved: bool,
) -> tuple[str, str]:
    """The sentence and the advice."""
    match standing:
        case Standing.NO_TARGET:
            return "目标未下达，不计入满分。", ""
        case Standing.NOT_APPLICABLE:
            return f"不适用，不计入满分，{APPROVED if approved else TO_APPROVE}。", ""
        case Standing.OPEN:
            return _words_of_open(subject, facts)
    earned = known(points)
    sentence = _calculation(subject, facts, earned) + subject.citation
    if earned == subject.maximum:
        return sentence, ""
    gain = points_words(subject.maximum - earned, subject.decimals)
    return sentence, f"{subject.kind.advice(subject, facts)}，多得 {gain}"


def _calculation(subject: Subject, facts: Facts, points: Decimal | None) -> str:
    return "" if points is None else subject.kind.sentence(subject, facts, points)


def _words_of_open(subject: Subject, facts: Facts) -> tuple[str, str]:
    if facts.state is State.NOT_APPLICABLE:
        most = f"填写后最多可得 {points_words(subject.maximum, subject.decimals)}"
        return "约束性指标只能由领导小组办公室认定不适用，认定以前按未填计。", most
    left = f"暂不得分，{points_words(subject.maximum, subject.decimals)}计入满分。"
    if impossible := subject.impossible(facts):
        most = f"改正后最多可得 {points_words(subject.maximum, subject.decimals)}"
        return f"填的 {impossible} 不可能，没有采用，{left}", most
    if facts.state is None or subject.measured:
        return f"未填，{left}", f"填写后最多可得 {points_words(subject.maximum, subject.decimals)}"
    best = rounded(subject.points.value(replace(facts, progress=Decimal(100))), subject.decimals)
    return (
        f"已选状态，还缺完成进度，{left}",
        f"补填完成进度后最多可得 {points_words(best, subject.decimals)}",
    )
