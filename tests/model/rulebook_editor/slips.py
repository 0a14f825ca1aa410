"""Slips of every sort in rulebooks that hold every kind of rule, to hear what is said of each."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.paths import asset
from model.rulebook_editor.draft import Draft, Path, Value, draft_from
from model.rulebook_editor.edits import STARTS, with_total_rule
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS

D = Decimal
NUMBERS = (None, "约", D(-1), D(0), D("0.5"), D("1.005"), D(1000), D("0.1234567"))
TEXTS = (None, "", D(5), "不认识的")
LISTS: tuple[Value, ...] = (None, (), "x", ("杰出",), (D(5),))
TABLES: tuple[Value, ...] = (None, {}, {"zz": D(1)}, {"zz": D(-1)}, D(1))
SECTIONS = ("grade", "part", "rule", "total_rule")
NAMED: tuple[tuple[Path, Value], ...] = (
    (("id",), "Percent!"),
    (("version",), "第一版"),
    (("published",), "2025年1月"),
    (("total_rule", 0, "covers"), {"ids": ("zz",)}),
    (("proposals", "commend_grades"), ("优秀", "未完成")),
    (("proposals", "admonish_grades"), ("超额完成", "未完成")),
    (("rule", 0, "covers", "direction"), ("≤",)),
    (("rule", 0, "each"), D(1)),
    (("rule", 0, "kind"), "reverse"),
    (("rule", 7, "kind"), "linear"),
    (("rule", 0, "weights"), {"zz": D(2)}),
)


def whole_rulebooks() -> Iterator[Draft]:
    """The shipped rulebooks, to the first of which a rule of each other kind is added."""
    first, second = (
        draft_from(asset(f"rules/{name}.toml").read_text("utf-8"))
        for name in ("percent-2026.2", "pass-2026.3")
    )
    had = {rule["kind"] for rule in (*first.entries("rule"), *first.entries("total_rule"))}
    like = first.table(("rule", 0))
    rest = {key: like[key] for key in ("part", "source", "reason")}
    for kind in sorted(ITEM_KINDS.keys() - had):
        new = {"id": f"Z-{kind}", "title": kind, **rest, "kind": kind, **STARTS[kind]}
        first = first.with_row(("rule",), {**new, "covers": {"ids": ("none",)}})
    for kind in sorted(TOTAL_KINDS.keys() - had):
        first = with_total_rule(first, kind)
        last = len(first.entries("total_rule")) - 1
        for key in ("source", "reason"):
            first = first.with_value(("total_rule", last, key), "略")
    mapped = next(n for n, r in enumerate(first.entries("rule")) if r["kind"] == "mapped")
    yield first.with_value(("rule", mapped, "before_due"), first.value(("rule", mapped, "states")))
    yield second


def slips(draft: Draft, seen: set[Path]) -> Iterator[tuple[str, Draft]]:
    """Each with what was done; of places that are alike, the first alone, those *seen* left out."""
    for path, value in _places(draft, ()):
        sort = _sort(draft, path)
        if sort not in seen:
            seen.add(sort)
            for other in _others(value):
                if other != value and not (other is None and isinstance(path[-1], int)):
                    yield f"{'.'.join(map(str, path))} = {other!r}", draft.with_value(path, other)
    for section in SECTIONS:
        rows = draft.rows((section,))
        yield f"{section} = ()", draft.with_value((section,), ())
        yield f"{section} first twice", draft.with_row((section,), rows[0])
        yield f"{section} + unnamed", draft.with_row((section,), {"maximum": D(1), "from": D(0)})
        for number in range(min(len(rows), 2)):
            yield f"{section} - {number}", draft.without_row((section,), number)
    for number, grade in enumerate(draft.entries("grade")):
        for edge in (D(60), D(101)):
            place: Path = ("grade", number, "from")
            yield f"grade.{grade['name']} = {edge}", draft.with_value(place, edge)
    for path, value in NAMED:
        if draft.value(path[:2]) is not None:
            yield f"{'.'.join(map(str, path))} = {value!r}", draft.with_value(path, value)


def _places(draft: Draft, path: Path) -> Iterator[tuple[Path, Value]]:
    value = draft.value(path)
    if path:
        yield path, value
    if isinstance(value, Mapping):
        for key in value:
            yield from _places(draft, (*path, key))
    if isinstance(value, tuple):
        for number in range(len(value)):
            yield from _places(draft, (*path, number))


def _sort(draft: Draft, path: Path) -> Path:
    """What is alike in several entries: prose everywhere, a parameter in rules of one kind."""
    last = path[-1]
    if last in {"title", "source", "reason"}:
        return (path[0], last)
    kind = "" if len(path) < 3 else str(draft.value((*path[:2], "kind")) or "")
    if "covers" in path:
        kind = ""
    return (kind, *("#" if isinstance(step, int) else step for step in path[:-1]), last)


def _others(value: Value) -> tuple[Value, ...]:
    match value:
        case bool():
            return (None, "no", D(1))
        case int() | Decimal():
            return NUMBERS
        case str():
            return TEXTS
        case tuple():
            return LISTS
        case _:
            return TABLES
