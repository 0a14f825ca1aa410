"""The lines of the lists: what one item is, says and lacks, in words ready to be shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from model.domain.answer_status import AnswerStatus, is_said
from model.domain.answers import HALF_WAY, Answer, claims_not_applicable, state_of, value_of
from model.domain.evidence_rules import EvidenceNeed, need_of
from model.domain.large_change import EXPLAINED_IN, unexplained
from model.domain.numbers import number_text
from model.domain.plan import (
    Indicator,
    Item,
    Measure,
    Plan,
    Stage,
    answers_for,
    is_box,
    short_path,
    step_title,
    supplied,
)
from model.domain.score import Score, Standing
from model.domain.wording import with_unit
from ui.kit.entry import Aside, Entry
from ui.session import Session
from ui.status_marks import MARK_OF, Mark

TARGET = 84  # px, the column of targets


class Filter(StrEnum):
    ALL = "全部"
    OPEN = "未填"
    TROUBLE = "有问题"
    RETURNED = "被退回"
    CARRIED = "沿用未改"
    SUPPORTED = "配合事项"
    SUPPLIED = "供数指标"
    OTHERS = "括号内其他任务"
    OUTSIDE = "归档和期外"


@dataclass(frozen=True, kw_only=True)
class Row:
    item: str
    section: str  # what the section filter goes by: 三（一）产业绿色低碳转型行动
    place: str  # 三（一）1 强化智能科技产业引领
    text: str
    figure: str  # 256 家, 74%; "" where there is none
    target: str  # ≥ 270 家; "" where nothing is measured
    proved: bool | None  # whether there is 佐证材料; None: nothing is claimed that wants any
    mark: Mark
    standing: AnswerStatus | None  # None: the department does not answer for it
    trouble: str  # the first complaint, "" where there is none
    remark: str  # the office's, "" where the item didn't come back
    haystack: str  # what the search looks through, lower case
    stage: Stage = Stage.RUNNING
    # Filter.ALL: the department answers for it. What it supports or may answer is listed apart,
    # and counts nowhere.
    listed: Filter = Filter.ALL

    @property
    def lists(self) -> Iterator[Filter]:
        """Each list in which the item stands."""
        yield self.listed
        if self.standing is AnswerStatus.OPEN:
            yield Filter.OPEN
        elif self.standing is AnswerStatus.CARRIED:
            yield Filter.CARRIED
        if self.trouble:
            yield Filter.TROUBLE
        if self.remark:
            yield Filter.RETURNED

    def passes(self, wanted: Filter) -> bool:
        return wanted in self.lists


def row_of(session: Session, item: Item) -> Row:
    answer = session.answer(item.id)
    text = item.title
    clause = item.clause
    place = session.plan.place(clause)
    said = " ".join(answer.values())
    remark = session.desk.returned.remarks.get(item.id)
    listed = listed_under(session, item)
    return Row(
        item=item.id,
        section=section_of(session.plan, clause),
        place=place,
        text=text,
        figure=_figure(session, item, answer),
        target=target_of(session, item),
        proved=_proved(session, item, answer),
        mark=mark_in(session, item),
        standing=session.desk.standing(item) if listed is Filter.ALL else None,
        listed=listed,
        stage=item.stage,
        remark=remark.text if remark else "",
        trouble=trouble_with(session, item, answer),
        haystack=f"{place} {text} {item.quote} {said}".lower(),
    )


def listed_under(session: Session, item: Item) -> Filter:
    """List in which *item* stands: ALL, SUPPORTED, SUPPLIED, OTHERS or OUTSIDE."""
    own = session.desk.department.id
    if session.section:
        return Filter.ALL
    if isinstance(item, Measure) and own in item.outside:
        return Filter.OUTSIDE
    if own in item.others:
        return Filter.OTHERS
    if answers_for(item, own):
        return Filter.ALL
    return Filter.SUPPLIED if supplied(item) else Filter.SUPPORTED


def support_words(items: Iterable[Item]) -> str:
    """'22 项配合事项、3 项供数指标'; "" of none."""
    numbers = Counter(map(supplied, items))
    kinds = ((Filter.SUPPORTED, numbers[False]), (Filter.SUPPLIED, numbers[True]))
    return "、".join(f"{count} 项{kind}" for kind, count in kinds if count)


def row_entry(row: Row) -> Entry:
    """Entry of a row, under its clause; the mark says the state, the right what differs."""
    return Entry(
        key=row.item,
        group=row.place,
        title=row.text,
        lines=2,
        mark=row.mark,
        chip="待完善" if row.trouble else "",
        chip_mark=Mark.RETURNED if row.trouble else None,
        aside=tuple(_asides(row)),
        tip=row.trouble,
        about=row,
    )


def _asides(row: Row) -> Iterator[Aside]:
    if row.stage:
        yield Aside(words=row.stage)
    if row.proved is False:
        yield Aside(words="无佐证", ink="ink")
    if row.figure:
        yield Aside(words=row.figure, ink="ink" if row.target else "quiet", size="text")
    if row.target:
        yield Aside(words=row.target, width=TARGET)


def told_of(entries: Sequence[Entry]) -> str:
    """'12 / 14': how many of those the department answers for are said; "" where it is none."""
    rows = [entry.about for entry in entries if isinstance(entry.about, Row)]
    own = [row.standing for row in rows if row.listed is Filter.ALL]
    return f"{own.count(AnswerStatus.SAID)} / {len(own)}" if own else ""


def section_of(plan: Plan, clause: str) -> str:
    """Heading of the part of the plan to which the clause belongs."""
    if clause not in plan.clauses:
        return plan.goals_heading
    path = plan.clauses[clause].path
    if is_box(path[-1]) or len(path) == 1:
        return path[-1]
    return f"{short_path(path)}{step_title(path[-1])}"


def mark_in(session: Session, item: Item) -> Mark:
    """Mark of *item* in the session's year."""
    if item.id in session.pending:
        return Mark.RETURNED
    if item.id in session.untouched:
        return Mark.CARRIED
    answer = session.answer(item.id)
    if session.section and (said := _mark_beside(session, item, answer)):
        return said
    if listed_under(session, item) is not Filter.ALL:
        return Mark.FILLED if answer else Mark.NOT_ASKED
    mark = mark_of(item, answer, session.score(item.id))
    untold = mark is Mark.OPEN and session.desk.standing(item) is AnswerStatus.NO_TARGET
    return Mark.NO_TARGET if untold else mark


