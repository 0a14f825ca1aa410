"""What contradicts itself in a rulebook, or does not fit the plan: everything at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from model.domain.numbers import number_text
from model.domain.plan import Indicator, Item, Plan
from model.errors import Problem
from model.scoring.rulebook import Covers, Rulebook

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
VERSION = re.compile(r"\d{4}\.\d{1,3}")
CENT = Decimal("0.01")

Complaint = tuple[str, str]  # entry, message


def problems_of(
    rulebook: Rulebook, plan: Plan | None = None, file: str = "", *, complete: bool = True
) -> list[Problem]:
    """All that must be put right before *rulebook* can be used.

    Args:
        plan: also hold it against this plan: every item covered once, by a kind that can judge it.
        file: named in each problem.
        complete: False if rules were left out, so that nothing is said about what they'd cover.
    """
    complaints = [
        *_head(rulebook),
        *_weighting(rulebook),
        *_parts(rulebook, complete=complete),
        *_rules(rulebook),
        *_total_rules(rulebook),
        *_grades(rulebook),
        *_proposals(rulebook),
    ]
    if plan is not None and complete:
        complaints += [*_coverage(rulebook, plan), *_names_in(rulebook, plan)]
    return [Problem(message, (file, entry) if file else (entry,)) for entry, message in complaints]


def _head(book: Rulebook) -> Iterator[Complaint]:
    if not NAME.fullmatch(book.id):
        yield "id", f"“{book.id}”只能用小写字母、数字和连字符，请改正。"
    if not VERSION.fullmatch(book.version):
        yield "version", f"“{book.version}”应写成年份加序号，如 2025.1，请改正。"
    try:
        date.fromisoformat(book.published)
    except ValueError:
        yield "published", f"“{book.published}”不是日期，应写成 2025-01-31，请改正。"
    if book.maximum <= 0:
        yield "maximum", "总分满分应大于 0，请改正。"
    if book.ceiling < book.maximum:
        yield "ceiling", "加分后的封顶不能低于满分（maximum），请改正。"
    for key in ("maximum", "ceiling"):
        if getattr(book, key) % CENT:
            yield key, "最多两位小数，请改正。"


def _repeated(names: Iterable[str], what: str) -> Iterator[Complaint]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name}", f"出现了 {times} 次，请改成不同的名称或删去重复的。"


def _weighting(book: Rulebook) -> Iterator[Complaint]:
    if book.weighting is None:
        return
    if not 0 < book.weighting.item_cap <= book.maximum or book.weighting.item_cap % CENT:
        yield (
            "weighting",
            "item_cap（单项最多几分）应大于 0、不超过总分满分，最多两位小数，请改正。",
        )
    if book.weighting.small_below < 0:
        yield "weighting", "small_below（少于几项不计总分）不能小于 0，请改正。"


def _parts(book: Rulebook, *, complete: bool) -> Iterator[Complaint]:
    yield from _repeated((part.id for part in book.parts), "部分")
    if not book.parts:
        yield "part", "至少要有一个部分，请补上 [[part]]。"
        return
    for part in book.parts:
        if part.maximum <= 0 or part.maximum % CENT:
            yield f"部分 {part.id}", "maximum 应大于 0，最多两位小数，请改正。"
        if complete and not any(rule.part == part.id for rule in book.rules):
            yield f"部分 {part.id}", "没有一条规则属于这个部分，请补上规则或删除它。"
    total = sum((part.maximum for part in book.parts), Decimal(0))
    if total != book.maximum:
        listed = " + ".join(number_text(part.maximum) for part in book.parts)
        wanted = f"应等于总分满分 {number_text(book.maximum)}"
        yield "part", f"各部分满分 {listed} = {number_text(total)}，{wanted}，请调整。"


def _rules(book: Rulebook) -> Iterator[Complaint]:
    ids = [rule.id for rule in book.rules] + [rule.id for rule in book.total_rules]
    yield from _repeated(ids, "规则")
    parts = {part.id for part in book.parts}
    for rule in book.rules:
        entry = f"规则 {rule.id}"
        if rule.part not in parts:
            yield entry, f"part“{rule.part}”不存在，请改成 {'、'.join(sorted(parts))} 之一。"
        if rule.weight <= 0 or any(weight <= 0 for weight in rule.weights.values()):
            yield entry, "权重应大于 0；不想计分的项目请改用 except 排除并另立规则。"
        for message in rule.kind.problems():
            yield entry, message


def _total_rules(book: Rulebook) -> Iterator[Complaint]:
    names = dict.fromkeys(grade.name for grade in book.grades)
    for rule in book.total_rules:
        entry = f"总分规则 {rule.id}"
        for message in rule.kind.problems():
            yield entry, message
        if rule.kind.grade and rule.kind.grade not in names:
            yield entry, f"等次“{rule.kind.grade}”不存在，请改成 {'、'.join(names)} 之一。"
        if rule.covers != Covers() and not rule.kind.covers_items:
            yield entry, "这类规则不看具体项目，请删除 covers。"


def _grades(book: Rulebook) -> Iterator[Complaint]:
    yield from _repeated((grade.name for grade in book.grades), "等次")
    if len(book.grades) < 2:
        yield "grade", "至少要有两个等次，请补上 [[grade]]。"
        return
    edges = [(grade.name, grade.at_least) for grade in book.grades]
    with_edges = [(name, edge) for name, edge in edges if edge is not None]
    if not with_edges:
        if not any(rule.kind.grade for rule in book.total_rules):
            yield "grade", "等次没有分数线（from），也没有规则决定等次，请补上其中一种。"
        return
    for name, edge in edges:
        if edge is None:
            yield f"等次 {name}", "缺少分数线 from；要么每个等次都写，要么都不写，请补上。"
        elif edge % CENT:
            yield f"等次 {name}", "from 最多两位小数，请改正。"
    for (better, upper), (worse, lower) in pairwise(with_edges):
        if upper <= lower:
            above = f"不低于上一等次“{better}”的 {number_text(upper)}"
            message = f"from {number_text(lower)} {above}，区间重叠，请从高到低排列。"
            yield f"等次 {worse}", message
    name, lowest = with_edges[-1]
    if lowest != 0:
        yield f"等次 {name}", f"最低等次应从 0 分起，否则低于 {number_text(lowest)} 分没有等次。"
    name, highest = with_edges[0]
    if highest > book.maximum:
        yield f"等次 {name}", f"from {number_text(highest)} 高于满分，谁也达不到，请改正。"


def _proposals(book: Rulebook) -> Iterator[Complaint]:
    names = dict.fromkeys(grade.name for grade in book.grades)
    proposals = book.proposals
    for name in (*proposals.commend_grades, *proposals.admonish_grades):
        if name not in names:
            yield "proposals", f"等次“{name}”不存在，请改成 {'、'.join(names)} 之一。"
    for name in dict.fromkeys(proposals.commend_grades):
        if name in proposals.admonish_grades:
            yield "proposals", f"等次“{name}”不能既建议表彰又建议通报，请删去一处。"
    if proposals.commend_share is not None and not 0 < proposals.commend_share <= 1:
        yield "proposals", "commend_share 应大于 0、不大于 1；不限时请删除它。"
    if proposals.commend_best is not None and proposals.commend_best < 1:
        yield "proposals", "commend_best 应不小于 1；不限名次时请删除它。"
    if proposals.commend_open_items < 0:
        yield "proposals", "commend_open_items 不能小于 0，请改正。"


def _coverage(book: Rulebook, plan: Plan) -> Iterator[Complaint]:
    items: tuple[Item, ...] = (*plan.measures.values(), *plan.indicators.values())
    used = set()
    for item in items:
        rules = tuple(book.rules_for(item))
        used |= {rule.id for rule in rules}
        what = f"{'指标' if isinstance(item, Indicator) else '任务'} {item.id}"
        if not rules:
            yield what, "没有规则覆盖它，请放宽某条规则的 covers，或为它另立一条。"
        elif len(rules) > 1:
            listed = "、".join(rule.id for rule in rules)
            yield what, f"同时被规则 {listed} 覆盖，请只留一条，在其余规则的 except 中写上它。"
        else:
            direction = item.direction if isinstance(item, Indicator) else None
            if direction not in rules[0].kind.judges:
                kind = f"“{rules[0].kind.name}”（{rules[0].kind.label}）"
                told = f"方向为“{direction}”的指标" if direction else "任务"
                yield what, f"规则 {rules[0].id} 的计分方式{kind}不能用于{told}，请换一种。"
    for rule in book.rules:
        if rule.id not in used:
            yield f"规则 {rule.id}", "没有覆盖方案中的任何项目，请改正 covers 或删除这条规则。"


def _names_in(book: Rulebook, plan: Plan) -> Iterator[Complaint]:
    known = {*plan.measures, *plan.indicators}
    covers = [(f"规则 {rule.id}", rule.covers) for rule in book.rules]
    covers += [(f"总分规则 {rule.id}", rule.covers) for rule in book.total_rules]
    for entry, covered in covers:
        for name in (*covered.ids, *covered.excluding):
            if name not in known:
                yield entry, f"covers 中的 {name} 不在方案里，请改正或删除。"
    for item_rule in book.rules:
        for name in item_rule.weights:
            if name not in known or not item_rule.covers.matches(plan.item(name)):
                yield (
                    f"规则 {item_rule.id}",
                    f"weights 中的 {name} 不归这条规则，请移到覆盖它的规则或删除。",
                )
