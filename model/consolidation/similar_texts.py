"""Nearly equal texts: compared clause by clause, without their numbers.

Two texts are alike when the clauses they share make up most of both. Only texts that share a rare
clause are compared, so that thousands of texts take no more than moments.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

SHARE = 0.8  # of both texts, by characters
LEAST = 16  # characters: shorter texts are often the same by chance
TELLING = 4  # characters: shorter clauses tell nothing
STOCK = 60  # a clause in more texts than that tells nothing

_BREAKS = re.compile(r"[，。；！？：、,.;!?:\s（）()“”\"'《》〈〉—…·]+")
_NUMBERS = re.compile(r"[0-9０-９%％]+")


@dataclass(frozen=True, kw_only=True)
class OwnedText:
    """A department's text. `without` holds the plan's own words: quoting them is no copying."""

    owner: str
    place: str
    words: str
    without: str = ""

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        words = self.words.replace(self.without, "") if self.without else self.words
        return tuple(filter(None, _BREAKS.split(_NUMBERS.sub("", words))))


@dataclass(frozen=True, kw_only=True)
class SimilarTexts:
    """Nearly equal texts of at least two owners."""

    key: str  # follows from the words alone
    texts: tuple[OwnedText, ...]


def alike(texts: Iterable[OwnedText]) -> Iterator[SimilarTexts]:
    """Groups of nearly equal texts, the largest group first; texts in the given order."""
    same: dict[tuple[str, ...], list[OwnedText]] = {}
    for text in texts:
        if sum(map(len, text.clauses)) >= LEAST:
            same.setdefault(text.clauses, []).append(text)
    groups = _joined(list(same))
    found = [
        SimilarTexts(
            key=_key(group), texts=tuple(text for clauses in group for text in same[clauses])
        )
        for group in groups
    ]
    shared = [group for group in found if len({text.owner for text in group.texts}) > 1]
    yield from sorted(shared, key=lambda group: -len(group.texts))


def _joined(wordings: list[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """Groups of wordings that are alike, each wording once."""
    leader = list(range(len(wordings)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    counts = [Counter(wording) for wording in wordings]
    for one, other in _candidates(wordings):
        if find(one) != find(other) and _are_alike(counts[one], counts[other]):
            first, second = sorted((find(one), find(other)))
            leader[second] = first
    groups: dict[int, list[tuple[str, ...]]] = {}
    for place, wording in enumerate(wordings):
        groups.setdefault(find(place), []).append(wording)
    return list(groups.values())


def _candidates(wordings: list[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = {}
    for place, wording in enumerate(wordings):
        for clause in dict.fromkeys(wording):
            if len(clause) < TELLING:
                continue
            holders.setdefault(clause, []).append(place)
    seen: set[tuple[int, int]] = set()
    for places in holders.values():
        # Of many, neighbours only: who is alike is joined through the chain.
        pairs = pairwise(places) if len(places) > STOCK else combinations(places, 2)
        for pair in pairs:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _are_alike(one: Counter[str], other: Counter[str]) -> bool:
    common = sum(len(clause) * count for clause, count in (one & other).items())
    longer = max(_length(one), _length(other))
    return common >= SHARE * longer


def _length(clauses: Counter[str]) -> int:
    return sum(len(clause) * count for clause, count in clauses.items())


def _key(group: list[tuple[str, ...]]) -> str:
    first = min("".join(wording) for wording in group)
    return hashlib.sha256(first.encode()).hexdigest()[:16]
