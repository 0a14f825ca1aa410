"""What the office put in the place of what a department reported: 核改, and 采用表内值.

Both hold for the value they were decided about. Where a later report says something else they no
longer apply; who reviews it is told so, and what was decided is offered again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.consolidation.reviewed_answers import ItemReview, LapsedCorrection, ReviewStanding
from model.domain.china_time import china_time
from model.domain.forms import Form
from model.domain.review import FOUND, Ruling, Verdict
from model.domain.wording import on_a_line
from model.office.cell_decisions import TAKEN
from model.office.department_year import DepartmentYear
from model.office.year import OfficeYear

MOST = 20  # corrections that a slip lists
VALUE, REASON = 200, 500  # characters told of what was reported and counts, and of why


@dataclass(frozen=True, kw_only=True)
class TakenCell:
    """A cell changed by hand of which what stands in it was taken; both values in words."""

    item: str
    title: str
    label: str
    sealed: str
    taken: str
    ruling: Ruling


def taken_cells(office: OfficeYear, body: DepartmentYear) -> Iterator[TakenCell]:
    """Of the report that counts, those that wait for a second name among them."""
    digest = body.digest or ""
    for edit in office.edits(digest):
        ruling = office.edit_ruling(digest, edit)
        if ruling is None or not ruling.choice.startswith(FOUND):
            continue
        value, title = ruling.choice.removeprefix(FOUND), "封面"
        if edit.item in body.items:
            item = office.plan.item(edit.item)
            title = item.title
            fields = {one.key: one for one in office.forms.asked(item, body.department.id).fields()}
            value = fields[edit.field].words(value) if edit.field in fields else value
        yield TakenCell(
            item=edit.item,
            title=title,
            label=edit.label,
            sealed=edit.sealed,
            taken=value,
            ruling=ruling,
        )


def slip_words(office: OfficeYear, body: DepartmentYear) -> str:
    """What a 退回单 tells of the corrections, so that the next report doesn't bring back what was
    corrected; "" where there are none.
    """
    told = [
        f"{one.title}：{one.label} 报 {_told(one.sealed)}，计 {_told(one.taken)}"
        f"（{TAKEN}：{_short(one.ruling.reason)}）"
        for one in taken_cells(office, body)
        if not office.waits(one.ruling)
    ]
    for one in body.items.values():
        if one.corrected and one.review:
            form = office.forms.asked(one.item, body.department.id)
            changes = "，".join(_changed(form, one.reported, one.review.changes))
            told.append(f"{one.item.title}：{changes}（核改：{_short(one.review.remark)}）")
    if not told:
        return ""
    more = f"等 {len(told)} 处" if len(told) > MOST else ""
    return (
        f"另有按核定计的内容，重新报送时请照此改正，不同意的请写明依据："
        f"{'；'.join(told[:MOST])}{more}。"
    )


def corrected_by(lapsed: LapsedCorrection) -> str:
    """How it was corrected, in words."""
    return TAKEN if lapsed.cells else Verdict.ADJUST.value


def lapsed_words(form: Form, one: ItemReview) -> str:
    """That an earlier correction of *one* no longer applies, and why; "" where none lapsed."""
    if (lapsed := one.lapsed) is None or one.standing is not ReviewStanding.CHANGED:
        return ""
    keys = [field.key for field in form.fields() if field.key in lapsed.changes]
    was = "、".join(form.field(key).words(lapsed.changes[key] or "") or "空" for key in keys)
    now = "、".join(form.field(key).words(one.reported.get(key, "")) or "空" for key in keys)
    reason = f"：{lapsed.reason}" if lapsed.reason else ""
    who = "　".join(filter(None, (lapsed.by, china_time(lapsed.at) if lapsed.at else "")))
    return (
        f"上次{corrected_by(lapsed)} {was}{reason}　（{who}）。"
        f"这次报送为 {now}，那次的核定不再适用；"
        "还要那样核定的，按 E 核改，内容已经填好。"
    )


def _changed(form: Form, said: Mapping[str, str], now: Mapping[str, str | None]) -> Iterator[str]:
    """'实际完成值 报 185 家，计 198 家'."""
    for field in form.fields():
        if field.key in now:
            before, after = said.get(field.key, ""), now[field.key] or ""
            yield f"{field.label} 报 {_told(field.words(before))}，计 {_told(field.words(after))}"


def _told(value: str) -> str:
    return _short(value, VALUE) or "空"


def _short(words: str, most: int = REASON) -> str:
    return words if len(words) <= most else on_a_line(words, most)
