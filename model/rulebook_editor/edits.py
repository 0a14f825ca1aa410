"""Edits of a draft, together with the other changes that they make necessary."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from model.rulebook_editor.draft import Draft, Path, Table, Value
from model.rulebook_editor.fields import Question, base_path, value_from
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS
from model.scoring.parameters import parameters_of
from model.scoring.rulebook import Items

D = Decimal
HALVES = ((D(1), D(1)), (D("0.8"), D("0.8")), (D("0.6"), D("0.5")))
NARROW = ((D("0.05"), D(1)), (D("0.1"), D("0.8")), (D("0.2"), D("0.5")))
STARTS: Mapping[str, Table] = {  # what a rule of a kind begins with
    "linear": {},
    "reverse": {},
    "pass": {},
    "steps": {"steps": HALVES},
    "per_unit": {"each": D("0.1")},
    "counted": {"each": D(2), "cap": D(10)},
    "bands": {
        "bands": {
            "done": (D(1), D(1)),
            "ongoing": (D("0.5"), D("0.8")),
            "behind": (D(0), D("0.5")),
            "not_started": (D(0), D(0)),
        }
    },
    "mapped": {
        "full": D(3),
        "states": {"done": D(3), "ongoing": D(2), "behind": D(1), "not_started": D(0)},
    },
    "matrix": {
        "full": D(3),
        "both": D(3),
        "cumulative_only": D(2),
        "year_only": D(1),
        "neither": D(0),
    },
    "deviation": {"steps": NARROW},
    "progress": {},
    "bonus": {"each": D(1), "step": D("0.1"), "item_cap": D(2), "cap": D(5)},
    "late": {"each": D("0.5"), "cap": D(5)},
    "veto": {"trigger": "target_missed", "effect": "grade"},
    "floor": {},
    "count": {"missed": D(3), "group": "项目"},
}
LETTERS = {"bonus": "B", "late": "L", "veto": "V", "floor": "F", "count": "C"}


def edited(
    draft: Draft, question: Question, text: str, unread: str = "", base: Draft | None = None
) -> Draft:
    """*draft* with *question* answered; *base* provides the values of a kind that is chosen
    again.
    """
    value, path = value_from(question, text, unread), question.path
    key = path[-1]
    if key == "kind":
        return _of_kind(draft, path[:-1], text, base) if text in ITEM_KINDS else draft
    if path[0] == "grade" and key == "name":
        draft = _renamed(draft, str(draft.value(path)), text)
    draft = draft.with_value(path, value)
    if key == "effect":
        worst = _worst_grade(draft) if value == "grade" else None
        draft = draft.with_value((*path[:-1], "grade"), worst)
    if key == "items" and value == Items.MEASURE:
        for other in ("directions", "kinds", "binding"):
            draft = draft.with_value((*path[:-1], other), None)
    if key == "trigger" and value == "false_figures":
        draft = draft.with_value((*path[:-1], "covers"), None)
    return draft


def _of_kind(draft: Draft, path: Path, kind: str, base: Draft | None) -> Draft:
    """*draft* with the rule at *path* changed to *kind*, with initial values for its parameters."""
    table = draft.table(path)
    was = base_path(base, draft, path) if base else None
    before = base.table(was) if base and was else {}
    starts = STARTS[kind]
    if before.get("kind") == kind:
        names = {p.name for p in parameters_of(ITEM_KINDS[kind])}
        starts = {key: value for key, value in before.items() if key in names}
    old = {p.name for p in parameters_of(ITEM_KINDS[str(table["kind"])])}
    rest = {key: value for key, value in table.items() if key not in old}
    return draft.with_value(path, {**rest, "kind": kind, **starts})


def _renamed(draft: Draft, old: str, new: str) -> Draft:
    """*draft* with the grade *old* called *new* in all rules and proposals."""
    for number, rule in enumerate(draft.entries("total_rule")):
        if rule.get("grade") == old:
            draft = draft.with_value(("total_rule", number, "grade"), new)
    for key in ("commend_grades", "admonish_grades"):
        names = tuple(new if n == old else n for n in draft.rows(("proposals", key)))
        draft = draft.with_value(("proposals", key), names)
    return draft


def with_total_rule(draft: Draft, kind: str) -> Draft:
    """*draft* with one more total rule; its source and reason are still empty."""
    rule: dict[str, Value] = {
        "id": _free_id(draft, LETTERS[kind]),
        "title": TOTAL_KINDS[kind].label,
        "kind": kind,
        **STARTS[kind],
        "source": "",
        "reason": "",
    }
    if any(p.name == "grade" for p in parameters_of(TOTAL_KINDS[kind])):
        rule["grade"] = _worst_grade(draft)
    return draft.with_row(("total_rule",), rule)


def split_off(draft: Draft, number: int, items: Iterable[str]) -> Draft:
    """*draft* with *items* moved from rule *number* to a new rule."""
    chosen = tuple(items)
    rule = draft.table(("rule", number))
    new = {
        **{key: value for key, value in rule.items() if key != "weights"},
        "id": _free_id(draft, str(rule["id"])[:1]),
        "title": f"{rule['title']}（另立）",
        "covers": {"ids": chosen},
        "source": "",
        "reason": "",
    }
    ids = tuple(i for i in draft.rows(("rule", number, "covers", "ids")) if i not in chosen)
    if ids:
        draft = draft.with_value(("rule", number, "covers", "ids"), ids)
    else:
        excluded = dict.fromkeys((*draft.rows(("rule", number, "covers", "except")), *chosen))
        draft = draft.with_value(("rule", number, "covers", "except"), tuple(excluded))
    return draft.with_row(("rule",), new)


def without_rule(draft: Draft, section: str, number: int) -> Draft:
    """*draft* without that rule; the items that it listed return to the rules that excluded
    them.
    """
    own = draft.rows((section, number, "covers", "ids"))
    draft = draft.without_row((section,), number)
    if section == "rule":
        for other in range(len(draft.entries("rule"))):
            path = ("rule", other, "covers", "except")
            left = tuple(item for item in draft.rows(path) if item not in own)
            if left != draft.rows(path):
                draft = draft.with_value(path, left or None)
    return draft


def _worst_grade(draft: Draft) -> Value:
    return next((grade.get("name") for grade in reversed(draft.entries("grade"))), "")


def _free_id(draft: Draft, letter: str) -> str:
    taken = {table.get("id") for key in ("rule", "total_rule") for table in draft.entries(key)}
    numbers = range(1, len(taken) + 2)
    return next(f"{letter}{n}" for n in numbers if f"{letter}{n}" not in taken)


def restored(draft: Draft, base: Draft, path: Path) -> Draft:
    """*draft* with the value of *base* at *path*; a restored kind brings back all its
    parameters.
    """
    at = base_path(base, draft, path)
    if at is None:
        return draft
    if path[-1] == "kind":
        return _of_kind(draft, path[:-1], str(base.value(at)), base)
    return draft.with_value(path, base.value(at))
