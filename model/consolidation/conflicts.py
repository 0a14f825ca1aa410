"""核对: contradictions within a report or between reports, side by side; nothing is
decided here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from model.domain.answer_status import is_said
from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    Answers,
    State,
    state_of,
    value_of,
)
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.numbers import number_text, points_text
from model.domain.plan import Indicator, Item, Measure, Plan, answering, supplying
from model.domain.review import (
    Matter,
    Rulings,
    seen_of,
    still_seen,
)
from model.domain.score import Assessment
from model.domain.targets import Target
from model.domain.wording import amount_words, with_unit
from model.scoring.scope import schedule
from model.scoring.state_by_number import StateByNumber, state_by_number

UNSAID = "未填"
NOT_SENT = "未报"
BY_OFFICE = "办公室调整任务包或规则所致，不是填报有误"


class ConflictKind(StrEnum):
    """Of `FIGURE` nobody can tell which number holds; beside `SUPPLIED` the number of those who
    answer for the indicator holds, if they have one.
    """

    FIGURE = "指标数不同"
    SUPPLIED = "供数不同"
    JOINT = "共同任务缺项"
    PARTS = "分项与合计不符"
    REPEATED = "状态与指标不符"
    SCORE = "自评与复算不同"


NUMBERS = {ConflictKind.FIGURE, ConflictKind.SUPPLIED}  # where a number can be ruled


class How(StrEnum):
    """The way to read an indicator that several departments report."""

    OWNER = "owner"  # one body's number holds
    VALUE = "value"  # a number picked by the office
    SUM = "sum"  # each reports its part, the parts add up
    EACH = "each"  # each reports on itself, nothing to compare


@dataclass(frozen=True, kw_only=True)
class FigureRuling:
    """The office's ruling about one indicator. `named` is the body whose number holds, or the
    value.
    """

    how: How
    named: str = ""
    reported: str = ""  # `reported_key` of what a number was picked from; "": 0.1.0 kept none

    @property
    def choice(self) -> str:
        reported = f"#{self.reported}" if self.reported else ""
        return f"{self.how.value}:{self.named}{reported}"

    @classmethod
    def read(cls, choice: str) -> "FigureRuling":
        how, _, rest = choice.partition(":")
        named, _, reported = rest.partition("#")
        return cls(how=How(how), named=named, reported=reported)

    def fits(self, indicator: Indicator) -> bool:
        """Whether *indicator* can be read so: only amounts of several who answer for it add up, and
        no number is picked that it can't have.
        """
        match self.how:
            case How.SUM:
                return indicator.additive and len(answering(indicator)) > 1
            case How.VALUE:
                return indicator.can_be(Decimal(self.named))
        return True


def sum_words(plan: Plan, indicator: Indicator) -> str:
    """What `How.SUM` adds up to the number of the whole, where some only supply a number."""
    whose = "数据责任单位" if supplying(indicator) else "单位"
    return f"各{whose}分别承担，合计为{plan.whole}数"


def reported_key(values: Mapping[str, str]) -> str:
    """A key that stays equal while every department reports the same number; *values* by
    department.
    """
    return digest_of(canonical_bytes({"values": dict(values)}))[:16]


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What one department says, as far as it counts; `said` is for people.

    `sent`: its report came. `corrected`: the office put it right in its review. `grade` goes with
    a score.
    """

    department: str
    said: str
    value: Decimal | None = None
    state: State | None = None
    sent: bool = True
    corrected: bool = False
    grade: str = ""

    @property
    def words(self) -> str:
        """'270 家', '270 家（核改后）'."""
        return f"{self.said}（核改后）" if self.corrected else self.said

    @property
    def silent(self) -> bool:
        """Whether its report came and leaves this item unanswered."""
        return self.sent and self.value is None and self.state is None


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """`subject` is an indicator, a measure or a department; `settled` tells how it was resolved."""

    kind: ConflictKind
    subject: str
    title: str
    quote: str  # the plan's words; "" where there are none
    sentence: str
    voices: tuple[Voice, ...]
    settled: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.name}/{self.subject}"

    @property
    def seen(self) -> str:
        """The choice of a ruling that the conflict was looked at, with what every department
        reports now.
        """
        said = (f"{v.department}={v.said if v.value is None else v.value}" for v in self.voices)
        return seen_of(*said)

    @property
    def open(self) -> bool:
        return not self.settled


@dataclass(frozen=True, kw_only=True)
class Said:
    """What counts of one department's report.

    `answers` are read with the corrections of the review; `corrected` names their items.
    """

    answers: Answers
    corrected: Collection[str] = ()
    self_total: Decimal | None = None
    self_grade: str = ""
    recomputed: Assessment | None = None
    targets: Mapping[str, Target] = field(default_factory=dict)  # of its indicators
    by_office: bool = False  # the scores differ because the office changed package or rules since


