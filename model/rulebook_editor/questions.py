"""The forms of the entries of a rulebook: the questions of each entry, in groups."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import get_type_hints

from model.domain.answers import STATE_LABELS, State
from model.domain.forms import Choice, Field, Number, Text
from model.domain.plan import Direction, IndicatorKind, Plan
from model.rulebook_editor.coverage import fitting_kinds
from model.rulebook_editor.draft import Draft, Path, RulebookEntry, RulebookSection
from model.rulebook_editor.fields import (
    Asked,
    Dial,
    ItemIds,
    ItemWeights,
    Question,
    QuestionGrid,
    QuestionGroup,
    Several,
)
from model.rulebook_editor.words import (
    ABOUT_LARGE_CHANGE,
    ABOUT_PROPOSALS,
    CHOICES,
    FIELDS,
    KIND_HELP,
    PARAMETERS,
    Words,
)
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS, Band
from model.scoring.kinds.states import JUDGED
from model.scoring.kinds.steps import Steps
from model.scoring.parameters import MOST_DECIMALS, parameters_of
from model.scoring.rulebook import Items

NAMES, PROSE = {"title", "name"}, {"source", "reason"}
LONGEST_NAME = 60  # characters


def question(key: str, path: Path, *, label: str = "", optional: bool = False) -> Question:
    """A question about *key* in the table at *path*, which is no parameter of a kind."""
    words = FIELDS[key]
    field: Field
    if key in NAMES:
        field = Text(key=key, label=words.label, help=words.help, max_length=LONGEST_NAME)
    elif key in PROSE:
        field = Text(key=key, label=words.label, help=words.help, lines=2)
    else:
        field = number_question(key, words, label)
    return Question(path=(*path, key), field=field, percent=words.percent, optional=optional)


def optional(path: Path, field: Field) -> Question:
    """A question about a value that may be left out of the table at *path*."""
    return Question(path=(*path, field.key), field=field, optional=True)


def number_question(key: str, words: Words, label: str = "") -> Number:
    unit = words.unit or ("%" if words.percent else "")
    label = label or words.label
    if words.high is None:
        return Number(key=key, label=label, help=words.help, unit=unit, decimals=MOST_DECIMALS)
    return Dial(
        key=key,
        label=label,
        help=words.help,
        unit=unit,
        decimals=MOST_DECIMALS,
        low=words.low,
        high=words.high,
        step=words.step,
    )


def choice(key: str, words: Words, options: Mapping[str, str]) -> Choice:
    return Choice(key=key, label=words.label, help=words.help, options=options)


def several_question(key: str, options: Mapping[str, str]) -> Several:
    return Several(key=key, label=FIELDS[key].label, help=FIELDS[key].help, options=options)


def items(key: str) -> ItemIds:
    return ItemIds(key=key, label=FIELDS[key].label, help=FIELDS[key].help)


def item_weights(key: str) -> ItemWeights:
    return ItemWeights(key=key, label=FIELDS[key].label, help=FIELDS[key].help)


BANDS, POINTS = Mapping[State, Band], Mapping[State, Decimal]
YES_OR_NO = {"true": "是", "false": "否"}
NEW_STEP = (Decimal(0), Decimal(0))


def kind_questions(draft: Draft, path: Path, kind: type) -> Iterator[Asked]:
    """The questions about the parameters of *kind* for the rule at *path*."""
    hints = get_type_hints(kind)
    name: str = kind.name  # type: ignore[attr-defined]
    for parameter in parameters_of(kind):
        words, hint = PARAMETERS[name, parameter.name], hints[parameter.name]
        at = (*path, parameter.name)
        if hint == Steps:
            yield _steps(draft, at, words)
        elif hint in (BANDS, POINTS):
            yield _by_state(at, words, pairs=hint == BANDS, optional=not parameter.required)
        elif _asked(draft, path, parameter.name):
            yield Question(
                path=at,
                field=_field(draft, hint, parameter.name, words),
                percent=words.percent,
                optional=not parameter.required,
            )


def _asked(draft: Draft, path: Path, key: str) -> bool:
    """Whether *key* is asked: a veto that sets the total to zero has no grade."""
    return key != "grade" or draft.value((*path, "effect")) != "zero"


def _field(draft: Draft, hint: object, key: str, words: Words) -> Field:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return choice(key, words, CHOICES[hint])
    if hint is bool:
        return choice(key, words, YES_OR_NO)
    if key == "grade":
        return choice(key, words, grade_names(draft))
    if hint is str:
        return Text(key=key, label=words.label, help=words.help, max_length=LONGEST_NAME)
    return number_question(key, words)


def grade_names(draft: Draft) -> dict[str, str]:
    names = [str(table.get("name", "")) for table in draft.entries("grade")]
    return {name: name for name in names}


def _steps(draft: Draft, path: Path, words: Words) -> QuestionGrid:
    count = len(draft.rows(path))
    return QuestionGrid(
        path=path,
        label=words.label,
        help=words.help,
        columns=words.columns,
        heads=("",) * count,
        rows=tuple(_pair(path, n, words) for n in range(count)),
        row=NEW_STEP,
    )


def _by_state(path: Path, words: Words, *, pairs: bool, optional: bool) -> QuestionGrid:
    def row(state: State) -> tuple[Question, ...]:
        if pairs:
            return _pair(path, state.value, words)
        single = number_question(state.value, words, STATE_LABELS[state])
        return (Question(path=(*path, state.value), field=single, optional=optional),)

    return QuestionGrid(
        path=path,
        label=words.label,
        help=words.help,
        columns=words.columns,
        heads=tuple(STATE_LABELS[state] for state in JUDGED),
        rows=tuple(row(state) for state in JUDGED),
    )


def _pair(path: Path, row: str | int, words: Words) -> tuple[Question, ...]:
    """Questions about two numbers side by side."""
    return tuple(
        Question(
            path=(*path, row, column),
            field=number_question(str(column), words, label),
            percent=words.percent,
        )
        for column, label in enumerate(words.columns)
    )


EITHER = {"true": "约束性", "false": "非约束性"}
NEW_GRADE = {"name": "新等次", "from": Decimal(0)}


@dataclass(frozen=True)
class _Place:
    """The entry at *path* of a draft for a plan."""

    draft: Draft
    path: Path
    plan: Plan

    @property
    def kind(self) -> str:
        return str(self.draft.value((*self.path, "kind")))


def groups_of(draft: Draft, entry: RulebookEntry, plan: Plan) -> tuple[QuestionGroup, ...]:
    """The questions about *entry*; none about the head, which is asked when a draft is
    published.
    """
    if entry.section is RulebookSection.ABOUT:
        return ()
    return tuple(FORMS[entry.section](_Place(draft, entry.path, plan)))


def _grading(at: _Place) -> Iterator[QuestionGroup]:
    columns = ("name", "from")
    count = len(at.draft.entries("grade"))
    grid = QuestionGrid(
        path=("grade",),
        label="等次和分数线",
        help="从好到差排列；分数线属于该等次。",
        columns=tuple(FIELDS[key].label for key in columns),
        heads=("",) * count,
        rows=tuple(
            tuple(question(key, ("grade", n), optional=key == "from") for key in columns)
            for n in range(count)
        ),
        row=NEW_GRADE,
    )
    yield QuestionGroup(heading="", parts=(grid,))
    yield QuestionGroup(heading="总分", parts=(question("maximum", ()), question("ceiling", ())))
    yield _why(at.path)


def _parts(at: _Place) -> Iterator[QuestionGroup]:
    titles = [str(table.get("title", "")) for table in at.draft.entries("part")]
    yield QuestionGroup(
        heading="各部分满分",
        help="合计应等于总分满分。没有某一部分项目的单位，按其余部分折算。",
        parts=tuple(question("maximum", ("part", n), label=t) for n, t in enumerate(titles)),
    )
    if at.draft.value(("weighting",)) is not None:
        yield QuestionGroup(
            heading="怎样分到各项",
            help="条款之间权重相同时，条款内各项平分；没有可核查内容、没到期的不计分。",
            parts=(
                Question(
                    path=("weighting", "by_clause"),
                    field=choice("by_clause", FIELDS["by_clause"], YES_OR_NO),
                ),
                *(
                    question(key, ("weighting",))
                    for key in (
                        "item_cap",
                        "small_below",
                        "middle_from",
                        "large_from",
                        "source",
                        "reason",
                    )
                ),
            ),
        )
    for n, title in enumerate(titles):
        parts = tuple(question(key, (*at.path, n)) for key in ("title", "source", "reason"))
        yield QuestionGroup(heading=title, parts=parts)


def _rule(at: _Place) -> Iterator[QuestionGroup]:
    kind = ITEM_KINDS.get(at.kind)
    fitting = {
        one.name: one.label for one in (kind, *fitting_kinds(at.draft, at.path, at.plan)) if one
    }
    chosen = Question(path=(*at.path, "kind"), field=choice("kind", FIELDS["kind"], fitting))
    asked = kind_questions(at.draft, at.path, kind) if kind else ()
    help_ = KIND_HELP[kind.name] if kind else ""
    yield QuestionGroup(heading="怎样计分", help=help_, parts=(chosen, *asked))
    parts = {str(p.get("id", "")): str(p.get("title", "")) for p in at.draft.entries("part")}
    yield QuestionGroup(
        heading="权重",
        parts=(
            Question(path=(*at.path, "part"), field=choice("part", FIELDS["part"], parts)),
            question("weight", at.path, optional=True),
            optional(at.path, item_weights("weights")),
        ),
    )
    yield _covers(at)
    yield _why(at.path, "title")


def _total_rule(at: _Place) -> Iterator[QuestionGroup]:
    kind = TOTAL_KINDS.get(at.kind)
    if kind:
        asked = tuple(kind_questions(at.draft, at.path, kind))
        yield QuestionGroup(heading="怎样作用", help=KIND_HELP[kind.name], parts=asked)
        by_report = at.draft.value((*at.path, "trigger")) == "false_figures"
        if getattr(kind, "covers_items", True) is not False and not by_report:
            yield _covers(at)
    yield _why(at.path, "title")


def _proposals(at: _Place) -> Iterator[QuestionGroup]:
    commend, admonish = (
        Question(path=(*at.path, key), field=several_question(key, grade_names(at.draft)))
        for key in ("commend_grades", "admonish_grades")
    )
    limits = ("commend_best", "commend_share", "commend_open_items")
    yield QuestionGroup(
        heading="建议表彰",
        help=ABOUT_PROPOSALS,
        parts=(commend, *(question(key, at.path, optional=True) for key in limits)),
    )
    yield QuestionGroup(heading="建议通报、约谈", parts=(admonish,))
    yield _why(at.path)


def _large_change(at: _Place) -> Iterator[QuestionGroup]:
    limits = ("from_last_year", "from_target")
    floors = ("points", "floor")
    yield QuestionGroup(
        heading="相差多少要有说明",
        help=ABOUT_LARGE_CHANGE,
        parts=tuple(question(key, at.path, optional=True) for key in limits),
    )
    yield QuestionGroup(
        heading="相差不多的不算",
        parts=tuple(question(key, at.path, optional=True) for key in floors),
    )
    yield QuestionGroup(
        heading="个别指标另定",
        parts=tuple(optional(at.path, item_weights(key)) for key in ("shares", "floors")),
    )


FORMS: Mapping[RulebookSection, Callable[[_Place], Iterator[QuestionGroup]]] = {
    RulebookSection.GRADING: _grading,
    RulebookSection.PARTS: _parts,
    RulebookSection.RULE: _rule,
    RulebookSection.TOTAL_RULE: _total_rule,
    RulebookSection.PROPOSALS: _proposals,
    RulebookSection.LARGE_CHANGE: _large_change,
}


def _why(path: Path, *first: str) -> QuestionGroup:
    """The group that asks for the source and the reason of an entry."""
    return QuestionGroup(
        heading="名称、依据和理由" if first else "依据和理由",
        parts=tuple(question(key, path) for key in (*first, "source", "reason")),
    )


def _covers(place: _Place) -> QuestionGroup:
    """The group about what a rule covers; direction, kind and binding are asked of indicators
    only.
    """
    at = (*place.path, "covers")
    of_indicators = (
        optional(at, several_question("directions", {d.value: d.value for d in Direction})),
        optional(at, several_question("kinds", {k.value: k.value for k in IndicatorKind})),
        optional(at, choice("binding", FIELDS["binding"], EITHER)),
    )
    measures_only = place.draft.value((*at, "items")) == Items.MEASURE
    return QuestionGroup(
        heading="用于哪些项目",
        help="写出的条件须同时满足。方案的每个项目有且只有一条逐条规则。",
        parts=(
            optional(at, choice("items", FIELDS["items"], CHOICES[Items])),
            *(() if measures_only else of_indicators),
            optional(at, items("ids")),
            optional(at, items("except")),
        ),
    )
