"""科室分工: a department's year as it is divided among its sections, and what came back of it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from sqlite_utils import Database

from model.domain.answers import Answers
from model.domain.section import ADDITION, HANDED_BACK, PART, Section, Share, Shares
from model.parts.join import (
    Joined,
    KeptPlace,
    PartReturn,
    Place,
    PlaceOutcome,
    Statement,
    Values,
    join,
)
from model.store.answers import fetch_answers
from model.store.number_drafts import NumberDrafts
from model.store.part_facts import COUNTS, KEPT, SHARE, fetch_facts, save_facts
from model.store.parts import KeptReturn, KeptSheet, fetch_returns, fetch_sheets
from model.store.sections import fetch_sections

ContestedFields = Mapping[str, tuple[str, ...]]  # by item
PLACED = f"{PART}placed/"  # and a section's id: its addition, as it was when it was dealt with


@dataclass(frozen=True, eq=False, kw_only=True)
class Division:
    """Who answers for what, what was sent and what came back: as the data file has it now."""

    year: int
    department: str
    before: tuple[str, ...] = ()  # the bodies that it goes on from, whose sections it has
    sections: tuple[Section, ...]  # those of today
    names: Mapping[str, str]  # of all that ever were, by id
    facts: Mapping[Place, str]
    answers: Answers
    drafts: Answers  # what was typed and is no number yet
    sheets: tuple[KeptSheet, ...]  # in the order in which they were sent
    returns: tuple[KeptReturn, ...]  # in the order in which they came

    @cached_property
    def shares(self) -> Shares:
        """Item -> section -> its share; sections that are gone have none."""
        found: dict[str, dict[str, Share]] = {}
        today = {one.id for one in self.sections}
        for (item, field), value in self.facts.items():
            if field.startswith(SHARE) and (section := field.removeprefix(SHARE)) in today:
                found.setdefault(item, {})[section] = Share(value)
        return found

    def leader(self, item: str) -> str:
        """The section that answers for *item*; "" for none."""
        shares = self.shares.get(item, {})
        return next((section for section, one in shares.items() if one is Share.LEAD), "")

    def items_of(self, section: str, share: Share) -> frozenset[str]:
        return frozenset(
            item for item, shares in self.shares.items() if shares.get(section) is share
        )

    @cached_property
    def values(self) -> Values:
        """What stands at each place: answers, what is still to be made a number, and what sections
        say beside them.
        """
        said = {
            (item, field): text
            for answers in (self.answers, self.drafts)
            for item, answer in answers.items()
            for field, text in answer.items()
        }
        beside = {
            place: text
            for place, text in self.facts.items()
            if place[1].startswith((ADDITION, HANDED_BACK))
        }
        return {**said, **beside}

    @cached_property
    def kept(self) -> dict[Place, KeptPlace]:
        """What the last join kept, by place."""
        return {
            (item, field.removeprefix(KEPT)): _kept(text)
            for (item, field), text in self.facts.items()
            if field.startswith(KEPT)
        }

    @property
    def counting(self) -> tuple[KeptReturn, ...]:
        """The returns that take part in the join."""
        return tuple(one for one in self.returns if ("", f"{COUNTS}{one.id}") in self.facts)

    @property
    def current(self) -> tuple[KeptReturn, ...]:
        """Those of them that no other one goes on from."""
        return tuple(
            one
            for one in self.counting
            if not any(later.goes_on_from(one) for later in self.counting)
        )

    @cached_property
    def _sent(self) -> Mapping[str, KeptSheet]:
        return {one.sheet.id: one for one in self.sheets}

    def sheet_of(self, back: KeptReturn) -> KeptSheet | None:
        """What was sent and came back as *back*."""
        return self._sent.get(back.part)

    def part_returns(self, returns: Iterable[KeptReturn]) -> tuple[PartReturn, ...]:
        """*returns* as the join takes them."""
        every = tuple(returns)
        pairs = ((one, self.sheet_of(one)) for one in every)
        return tuple(_part_return(one, kept, every) for one, kept in pairs if kept)

    def joined(
        self,
        returns: Iterable[KeptReturn] | None = None,
        chosen: Mapping[Place, str | None] | None = None,
    ) -> Joined:
        """The join of *returns*, of all that count by default."""
        taken = self.part_returns(self.counting if returns is None else returns)
        return join(self.values, self.kept, taken, chosen)

    @cached_property
    def now(self) -> Joined:
        """The join as it stands, nothing having come."""
        return self.joined()

    @property
    def questions(self) -> tuple[tuple[Place, PlaceOutcome], ...]:
        """Where several things were said and a person has to choose."""
        return tuple(sorted(self.now.asked.items()))

    @cached_property
    def contested(self) -> ContestedFields:
        """The places of `questions` by item, in order."""
        found: dict[str, tuple[str, ...]] = {}
        for (item, field), _ in self.questions:
            found[item] = (*found.get(item, ()), field)
        return found

    @cached_property
    def additions(self) -> tuple[Statement, ...]:
        """What sections add to items of others, not dealt with yet."""
        return tuple(
            Statement(place=(item, field), part="", source=section, sent=None, said=text)
            for (item, field), text in sorted(self.facts.items())
            if field.startswith(ADDITION)
            and (section := field.removeprefix(ADDITION))
            and self.facts.get((item, f"{PLACED}{section}")) != text
        )

    @cached_property
    def handed_back(self) -> Mapping[str, tuple[str, str]]:
        """Item -> the section that handed it back and still has it, and its reason."""
        return {
            item: (section, reason)
            for (item, field), reason in self.facts.items()
            if field.startswith(HANDED_BACK)
            and (section := field.removeprefix(HANDED_BACK)) in self.shares.get(item, {})
        }

    @property
    def waiting(self) -> int:
        """How many things wait for a person: to choose, to add, to give to another section."""
        asked = sum(not field.startswith(HANDED_BACK) for (_, field), _ in self.questions)
        return asked + len(self.additions) + len(self.handed_back)

    @cached_property
    def answered_by(self) -> Mapping[str, tuple[str, str]]:
        """Item -> the section that said something about it last, and when it came back."""
        found: dict[str, tuple[str, str]] = {}
        for one in self.current:
            if (kept := self.sheet_of(one)) is not None:
                for cell in one.content.said:
                    if not cell.field.startswith(HANDED_BACK):
                        found[cell.item] = (kept.sheet.section, one.received_at)
        return found

    def name(self, section: str) -> str:
        return self.names.get(section, "已撤销的科室")


def fetch_division(
    db: Database, year: int, department: str, before: tuple[str, ...] = ()
) -> Division:
    """Of *department*; of the bodies *before*, which it goes on from, where it said nothing yet."""
    bodies = (department, *before)
    every = (one for body in bodies for one in fetch_sections(db, body, gone=True))
    facts = (fetch_facts(db, year, body) for body in bodies)
    returns = tuple(one for body in bodies for one in fetch_returns(db, year, body))
    return Division(
        year=year,
        department=department,
        before=before,
        sections=tuple(one for body in bodies for one in fetch_sections(db, body)),
        names={one.id: one.name for one in every},
        facts=next(filter(None, facts), {}),
        answers=fetch_answers(db, year, department),
        drafts=NumberDrafts(db, department, year).all if returns else {},
        sheets=tuple(one for body in bodies for one in fetch_sheets(db, year, body)),
        returns=returns,
    )


def sent_values(kept: KeptSheet) -> dict[Place, str]:
    """What the cells of a sheet said when it was sent, by place."""
    sheet = kept.sheet
    return {
        (item, f"{ADDITION}{sheet.section}" if item in sheet.added else field): text
        for item, answer in sheet.answers.items()
        for field, text in answer.items()
    }


def save_join(db: Database, division: Division, found: Joined) -> None:
    """Saves what a join changes beside the answers, inside a transaction."""
    facts: dict[Place, str | None] = {
        (item, f"{KEPT}{field}"): None if one is None else json.dumps(asdict(one))
        for (item, field), one in found.kept.items()
    }
    facts |= {place: text for place, text in found.changes.items() if place[1].startswith(PART)}
    save_facts(db, division.year, division.department, facts)


def answers_changed(found: Joined, known: Collection[str]) -> dict[str, dict[str, str | None]]:
    """What a join changes of the answers to items that are *known*."""
    changed: dict[str, dict[str, str | None]] = {}
    for (item, field), text in found.changes.items():
        if item in known and not field.startswith(PART):
            changed.setdefault(item, {})[field] = text
    return changed


def _part_return(one: KeptReturn, kept: KeptSheet, every: Iterable[KeptReturn]) -> PartReturn:
    sent = sent_values(kept)
    return PartReturn(
        id=one.id,
        part=one.part,
        source=kept.sheet.section,
        sent=sent,
        said={(cell.item, cell.field): cell.said for cell in one.content.said},
        seen=kept.seen,
        after=frozenset(before.id for before in every if one.goes_on_from(before)),
        unread=_unread(one, every),
        kept=frozenset(place for place in sent if not place[1].startswith(PART)),
    )


def _unread(one: KeptReturn, every: Iterable[KeptReturn]) -> frozenset[Place]:
    """The places of which *one* lets nothing be known, of those at which others say something."""
    doubtful = {(doubt.item, doubt.field) for doubt in one.content.doubts}
    gone, lost = set(one.content.gone), set(one.content.lost)
    others = (cell for other in every for cell in other.content.said if other.part == one.part)
    missing = {
        (cell.item, cell.field) for cell in others if cell.item in gone or cell.field in lost
    }
    return frozenset(doubtful | missing)


def _kept(text: str) -> KeptPlace:
    table = json.loads(text)
    return KeptPlace(
        own=table["own"],
        put=table["put"],
        known=tuple(table["known"]),
        taken=tuple(table["taken"]),
    )
