"""The published text without what the printing added: page numbers, running heads, broken lines.

Nothing else is touched, and each thing taken out is listed, so that a quote from the clean text
can be traced to its place in the original.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise

from model.plan.notes import TITLE, usual_signs

NUMERALS = "一二三四五六七八九十百零〇"
HEADING = re.compile(
    rf"\s*(?:第[{NUMERALS}]+[章节篇条]|[{NUMERALS}]+[、.](?!\d)|（[{NUMERALS}—ー-]+）|[㈠-㈩]"
    rf"|\d{{1,2}}[.、](?!\d)|（\d{{1,2}}）|专栏\s*[\d{NUMERALS}]*[\s：])"
)
PAGE_LINE = re.compile(
    r"\s*(?:[-—–·]+\s*\d{1,3}\s*[-—–·]*|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}(?:\s*/\s*\d{1,3})?)\s*"
)
PAGE_TAIL = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*$")
NUMBERED_TAIL = re.compile(r"[-—–]\s?\d{1,3}\s?(?P<tail>[^\d\n，。；：、（）]{2,30})$")
FINAL = "。！？；：”）》"
OPEN_WITHIN = 400  # letters; a bracket that opened earlier was forgotten rather than broken
REPEATED = 3  # a line that stands beside page numbers so often is a running head
ENTRY = 60  # letters, of a line in a table of contents
PARAGRAPH = 20  # letters; a shorter line is a title or an entry, no broken paragraph


class Cut(StrEnum):
    """Why letters of the original are not in the clean text."""

    PAGE = "page_mark"
    LINE_BREAK = "line_break"
    CONTENTS = "contents"
    DOUBLED = "doubled"


@dataclass(frozen=True, kw_only=True)
class Removal:
    cut: Cut
    start: int  # in the original
    words: str


@dataclass(frozen=True, kw_only=True)
class CleanText:
    """`starts` are the places in the clean text where letters of the original begin to be kept,
    `origins` the places in the original where they do.
    """

    text: str
    original: str
    removals: tuple[Removal, ...]
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """The place in the original of the letter at *position*."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def position(self, origin: int) -> int:
        """The place in the clean text before which the letter at *origin* stood or stands."""
        run = max(0, bisect_right(self.origins, origin) - 1)
        length = (
            self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        ) - self.starts[run]
        return self.starts[run] + min(origin - self.origins[run], length)

    def line(self, position: int) -> int:
        """The number of the original's line, as an editor counts, that *position* stands in."""
        return self.original_line(self.origin(position))

    def original_line(self, origin: int) -> int:
        return bisect_left(self._breaks, origin) + 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.original)]


def cleaned(original: str) -> CleanText:
    """*original* without page marks, its broken lines joined."""
    usual = usual_signs(original)
    lines = list(_lines(usual))
    marks = sorted(_page_marks(usual, lines))
    breaks = _breaks(usual, lines, marks)
    lists = [*_contents(usual, lines), *_doubled(usual, lines)]
    gaps = _merged([*((s, e, Cut.PAGE) for s, e in marks), *breaks, *lists])
    runs, position = [], 0
    for start, end, _ in gaps:
        if start > position:
            runs.append((position, start))
        position = end
    if position < len(original) or not runs:
        runs.append((position, len(original)))
    lengths = [end - start for start, end in runs]
    return CleanText(
        text="".join(original[start:end] for start, end in runs),
        original=original,
        removals=tuple(Removal(cut=c, start=s, words=original[s:e]) for s, e, c in gaps),
        starts=(0, *list(accumulate(lengths))[:-1]),
        origins=tuple(start for start, _ in runs),
    )


Span = tuple[int, int]


def _lines(text: str) -> Iterator[Span]:
    position = 0
    for line in text.split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


def _page_marks(text: str, lines: list[Span]) -> Iterator[Span]:
    """What paging left behind; whole lines without their break."""
    tails = Counter(
        found["tail"].strip()
        for start, end in lines
        if (found := NUMBERED_TAIL.search(text[start:end].rstrip()))
    )
    beside: Counter[str] = Counter()
    marked = []
    filled = [(start, end) for start, end in lines if text[start:end].strip()]
    for number, (start, end) in enumerate(filled):
        line = text[start:end]
        tail = NUMBERED_TAIL.search(line.rstrip())
        if PAGE_LINE.fullmatch(line) and line.strip():
            marked.append((start, end))
        elif tail and tails[tail["tail"].strip()] >= REPEATED:
            marked.append((start + tail.start(), end))
        elif found := PAGE_TAIL.search(line):
            marked.append((start + found.start(), end))
        else:
            continue
        for other in (number - 1, number + 1):
            if 0 <= other < len(filled):
                beside[_head(text, filled[other])] += 1
    yield from marked
    taken = {start for start, _ in marked}
    for start, end in lines:
        words = _head(text, (start, end))
        if words and beside[words] >= REPEATED and start not in taken:
            yield start, end


