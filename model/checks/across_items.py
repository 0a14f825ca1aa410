"""Checks that compare items: what reviewers look for."""

import re
from collections.abc import Iterator

from model.checks.finding import Finding, Kind, Year
from model.domain.answers import NOTHING_SAID, value_of
from model.domain.letter_widths import narrow
from model.domain.score import Standing
from model.domain.submission import CLEARED, COVER

TELLING = 12  # characters; shorter texts may well be the same
FEW = 5  # scored items, of which all at full marks mean nothing
EXACT = 3  # indicators
PHONE = "phone"  # of the cover
LIKE_A_PHONE = re.compile(r"(?=(\D*\d){7})[\d\s()+,、;/转-]*")
PROSE = ("done", "problems", "next_steps", "explanation")
"""Where items have something of their own to say: one reason for 不适用 may hold for several."""


def repeated_texts(year: Year) -> Iterator[Finding]:
    """One finding for each repeated text, at the first item that has the text."""
    places: dict[tuple[str, str], list[str]] = {}
    for item in year.items:
        answer = year.answer(item)
        for key in PROSE:
            text = _bare(answer.get(key, ""))
            if len(text) >= TELLING and answer[key] not in year.forms.offered:
                places.setdefault((key, text), []).append(item.id)
    for (key, text), found in places.items():
        if len(found) == 1:
            continue
        labels = {item: label for item in found if (label := _label(year, item, key))}
        items = tuple(labels)
        if len(items) > 1:
            yield Finding(
                kind=Kind.REPEATED,
                item=items[0],
                field=key,
                sentence=f"“{labels[items[0]]}”与另外 {len(items) - 1} 项一字不差。",
                cure="写出各项自己的事实和数字。",
                values=(text, *items),
            )


def copied_texts(year: Year) -> Iterator[Finding]:
    for item in year.items:
        before = year.last_year.get(item.id, NOTHING_SAID)
        text = _bare(year.answer(item).get("done", ""))
        if len(text) >= TELLING and text == _bare(before.get("done", "")):
            yield Finding(
                kind=Kind.COPIED,
                item=item.id,
                field="done",
                sentence="“完成情况”与去年一字不差。",
                cure="补上今年的进展；确实没有变化的可以不改。",
                values=(text,),
            )


def odd_phone(year: Year) -> Iterator[Finding]:
    phone = year.cover.get(PHONE, "")
    if phone not in {"", CLEARED} and not LIKE_A_PHONE.fullmatch(narrow(phone)):
        yield Finding(
            kind=Kind.ODD_VALUE,
            item=COVER,
            field=PHONE,
            sentence=f"联系电话“{phone}”看起来不像电话号码。",
            cure="核对一遍，办公室有疑问时打这个电话。",
            values=(phone,),
        )


def all_full(year: Year) -> Iterator[Finding]:
    scored = [s for s in year.assessment.scores if s.standing is Standing.SCORED]
    if len(scored) > FEW and all(score.points == score.maximum for score in scored):
        yield Finding(
            kind=Kind.ALL_FULL,
            item="",
            sentence=f"{len(scored)} 项全部是满分，复核时会逐项核实。",
            cure="请再核对一遍，备好佐证材料。",
            values=tuple(s.item for s in scored),
        )


def all_exact(year: Year) -> Iterator[Finding]:
    pairs = [
        (value, target.value)
        for one in year.indicators
        if (value := value_of(year.answer(one))) is not None
        and (target := year.targets[one.id]).value is not None
    ]
    if len(pairs) >= EXACT and all(value == target for value, target in pairs):
        yield Finding(
            kind=Kind.ALL_EXACT,
            item="",
            sentence=f"{len(pairs)} 项指标的实际值都恰好等于目标值。",
            cure="请核对填的是实际完成数，不是目标数。",
            values=tuple(str(value) for value, _ in pairs),
        )


def unanswered(year: Year) -> Iterator[Finding]:
    for item in year.items:
        if item.id in year.unanswered:
            yield Finding(
                kind=Kind.UNANSWERED,
                item=item.id,
                sentence=f"退回意见“{year.unanswered[item.id][:40]}”还没有处理。",
                cure="修改该项，或写明为什么不改。",
                values=(year.unanswered[item.id],),
            )


def _bare(text: str) -> str:
    return "".join(text.split())


def _label(year: Year, item: str, key: str) -> str:
    """Empty where the item isn't asked for it: what was said while it was led stays when it is only
    supported by now.
    """
    fields = year.form(year.plan.item(item)).fields()
    return next((field.label for field in fields if field.key == key), "")
