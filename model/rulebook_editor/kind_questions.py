"""What a kind of rule asks: a question for every parameter, by the type it is declared with."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import get_type_hints

from model.domain.answers import STATE_LABELS, State
from model.domain.forms import Field, Text
from model.rulebook_editor.asking import LONGEST_NAME, choice, number
from model.rulebook_editor.draft import Draft, Path
from model.rulebook_editor.fields import Question, QuestionGrid
from model.rulebook_editor.words import CHOICES, PARAMETERS, Words
from model.scoring.kinds import Band
from model.scoring.kinds.states import JUDGED
from model.scoring.kinds.steps import Steps
from model.scoring.parameters import parameters_of

BANDS, POINTS = Mapping[State, Band], Mapping[State, Decimal]
YES_OR_NO = {"true": "是", "false": "否"}
NEW_STEP = (Decimal(0), Decimal(0))


def kind_questions(draft: Draft, path: Path, kind: type) -> Iterator[Question | QuestionGrid]:
    """About the parameters of *kind*, of the rule at *path*."""
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
    """A veto that sets the total to zero names no grade."""
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
    return number(key, words)


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
        single = number(state.value, words, STATE_LABELS[state])
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
    """Two numbers side by side."""
    return tuple(
        Question(
            path=(*path, row, column),
            field=number(str(column), words, label),
            percent=words.percent,
        )
        for column, label in enumerate(words.columns)
    )