def _mark_beside(session: Session, item: Item, answer: Answer) -> Mark | None:
    """Mark of an item in a section's sheet that no state tells; None: as elsewhere."""
    if answer.get("handed_back"):
        return Mark.SENT_BACK
    only_words = not answers_for(item, session.desk.department.id)
    return Mark.FILLED if answer.get("addition") or (answer and only_words) else None


def mark_of(item: Item, answer: Answer, score: Score | None) -> Mark:
    state = state_of(answer)
    if state and is_said(item, answer):
        return MARK_OF[state]
    if not isinstance(item, Indicator) or item.qualitative:
        return Mark.OPEN
    if value_of(answer) is None:
        untold = score is not None and score.standing is Standing.NO_TARGET
        return Mark.NO_TARGET if untold else Mark.OPEN
    if score is None or score.standing is not Standing.SCORED:
        return Mark.FILLED
    return Mark.REACHED if score.points == score.maximum else Mark.MISSED


def trouble_with(session: Session, item: Item, answer: Answer) -> str:
    """The first thing to put right, as a sentence; '' for none."""
    form, drafts = session.desk.form_for(item), session.drafts.of(item.id)
    if session.section and answer.get("handed_back"):
        return ""
    for _, sentence in form.questions(answer, drafts):
        return sentence
    if fields := session.contested.get(item.id):
        from model.checks.complaints import contested_sentence  # few need it

        return contested_sentence(form, fields[0])
    follows = session.desk.follows(item.id) is not None
    for field, sentence in form.complaints(answer, drafts):
        if not follows or field.key in answer:
            return sentence
    return _unexplained(session, item, answer)


def _unexplained(session: Session, item: Item, answer: Answer) -> str:
    """That the number changed so much that it needs a word, which holds the export back."""
    if session.section or not isinstance(item, Indicator) or "value" not in answer:
        return ""
    change = session.desk.large_change(item, session.last_year(item.id))
    if change is None or not answers_for(item, session.desk.department.id):
        return ""
    earlier = session.desk.lapsed.get(item.id, "") if answer.get(EXPLAINED_IN) else ""
    return unexplained(change, answer, earlier)


def _proved(session: Session, item: Item, answer: Answer) -> bool | None:
    need = need_of(item, answer, scored=session.score(item.id) is not None)
    if need in {None, EvidenceNeed.ONGOING} or session.desk.follows(item.id) is not None:
        return None
    return bool(session.desk.evidence(item.id))


def _figure(session: Session, item: Item, answer: Answer) -> str:
    if claims_not_applicable(answer):
        return ""
    if not isinstance(item, Indicator) or item.qualitative:
        progress = answer.get("progress", "")
        return f"{progress}%" if progress and state_of(answer) in HALF_WAY else ""
    value = value_of(answer)
    if value is None:
        return ""
    told = session.desk.target(item).value is not None  # with the unit
    return number_text(value) if told else with_unit(number_text(value), item.unit)


def target_of(session: Session, item: Item) -> str:
    """'≥ 270 家'; "" where nothing is measured or no target is known."""
    if not isinstance(item, Indicator) or item.qualitative:
        return ""
    target = session.desk.target(item).value
    wanted = "" if target is None else with_unit(number_text(target), item.unit)
    return f"{item.direction.value} {wanted}" if wanted else ""
