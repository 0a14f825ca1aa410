"""The flaws of a draft, in the words of its forms and at their fields."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from model.domain.flaw import Flaw, Key, worded
from model.domain.forms import Choice
from model.domain.numbers import number_text
from model.domain.plan import Plan
from model.rulebook_editor.coverage import item_name
from model.rulebook_editor.draft import Draft, Path, RulebookEntry, RulebookSection, entries_of
from model.rulebook_editor.fields import Asked, Question, QuestionGrid, Several
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.words import FIELDS, PARAMETERS
from model.scoring.flaws import Wrong
from model.scoring.loader import read_rulebook
from model.scoring.rulebook import Rulebook

SECTIONS = {
    "maximum": RulebookSection.GRADING,
    "ceiling": RulebookSection.GRADING,
    "grading": RulebookSection.GRADING,
    "grade": RulebookSection.GRADING,
    "part": RulebookSection.PARTS,
    "weighting": RulebookSection.PARTS,
    "proposals": RulebookSection.PROPOSALS,
    "large_change": RulebookSection.LARGE_CHANGE,
}
RULES = {"rule", "total_rule"}
FILL_IN = "请填写{key}。"
WORDS: Mapping[Wrong, str] = {  # where the words for readers of the file would not do
    Wrong.NO_SECTION: "缺少{key}，请补上。",
    Wrong.MISSING: FILL_IN,
    Wrong.NO_TEXT: FILL_IN,
    Wrong.NO_NUMBER: "{key}应是一个数，请改正。",
    Wrong.NO_FLAG: "请选定{key}。",
    Wrong.NO_CHOICE: "{key}只能是{choices}，请改正。",
    Wrong.NOT_BY_STATE: "{key}应按状态给出，请改正。",
    Wrong.NO_COVERS: "缺少适用范围（覆盖哪些项目），请补上。",
    Wrong.LOW_CEILING: "加分后的封顶不能低于总分满分，请改正。",
    Wrong.BAD_ITEM_CAP: "{key}应大于 0、不超过总分满分，最多两位小数，请改正。",
    Wrong.BAD_SMALL_BELOW: "{key}不能小于 0，请改正。",
    Wrong.BAD_LARGE_FROM: "{key}应多于中等一组的项数，或者为 0，请改正。",
    Wrong.NO_PARTS: "至少要有一个部分，请补上。",
    Wrong.TOO_FEW_GRADES: "至少要有两个等次，请补上。",
    Wrong.NO_SUCH_PART: "{key}所选的部分不存在，请改选。",
    Wrong.NO_EDGES: "等次没有分数线，也没有规则决定等次，请补上其中一种。",
    Wrong.NO_EDGE: "缺少分数线；要么每个等次都写，要么都不写，请补上。",
    Wrong.NO_WEIGHT: "权重应大于 0；不想计分的项目请为它们另立规则。",
    Wrong.NEEDS_NO_COVERS: "这类规则不看具体项目，请删除适用范围。",
    Wrong.UNCOVERED: "没有规则覆盖它，请放宽某条规则的适用范围，或为它另立一条。",
    Wrong.COVERED_TWICE: "同时被规则 {rules} 覆盖，请只留一条，在其余规则里排除它。",
    Wrong.UNFIT_FOR_INDICATOR: "方向为“{direction}”，不能用“{label}”计分，请换一种。",
    Wrong.UNFIT_FOR_MEASURE: "不能用“{label}”计分，请换一种。",
    Wrong.NO_SUCH_GRADE: "等次“{value}”不存在，请从{choices}中改选。",
    Wrong.COVERS_NOTHING: "没有覆盖方案中的任何项目，请改正适用范围，或删除这条规则。",
    Wrong.NOT_IN_PLAN: "适用范围中的“{value}”不在方案里，请改正或删除。",
    Wrong.FOREIGN_WEIGHT: "{key}中的“{value}”不归这条规则，请移到覆盖它的规则或删除。",
    Wrong.BAD_UNIT_SHARE: "{key}应大于{above}、不大于{most}，请改正。",
    Wrong.BAD_ITEM_SHARE: "{key}应大于{above}、不大于{most}，请改正。",
    Wrong.BAD_STEP: "{key}应大于{above}，请改正。",
    Wrong.CAP_BELOW_ITEM_CAP: "{key}不能小于{other}，请改正。",
    Wrong.DAY_ABOVE_CAP: "{key}不能大于{other}，请改正。",
    Wrong.NO_PROPORTION: "{key}应不小于{other}，请改正。",
    Wrong.VETO_WITHOUT_GRADE: "请选定为哪一等次。",
    Wrong.VETO_WITH_GRADE: "总分计零的否决不定等次（总分为零即为末等），请删除。",
    Wrong.NO_BAND: "缺少“{state}”的分档，请补上。",
    Wrong.NO_POINTS_FOR: "{key}缺少“{state}”的得分，请补上。",
    Wrong.NOT_FALLING: "{key}的界限（{edges}）应从高到低排列且不重复，否则区间重叠，请改正。",
    Wrong.NOT_RISING: "{key}的界限（{edges}）应从低到高排列且不重复，否则区间重叠，请改正。",
    Wrong.BOTH_NOT_FULL: "{key}的应得满分（等于{full}），请改正。",
}


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One thing to put right.

    `entry` is None if it concerns the rulebook as a whole. `path` is the path of the question or
    table that it is shown at, None for the entry as a whole.
    """

    sentence: str
    entry: RulebookEntry | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Examined:
    """The result of examining a draft; `rulebook` is None while there are complaints."""

    rulebook: Rulebook | None
    complaints: tuple[Complaint, ...] = ()

    def about(self, entry: RulebookEntry) -> tuple[Complaint, ...]:
        return tuple(c for c in self.complaints if c.entry and c.entry.key == entry.key)