def _contents(text: str, lines: list[Span]) -> Iterator[tuple[int, int, Cut]]:
    """A table of contents: headings under 目录, up to where the first of them comes again."""
    seen: set[str] = set()
    began = end = 0
    for start, stop in lines:
        line = re.sub(r"\s", "", text[start:stop])
        entry = re.sub(r"[.…·]*\d*$", "", line)
        if line in {"目录", "目次"}:
            began, end = start, stop
        elif began and line:
            if entry in seen or not HEADING.match(line) or len(line) > ENTRY:
                break
            seen.add(entry)
            end = stop
    if len(seen) > 1:
        yield began, end, Cut.CONTENTS


def _doubled(text: str, lines: list[Span]) -> Iterator[tuple[int, int, Cut]]:
    """A heading that is printed twice, one right under the other."""
    filled = [(start, end) for start, end in lines if text[start:end].strip()]
    for (start, end), (after, next_end) in pairwise(filled):
        line, following = text[start:end].strip(), text[after:next_end].strip()
        if HEADING.match(line) and line == following:
            yield end, next_end, Cut.DOUBLED
        elif HEADING.match(line) and following.startswith(line.rstrip("。") + "。"):
            yield start, after, Cut.DOUBLED


def _head(text: str, line: Span) -> str:
    """The line as a running head; "" where it can't be one."""
    words = text[slice(*line)].strip()
    running = 2 <= len(words) <= 40 and not words.endswith((*FINAL, "，", "、"))
    return words if running and "，" not in words and not HEADING.match(words) else ""


def _breaks(text: str, lines: list[Span], marks: list[Span]) -> Iterator[tuple[int, int, Cut]]:
    """The line breaks inside sentences, with the page marks that stand in them."""
    begins = {end: start for start, end in marks}  # of a mark, by where it ends
    starts = [start for start, _ in marks]
    left = [(start, max(start, begins.get(end, end))) for start, end in lines]
    kept = [(start, end) for start, end in left if text[start:end].strip()]
    body = next((s for s, e in kept if re.match(rf"\s*[{NUMERALS}]+、", text[s:e])), 0)
    opened = ""
    for (start, end), (after, next_end) in pairwise(kept):
        opened = (opened + text[start:end])[-OPEN_WITHIN:]
        between = text[end:after]
        paged = bisect_left(starts, end) < bisect_left(starts, after)
        if _broken(text[start:end], text[after:next_end], opened, paged=paged, inside=after > body):
            if paged or between.count("\n") == 1 or _open(opened):
                indent = len(text[after:next_end]) - len(text[after:next_end].lstrip())
                trailing = len(text[start:end]) - len(text[start:end].rstrip())
                yield end - trailing, after + indent, Cut.LINE_BREAK
        else:
            opened = ""


def _broken(line: str, following: str, opened: str, *, paged: bool, inside: bool) -> bool:
    """Whether *following* goes on with the sentence that *line* began."""
    line, following = line.rstrip(), following.lstrip()
    if HEADING.match(following) or (TITLE.match(following) and not _open(opened)):
        return False
    if _open(opened) or following[0] in "。，、；）》”":
        return True
    if line[-1] in FINAL:
        return line[-1] == "》" and "，" in line and following[0] == "（"
    if HEADING.match(line) and "。" not in line and not paged:
        return False
    long = len(line) >= PARAGRAPH
    return paged or (long and (inside or "，" in line))


def _open(words: str) -> bool:
    return words.rfind("（") > words.rfind("）") or words.rfind("《") > words.rfind("》")


def _merged(gaps: list[tuple[int, int, Cut]]) -> list[tuple[int, int, Cut]]:
    """*gaps* in order; those that touch or overlap are one, a page mark where any of them is."""
    merged: list[tuple[int, int, Cut]] = []
    for start, end, cut in sorted(gaps):
        if merged and start <= merged[-1][1]:
            first, last, before = merged[-1]
            both = cut if before is Cut.LINE_BREAK else before
            merged[-1] = (first, max(last, end), both)
        else:
            merged.append((start, end, cut))
    return merged
