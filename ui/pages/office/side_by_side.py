"""Two or three versions of the same thing next to each other, as simple HTML for a label: where
they differ, the letters that differ are marked, not the whole cell.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from ui.kit.label import Markup, breakable
from ui.kit.metrics import READING, px
from ui.theme import colour

PIECE = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|\s+|.", re.DOTALL
)  # a number, a word, a letter
MOST_PIECES = 2000  # of a text that is compared piece by piece
ALIKE = 0.3  # share of pieces from which on two texts are versions of each other


@dataclass(frozen=True, kw_only=True)
class Side:
    """One line: what it is about, and what each version says."""

    label: str
    texts: tuple[str, ...]


def side_by_side(headings: Sequence[str], sides: Iterable[Side]) -> Markup:
    """A table as simple HTML; in lines that differ, what differs is bold on a tint."""
    lines = list(sides)
    quiet = colour("quiet").name()
    labelled = any(line.label for line in lines)
    width = round((84 if labelled else 100) / max(len(headings), 1))
    head = "".join(
        f'<td width="{width}%" style="color:{quiet}; padding:0px 8px 2px 8px">{escape(one)}</td>'
        for one in headings
    )
    rows = [f"<tr>{'<td></td>' if labelled else ''}{head}</tr>"] if len(headings) > 1 else []
    rows += [_row(line, width, labelled=labelled) for line in lines]
    return Markup(f'<table width="100%" cellspacing="2">{"".join(rows)}</table>')


def _row(line: Side, width: int, *, labelled: bool) -> str:
    quiet, ink = colour("quiet").name(), colour("ink").name()
    label = (
        f'<td width="16%" style="color:{quiet}; padding:2px 8px 2px 0px">{escape(line.label)}</td>'
        if labelled
        else ""
    )
    cell = f'<td width="{width}%" style="color:{ink}; padding:2px 8px 2px 8px">'
    others = [next((other for other in line.texts if other != text), text) for text in line.texts]
    texts = "".join(
        f"{cell}{_shown(text, other)}</td>" for text, other in zip(line.texts, others, strict=True)
    )
    return f"<tr>{label}{texts}</tr>"


def _shown(text: str, other: str) -> str:
    """A text as paragraphs with room between their lines, what differs from *other* marked."""
    if not text:
        tint = f"; background-color:{colour('look_tint').name()}" if other else ""
        return f'<span style="color:{colour("quiet").name()}{tint}">未填</span>'
    words = "".join(
        _marked(part) if differs else escape(breakable(part))
        for part, differs in differing_parts(text, other)
    )
    return f'<p style="line-height:{px(READING)}px; margin:0">{words.replace(chr(10), "<br>")}</p>'


def _marked(part: str) -> str:
    tint = colour("look_tint").name()
    return f'<b style="background-color:{tint}">{escape(breakable(part))}</b>'


def differing_parts(text: str, other: str) -> list[tuple[str, bool]]:
    """*text* in parts, each with whether it differs from *other*: whole words and numbers, no
    single letters within them; all of it, where hardly anything is the same.
    """
    if text == other:
        return [(text, False)]
    one, two = PIECE.findall(text), PIECE.findall(other)
    matcher = SequenceMatcher(a=one, b=two, autojunk=False)
    if len(one) > MOST_PIECES or len(two) > MOST_PIECES or matcher.ratio() < ALIKE:
        return [(text, True)]
    parts: list[tuple[str, bool]] = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            parts.append(("".join(one[start:end]), tag != "equal"))
    return parts