def conflicts(
    plan: Plan,
    said: Mapping[str, Said],
    rulings: Rulings,
    shares: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Conflict]:
    """Every conflict, settled ones included: indicators, joint measures, then scores.

    Args:
        said: by department, of those who have reported.
        shares: indicator -> the departments that have their own share of its target.
    """
    for indicator in plan.indicators.values():
        if shares and indicator.id in shares:
            if not indicator.additive:
                continue  # each reports its own rate, held against its own target
            yield from _about_parts(plan, indicator, said, rulings, shares[indicator.id])
        else:
            yield from _about_indicator(plan, indicator, said, rulings)
    for measure in plan.measures.values():
        carrying = answering(measure)
        if len(carrying) > 1:
            voices = [_voice(department, said, measure) for department in carrying]
            if sentence := _joint(voices):
                yield _with_ruling(
                    rulings,
                    Conflict(
                        kind=ConflictKind.JOINT,
                        subject=measure.id,
                        title=measure.text,
                        quote=measure.quote,
                        sentence=sentence,
                        voices=tuple(voices),
                    ),
                )
        if measure.repeats:
            yield from _about_repeated(plan, measure, carrying, said, rulings)
    for department, report in said.items():
        yield from _about_score(plan, department, report, rulings)


def _about_indicator(
    plan: Plan,
    indicator: Indicator,
    said: Mapping[str, Said],
    rulings: Rulings,
) -> Iterator[Conflict]:
    voices = [_voice(one, said, indicator) for one in indicator.departments]
    speakers = [voice for voice in voices if voice.sent and not voice.silent]
    spoken = {voice.said for voice in speakers}
    ruling = rulings.get((Matter.FIGURE, indicator.id))
    if len(spoken) < 2 and ruling is None:
        return
    own = {v.value for v in voices if v.department in answering(indicator)} - {None}
    numbers = {voice.value for voice in voices if voice.value is not None}
    spread = f"，最大与最小相差 {_gap(numbers, indicator.unit)}" if len(numbers) > 1 else ""
    told = f"已报的 {len(speakers)} 个单位有 {len(spoken)} 种不同的结果{spread}。"
    beside = len(numbers) > 1 >= len(own)  # who answers for it agrees
    found = Conflict(
        kind=ConflictKind.SUPPLIED if beside else ConflictKind.FIGURE,
        subject=indicator.id,
        title=indicator.name,
        quote=indicator.quote,
        sentence=told,
        voices=tuple(voices),
    )
    if ruling:
        settled = _settled(plan, indicator, FigureRuling.read(ruling.choice), voices)
        yield replace(found, settled=settled, reason=ruling.reason)
    elif len(own) > 1:
        yield found
    elif beside:
        holds = _what_holds(plan, indicator, voices)
        yield _with_ruling(rulings, replace(found, sentence=f"{told}{holds}"))
    else:
        yield _with_ruling(rulings, replace(found, kind=ConflictKind.JOINT))


def _what_holds(plan: Plan, indicator: Indicator, voices: Iterable[Voice]) -> str:
    """What counts while those who supply a number say something else than who answers for it."""
    owners = [voice for voice in voices if voice.department in answering(indicator)]
    numbers = [voice for voice in owners if voice.value is not None]
    names = "、".join(plan.departments[one.department].name for one in numbers or owners)
    if numbers:
        return f"没有另行核定的，按数据责任单位{names}的数计。"
    return f"数据责任单位{names}没有报数，没有另行核定的，供的数都不计。"


def _about_repeated(
    plan: Plan,
    measure: Measure,
    carrying: Iterable[str],
    said: Mapping[str, Said],
    rulings: Rulings,
) -> Iterator[Conflict]:
    """Where a measure is said to be done and the number it repeats isn't reached, or the other way
    round: the body's own number, where it has one, else that of whoever owns it.
    """
    voices: dict[str, Voice] = {}
    sentences = []
    for body in carrying:
        answer = said[body].answers.get(measure.id, NOTHING_SAID) if body in said else NOTHING_SAID
        for owner, told in _numbers_for(plan, measure, body, said):
            if told.contradicts(answer):
                voices[body] = _voice(body, said, measure)
                indicator = plan.indicators[told.indicator]
                if owner != body:
                    voices[owner] = _voice(owner, said, indicator)
                name = plan.departments[body].name
                own = voices[body]
                verb = "核改为" if own.corrected else "报"
                sentences.append(f"{name}{verb}“{own.said}”，{told.sentence}。")
    if sentences:
        conflict = Conflict(
            kind=ConflictKind.REPEATED,
            subject=measure.id,
            title=measure.text,
            quote=measure.quote,
            sentence="".join(sentences),
            voices=tuple(voices.values()),
        )
        yield _with_ruling(rulings, conflict)


def _numbers_for(
    plan: Plan, measure: Measure, body: str, said: Mapping[str, Said]
) -> Iterator[tuple[str, StateByNumber]]:
    """Who reports a number that *measure* of *body* repeats, and what the number says."""
    for key in measure.repeats:
        indicator = plan.indicators.get(key)
        if indicator is None:
            continue
        owners = answering(indicator)
        for owner in (body,) if body in owners else owners if len(owners) == 1 else ():
            if owner in said and (target := said[owner].targets.get(key)):
                due = schedule(measure, target.year, plan.years[0], None)
                answer = said[owner].answers.get(key, NOTHING_SAID)
                if told := state_by_number(indicator, target, answer, due):
                    yield owner, told


