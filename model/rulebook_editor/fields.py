"""Field types that rulebooks need, and the conversion between a draft's values and their text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from model.domain.forms import Choice, Field, Number
from model.domain.large_change import ORDINARY_LIMITS
from model.domain.numbers import number_text, rounded
from model.rulebook_editor.draft import Draft, Path, Value


@dataclass(frozen=True, kw_only=True)
class Dial(Number):
    """A number with a slider; values outside the range of the slider can be typed."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def positions(self) -> int:
        """Number of steps between the two ends."""
        return int((self.high - self.low) / self.step)

    def position(self, value: Decimal) -> int:
        """The step nearest to *value*, or the nearer end if it lies outside."""
        steps = rounded((value - self.low) / self.step, 0)
        return min(max(int(steps), 0), self.positions)

    def value_at(self, position: int) -> Decimal:
        return self.low + position * self.step


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any number of given choices; canonical text: the chosen codes, one per line."""

    options: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ItemIds(Field):
    """Measures and indicators of the plan; canonical text: their ids, one per line."""


@dataclass(frozen=True, kw_only=True)
class ItemWeights(Field):
    """A number for each of some items; canonical text: 'tech_smes 2', one per line."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One value of a draft and how it is asked.

    `percent`: the draft holds a share of 1, the form shows a percentage. `optional`: the value may
    be left out.
    """

    path: Path
    field: Field
    percent: bool = False
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionGrid:
    """Values shown side by side: one row for each state, step, grade or part.

    `path` is the path of the rows. Rows of a list can be added and removed; `row` is the content of
    a new one.
    """

    path: Path
    label: str
    help: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]  # in front of each row, "" for none
    rows: tuple[tuple[Question, ...], ...]
    row: object = None


Asked = Question | QuestionGrid


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    heading: str
    parts: tuple[Asked, ...]
    help: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(
            question
            for part in self.parts
            for row in ([[part]] if isinstance(part, Question) else part.rows)
            for question in row
        )


DEFAULTS: Mapping[str, Value] = {
    "weight": Decimal(1),
    "commend_open_items": Decimal(0),
    "from_last_year": ORDINARY_LIMITS.from_last_year,
    "from_target": ORDINARY_LIMITS.from_target,
    "points": ORDINARY_LIMITS.points,
    "floor": ORDINARY_LIMITS.floor,
    **dict.fromkeys(("all_or_nothing", "due_only", "after_ceiling", "blank", "named"), False),
}


def value_at(draft: Draft, question: Question) -> Value:
    """The value in the draft, or the default if the draft has none."""
    value = draft.value(question.path)
    return DEFAULTS.get(question.field.key) if value is None else value


def text_at(draft: Draft, question: Question) -> str:
    """The canonical text that an editor shows; "" for no value, and for text that is no valid
    value.
    """
    return text_of(question, value_at(draft, question))


def text_of(question: Question, value: Value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return number_text(Decimal(value) * (100 if question.percent else 1))
        case str():
            return "" if isinstance(question.field, Number) else value
        case Mapping():
            return "\n".join(f"{item} {_plain(weight)}" for item, weight in value.items())
        case tuple():
            return "\n".join(map(str, value))
        case _:
            return ""


def unread_at(draft: Draft, question: Question) -> str:
    """Text that was typed for a number and is none; "" otherwise."""
    value = draft.value(question.path)
    return value if isinstance(question.field, Number) and isinstance(value, str) else ""


def value_from(question: Question, text: str, unread: str = "") -> Value:
    """The value for the draft if *text* was entered, or if *unread* was typed for a number."""
    if unread:
        return unread
    if not text and question.optional:
        return None
    value: Value = text
    match question.field:
        case Number():
            value = _number(question, text)
        case ItemWeights():
            value = dict(map(_weight, text.splitlines()))
        case Several() | ItemIds():
            value = tuple(text.splitlines())
        case Choice(options=options) if options.keys() == {"true", "false"}:
            value = text == "true"
    return value


def _number(question: Question, text: str) -> Value:
    """The number for the draft; inside a list a missing number is kept as ""."""
    if not text:
        return "" if isinstance(question.path[-1], int) else None
    value = Decimal(text) / (100 if question.percent else 1)
    return None if value == DEFAULTS.get(question.field.key) else value


def _weight(line: str) -> tuple[str, Value]:
    item, _, weight = line.partition(" ")
    try:
        return item, Decimal(weight)
    except InvalidOperation:
        return item, weight


def _plain(weight: Value) -> str:
    return number_text(Decimal(weight)) if isinstance(weight, int | Decimal) else str(weight)


def base_path(base: Draft, draft: Draft, path: Path) -> Path | None:
    """Path in *base* of what *draft* has at *path*, where rules are matched by id; None if there
    is none.
    """
    if len(path) < 2 or path[0] not in {"rule", "total_rule"}:
        return path
    wanted = draft.value((*path[:2], "id"))
    for number, table in enumerate(base.entries(str(path[0]))):
        if table.get("id") == wanted:
            return (path[0], number, *path[2:])
    return None
