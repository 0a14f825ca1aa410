"""What a package changes, as a page to read, in simple HTML."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from model.domain.differences import Difference, DifferenceKind
from ui.incoming.taking_in import TakenIn
from ui.theme import colour

NOTHING = "没有变化。"
MOST = 60  # differences shown of one kind


def difference_page(differences: Iterable[Difference]) -> str:
    """Grouped by kind: what it is about, what was, what is now."""
    parts = [_group(kind, tuple(found)) for kind, found in groupby(differences, lambda d: d.kind)]
    return "".join(parts) or f'<p style="color:{colour("quiet").name()}">{NOTHING}</p>'


def _group(kind: DifferenceKind, found: tuple[Difference, ...]) -> str:
    count = f"　{len(found)} 处" if len(found) > 1 else ""
    rest = len(found) - MOST
    more = _line(f"另有 {rest} 处，见任务包。", "quiet") if rest > 0 else ""
    return (
        f'<p style="margin-top:14px;margin-bottom:4px"><b>{escape(kind.value)}</b>'
        f'<span style="color:{colour("quiet").name()}">{count}</span></p>'
        + "".join(map(_difference, found[:MOST]))
        + more
    )


def _difference(one: Difference) -> str:
    quiet, accent = colour("quiet").name(), colour("accent").name()
    title = f"{escape(one.title)}　" if one.title else ""
    if not one.after:
        return _line(f'{title}<span style="color:{quiet}">原为{escape(one.before)}</span>', "ink")
    if not one.before:
        return _line(f"{title}{escape(one.after)}", "ink")
    before = f'<s style="color:{quiet}">{escape(one.before)}</s>'
    after = f'<span style="color:{accent}">{escape(one.after)}</span>'
    return _line(f"{title}{before} → {after}", "ink")


def _line(words: str, token: str) -> str:
    style = f"margin:1px 0 5px 12px;line-height:135%;color:{colour(token).name()}"
    return f'<p style="{style}">{words}</p>'


def inheritance_words(taken: TakenIn) -> str:
    """What came over from predecessors; "" where nothing did."""
    found = taken.inherited
    if found is None or not (found.answers or found.rivals):
        return ""
    departments = taken.arrival.package.changes
    names = {b.id: b.name for change in departments for b in change.made} | {
        body.id: body.name for body in taken.plan.departments.values()
    }
    sources = "、".join(dict.fromkeys(names.get(body, body) for body in found.sources.values()))
    said = f"已把本机上{sources}填的 {len(found.answers)} 项内容一并转来。" if found.answers else ""
    rivals = (
        f"有 {len(found.rivals)} 项原单位填得不一样，没有转，请核对后填写。" if found.rivals else ""
    )
    return said + rivals
