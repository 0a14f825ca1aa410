"""Checks of one item that ask for a second look. None of them keeps a year from being sent."""

from collections.abc import Iterator
from decimal import Decimal

from model.checks.finding import Finding, Kind, Year
from model.domain.answer_status import AnswerStatus, standing_of
from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    State,
    progress_of,
    state_of,
    value_of,
)
from model.domain.cell_edit import in_quotes
from model.domain.evidence_rules import EvidenceNeed
from model.domain.large_change import EXPLAINED_IN
from model.domain.oddities import oddity
from model.domain.plan import Direction, Indicator
from model.domain.targets import Target

SLOW = {State.BEHIND: "滞后", State.NOT_STARTED: "未启动"}


def open_items(year: Year) -> Iterator[Finding]:
    for item in year.items:
        standing = standing_of(item, year.answer(item), year.targets.get(item.id))
        if standing is AnswerStatus.OPEN and item.id not in year.undecided:
            yield Finding(
                kind=Kind.OPEN,
                item=item.id,
                sentence="未填，按未填报送。",
                cure="填写该项；确实不涉及的选“不适用”并写明理由。",
            )


def odd_values(year: Year) -> Iterator[Finding]:
    for indicator in year.indicators:
        answer = year.answer(indicator)
        if year.large_change(indicator):
            continue  # which needs a word anyway
        if sentence := oddity(indicator, year.targets[indicator.id], answer):
            yield Finding(
                kind=Kind.ODD_VALUE,
                item=indicator.id,
                field=EXPLAINED_IN,
                sentence=sentence,
                cure="核对数值；没有错的，在“偏差原因与改进措施”里写一句。",
                values=(answer["value"],),
            )


def contradictory_answers(year: Year) -> Iterator[Finding]:
    for item in year.items:
        answer = year.answer(item)
        state, progress = state_of(answer), progress_of(answer)
        found = ""
        if state in {State.ONGOING, State.BEHIND} and progress == 100:
            found = "进度是 100%，状态却不是“完成”。"
        elif state is State.ONGOING and progress == 0:
            found = "状态是“推进中”，进度却是 0。"
        elif state is State.NOT_APPLICABLE and value_of(answer) is not None:
            found = "选了“不适用”，又填了数值。"
        if found:
            field = "state" if state is State.NOT_APPLICABLE else "progress"
            yield Finding(
                kind=Kind.CONTRADICTION,
                item=item.id,
                field=field,
                sentence=found,
                cure="改正其中一处。",
                values=tuple(answer.get(key, "") for key in ("state", "progress", "value")),
            )


UNLIKE = "核对指标的数；数没有错的，在“完成情况”里写明。"
APPLIES = "指标也不适用的，把指标改为“不适用”；适用的，理由不再报送。"


def numbers_and_states(year: Year) -> Iterator[Finding]:
    """Measures that say done where the number they repeat says it isn't, or the other way round."""
    for item, told in year.by_number.items():
        typed = year.overruled.get(item)
        answer = year.answers.get(item, NOTHING_SAID) if typed is None else typed
        if typed is None and not told.contradicts(answer):
            continue
        said = STATE_LABELS[State(answer["state"])]
        follows = "" if typed is None else f"，现按“{STATE_LABELS[told.state]}”报送"
        yield Finding(
            kind=Kind.CONTRADICTION,
            item=item,
            field="state",
            sentence=f"填的是“{said}”，与指标不符：{told.sentence}{follows}。",
            cure=UNLIKE if answer["state"] != State.NOT_APPLICABLE else APPLIES,
            values=(answer["state"], told.state.value, told.sentence),
        )


def unexplained(year: Year) -> Iterator[Finding]:
    for item in year.items:
        if item.id in year.by_number:
            continue
        answer = year.answer(item)
        state = state_of(answer)
        if state in SLOW and not answer.get("problems"):
            yield Finding(
                kind=Kind.UNEXPLAINED,
                item=item.id,
                field="problems",
                sentence=f"“{SLOW[state]}”，还没有写原因。",
                cure="在“存在问题”里写明没有完成的原因。",
                values=(answer["state"],),
            )
        elif isinstance(item, Indicator) and not answer.get(EXPLAINED_IN):
            value = value_of(answer)
            if year.large_change(item):
                continue  # which needs a word anyway
            if value is not None and misses(item, year.targets[item.id], value):
                yield Finding(
                    kind=Kind.UNEXPLAINED,
                    item=item.id,
                    field=EXPLAINED_IN,
                    sentence="没有达到目标，还没有写原因和措施。",
                    cure="在“偏差原因与改进措施”里写明。",
                    values=(answer["value"], str(year.targets[item.id].value)),
                )


UNPROVEN = {
    EvidenceNeed.SCORED_NUMBER: "填了计分的数，还没有佐证材料。",
    EvidenceNeed.DONE: "填了“完成”，还没有佐证材料。",
}


def unproven(year: Year) -> Iterator[Finding]:
    """What has no evidence, the gravest first; what is under way is told of once."""
    bare = [gap for gap in year.evidence_gaps if gap.bare]
    for gap in bare:
        if gap.rule.need is not EvidenceNeed.ONGOING:
            number = year.answers[gap.item].get("value", "")
            measured = gap.rule.need is EvidenceNeed.SCORED_NUMBER
            yield Finding(
                kind=Kind.UNPROVEN,
                item=gap.item,
                sentence=UNPROVEN[gap.rule.need],
                cure=f"在该项添加文件，或写明文号、网址、保存处。可用：{gap.rule.words}",
                values=(number,) if measured else (),
            )
    if ongoing := [gap for gap in bare if gap.rule.need is EvidenceNeed.ONGOING]:
        yield Finding(
            kind=Kind.UNPROVEN,
            item="",
            sentence=f"推进中的任务有 {len(ongoing)} 项还没有佐证材料。",
            cure=f"有的请补上。可用：{ongoing[0].rule.words}没有的，点“没有问题”。",
            values=tuple(gap.item for gap in ongoing),
        )


def wrong_evidence(year: Year) -> Iterator[Finding]:
    """What is written of pieces of evidence and can't be right."""
    form = year.forms.evidence
    for piece in year.evidence:
        said = {key: text for key in form.keys if (text := getattr(piece, key))}
        for field, sentence in form.complaints(said):
            yield Finding(
                kind=Kind.EVIDENCE_WORDS,
                item=piece.item,
                sentence=f"{in_quotes(piece.title)}的{field.label}：{sentence}",
                cure="点那份材料右边的铅笔改正。",
                values=(piece.id, field.key, said.get(field.key, "")),
            )


def old_evidence(year: Year) -> Iterator[Finding]:
    """Items whose evidence is all of earlier years, as far as its date or its words tell."""
    for gap in year.evidence_gaps:
        if gap.former:
            yield Finding(
                kind=Kind.OLD_EVIDENCE,
                item=gap.item,
                sentence=f"佐证材料都是{max(gap.former)}年及以前的。",
                cure=f"补上{year.number}年的材料；材料确实跨年有效的，核对后点“没有问题”。",
                values=tuple(map(str, gap.former)),
            )


def misses(indicator: Indicator, target: Target, value: Decimal) -> bool:
    """Whether *value* misses a target that is known and due."""
    if target.value is None or target.ahead:
        return False
    match indicator.direction:
        case Direction.AT_LEAST:
            return value < target.value
        case Direction.AT_MOST:
            return value > target.value
        case Direction.EQUAL:
            return value != target.value
        case _:
            return False
