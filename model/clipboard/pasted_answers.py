"""The answers in pasted rows: by item, what is certain and what has to be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from model.clipboard.columns import KEY, SHORTEST, UNUSED, WORDS, Columns, choice_of, comparable
from model.clipboard.table import Rows
from model.domain.answers import FACTS, Answer
from model.domain.forms import Choice, Field, Form, Number
from model.domain.numbers import number_text
from model.domain.plan import Item
from model.domain.typed_words import is_blank

NONE: Mapping[str, str] = {}
STATE = "state"


@dataclass(frozen=True, kw_only=True)
class PastedCell:
    """`text` is canonical; "" if `question` has to be answered first."""

    item: str
    field: Field
    typed: str
    text: str = ""
    said: str = ""  # what a number was recognised as
    question: str = ""
    before: str = ""  # what the field says now
    row: int = 0  # where it stood in what was pasted, from 1
    column: int = 0  # from 0; -1 where it follows from another cell

    @property
    def same(self) -> bool:
        return bool(self.text) and self.text == self.before

    @property
    def replaces(self) -> bool:
        return bool(self.before) and not self.same


class RowFate(StrEnum):
    """What becomes of a pasted row, the gravest first."""

    UNPLACED = "没有用上"
    HELD = "与已填的不同"
    DOUBTFUL = "有要核对的格"
    CLEAR = "没有疑问"


@dataclass(frozen=True, kw_only=True)
class Pasting:
    cells: tuple[PastedCell, ...]
    answers: Mapping[str, Answer]  # what the items say now
    placed: Mapping[int, str]  # number of the row -> its item
    unplaced: tuple[tuple[int, str], ...]  # number of the row from 1, and why
    unknown: tuple[str, ...]  # words that stand where one of a few options is expected

    @property
    def replaced(self) -> tuple[PastedCell, ...]:
        """The cells that would take the place of something else, if that is wanted."""
        return tuple(cell for cell in self.cells if cell.replaces)

    def held(self, *, replacing: bool) -> frozenset[str]:
        """The items that say otherwise how they stand, and go on doing so: nothing of their rows
        is taken, since words under another state, or another number, would be untrue.
        """
        if replacing:
            return frozenset()
        return frozenset(
            cell.item for cell in self.cells if cell.replaces and cell.field.key in FACTS
        )

    def taken(self, *, replacing: bool) -> tuple[PastedCell, ...]:
        """The cells that may go in, as far as their items show their fields."""
        held = self.held(replacing=replacing)
        return tuple(
            cell
            for cell in self.cells
            if not cell.same and (replacing or not cell.before) and cell.item not in held
        )

    def fates(self, *, replacing: bool) -> Mapping[int, RowFate]:
        """Number of each row that says something -> what becomes of it."""
        held = self.held(replacing=replacing)
        doubtful = {cell.row for cell in self.hidden(replacing=replacing)}
        doubtful |= {cell.row for cell in self.taken(replacing=replacing) if cell.question}
        doubtful |= {number for number, _ in self.unplaced}
        fates = {number: RowFate.UNPLACED for number, _ in self.unplaced}
        for number, item in self.placed.items():
            fates[number] = (
                RowFate.HELD
                if item in held
                else RowFate.DOUBTFUL
                if number in doubtful
                else RowFate.CLEAR
            )
        return fates

    def hidden(self, *, replacing: bool) -> tuple[PastedCell, ...]:
        """The cells of fields that their items would not show: no answer may vanish unseen."""
        said = {item: dict(answer) for item, answer in self.answers.items()}
        taken = self.taken(replacing=replacing)
        for cell in taken:
            if cell.text:
                said[cell.item][cell.field.key] = cell.text
        return tuple(cell for cell in taken if not cell.field.asked(said[cell.item]))

    def without_state(self, *, replacing: bool) -> tuple[str, ...]:
        """The items whose state must be known before they show what was pasted for them."""
        hidden = self.hidden(replacing=replacing)
        stated = {cell.item for cell in self.cells if cell.field.key == STATE and cell.text}
        return tuple(
            dict.fromkeys(
                cell.item
                for cell in hidden
                if cell.field.when
                and cell.field.when[0] == STATE
                and cell.item not in stated
                and not self.answers[cell.item].get(STATE)
            )
        )

    def changes(self, *, replacing: bool) -> dict[str, dict[str, str | None]]:
        """Item id -> the certain values; answered fields are included only if *replacing*."""
        changes: dict[str, dict[str, str | None]] = {}
        hidden = self.hidden(replacing=replacing)
        for cell in self.taken(replacing=replacing):
            if cell.text and cell not in hidden:
                changes.setdefault(cell.item, {})[cell.field.key] = cell.text
        return changes

    def drafts(self, *, replacing: bool) -> dict[str, dict[str, str]]:
        """Item id -> figures to be clarified at their fields."""
        drafts: dict[str, dict[str, str]] = {}
        hidden = self.hidden(replacing=replacing)
        for cell in self.taken(replacing=replacing):
            if cell.question and isinstance(cell.field, Number) and cell not in hidden:
                drafts.setdefault(cell.item, {})[cell.field.key] = cell.typed
        return drafts


def placed(
    rows: Rows,
    columns: Columns,
    items: Sequence[Item],
    form_for: Callable[[Item], Form],
    answers: Callable[[str], Answer],
    *,
    start: int = 0,
    words: Mapping[str, str] = NONE,
    assumed: str = "",
) -> Pasting:
    """The pasting: every cell at the field of its item.

    Args:
        start: the place among *items* of the first row, where rows don't say which item they mean.
        words: what unknown words in a choice's column mean: its code, "" for nothing.
        assumed: the state of items that have none and would not show what is pasted; "": ask.
    """
    cells: list[PastedCell] = []
    unplaced: list[tuple[int, str]] = []
    taken: dict[int, str] = {}
    said: dict[str, Answer] = {}
    first = 1 if columns.headed else 0
    for number, row in enumerate(rows[first:], start=first + 1):
        if not any(row):
            continue
        item, why = _item_of(row, columns, items, start + number - first - 1)
        if item is None or item.id in said:
            unplaced.append((number, why or f"与前面的行是同一项（{item.title[:12]}…）")
                            if item else (number, why))  # fmt: skip
            continue
        taken[number], said[item.id] = item.id, answers(item.id)
        own: list[PastedCell] = []
        fields = {field.key: field for field in form_for(item).fields()}
        for column, (role, typed) in enumerate(zip(columns.roles, row, strict=True)):
            if typed and role in fields:
                cell = read_cell(item, fields[role], typed, said[item.id], words)
                own.append(replace(cell, row=number, column=column))
            elif typed and role not in {KEY, WORDS, UNUSED}:
                unplaced.append((number, f"“{item.title[:12]}…”没有这一栏，“{typed[:12]}”没有用上"))
        cells += [*own, *_stated(item, fields.get(STATE), own, said[item.id], assumed)]
    unknown = dict.fromkeys(
        cell.typed for cell in cells if cell.question and isinstance(cell.field, Choice)
    )
    return Pasting(
        cells=tuple(cells),
        answers=said,
        placed=taken,
        unplaced=tuple(unplaced),
        unknown=(*unknown, *_answered(cells, words)),
    )


def _stated(
    item: Item, state: Field | None, own: Sequence[PastedCell], answer: Answer, assumed: str
) -> list[PastedCell]:
    """The *assumed* state as a cell, if *item* has no state and would hide what was pasted."""
    if not isinstance(state, Choice) or assumed not in state.options or answer.get(STATE):
        return []
    if any(cell.field.key == STATE for cell in own):
        return []
    if all(cell.field.asked({cell.field.key: cell.text for cell in own}) for cell in own):
        return []
    label = state.options[assumed]
    return [PastedCell(item=item.id, field=state, typed=label, text=assumed, column=-1)]


def _answered(cells: list[PastedCell], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.typed for cell in cells if cell.typed in words and cell.text))


def _item_of(
    row: Sequence[str], columns: Columns, items: Sequence[Item], place: int
) -> tuple[Item | None, str]:
    """The item that a row is about, or the reason why it is not known."""
    by_role = dict(zip(columns.roles, row, strict=True))
    if key := by_role.get(KEY, ""):
        found = [item for item in items if comparable(item.id) == comparable(key)]
        return (found[0], "") if found else (None, f"没有编号为“{key}”的项")
    if not columns.placed:
        if place < len(items):
            return items[place], ""
        return None, "清单到此为止，没有对应的项"
    cell = by_role.get(WORDS, "")
    words = comparable(cell)
    exact = [
        item
        for item in items
        if words and words in {comparable(item.title), comparable(item.quote)}
    ]
    near = [
        item
        for item in items
        if len(words) >= SHORTEST
        and (words in comparable(item.title) or comparable(item.title) in words)
    ]
    found = exact or near
    if len(found) == 1:
        return found[0], ""
    about = f"“{cell[:16]}”" if cell else "这一行没有写是哪一项，"
    return None, f"{about}与 {len(found)} 项都相符" if found else f"{about}找不到对应的项"


def read_cell(
    item: Item, field: Field, typed: str, answer: Answer, words: Mapping[str, str] = NONE
) -> PastedCell:
    """What is *typed* for *field* of *item*, whose answer is *answer*; *words* as in `placed`."""
    before = answer.get(field.key, "")
    if isinstance(field, Choice):
        code = words.get(typed, "") or choice_of(field, typed)
        allowed = code if code in field.options else ""
        question = "" if allowed else f"“{typed[:16]}”不是可选的状态"
        return PastedCell(
            item=item.id, field=field, typed=typed, text=allowed, question=question, before=before
        )
    if isinstance(field, Number):
        reading = field.read(typed)
        return PastedCell(
            item=item.id,
            field=field,
            typed=typed,
            text="" if reading.value is None else number_text(reading.value),
            said=reading.said,
            question=reading.question,
            before=before,
        )
    text = "" if is_blank(typed) else typed
    return PastedCell(item=item.id, field=field, typed=typed, text=text, before=before)
