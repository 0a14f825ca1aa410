"""分发: one small workbook for each section, and the words that go with it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from model.domain.answers import Answer, Answers
from model.domain.plan import Item, Measure, answers_for
from model.domain.section import ADDITION, HANDED_BACK, Section, SectionSheet, Share
from model.domain.submission import Edition
from model.domain.targets import Baseline, Target
from model.domain.wording import day_words
from model.jobs import JobContext
from model.parts.division import Division, answers_changed, fetch_division, save_join
from model.parts.join import Place, seen_in
from model.record_bounds import fit
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.edit_log import one_step
from model.store.parts import forget_sheet, save_sheet
from model.workbook.layout import Questionnaire


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """What is to be sent to which sections.

    `items`: what the department may answer, in the order of its lists. `due`: ISO date, "" none.
    """

    data_file: Path
    folder: Path
    year: int
    department: str
    before: tuple[str, ...] = ()  # the bodies that it goes on from
    sections: tuple[str, ...]  # ids
    items: tuple[str, ...]
    questionnaire: Questionnaire
    plan: Edition
    made_at: str  # ISO 8601 with offset
    package: Edition | None = None
    targets: Mapping[str, Target]
    handed_down: Mapping[str, Decimal] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    last_year: Answers
    due: str = ""
    sent_by: str = ""
    phone: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True)
class SentSheet:
    """One sheet that was written, and the words for the chat or mail that it goes with."""

    section: Section
    sheet: SectionSheet
    path: Path
    words: str


def send(order: Dispatch, job: JobContext) -> tuple[SentSheet, ...]:
    """The sheets, written into the folder one after the other; each is recorded before its file
    has its name.

    Raises:
        AppError: a file can't be written; those written before it are whole.
        Cancelled: likewise.
    """
    sent = []
    for done, section in enumerate(order.sections):
        with closing(open_store(order.data_file)) as db:
            division = fetch_division(db, order.year, order.department, order.before)
        found = next(one for one in division.sections if one.id == section)
        job.step(done, len(order.sections), found.name)
        sent.append(_send(order, division, found, job))
        job.wrote = len(sent)
    return tuple(sent)


def _send(order: Dispatch, division: Division, section: Section, job: JobContext) -> SentSheet:
    from model.files import FileNotWritten
    from model.workbook.section_sheet.content import SectionPaper
    from model.workbook.section_sheet.write import suggested_section_name, write_section_sheet

    sheet, seen = sheet_for(order, division, section)
    paper = SectionPaper(sheet=sheet, questionnaire=order.questionnaire, targets=order.targets)
    path = order.folder / suggested_section_name(paper)
    with closing(open_store(order.data_file)) as db:
        save_sheet(db, sheet, path.name, seen)
    try:
        write_section_sheet(path, paper, JobContext(stop=job.stop))
    except FileNotWritten:
        with closing(open_store(order.data_file)) as db:
            forget_sheet(db, sheet)
        raise
    _take_as_asked_again(order, division, sheet)
    return SentSheet(section=section, sheet=sheet, path=path, words=mail_words(sheet, path.name))


def _take_as_asked_again(order: Dispatch, division: Division, sheet: SectionSheet) -> None:
    """What the section handed back before and gets again is handed back no more."""
    again: dict[Place, str | None] = {
        (item, f"{HANDED_BACK}{sheet.section}"): None
        for item in sheet.items
        if (item, f"{HANDED_BACK}{sheet.section}") in division.facts
    }
    if not again:
        return
    with closing(open_store(order.data_file)) as db:
        division = fetch_division(db, order.year, order.department, order.before)
        found = division.joined(chosen=again)
        with one_step(db, order.year, order.department, f"重新发给{sheet.section_name}"):
            save_answers(db, order.year, order.department, answers_changed(found, order.items), "")
            save_join(db, division, found)


def sheet_for(
    order: Dispatch, division: Division, section: Section
) -> tuple[SectionSheet, frozenset[str]]:
    """What is sealed in the sheet of *section*, and what it has taken in of earlier returns."""
    led = _in_order(order.items, division.items_of(section.id, Share.LEAD))
    added = _in_order(order.items, division.items_of(section.id, Share.ADD))
    addition = f"{ADDITION}{section.id}"
    plan, forms = order.questionnaire.plan, order.questionnaire.forms
    said: dict[str, Answer] = {
        item: forms.asked(plan.item(item), order.department).in_sight(division.answers[item])
        for item in led
        if item in division.answers
    }
    said |= {
        item: {"addition": division.values[item, addition]}
        for item in added
        if (item, addition) in division.values
    }
    places = [place for place in division.values if place[0] in {*led, *added}]
    before = sum(one.sheet.section == section.id for one in division.sheets)
    body = plan.departments[order.department]
    sheet = fit(
        SectionSheet(
            id=uuid.uuid4().hex,
            year=order.year,
            department=order.department,
            section=section.id,
            section_name=section.name,
            number=before + 1,
            made_at=order.made_at,
            plan=order.plan,
            led=led,
            added=added,
            answers=said,
            package=order.package,
            due=order.due,
            sent_by=order.sent_by,
            phone=order.phone,
            sample=order.sample,
            department_name=body.name,
            supported=tuple(item for item in led if _supports(plan.item(item), body.id)),
            last_year={item: order.last_year[item] for item in led if order.last_year.get(item)},
            handed_down={
                item: order.handed_down[item] for item in led if item in order.handed_down
            },
            baselines={item: order.baselines[item] for item in led if item in order.baselines},
            leaders={item: division.name(division.leader(item)) for item in added},
        )
    )
    return sheet, seen_in(places, division.now.outcomes)


def _supports(item: Item, department: str) -> bool:
    outside = isinstance(item, Measure) and department in item.outside
    return not (outside or answers_for(item, department))


def _in_order(items: Sequence[str], chosen: Collection[str]) -> tuple[str, ...]:
    return tuple(item for item in items if item in chosen)


def mail_words(sheet: SectionSheet, file_name: str) -> str:
    """What to write to a section along with its sheet."""
    parts = [f"填写 {len(sheet.led)} 项"] if sheet.led else []
    parts += [f"补充 {len(sheet.added)} 项"] if sheet.added else []
    until = f"请于{day_words(sheet.due)}前" if sheet.due else "请尽快"
    to = "　".join(filter(None, (sheet.sent_by, sheet.phone)))
    return (
        f"{sheet.section_name}：\n"
        f"发来{sheet.year}年度碳达峰自评估科室填报表《{file_name}》，请{'、'.join(parts)}。"
        f"用 WPS 或 Excel 打开直接填，填完请科室负责人过目并在首页填上姓名，"
        f"{until}把这个文件发回{f'给{to}' if to else ''}。\n"
        "不属于本科室的，请在“退回”一栏写明原因和应由谁填；有证明材料的，和表一起压缩成 zip 发回。"
    )


def reminder_words(sheet: SectionSheet, missing: int, *, returned: bool) -> str:
    """What to write to a section whose sheet is awaited."""
    until = f"（应于{day_words(sheet.due)}前发回）" if sheet.due else ""
    if returned:
        about = f"已收到你科室的填报表，还有 {missing} 项没有填，请补齐后再发一次。"
    else:
        about = f"还没有收到你科室的填报表，共 {len(sheet.items)} 项，请抓紧填写发回。"
    to = "　".join(filter(None, (sheet.sent_by, sheet.phone)))
    return (
        f"{sheet.section_name}：\n{sheet.year}年度碳达峰自评估{until}，{about}"
        f"{f'发回给{to}。' if to else ''}表找不到了的，请告诉我重发。"
    )
