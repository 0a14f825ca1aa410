"""Two people's decisions joined: whoever knew of the other's goes before it, else both are asked.

Decisions are only ever added. A list that holds this side's latest decision about something was
made knowing it, and its later decisions are taken; so was this side's list if it holds the
other's. Decisions in a row that say the same are one: to know any of them is to know what was said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from model.domain.review import WHOLE_YEAR, Review
from model.domain.review_file import Decision, line_of

REVIEW = "review"
Key = tuple[str, int]
Place = tuple[str, str, str]
"""What is decided about: REVIEW, a department and an item; else a `Matter`, its subject and ""."""


@dataclass(frozen=True, kw_only=True)
class RivalDecisions:
    """Two decisions about one thing, neither made knowing the other.

    `missing`: what the other side decided and is not known here, in its order.
    """

    place: Place
    ours: Decision
    theirs: Decision
    missing: tuple[Decision, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionJoin:
    """`added`: what this side takes over, in order."""

    added: tuple[Decision, ...]
    rivals: tuple[RivalDecisions, ...]


def place_of(one: Decision) -> Place:
    if isinstance(one, Review):
        return REVIEW, one.department, one.item
    return one.matter.value, one.subject, ""


def join_decisions(ours: Iterable[Decision], *lists: Iterable[Decision]) -> DecisionJoin:
    """The join of this side's decisions with the *lists* of others, each in the order in which its
    side knew them: repeated until no list adds anything, whatever order they came in.
    """
    here = _by_place(ours)
    others = [_by_place(one) for one in lists]
    places = dict.fromkeys(place for one in others for place in one)
    added: list[Decision] = []
    rivals: list[RivalDecisions] = []
    for place in places:
        known = list(here.get(place, ()))
        said = [one[place] for one in others if place in one]
        more, asked = _joined_at(place, known, said)
        added += more
        rivals += asked
    return DecisionJoin(added=tuple(added), rivals=tuple(sorted(rivals, key=lambda one: one.place)))


def _joined_at(
    place: Place, known: list[Decision], lists: Sequence[Sequence[Decision]]
) -> tuple[list[Decision], list[RivalDecisions]]:
    """What is added at one place, to *known* too, and what has to be asked there."""
    added: list[Decision] = []
    while True:
        rivals: dict[str, RivalDecisions] = {}
        past = _past(known, lists)
        for said in lists:
            found = _joined(place, known, said, past)
            if isinstance(found, RivalDecisions):
                rivals[f"{line_of(found.ours)}\n{line_of(found.theirs)}"] = found
            elif found:
                known += found
                added += found
                break
        else:
            return added, list(rivals.values())


def _past(known: Sequence[Decision], lists: Iterable[Sequence[Decision]]) -> frozenset[Key]:
    """What lies behind this side's decisions: all of a list that ends in one of them was known to
    those who made it.
    """
    here = set(_keys(known))
    past = set(here)
    for said in lists:
        keys, run = _keys(said), _run(said)
        if not here.isdisjoint(keys[-run:]):
            past.update(keys[:-run])
    return frozenset(past)


def _joined(
    place: Place, known: Sequence[Decision], said: Sequence[Decision], past: frozenset[Key]
) -> Sequence[Decision] | RivalDecisions:
    """What is added to what is *known* by what another side *said*, or that both are asked."""
    here, there = _keys(known), _keys(said)
    missing = [one for one, key in zip(said, there, strict=True) if key not in past]
    if not missing or not known:
        return missing
    if same(known[-1], said[-1]):
        return missing if same(known[-1], missing[-1]) else ()
    they_know = not set(there).isdisjoint(here[-_run(known) :])
    we_know = not set(here).isdisjoint(there[-_run(said) :])
    if they_know is we_know:  # neither does
        return RivalDecisions(place=place, ours=known[-1], theirs=said[-1], missing=tuple(missing))
    return missing if they_know else ()


def _keys(decisions: Iterable[Decision]) -> list[Key]:
    """A key for each that only the same one has: whoever decides the same again in the same second
    has decided twice.
    """
    times: Counter[str] = Counter()
    keys: list[Key] = []
    for one in decisions:
        line = line_of(one)
        keys.append((line, times[line]))
        times[line] += 1
    return keys


def _run(decisions: Sequence[Decision]) -> int:
    """How many decisions at the end say the same."""
    return sum(1 for _ in takewhile(lambda one: same(one, decisions[-1]), reversed(decisions)))


def _by_place(decisions: Iterable[Decision]) -> dict[Place, list[Decision]]:
    found: dict[Place, list[Decision]] = {}
    for one in decisions:
        found.setdefault(place_of(one), []).append(one)
    return found


def same(one: Decision, other: Decision) -> bool:
    """Whether both decide the same about the same words."""
    return _content(one) == _content(other)


def _content(one: Decision) -> object:
    if isinstance(one, Review):
        about = one.basis if one.item != WHOLE_YEAR else ""  # each side counts what it knows
        return one.verdict, dict(one.changes), about, one.remark
    return one.choice, one.reason


def latest(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """The decision in force about each item."""
    return {(one.department, one.item): one for one in reviews}
