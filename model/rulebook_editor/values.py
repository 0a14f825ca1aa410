"""Between what a draft holds and the canonical texts of fields."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from model.domain.forms import Choice, Number
from model.domain.numbers import number_text
from model.rulebook_editor.draft import Draft, Path, Value
from model.rulebook_editor.fields import ItemIds, ItemWeights, Question, Several

DEFAULTS: Mapping[str, Value] = {
    "weight": Decimal(1),
    "commend_open_items": Decimal(0),
    **dict.fromkeys(("all_or_nothing", "due_only", "after_ceiling", "blank", "named"), False),
}


def value_at(draft: Draft, question: Question) -> Value:
    """What the draft says, or means by saying nothing."""
    value = draft.value(question.path)
    return DEFAULTS.get(question.field.key) if value is None else value


def text_at(draft: Draft, question: Question) -> str:
    """The canonical text an editor shows, "" for nothing, and for what is no value."""
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
    """What was typed for a number and is none, "" where all is well."""
    value = draft.value(question.path)
    return value if isinstance(question.field, Number) and isinstance(value, str) else ""


def value_from(question: Question, text: str, unread: str = "") -> Value:
    """What the draft is to hold when *text* is said, or *unread* was typed for a number."""
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
    """A number left out of a list is told by the text ""."""
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
    """Where *base* has what *draft* has at *path*: rules are known by id. None: nowhere."""
    if len(path) < 2 or path[0] not in {"rule", "total_rule"}:
        return path
    wanted = draft.value((*path[:2], "id"))
    for number, table in enumerate(base.entries(str(path[0]))):
        if table.get("id") == wanted:
            return (path[0], number, *path[2:])
    return None
