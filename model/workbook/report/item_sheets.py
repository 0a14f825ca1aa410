"""任务清单 and 指标: a row per item, the plan's words beside what the department says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from model.domain.answer_status import is_said
from model.domain.answers import NOTHING_SAID
from model.domain.forms import Choice, Field, Form, Number, Text
from model.domain.plan import Item, Measure, answers_for
from model.domain.submission import Submission
from model.domain.targets import Target
from model.domain.wording import UNCONFIRMED
from model.workbook.keys import TITLES
from model.workbook.layout import Questionnaire, as_shown, place_words
from model.workbook.paper.styles import Look, palette
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value

PLAIN, CENTRED = Look(), Look(across="center")
QUOTED, QUIET = Look(fill="quote"), Look(ink="quiet")
NUMBER = Look(across="right", indent=1, font="宋体")
NUMBERING = Column(key="no", heading="序号", width=5, look=CENTRED)
MEASURE_COLUMNS = (
    NUMBERING,
    Column(key="place", heading="条款", width=14, look=QUIET),
    Column(key="words", heading="方案要求", least=20, look=QUOTED),
)
INDICATOR_COLUMNS = (
    NUMBERING,
    Column(key="name", heading="指标", width=17),
    Column(key="quote", heading="方案原文", least=18, look=QUOTED),
    Column(key="target_text", heading="年度目标", width=16),
)
AMOUNTS = (
    Column(key="unit", heading="单位", width=8, look=CENTRED),
    Column(key="target", heading="目标值", width=10, look=NUMBER),
)
LED_BY = Column(key="led_by", heading="牵头单位", width=16, look=QUIET)
IN_BRACKET = "括号内其他任务"
UNIT = AMOUNTS[0]
CONTEXT = {
    "measure": MEASURE_COLUMNS,
    "quantity": (*INDICATOR_COLUMNS, *AMOUNTS),
    "quality": INDICATOR_COLUMNS,
    "support": (*MEASURE_COLUMNS, LED_BY),
    "supply": (NUMBERING, *INDICATOR_COLUMNS[1:3], UNIT, LED_BY),
}
EVIDENCE = Column(key="evidence", heading="佐证份数", width=8, look=CENTRED)


class ItemsShown(Protocol):
    """Whose items are shown, and what was said about them."""

    @property
    def questionnaire(self) -> Questionnaire: ...
    @property
    def submission(self) -> Submission: ...
    @property
    def subject(self) -> str: ...
    @property
    def targets(self) -> Mapping[str, Target]: ...


def item_tables(report: ItemsShown) -> Iterator[Table]:
    """One table per form; the table of measured indicators is there even when it is empty."""
    submission = report.submission
    tables = dict(report.questionnaire.tables(submission.department, submission.answers))
    for key in CONTEXT:
        if key in tables:
            form, items = tables[key]
            yield _table(report, key, form, items)
        elif key in {"measure", "quantity"}:
            yield _nothing_to_do(report, key)


def _table(report: ItemsShown, key: str, form: Form, items: tuple[Item, ...]) -> Table:
    pieces = Counter(piece.item for piece in report.submission.evidence)
    return Table(
        key=key,
        title=TITLES[key],
        heading=f"{report.submission.year}年度{TITLES[key]}",
        note=_noted(report, f"共 {len(items)} 项，已填 {_answered(report, items)} 项"),
        columns=(
            *CONTEXT[key],
            *(_column(field, own_unit=UNIT not in CONTEXT[key]) for field in form.fields()),
            EVIDENCE,
        ),
        rows=tuple(
            Row(
                key=item.id,
                values={
                    "no": Decimal(number),
                    **_context(report, item),
                    **_answer(report, item),
                    "evidence": Decimal(pieces[item.id]) if pieces[item.id] else None,
                },
            )
            for number, item in enumerate(items, start=1)
        ),
    )


def _nothing_to_do(report: ItemsShown, key: str) -> Table:
    return Table(
        key=key,
        title=TITLES[key],
        heading=f"{report.submission.year}年度{TITLES[key]}",
        note=_noted(report),
        columns=CONTEXT[key],
        rows=(),
        empty=f"方案没有分工到本单位的{TITLES[key]}。",
    )


def _noted(report: ItemsShown, said: str = "") -> str:
    """What stands under the heading: whose it is, *said*, and that duties are only proposed."""
    open_ = report.questionnaire.plan.is_unconfirmed(report.submission.department)
    return "　".join(filter(None, (report.subject, said, UNCONFIRMED if open_ else "")))


def _answered(report: ItemsShown, items: tuple[Item, ...]) -> int:
    said, own = report.submission.answers, report.submission.department
    return sum(
        is_said(item, answer) if answers_for(item, own) else bool(answer)
        for item in items
        if (answer := said.get(item.id, NOTHING_SAID))
    )


def _column(field: Field, *, own_unit: bool) -> Column:
    look = replace(PLAIN, entry=True)
    if isinstance(field, Choice):
        return Column(
            key=field.key,
            heading=field.label,
            width=9,
            look=replace(look, across="center"),
            options=tuple(field.options.values()),
            prompt=field.help,
            marks={label: code for code, label in field.options.items() if code in palette()},
        )
    if isinstance(field, Number):
        below = f"\n（{field.unit}）" if own_unit and field.unit else ""
        return Column(
            key=field.key,
            heading=f"{field.label}{below}",
            width=10.5 if own_unit else 12,
            look=replace(CENTRED if own_unit else NUMBER, entry=True, font="宋体"),
            bounds=(field.at_least, field.at_most) if own_unit else (None, None),
            prompt=field.help,
        )
    longest = field.max_length if isinstance(field, Text) else 0
    return Column(
        key=field.key,
        heading=field.label,
        least=11 + longest / 125,  # long answers get a place before it is known how long they are
        look=look,
        prompt=field.help,
    )


def _context(report: ItemsShown, item: Item) -> Mapping[str, Value]:
    plan = report.questionnaire.plan
    led_by = plan.names_of(item.lead)
    if report.submission.department in item.others:
        led_by = "\n".join(filter(None, (led_by, IN_BRACKET)))
    if isinstance(item, Measure):
        return {"place": place_words(plan, item), "words": item.text, "led_by": led_by}
    if not answers_for(item, report.submission.department):
        where = plan.place(item.clauses[0])
        return {
            "name": item.name,
            "quote": item.quote,
            "unit": item.unit,
            "place": where,
            "words": f"{item.name} {item.quote}",
            "led_by": led_by,
        }
    target = report.targets[item.id]
    return {
        "name": item.name,
        "quote": item.quote,
        "unit": item.unit,
        "target_text": target.text,
        "target": target.value,
    }


def _answer(report: ItemsShown, item: Item) -> Mapping[str, Value]:
    answer = report.submission.answers.get(item.id, NOTHING_SAID)
    return {
        field.key: as_shown(field, answer[field.key])
        for field in report.questionnaire.forms.asked(item, report.submission.department).fields()
        if field.key in answer
    }