def _gap(numbers: Collection[Decimal], unit: str) -> str:
    """'16 家', '37.59 个百分点'."""
    return amount_words(max(numbers) - min(numbers), "个百分点" if unit == "%" else unit)


def _about_parts(
    plan: Plan,
    indicator: Indicator,
    said: Mapping[str, Said],
    rulings: Rulings,
    sharing: Collection[str],
) -> Iterator[Conflict]:
    """The conflict if a department outside *sharing* reports another number than the parts' sum."""
    voices = [_voice(one, said, indicator) for one in indicator.departments]
    parts = [voice.value for voice in voices if voice.department in sharing]
    whole = sum((part for part in parts if part is not None), Decimal(0))
    others = [v for v in voices if v.department not in sharing and v.value is not None]
    if None in parts or not parts or all(other.value == whole for other in others):
        return
    yield _with_ruling(
        rulings,
        Conflict(
            kind=ConflictKind.PARTS,
            subject=indicator.id,
            title=indicator.name,
            quote=indicator.quote,
            sentence=f"{len(parts)} 个单位的分项合计 {number_text(whole)}，与{plan.whole}数不符。",
            voices=tuple(voices),
        ),
    )


def _settled(
    plan: Plan, indicator: Indicator, ruling: FigureRuling, voices: Iterable[Voice]
) -> str:
    match ruling.how:
        case How.OWNER:
            name = plan.departments[ruling.named].name if ruling.named in plan.departments else "—"
            said = {voice.department for voice in voices if voice.value is not None}
            silent = "" if ruling.named in said else "，该单位还没有报数"
            owns = ruling.named in answering(indicator)
            whose = f"数据责任单位{name}的数" if owns else f"{name}供的数"
            return f"以{whose}为准{silent}"
        case How.VALUE:
            return f"核定为 {with_unit(ruling.named, indicator.unit)}"
        case How.SUM:
            return sum_words(plan, indicator)
        case How.EACH:
            return "各报本单位情况，不作比较"


def _voice(department: str, said: Mapping[str, Said], item: Item) -> Voice:
    if department not in said:
        return Voice(department=department, said=NOT_SENT, sent=False)
    report = said[department]
    answer = report.answers.get(item.id, NOTHING_SAID)
    answer = answer if is_said(item, answer) else NOTHING_SAID
    value, state = value_of(answer), state_of(answer)
    if state is not None and (value is None or state is State.NOT_APPLICABLE):
        words, value = STATE_LABELS[state], None
    elif value is None:
        words = UNSAID
    else:
        words = amount_words(value, item.unit if isinstance(item, Indicator) else "")
    corrected = item.id in report.corrected
    return Voice(department=department, said=words, value=value, state=state, corrected=corrected)


def _joint(voices: Iterable[Voice]) -> str:
    """What is wrong with a measure that several departments carry; "" if nothing is."""
    came = [voice for voice in voices if voice.sent]  # the board tells of the others
    silent = sum(voice.silent for voice in came)
    if 0 < silent < len(came):
        return f"{silent} 个已报送的责任单位没有填写这一项，整项任务的情况还不完整。"
    counts = Counter(voice.state for voice in came)
    said = [(counts[state], STATE_LABELS[state]) for state in (State.DONE, State.NOT_STARTED)]
    if all(count for count, _ in said):
        return "，".join(f"{count} 个单位为“{label}”" for count, label in said) + "。"
    return ""


def _about_score(plan: Plan, department: str, report: Said, rulings: Rulings) -> Iterator[Conflict]:
    again = report.recomputed
    if again is None or (report.self_total == again.total and report.self_grade == again.grade):
        return
    own = "—" if report.self_total is None else points_text(report.self_total)
    total = "—" if again.total is None else points_text(again.total)
    found = _with_ruling(
        rulings,
        Conflict(
            kind=ConflictKind.SCORE,
            subject=department,
            title=plan.departments[department].name,
            quote="",
            sentence=f"自评 {own} 分（{report.self_grade}），复算 {total} 分（{again.grade}）。",
            voices=(
                Voice(
                    department=department,
                    said=own,
                    value=report.self_total,
                    grade=report.self_grade,
                ),
                Voice(department="", said=total, value=again.total, grade=again.grade),
            ),
        ),
    )
    yield replace(found, settled=BY_OFFICE) if report.by_office and found.open else found


def _with_ruling(rulings: Rulings, conflict: Conflict) -> Conflict:
    ruling = rulings.get((Matter.SEEN, conflict.key))
    if ruling is None or not still_seen(ruling, conflict.seen):
        return conflict
    return replace(conflict, settled="已阅，维持原样", reason=ruling.reason)