def examine(draft: Draft, plan: Plan) -> Examined:
    """The rulebook that *draft* describes, or all complaints about it."""
    reading = read_rulebook(draft.text, plan)
    return Examined(reading.rulebook, tuple(_complaints(draft, plan, reading.flaws)))


def _complaints(draft: Draft, plan: Plan, flaws: Iterable[Flaw]) -> Iterator[Complaint]:
    """The complaints for *flaws*; the same complaint about several items is made once."""
    entries = entries_of(draft)
    items: dict[Complaint, list[str]] = {}
    for flaw in flaws:
        entry = _entry_at(entries, flaw.path)
        asked = _asked_at(draft, entry, flaw.path, plan) if entry else None
        complaint = Complaint(
            sentence=_sentence(draft, entry, asked, flaw),
            entry=entry,
            path=asked.path if asked else None,
        )
        items.setdefault(complaint, []).append(_item_of(flaw, plan))
    for complaint, names in items.items():
        about = names[0] + (f"等 {len(names)} 项" if len(names) > 1 else "")
        yield replace(complaint, sentence=about + complaint.sentence)


def _entry_at(entries: tuple[RulebookEntry, ...], path: Path) -> RulebookEntry | None:
    """The entry that *path* lies in; None for the head of the file."""
    if path and path[0] in RULES:
        return next((e for e in entries if e.path == path[:2]), None)
    section = SECTIONS.get(str(path[0])) if path else None
    return next((e for e in entries if e.section is section), None)


def _asked_at(draft: Draft, entry: RulebookEntry, path: Path, plan: Plan) -> Asked | None:
    """The question or table about the value at *path*, else the first one in the row at *path*."""
    groups = groups_of(draft, entry, plan)
    questions = [question for group in groups for question in group.questions]
    grids = [part for group in groups for part in group.parts if isinstance(part, QuestionGrid)]
    asked: list[Asked] = [*grids, *questions]
    exact = [one for one in asked if one.path == path]
    inside = [one for one in questions if one.path[: len(path)] == path]
    around = [one for one in asked if path[: len(one.path)] == one.path]
    if len(path) <= len(entry.path):
        inside = []  # the entry as a whole
    return next(iter((*exact, *inside, *around)), None)


def _sentence(draft: Draft, entry: RulebookEntry | None, asked: Asked | None, flaw: Flaw) -> str:
    """The sentence of *flaw*, labels for keys and percentages for shares."""
    kind = str(draft.value((*entry.path, "kind"))) if entry else ""
    percent = asked is not None and _in_percent(asked)

    def say(value: object) -> str:
        match value:
            case Key():
                return f"“{_label(value, kind, asked)}”"
            case Decimal():
                return f"{number_text(value * 100)}%" if percent else number_text(value)
            case tuple() if flaw.code is Wrong.NO_CHOICE:
                return "、".join(f"“{option}”" for option in _options(value, asked))
            case tuple():
                return "、".join(map(say, value))
            case _:
                return str(value)

    code = flaw.code
    template = WORDS.get(code, code.value) if isinstance(code, Wrong) else code.value
    return worded(template, flaw.values, say)


def _label(key: str, kind: str, asked: Asked | None) -> str:
    """The label of *key*, as the form of *asked* shows it."""
    if asked is not None and asked.path[-1] == key:
        return asked.label if isinstance(asked, QuestionGrid) else asked.field.label
    words = PARAMETERS.get((kind, key)) or FIELDS.get(key)
    return words.label if words else key


def _options(codes: tuple[str, ...], asked: Asked | None) -> tuple[str, ...]:
    """The labels of those *codes* that *asked* offers."""
    if isinstance(asked, Question) and isinstance(asked.field, Choice | Several):
        options = asked.field.options
        return tuple(options[code] for code in codes if code in options) or codes
    return codes


def _in_percent(asked: Asked) -> bool:
    if isinstance(asked, Question):
        return asked.percent
    return all(cell.percent for row in asked.rows for cell in row) and bool(asked.rows)


def _item_of(flaw: Flaw, plan: Plan) -> str:
    """'任务“…”' if *flaw* is about an item of the plan; "" otherwise."""
    item = flaw.values.get("item")
    return f"{flaw.values['sort']}“{item_name(plan, str(item))}”" if item else ""
