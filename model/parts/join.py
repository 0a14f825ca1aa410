"""The three-way join: what parts say when they come back, against what was sent and what is here.

Nothing is decided by who came last. At every place the outcome follows from the set of parts that
came back and from what this side said knowingly; the order in which they came, and how often, is
no part of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.domain.canonical import canonical_bytes, digest_of

Place = tuple[str, str]
"""An item's id and a field's key."""

Values = Mapping[Place, str]
"""What is said at each place, canonical text; an absent place means that nothing is said."""

KEY = 24  # hexadecimal digits


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one part says at a place otherwise than it was sent; None: nothing any more.

    `seen`: the keys of statements that what was sent had taken in already.
    """

    place: Place
    part: str
    source: str  # who said it: a section, a reviewer
    sent: str | None
    said: str | None
    seen: frozenset[str] = frozenset()
    unsure: bool = False  # where it says nothing any more, a person is asked whether that is meant

    @cached_property
    def key(self) -> str:
        """Equal for equal words of one part at one place, whichever file brings them; hex."""
        words = {"place": self.place, "part": self.part, "said": self.said}
        return digest_of(canonical_bytes(words))[:KEY]


@dataclass(frozen=True, kw_only=True)
class PartReturn:
    """One file in which a part came back. `said` holds the places that it brought along.

    `after`: the ids of returns that this one goes on from, which count no more beside it but at
    the places `unread`, of which this one lets nothing be known. `kept`: the places at which an
    empty cell takes nothing back unasked.
    """

    id: str
    part: str
    source: str
    sent: Values
    said: Mapping[Place, str | None]
    seen: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    unread: frozenset[Place] = frozenset()
    kept: frozenset[Place] = frozenset()

    def statements(self) -> Iterator[Statement]:
        for place, said in self.said.items():
            if (said or None) != (sent := self.sent.get(place)):
                yield Statement(
                    place=place, part=self.part, source=self.source, sent=sent,
                    said=said or None, seen=self.seen, unsure=not said and place in self.kept,
                )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Own:
    """What this side says at a place, and the keys of statements it was said in knowledge of."""

    value: str | None = None
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class PlaceOutcome:
    """What stands at a place. `value` is there.

    Where several statements, or one and this side, say different things, `asked` holds what is
    said by others; the value is this side's then, until a person chooses.
    """

    value: str | None
    own: Own
    asked: tuple[Statement, ...] = ()
    own_counts: bool = False  # whether this side is one of those that say different things
    taken: frozenset[str] = frozenset()  # keys of all statements that the value answers

    @property
    def voices(self) -> tuple[str | None, ...]:
        """The different values among which a person chooses, this side's first if it counts."""
        own = (self.own.value,) if self.own_counts else ()
        return tuple(dict.fromkeys((*own, *(one.said for one in self.asked))))


def outcome(own: Own, statements: Sequence[Statement]) -> PlaceOutcome:
    """The outcome at one place.

    Args:
        own: what this side says there.
        statements: what all parts say there; of one place, in any order.
    """
    new = [one for one in statements if one.key not in own.known]
    superseded = {key for one in new for key in one.seen}
    heads = [one for one in new if one.key not in superseded]
    keys = frozenset(one.key for one in statements)
    known = any(one.sent == own.value for one in new)
    own_counts = not known or any(one.unsure for one in heads)
    said = {one.said for one in heads} | ({own.value} if own_counts else set())
    if len(said) == 1:
        return PlaceOutcome(value=said.pop(), own=own, taken=keys)
    asked = sorted(heads, key=lambda one: (one.source, one.part, one.said or "", one.key))
    return PlaceOutcome(value=own.value, own=own, asked=tuple(asked), own_counts=own_counts)


def statements_by_place(returns: Iterable[PartReturn]) -> dict[Place, list[Statement]]:
    """What the *returns* say, by place; equal words of one part once, and nothing that a return
    said of a place about which one that goes on from it lets something be known.
    """
    known = {one.id: one for one in returns}
    found: dict[Place, dict[str, Statement]] = {}
    for key in sorted(known):
        later = [one for one in known.values() if key in one.after - {one.id}]
        for statement in known[key].statements():
            if all(statement.place in one.unread for one in later):
                found.setdefault(statement.place, {})[statement.key] = statement
    return {place: list(said.values()) for place, said in found.items()}


@dataclass(frozen=True, kw_only=True)
class KeptPlace:
    """What has to be kept of a place beside its value, so that a join can be made again.

    `put` is the value that the last join left there: where another one stands there now, this
    side has said it since, in knowledge of what was taken.
    """

    own: str | None
    put: str | None
    known: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def own_now(kept: KeptPlace | None, value: str | None) -> Own:
    """What this side says at a place where *value* stands."""
    if kept is None:
        return Own(value=value)
    if value == kept.put:
        return Own(value=kept.own, known=frozenset(kept.known))
    return Own(value=value, known=frozenset((*kept.known, *kept.taken)))


def kept_place(found: PlaceOutcome) -> KeptPlace | None:
    """What to keep of an outcome; None: its value says all."""
    if found.value == found.own.value and not (found.own.known or found.taken):
        return None
    return KeptPlace(
        own=found.own.value,
        put=found.value,
        known=tuple(sorted(found.own.known)),
        taken=tuple(sorted(found.taken)),
    )


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A join: `changes` and `kept` turn what stood there before into what stands there now.

    None means that nothing is said, or kept, at that place any more.
    """

    outcomes: Mapping[Place, PlaceOutcome]
    changes: Mapping[Place, str | None]
    kept: Mapping[Place, KeptPlace | None]

    @property
    def asked(self) -> dict[Place, PlaceOutcome]:
        return {place: one for place, one in self.outcomes.items() if one.asked}


def join(
    values: Values,
    kept: Mapping[Place, KeptPlace],
    returns: Iterable[PartReturn],
    chosen: Mapping[Place, str | None] | None = None,
) -> Joined:
    """The outcome at every place, and what has to be changed for it.

    Args:
        values: what stands there now.
        kept: what the last join kept.
        returns: every return that counts, those of earlier joins too.
        chosen: what a person chose where several things were said.
    """
    said = statements_by_place(returns)
    outcomes = {}
    for place in dict.fromkeys((*kept, *said)):
        own, statements = own_now(kept.get(place), values.get(place)), said.get(place, [])
        if chosen is not None and place in chosen:
            keys = own.known.union(one.key for one in statements)
            own = Own(value=chosen[place], known=keys)
        outcomes[place] = outcome(own, statements)
    changes = {
        place: one.value for place, one in outcomes.items() if one.value != values.get(place)
    }
    kept_now = {place: kept_place(one) for place, one in outcomes.items()}
    return Joined(
        outcomes=outcomes,
        changes=changes,
        kept={place: one for place, one in kept_now.items() if one != kept.get(place)},
    )


def seen_in(values: Iterable[Place], outcomes: Mapping[Place, PlaceOutcome]) -> frozenset[str]:
    """The keys of statements that the values at the places *values* have taken in, for a part that
    is sent with them.
    """
    found = (outcomes[place] for place in values if place in outcomes)
    return frozenset(key for one in found for key in (*one.taken, *one.own.known))
