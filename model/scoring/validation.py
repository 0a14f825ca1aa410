"""The flaws of a rulebook: contradictions in itself or with the plan, all at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from model.domain.flaw import Flaw, KeyPath
from model.domain.numbers import number_text
from model.domain.plan import Direction, Indicator, Item, Plan
from model.scoring.flaws import Wrong, flaw, under
from model.scoring.rulebook import Covers, Rulebook

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
VERSION = re.compile(r"\d{4}\.\d{1,3}")
CENT = Decimal("0.01")
ZERO, ONE = Decimal(0), Decimal(1)


def flaws_of(
    rulebook: Rulebook, plan: Plan | None = None, *, complete: bool = True
) -> tuple[Flaw, ...]:
    """All flaws that must be put right before *rulebook* can be used.

    Args:
        plan: if given, each of its items must be covered once, by a kind that can judge it.
        complete: False if rules were left out; then coverage is not checked.
    """
    flaws = [
        *_head(rulebook),
        *_weighting(rulebook),
        *_parts(rulebook, complete=complete),
        *_rules(rulebook),
        *_total_rules(rulebook),
        *_grades(rulebook),
        *_proposals(rulebook),
        *_large_change(rulebook),
    ]
    if plan is not None and complete:
        flaws += [*_coverage(rulebook, plan), *_names_in(rulebook, plan)]
    return tuple(flaws)


def _head(book: Rulebook) -> Iterator[Flaw]:
    if not NAME.fullmatch(book.id):
        yield flaw(Wrong.BAD_ID, "id", value=book.id)
    if not VERSION.fullmatch(book.version):
        yield flaw(Wrong.BAD_VERSION, "version", value=book.version)
    try:
        date.fromisoformat(book.published)
    except ValueError:
        yield flaw(Wrong.NO_DATE, "published", value=book.published)
    if book.maximum <= 0:
        yield flaw(Wrong.NO_MAXIMUM, "maximum")
    if book.ceiling < book.maximum:
        yield flaw(Wrong.LOW_CEILING, "ceiling")
    for key in ("maximum", "ceiling"):
        if getattr(book, key) % CENT:
            yield flaw(Wrong.NO_CENTS, key)


def _large_change(book: Rulebook) -> Iterator[Flaw]:
    limits = book.large_change
    for key in ("from_last_year", "from_target"):
        if getattr(limits, key) <= 0:
            yield flaw(Wrong.NOT_POSITIVE, "large_change", key)
    for key in ("points", "floor"):
        if getattr(limits, key) < 0:
            yield flaw(Wrong.BELOW_ZERO, "large_change", key)
    if any(share <= 0 for share in limits.shares.values()):
        yield flaw(Wrong.NOT_POSITIVE, "large_change", "shares")
    if any(floor < 0 for floor in limits.floors.values()):
        yield flaw(Wrong.BELOW_ZERO, "large_change", "floors")


def _repeated(named: Iterable[tuple[str, KeyPath]]) -> Iterator[Flaw]:
    """A flaw for each name that several entries have, at the first of them."""
    first: dict[str, KeyPath] = {}
    times: Counter[str] = Counter()
    for name, path in named:
        first.setdefault(name, path)
        times[name] += 1
    for name, count in times.items():
        if count > 1:
            yield flaw(Wrong.REPEATED, *first[name], times=count)


def _weighting(book: Rulebook) -> Iterator[Flaw]:
    if book.weighting is None:
        return
    if not 0 < book.weighting.item_cap <= book.maximum or book.weighting.item_cap % CENT:
        yield flaw(Wrong.BAD_ITEM_CAP, "weighting", "item_cap")
    if book.weighting.small_below < 0:
        yield flaw(Wrong.BAD_SMALL_BELOW, "weighting", "small_below")
    middle, large = book.weighting.middle_from, book.weighting.large_from
    if middle < 0:
        yield flaw(Wrong.BAD_SMALL_BELOW, "weighting", "middle_from")
    if large < 0 or 0 < large <= middle:
        yield flaw(Wrong.BAD_LARGE_FROM, "weighting", "large_from")


def _parts(book: Rulebook, *, complete: bool) -> Iterator[Flaw]:
    yield from _repeated((part.id, ("part", n)) for n, part in enumerate(book.parts))
    if not book.parts:
        yield flaw(Wrong.NO_PARTS, "part")
        return
    for number, part in enumerate(book.parts):
        if part.maximum <= 0 or part.maximum % CENT:
            yield flaw(Wrong.NO_POINTS, "part", number, "maximum")
        if complete and not any(rule.part == part.id for rule in book.rules):
            yield flaw(Wrong.EMPTY_PART, "part", number)
    total = sum((part.maximum for part in book.parts), ZERO)
    if total != book.maximum:
        terms = " + ".join(number_text(part.maximum) for part in book.parts)
        yield flaw(Wrong.WRONG_SUM, "part", sum=terms, total=total, maximum=book.maximum)


def _rules(book: Rulebook) -> Iterator[Flaw]:
    rules: list[tuple[str, KeyPath]] = [(r.id, ("rule", n)) for n, r in enumerate(book.rules)]
    yield from _repeated(
        [*rules, *((r.id, ("total_rule", n)) for n, r in enumerate(book.total_rules))]
    )
    parts = {part.id for part in book.parts}
    for number, rule in enumerate(book.rules):
        at: KeyPath = ("rule", number)
        if rule.part not in parts:
            choices = tuple(sorted(parts))
            yield flaw(Wrong.NO_SUCH_PART, *at, "part", value=rule.part, choices=choices)
        if rule.weight <= 0 or any(weight <= 0 for weight in rule.weights.values()):
            yield flaw(Wrong.NO_WEIGHT, *at, "weight")
        for found in rule.kind.flaws():
            yield under(at, found)


def _total_rules(book: Rulebook) -> Iterator[Flaw]:
    for number, rule in enumerate(book.total_rules):
        at: KeyPath = ("total_rule", number)
        for found in rule.kind.flaws():
            yield under(at, found)
        if rule.kind.grade:
            yield from _unknown_grade(book, rule.kind.grade, (*at, "grade"))
        if rule.covers != Covers() and not rule.kind.covers_items:
            yield flaw(Wrong.NEEDS_NO_COVERS, *at, "covers")


def _unknown_grade(book: Rulebook, name: str, path: KeyPath) -> Iterator[Flaw]:
    names = tuple(dict.fromkeys(grade.name for grade in book.grades))
    if name not in names:
        yield flaw(Wrong.NO_SUCH_GRADE, *path, value=name, choices=names)


def _grades(book: Rulebook) -> Iterator[Flaw]:
    yield from _repeated((grade.name, ("grade", n)) for n, grade in enumerate(book.grades))
    if len(book.grades) < 2:
        yield flaw(Wrong.TOO_FEW_GRADES, "grade")
        return
    edges = [(number, grade.at_least) for number, grade in enumerate(book.grades)]
    with_edges = [(number, edge) for number, edge in edges if edge is not None]
    if not with_edges:
        if not any(rule.kind.grade for rule in book.total_rules):
            yield flaw(Wrong.NO_EDGES, "grade")
        return
    for number, edge in edges:
        if edge is None:
            yield flaw(Wrong.NO_EDGE, "grade", number, "from")
        elif edge % CENT:
            yield flaw(Wrong.EDGE_NO_CENTS, "grade", number, "from")
    for (better, upper), (worse, lower) in pairwise(with_edges):
        if upper <= lower:
            name = book.grades[better].name
            at: KeyPath = ("grade", worse, "from")
            yield flaw(Wrong.OVERLAPPING, *at, value=lower, better=name, edge=upper)
    number, lowest = with_edges[-1]
    if lowest != 0:
        yield flaw(Wrong.NOT_FROM_ZERO, "grade", number, "from", value=lowest)
    number, highest = with_edges[0]
    if highest > book.maximum:
        yield flaw(Wrong.OUT_OF_REACH, "grade", number, "from", value=highest)


def _proposals(book: Rulebook) -> Iterator[Flaw]:
    proposals = book.proposals
    for key in ("commend_grades", "admonish_grades"):
        for name in getattr(proposals, key):
            yield from _unknown_grade(book, name, ("proposals", key))
    for name in dict.fromkeys(proposals.commend_grades):
        if name in proposals.admonish_grades:
            yield flaw(Wrong.BOTH_WAYS, "proposals", "commend_grades", value=name)
    if proposals.commend_share is not None and not 0 < proposals.commend_share <= 1:
        yield flaw(Wrong.BAD_LIMIT_SHARE, "proposals", "commend_share", above=ZERO, most=ONE)
    if proposals.commend_best is not None and proposals.commend_best < 1:
        yield flaw(Wrong.BAD_LIMIT, "proposals", "commend_best")
    if proposals.commend_open_items < 0:
        yield flaw(Wrong.BELOW_ZERO, "proposals", "commend_open_items")


def _coverage(book: Rulebook, plan: Plan) -> Iterator[Flaw]:
    items: tuple[Item, ...] = (*plan.measures.values(), *plan.indicators.values())
    used: set[int] = set()
    for item in items:
        covering = [n for n, rule in enumerate(book.rules) if rule.covers.matches(item)]
        used |= set(covering)
        what = {"item": item.id, "sort": "指标" if isinstance(item, Indicator) else "任务"}
        if not covering:
            yield flaw(Wrong.UNCOVERED, **what)
        elif len(covering) > 1:
            ids = tuple(book.rules[number].id for number in covering)
            at: KeyPath = ("rule", covering[0], "covers", "except")
            yield flaw(Wrong.COVERED_TWICE, *at, rules=ids, **what)
        elif (direction := _direction(item)) not in book.rules[covering[0]].kind.judges:
            rule = book.rules[covering[0]]
            kind = {"rule": rule.id, "kind": rule.kind.name, "label": rule.kind.label}
            at = ("rule", covering[0], "kind")
            if direction is None:
                yield flaw(Wrong.UNFIT_FOR_MEASURE, *at, **kind, **what)
            else:
                yield flaw(Wrong.UNFIT_FOR_INDICATOR, *at, direction=direction, **kind, **what)
    for number in range(len(book.rules)):
        if number not in used:
            yield flaw(Wrong.COVERS_NOTHING, "rule", number, "covers", "items")


def _direction(item: Item) -> Direction | None:
    return item.direction if isinstance(item, Indicator) else None


def _names_in(book: Rulebook, plan: Plan) -> Iterator[Flaw]:
    known = {*plan.measures, *plan.indicators}
    covers: list[tuple[KeyPath, Covers]] = [
        (("rule", n), rule.covers) for n, rule in enumerate(book.rules)
    ]
    covers += [(("total_rule", n), rule.covers) for n, rule in enumerate(book.total_rules)]
    for at, covered in covers:
        for key, names in (("ids", covered.ids), ("except", covered.excluding)):
            for name in names:
                if name not in known:
                    yield flaw(Wrong.NOT_IN_PLAN, *at, "covers", key, value=name)
    for number, item_rule in enumerate(book.rules):
        for name in item_rule.weights:
            if name not in known or not item_rule.covers.matches(plan.item(name)):
                yield flaw(Wrong.FOREIGN_WEIGHT, "rule", number, "weights", value=name)
