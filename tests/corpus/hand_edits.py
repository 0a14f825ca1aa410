"""Single cells changed by hand: each must be named exactly, and nothing else with it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from model.domain.cell_edit import CellEdit
from model.domain.forms import Choice, Number
from model.domain.numbers import number_text
from model.workbook.layout import Entry, entries
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import read_report
from tests.corpus.base import Base, questionnaire
from tests.corpus.sheets import number, text, with_cell

SEALED = ("export", "libreoffice", "gnumeric")
RARE = ("𠀀", "葛\U000e0100", "é", "=1+1", "+86", "@x", "\n第二行", "\u202e", "　x")


@dataclass(frozen=True)
class Edit:
    """`xml` as `with_cell` takes it; `found` is what must be said to stand there now."""

    entry: Entry
    xml: str
    found: str

    @property
    def sealed(self) -> str:
        shown = self.entry.shown
        return number_text(shown) if isinstance(shown, Decimal) else shown


def random_edits(base: Base, count: int, seed: int) -> Iterator[Edit]:
    chance = random.Random(f"{base.name} {seed}")
    every = list(entries(questionnaire(), base.submission))
    for _ in range(count):
        entry = chance.choice(every)
        while not base.place(entry.table, entry.row, entry.column):
            entry = chance.choice(every)
        yield _edit(entry, chance)


def complaint(base: Base, edit: Edit, reader) -> str:
    """What is wrong with what is said of *edit*; "" if it is named exactly."""
    entry = edit.entry
    content = with_cell(base, entry.table, entry.row, entry.column, edit.xml)
    received = read_report("a.xlsx", content, questionnaire(), reader)
    wanted = (
        base.tables[entry.table].sheet,
        base.place(entry.table, entry.row, entry.column),
        edit.sealed,
        edit.found,
    )
    named = [_named(found) for found in received.edits]
    if named == [wanted] and _is_untouched(base, received):
        return ""
    return f"{wanted} was told as {named}"


def _is_untouched(base: Base, received: ReceivedReport) -> bool:
    return received.verified and received.submission == base.submission


def _named(edit: CellEdit) -> tuple[str, str, str, str]:
    return edit.sheet, edit.cell, edit.sealed, edit.found


def _edit(entry: Entry, chance: random.Random) -> Edit:
    if entry.said and chance.random() < 0.15:
        return Edit(entry, "|", "")
    if chance.random() < 0.1:
        return Edit(entry, "|<f>1+1</f><v>2</v>", "公式（结果 2）")
    if isinstance(entry.shown, Decimal) or (isinstance(entry.field, Number) and not entry.said):
        return _number_edit(entry, chance)
    if isinstance(entry.field, Choice):
        others = [label for label in entry.field.options.values() if label != entry.shown]
        return _text_edit(entry, chance.choice([*others, "差不多"]))
    return _text_edit(entry, _altered(str(entry.shown), chance))


def _number_edit(entry: Entry, chance: random.Random) -> Edit:
    value = entry.shown if isinstance(entry.shown, Decimal) else Decimal(0)
    changed = chance.choice(
        [value + 1, value + Decimal("0.01"), -value - 1, value * 10 + 1, value + Decimal(10) ** 9]
    )
    plain = number_text(changed)
    if chance.random() < 0.2:
        return _text_edit(entry, f"约{plain}")
    return Edit(entry, number(plain), plain)


def _text_edit(entry: Entry, words: str) -> Edit:
    return Edit(entry, text(escape(words)), words)


def _altered(words: str, chance: random.Random) -> str:
    """*words* with one thing changed that a person can see."""
    letters = [place for place, letter in enumerate(words) if not letter.isspace()]
    if len(letters) < 3 or chance.random() < 0.3:
        return f"{words}改{chance.choice(RARE)}改"
    place = chance.choice(letters[1:-1])
    if chance.random() < 0.5:
        return f"{words[:place]}{words[place + 1 :]}" if words[place] != words[place - 1] else "改"
    return f"{words[:place]}〇{words[place + 1 :]}"
