"""What the panel says about an item before anything is answered, all of it from the plan."""

from html import escape

from model.domain.answers import Answer
from model.domain.china_time import short_day_words
from model.domain.forms import Form
from model.domain.plan import Indicator, Item, Measure, Plan, Stage
from model.domain.section import Share
from model.domain.targets import Target
from model.domain.wording import amount_words
from model.package.words import stage_words
from ui.kit.label import Markup
from ui.session import Session
from ui.theme import colour


def question_about(item: Item) -> str:
    """What is asked; "" where the quotation says it already."""
    if isinstance(item, Indicator):
        return item.name
    return "" if item.text == item.quote else item.text


def source_of(plan: Plan, item: Item) -> tuple[str, tuple[str, ...], str, str]:
    """Place, the passages asked about, the whole text they stand in, and its bracket."""
    place = item.clause
    quotes = tuple(
        source.quote
        for source in (item.sources if isinstance(item, Indicator) else ())
        if source.place == place
    )
    if place not in plan.clauses:
        return plan.place(place), quotes or (item.quote,), plan.goals, ""
    clause = plan.clauses[place]
    return plan.place(place), quotes or (item.quote,), clause.body, clause.bracket


def target_words(indicator: Indicator, target: Target) -> Markup:
    """The year's target in bold, where it comes from, and the way there; as simple HTML."""
    quiet = f'<span style="color:{colour("quiet").name()}">'
    origin = "" if not target.note else f"　{quiet}（{escape(target.note)}）</span>"
    words = f"{quiet}{target.year} 年目标</span>　<b>{escape(target.wanted)}</b>{origin}"
    steps = milestones_text(indicator)
    return Markup(words + (f"<br>{quiet}阶段目标　{escape(steps)}</span>" if steps else ""))


def lead_words(plan: Plan, item: Item) -> Markup:
    """Who answers for an item that the department only supports or may answer."""
    word = "数据责任单位" if isinstance(item, Indicator) else "牵头单位"
    quiet = f'<span style="color:{colour("quiet").name()}">{word}</span>'
    outside = item.outside if isinstance(item, Measure) else ()
    leads = item.lead or item.departments or outside
    names = plan.names_of(leads) or "未定"
    return Markup(f"{quiet}　{escape(names)}")


def supporter_words(form: Form, answer: Answer) -> str:
    """What a supporter said in *form*: its text, or its number and where that comes from."""
    return "　".join(
        field.words(text) for field in form.fields() if (text := answer.get(field.key))
    )


def year_words(item: Item) -> str:
    """Where a measure stands whose term is over or yet to begin, or that is archived; "" else."""
    if not isinstance(item, Measure) or not (said := stage_words(item)):
        return ""
    if item.stage is Stage.OVERDUE:
        return f"{said}；还没有完成，今年继续填报。"
    return f"{said}。今年不要求填报，不计分。"


def section_words(session: Session, item: str) -> str:
    """'市容科填写，11月29日交回；环卫科补充'; "" where the item is nobody's of the sections."""
    division = session.division
    leader = division.leader(item)
    shares = division.shares.get(item, {})
    adding = [division.name(one) for one, share in shares.items() if share is Share.ADD]
    said = f"{division.name(leader)}填写" if leader else ""
    if item in division.answered_by:
        section, moment = division.answered_by[item]
        whose = "" if section == leader else division.name(section)
        said = "，".join(filter(None, (said, f"{whose}{short_day_words(moment)}交回")))
    if item in division.handed_back:
        section, reason = division.handed_back[item]
        said = f"{division.name(section)}退回：{reason}"
    more = f"{'、'.join(adding)}补充" if adding else ""
    return "；".join(filter(None, (said, more)))


def milestones_text(indicator: Indicator) -> str:
    """'2022年 30% → 2023年 60% → 2025年 巩固'; "" where there is just one."""
    steps = []
    for milestone in indicator.milestones:
        value = "" if milestone.value is None else amount_words(milestone.value, indicator.unit)
        words = "巩固" if milestone.hold else value
        if words:
            steps.append(f"{milestone.year}年 {words}{'起每年' if milestone.every_year else ''}")
    return " → ".join(steps) if len(steps) > 1 else ""


def open_questions(plan: Plan, *about: str) -> list[str]:
    return [f"{q.question}　现按：{q.default}" for q in plan.questions_about(*about)]
