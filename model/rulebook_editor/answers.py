"""What the form of an entry shows: the answers, and beside changed ones what they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from model.domain.plan import Plan
from model.rulebook_editor.coverage import item_name
from model.rulebook_editor.differences import changed, changes_in, was
from model.rulebook_editor.draft import Draft, Path
from model.rulebook_editor.entries import RulebookEntry
from model.rulebook_editor.fields import Question, QuestionGrid, QuestionGroup
from model.rulebook_editor.telling import grid_words, words_at
from model.rulebook_editor.values import base_path, text_at, unread_at


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`was` is None where nothing changed; for a table only `words` and `was` are given."""

    words: str
    text: str = ""
    unread: str = ""  # typed for a number, and none
    was: str | None = None
    was_text: str = ""  # canonical


def answers_of(
    draft: Draft,
    base: Draft | None,
    entry: RulebookEntry,
    groups: Iterable[QuestionGroup],
    plan: Plan,
) -> Mapping[Path, Shown]:
    """By the path of questions and tables, those in tables included."""
    answers = {}
    for group in groups:
        for part in group.parts:
            answers[part.path] = _shown(draft, base, entry, part, plan)
        for cell in group.questions:
            answers.setdefault(cell.path, _shown(draft, None, entry, cell, plan))
    return answers


def _shown(
    draft: Draft,
    base: Draft | None,
    entry: RulebookEntry,
    part: Question | QuestionGrid,
    plan: Plan,
) -> Shown:
    names = partial(item_name, plan)
    before = None
    if base is not None and base_path(base, draft, entry.path) is not None:
        before = _before(base, draft, entry, part, plan)
    if isinstance(part, QuestionGrid):
        return Shown(words=grid_words(draft, part, names), was=before)
    return Shown(
        words=words_at(draft, part, names),
        text=text_at(draft, part),
        unread=unread_at(draft, part),
        was=before,
        was_text=_text_before(base, draft, part) if base and before is not None else "",
    )


def _before(
    base: Draft, draft: Draft, entry: RulebookEntry, part: Question | QuestionGrid, plan: Plan
) -> str | None:
    """Of a table in which one cell changed, that cell alone."""
    if not changed(base, draft, part.path):
        return None
    cells = [cell for _, cell in changes_in(base, draft, part)]
    return was(base, draft, entry, cells[0] if len(cells) == 1 else part, plan)


def _text_before(base: Draft, draft: Draft, question: Question) -> str:
    at = base_path(base, draft, question.path)
    return "" if at is None else text_at(base, _moved(question, at))


def _moved(question: Question, path: Path) -> Question:
    return Question(
        path=path, field=question.field, percent=question.percent, optional=question.optional
    )
