"""Two or three versions of the same thing next to each other, as simple HTML for a label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ui.kit.label import Markup, breakable
from ui.theme import colour

LEADING = 21  # px from line to line


@dataclass(frozen=True, kw_only=True)
class Side:
    """One line: what it is about, and what each version says."""

    label: str
    texts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


def side_by_side(headings: Sequence[str], sides: Iterable[Side]) -> Markup:
    """A table as simple HTML; lines that differ stand on a tint."""
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
    tint = f' bgcolor="{colour("behind_tint").name()}"' if line.differs else ""
    label = (
        f'<td width="16%" style="color:{quiet}; padding:2px 8px 2px 0px">{escape(line.label)}</td>'
        if labelled
        else ""
    )
    cell = f'<td width="{width}%" style="color:{ink}; padding:2px 8px 2px 8px"{tint}>'
    texts = "".join(f"{cell}{_shown(text)}</td>" for text in line.texts)
    return f"<tr>{label}{texts}</tr>"


def _shown(text: str) -> str:
    """A text as paragraphs with room between their lines."""
    if not text:
        return f'<span style="color:{colour("quiet").name()}">未填</span>'
    words = escape(breakable(text)).replace("\n", "<br>")
    return f'<p style="line-height:{LEADING}px; margin:0">{words}</p>'
