"""What is wrong with a draft, told in the words of the forms and at their fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from model.domain.plan import Plan
from model.errors import Problem, RulebookRejected
from model.rulebook_editor.draft import Draft, Path, RulebookEntry, RulebookSection, entries_of
from model.rulebook_editor.fields import Question, QuestionGrid
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.wording import reworded
from model.scoring.loader import parse_rulebook
from model.scoring.rulebook import Rulebook

FILE = "草稿"
HEAD = {"maximum", "ceiling"}
KEY = re.compile(r"[a-z_]+")
QUOTED = re.compile(r"“(.+?)”")
PLACES = {
    "maximum": RulebookSection.GRADING,
    "ceiling": RulebookSection.GRADING,
    "grading": RulebookSection.GRADING,
    "grade": RulebookSection.GRADING,
    "等次": RulebookSection.GRADING,
    "part": RulebookSection.PARTS,
    "部分": RulebookSection.PARTS,
    "规则": RulebookSection.RULE,
    "总分规则": RulebookSection.TOTAL_RULE,
    "proposals": RulebookSection.PROPOSALS,
    "（文件开头）": RulebookSection.GRADING,
}
ORDINAL = re.compile(r"第 (\d+) 个")
HINTS = (  # where a sentence without a key, or with several, belongs
    ("权重应大于", "weight"),
    ("计分方式", "kind"),
    ("须写明 grade", "grade"),
    ("等次“", "grade"),
    ("没有覆盖方案中", "items"),
)
RULES = re.compile(r"规则 ([^、\s]+)")


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One thing to put right. `entry` None: it concerns the rulebook as a whole.

    `path` is that of the question or table to which it belongs, None for the entry as a whole.
    """

    sentence: str
    entry: RulebookEntry | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Examined:
    """`rulebook` is None while there is something to complain about."""

    rulebook: Rulebook | None
    complaints: tuple[Complaint, ...] = ()

    def about(self, entry: RulebookEntry) -> tuple[Complaint, ...]:
        return tuple(c for c in self.complaints if c.entry and c.entry.key == entry.key)


def examine(draft: Draft, plan: Plan) -> Examined:
    """The rulebook that *draft* is, or everything that must be put right first."""
    try:
        return Examined(parse_rulebook(draft.text, FILE, plan))
    except RulebookRejected as error:
        return Examined(None, tuple(_located(draft, plan, error.problems)))


def _located(draft: Draft, plan: Plan, problems: Iterable[Problem]) -> Iterator[Complaint]:
    """What is said alike of several items of the plan is said once."""
    entries = entries_of(draft)
    items: dict[Complaint, list[str]] = {}
    for problem in problems:
        place = problem.where[-1] if len(problem.where) > 1 else ""
        entry, row = _entry(draft, entries, place, problem.message)
        message = f"{place} {problem.message}" if place in HEAD else problem.message
        asked = _asked(draft, entry, message, row, plan) if entry else None
        kind = str(draft.value((*entry.path, "kind"))) if entry else ""
        complaint = Complaint(
            sentence=reworded(problem.message, kind, asked),
            entry=entry,
            path=asked.path if asked else None,
        )
        items.setdefault(complaint, []).append(_item_name(plan, place))
    for complaint, names in items.items():
        about = names[0] + (f"等 {len(names)} 项" if len(names) > 1 else "")
        yield replace(complaint, sentence=about + complaint.sentence)


def _entry(
    draft: Draft, entries: tuple[RulebookEntry, ...], place: str, message: str
) -> tuple[RulebookEntry | None, int | None]:
    """The entry that *place* names, and of grades and parts the row in it."""
    kind, _, name = place.partition(" ")
    section = PLACES.get(kind)
    if section is None:
        named = RULES.search(message)
        return _rule(entries, RulebookSection.RULE, named[1] if named else ""), None
    if section in {RulebookSection.RULE, RulebookSection.TOTAL_RULE}:
        return _rule(entries, section, name), None
    entry = next(e for e in entries if e.section is section)
    rows = draft.entries("grade" if section is RulebookSection.GRADING else "part")
    keys = [str(row.get("name", row.get("id", ""))) for row in rows]
    if name in keys:
        return entry, keys.index(name)
    ordinal = ORDINAL.fullmatch(name)
    return entry, int(ordinal[1]) - 1 if ordinal else None


def _rule(
    entries: tuple[RulebookEntry, ...], section: RulebookSection, name: str
) -> RulebookEntry | None:
    found = (e for e in entries if e.section is section and e.id == name)
    return next(found, None)


def _asked(
    draft: Draft, entry: RulebookEntry, message: str, row: int | None, plan: Plan
) -> Question | QuestionGrid | None:
    """The question or table that *message* is about: by its key, its headings, its row."""
    groups = groups_of(draft, entry, plan)
    parts = [part for group in groups for part in group.parts]
    cells = [question for group in groups for question in group.questions]
    keys = [key for words, key in HINTS if words in message] + KEY.findall(message)
    for key in keys if row is None else [*keys, "from", "maximum"]:
        for asked in (*cells, *parts):
            if asked.path[-1] == key and (row is None or row in asked.path):
                return asked
    heads = set(QUOTED.findall(message))
    grids = (part for part in parts if isinstance(part, QuestionGrid))
    return next((grid for grid in grids if heads & {*grid.heads}), None)


def _item_name(plan: Plan, place: str) -> str:
    """'任务“…”' where *place* is an item of the plan."""
    kind, _, key = place.partition(" ")
    if kind not in {"指标", "任务"} or key not in {*plan.measures, *plan.indicators}:
        return ""
    item = plan.item(key)
    return f"{kind}“{item.title}”"
