"""Two people's decisions joined: whoever knew of the other's goes before it, else both are asked.

Decisions are only ever added. A list that holds this side's latest decision about an item was made
knowing it, and its later decisions are taken; so was this side's list if it holds the other's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.domain.review import Review
from model.domain.review_file import review_line


@dataclass(frozen=True, kw_only=True)
class RivalDecisions:
    """Two decisions about one item, neither made knowing the other.

    `missing`: what the other side decided and is not known here, in its order.
    """

    department: str
    item: str
    ours: Review
    theirs: Review
    missing: tuple[Review, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionJoin:
    """`added`: what this side takes over, in order."""

    added: tuple[Review, ...]
    rivals: tuple[RivalDecisions, ...]


def join_decisions(ours: Iterable[Review], theirs: Iterable[Review]) -> DecisionJoin:
    """The join of two lists of decisions, each in the order in which its side knew them."""
    here, there = _by_item(ours), _by_item(theirs)
    added: list[Review] = []
    rivals: list[RivalDecisions] = []
    for key, said in there.items():
        known = here.get(key, [])
        keys = {review_line(one) for one in known}
        missing = tuple(one for one in said if review_line(one) not in keys)
        if not missing or (known and review_line(said[-1]) in keys):
            continue
        knew = not known or review_line(known[-1]) in set(map(review_line, said))
        if knew or _same(known[-1], said[-1]):
            added += missing
        else:
            department, item = key
            rivals.append(
                RivalDecisions(
                    department=department, item=item, ours=known[-1], theirs=said[-1],
                    missing=missing,
                )
            )  # fmt: skip
    return DecisionJoin(added=tuple(added), rivals=tuple(rivals))


def _by_item(reviews: Iterable[Review]) -> dict[tuple[str, str], list[Review]]:
    found: dict[tuple[str, str], list[Review]] = {}
    for one in reviews:
        found.setdefault((one.department, one.item), []).append(one)
    return found


def _same(one: Review, other: Review) -> bool:
    """Whether both decide the same about the same words."""
    return (one.verdict, dict(one.changes), one.basis, one.remark) == (
        other.verdict, dict(other.changes), other.basis, other.remark,
    )  # fmt: skip


def latest(reviews: Sequence[Review]) -> dict[tuple[str, str], Review]:
    """The decision in force about each item."""
    return {(one.department, one.item): one for one in reviews}
