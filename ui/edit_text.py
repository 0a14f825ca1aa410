"""Edits in words: what an undo would take back, and what was ever said about an item."""

import json
from collections.abc import Mapping
from datetime import datetime

from model.domain import section as section_words
from model.domain.forms import Field
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.section import PART
from model.domain.submission import COVER
from model.domain.wording import day_words, inner_quotes, whole_quotes
from model.store import part_facts
from model.store.accepted_findings import ACCEPTED
from model.store.carried_over import MARK
from model.store.edit_log import Edit
from model.store.evidence import FIELD as EVIDENCE
from model.store.history import Step
from model.store.sections import SECTION, fetch_sections
from model.store.slips import REPLY
from ui.session import Session

OPEN = "未填"
SHORT, LONG = 9, 60  # characters


def step_words(session: Session, step: Step | None) -> str:
    """'进展状态：未填 → 完成（推进垃圾分类…）'; "" where there is no step."""
    if step is None or not step.edits:
        return ""
    if step.label:
        return step.label
    if step.edits[0].field.startswith(ACCEPTED):
        return edit_words(session, step.edits[0])
    items = dict.fromkeys(edit.item for edit in step.edits)
    about = f"（{cut(title_of(session, next(iter(items))), SHORT)}）"
    if len(step.edits) > 1:
        return f"{len(step.edits)} 处改动{about}"
    return f"{edit_words(session, step.edits[0], SHORT)}{about}"


def edit_words(session: Session, edit: Edit, length: int = LONG) -> str:
    if edit.field.startswith(EVIDENCE):
        verb = "添加" if edit.old is None else "移除" if edit.new is None else "修改"
        words = json.loads(edit.new or edit.old or "{}")
        return inner_quotes(f"{verb}佐证材料“{cut(words.get('title', ''), length)}”")
    if edit.field.startswith(ACCEPTED):
        return "一处提醒又要核对" if edit.new is None else "核对过一处提醒"
    if edit.field == MARK:
        return "确认沿用的内容仍然属实" if edit.new is None else "沿用的内容重新待确认"
    if edit.field.startswith(PART):
        return part_words(session, edit, length)
    field = fields_of(session, edit.item).get(edit.field)
    reply = edit.field.startswith(REPLY)
    label = "对退回意见的说明" if reply else field.label if field else edit.field
    before, after = (cut(value_words(field, text), length) for text in (edit.old, edit.new))
    return f"{label}：{before} → {after}"


def part_words(session: Session, edit: Edit, length: int) -> str:
    """What an edit says of sections: '分给市容科', '环卫科补充：…'."""
    kind, _, section = edit.field.rpartition("/")
    department = session.desk.department.id
    names = {one.id: one.name for one in fetch_sections(session.db, department, gone=True)}
    name = names.get(section, "科室")
    text = cut(edit.new or edit.old or "", length)
    match f"{kind}/":
        case _ if edit.field.startswith(SECTION):
            return f"科室“{name}”"
        case part_facts.SHARE:
            return f"{'不再由' if edit.new is None else '分给'}{name}"
        case section_words.ADDITION:
            return f"{name}的补充：{text}"
        case section_words.HANDED_BACK:
            return f"{name}退回：{text}" if edit.new else f"{name}不再退回"
        case _:
            return f"{name}的补充已处理" if "placed" in kind else "回收科室填报表"


def value_words(field: Field | None, text: str | None) -> str:
    if not text:
        return OPEN
    return field.words(text) if field else text


def when_words(moment: str, today: datetime) -> str:
    """'14:32' of today, '11月20日 14:32' of another day, the year where it is another."""
    at = datetime.fromisoformat(moment).astimezone(today.tzinfo)
    if at.date() == today.date():
        return f"{at:%H:%M}"
    return f"{day_words(at, of_year=today.year)} {at:%H:%M}"


def title_of(session: Session, item: str) -> str:
    if item == COVER:
        return "报送信息"
    if item.startswith(RECTIFICATION):
        line = session.desk.rectifications.line(item.removeprefix(RECTIFICATION))
        return f"整改 {line.shortcoming.label}" if line else "整改"
    try:
        found = session.plan.item(item)
    except KeyError:  # the year's package took it away
        return item
    return found.title


def fields_of(session: Session, item: str) -> Mapping[str, Field]:
    forms = session.desk.forms
    try:
        form = (
            forms.cover
            if item == COVER
            else forms.rectification
            if item.startswith(RECTIFICATION)
            else session.desk.form_for(session.plan.item(item))
        )
    except KeyError:
        return {}
    return {field.key: field for field in form.fields()}


def cut(text: str, length: int) -> str:
    """*text* on one line, at most *length* characters of it and an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: whole_quotes(text, length)]}…"
