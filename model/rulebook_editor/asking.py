"""Single questions about a rulebook's values, in the words of `words`."""

from collections.abc import Mapping

from model.domain.forms import Choice, Field, Number, Text
from model.rulebook_editor.draft import Path
from model.rulebook_editor.fields import Dial, ItemIds, ItemWeights, Question, Several
from model.rulebook_editor.words import FIELDS, Words
from model.scoring.parameters import MOST_DECIMALS

NAMES, PROSE = {"title", "name"}, {"source", "reason"}
LONGEST_NAME = 60  # characters


def question(key: str, path: Path, *, label: str = "", optional: bool = False) -> Question:
    """About what is no parameter of a kind: *key* in the table at *path*."""
    words = FIELDS[key]
    field: Field
    if key in NAMES:
        field = Text(key=key, label=words.label, help=words.help, max_length=LONGEST_NAME)
    elif key in PROSE:
        field = Text(key=key, label=words.label, help=words.help, lines=2)
    else:
        field = number(key, words, label)
    return Question(path=(*path, key), field=field, percent=words.percent, optional=optional)


def optional(path: Path, field: Field) -> Question:
    """About what may be left out of the table at *path*."""
    return Question(path=(*path, field.key), field=field, optional=True)


def number(key: str, words: Words, label: str = "") -> Number:
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


def several(key: str, options: Mapping[str, str]) -> Several:
    return Several(key=key, label=FIELDS[key].label, help=FIELDS[key].help, options=options)


def items(key: str) -> ItemIds:
    return ItemIds(key=key, label=FIELDS[key].label, help=FIELDS[key].help)


def item_weights(key: str) -> ItemWeights:
    return ItemWeights(key=key, label=FIELDS[key].label, help=FIELDS[key].help)
