"""The changes of a draft against the version that it was made from, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from model.domain.forms import Text
from model.domain.plan import Plan
from model.rulebook_editor.coverage import item_name
from model.rulebook_editor.draft import Draft, Path, RulebookEntry, Value, entries_of
from model.rulebook_editor.fields import (
    DEFAULTS,
    Asked,
    Question,
    QuestionGrid,
    QuestionGroup,
    base_path,
    text_at,
    unread_at,
)
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.words import NOTHING, Names, grid_lines, grid_words, words_at


@dataclass(frozen=True, kw_only=True)
class DraftChange:
    """One value that was changed. `path` is the path of its question or table in the draft."""

    entry: str  # key
    title: str  # of the entry
    label: str
    before: str
    after: str
    path: Path | None = None  # None: the rule as a whole came or went

    @property
    def sentence(self) -> str:
        return f"{self.title}：{self.label} {self.before} → {self.after}"


def draft_differences(base: Draft, draft: Draft, plan: Plan) -> tuple[DraftChange, ...]:
    """All changes in the order of the draft; deleted rules come last."""
    return tuple(_differences(base, draft, plan))


def _differences(base: Draft, draft: Draft, plan: Plan) -> Iterator[DraftChange]:
    names = partial(item_name, plan)
    for entry in entries_of(draft):
        if base_path(base, draft, entry.path) is None:
            yield _whole(entry, NOTHING, "新增")
            continue
        for group in groups_of(draft, entry, plan):
            for asked in group.parts:
                if changed(base, draft, asked.path):
                    for label, part in changes_in(base, draft, asked):
                        yield DraftChange(
                            entry=entry.key,
                            title=entry.title,
                            label=label,
                            before=was(base, draft, entry, part, plan),
                            after=_said(draft, part, names),
                            path=part.path,
                        )
    for entry in entries_of(base):
        if base_path(draft, base, entry.path) is None:
            yield _whole(entry, entry.id, "删除")


def changes_in(base: Draft, draft: Draft, asked: Asked) -> Iterator[tuple[str, Asked]]:
    """The changed parts of *asked*, each with its label: single cells of a table if no row was
    added or removed, else the table as a whole.
    """
    if isinstance(asked, Question):
        yield asked.field.label, asked
        return
    at = base_path(base, draft, asked.path)
    before = base.value(at) if at else None
    if isinstance(before, tuple) and len(before) != len(asked.rows):
        yield asked.label, asked
        return
    for number, cells in enumerate(asked.rows):
        for cell in cells:
            if changed(base, draft, cell.path):
                row = _row_name(draft, asked, number)
                label = cell.field.label
                yield (label if label == row else f"{row} {label}"), cell


def _row_name(draft: Draft, grid: QuestionGrid, number: int) -> str:
    """The heading of a row, else the name in its first cell, else its number."""
    first = grid.rows[number][0]
    named = str(draft.value(first.path)) if isinstance(first.field, Text) else ""
    return grid.heads[number] or named or f"第 {number + 1} 档"


def changed(base: Draft, draft: Draft, path: Path) -> bool:
    at = base_path(base, draft, path)
    return at is None or _meant(base, at) != _meant(draft, path)


def _meant(draft: Draft, path: Path) -> Value:
    value = draft.value(path)
    return DEFAULTS.get(str(path[-1])) if value in (None, (), {}) else value


def was(base: Draft, draft: Draft, entry: RulebookEntry, asked: Asked, plan: Plan) -> str:
    """The words that *base* has where the draft asks *asked*."""
    at, there = (base_path(base, draft, path) for path in (asked.path, entry.path))
    if at is None or there is None:
        return NOTHING
    same = (e for e in entries_of(base) if e.path == there and e.section is entry.section)
    groups = (group for old in same for group in groups_of(base, old, plan))
    parts = (part for group in groups for part in (*group.parts, *group.questions))
    found = next((part for part in parts if part.path == at), None)
    return _said(base, found, partial(item_name, plan)) if found else NOTHING


def _said(draft: Draft, asked: Asked, names: Names) -> str:
    if isinstance(asked, QuestionGrid):
        return grid_words(draft, asked, names)
    return words_at(draft, asked, names)


def _whole(entry: RulebookEntry, before: str, after: str) -> DraftChange:
    return DraftChange(entry=entry.key, title=entry.title, label="规则", before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a question or a table shows. `was` is None if nothing changed; a table has only
    `words`, `lines` and `was`.
    """

    words: str
    lines: tuple[str, ...] = ()  # of a table: its rows
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
    """What each question and each table shows, by path; questions inside tables are included."""
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
    part: Asked,
    plan: Plan,
) -> Shown:
    names = partial(item_name, plan)
    before = None
    if base is not None and base_path(base, draft, entry.path) is not None:
        before = _before(base, draft, entry, part, plan)
    if isinstance(part, QuestionGrid):
        lines = grid_lines(draft, part, names)
        return Shown(words=grid_words(draft, part, names), lines=lines, was=before)
    return Shown(
        words=words_at(draft, part, names),
        text=text_at(draft, part),
        unread=unread_at(draft, part),
        was=before,
        was_text=_text_before(base, draft, part) if base and before is not None else "",
    )


def _before(base: Draft, draft: Draft, entry: RulebookEntry, part: Asked, plan: Plan) -> str | None:
    """The earlier words of *part*; of a table in which one cell changed, those of that cell
    alone.
    """
    if not changed(base, draft, part.path):
        return None
    cells = [cell for _, cell in changes_in(base, draft, part)]
    return was(base, draft, entry, cells[0] if len(cells) == 1 else part, plan)


def _text_before(base: Draft, draft: Draft, question: Question) -> str:
    at = base_path(base, draft, question.path)
    return "" if at is None else text_at(base, replace(question, path=at))
