"""The search in the manual."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

from model.manual.chapters import Manual, ManualSection

NEAREST = 8  # sections
BEFORE, AFTER = 12, 36  # characters of a snippet, around the first hit


@dataclass(frozen=True)
class Hit:
    section: ManualSection
    snippet: str


def search_words(query: str) -> tuple[str, ...]:
    """The words of *query*; a section matches if it contains all of them."""
    return tuple(query.casefold().split())


def found(manual: Manual, query: str) -> tuple[Hit, ...]:
    """The sections that contain every word; those with all words in the heading come first."""
    words = search_words(query)
    if not words:
        return ()
    hits = [
        section
        for chapter in manual.chapters.values()
        for section in chapter.sections
        if _holds(f"{section.heading}\n{section.text}", words)
    ]
    hits.sort(key=lambda section: not _holds(section.heading, words))
    return tuple(Hit(section, snippet(section.text, words)) for section in hits)


def nearest(manual: Manual, query: str) -> tuple[Hit, ...]:
    """For words that occur nowhere as they are (怎么打印): the sections with most of their pairs of
    letters, rare pairs first; () if the query has no pair.
    """
    pairs = pairs_of(query)
    sections = [one for chapter in manual.chapters.values() for one in chapter.sections]
    texts = [f"{one.heading}\n{one.heading}\n{one.text}".casefold() for one in sections]
    having = {pair: sum(pair in text for text in texts) for pair in pairs}
    worth = {pair: log(len(texts) / count) for pair, count in having.items() if count}
    # Twice is enough: a word in the heading counts for two.
    marks = [sum(worth[pair] * min(text.count(pair), 2) for pair in worth) for text in texts]
    order = sorted(range(len(sections)), key=lambda number: -marks[number])
    return tuple(
        Hit(sections[number], snippet(sections[number].text, tuple(worth)))
        for number in order[:NEAREST]
        if marks[number] > 0
    )


def pairs_of(query: str) -> tuple[str, ...]:
    """Every two neighbouring letters of *query*, each pair once."""
    pairs = (a + b for word in search_words(query) for a, b in pairwise(word))
    return tuple(dict.fromkeys(pairs))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def snippet(text: str, words: tuple[str, ...]) -> str:
    """The first hit with its surroundings, on one line; "" for an empty *text*."""
    line = text.replace("\n", " ")
    at = min(_places(line.casefold(), words), default=0)
    start = max(0, at - BEFORE)
    start = max(start, *(line.rfind(sign, start, at) + 1 for sign in "，。；：　"))
    cut = line[start : at + AFTER]
    return ("…" if start else "") + cut + ("…" if at + AFTER < len(line) else "")


def _places(line: str, words: tuple[str, ...]) -> Iterator[int]:
    return (at for word in words if (at := line.find(word)) >= 0)
