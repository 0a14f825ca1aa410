"""Two or three versions of the same thing next to each other, as simple HTML for a label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ui.theme import colour


@dataclass(frozen=True, kw_only=True)
class Side:
    """One line: what it is about, and what each version says."""

    label: str
    texts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


def side_by_side(headings: Sequence[str], sides: Iterable[Side]) -> str:
    """Lines that differ stand on a tint, so that they are seen without reading."""
    lines = list(sides)
    quiet, ink = colour("quiet").name(), colour("ink").name()
    labelled = any(line.label for line in lines)
    width = round((84 if labelled else 100) / max(len(headings), 1))
    cell = f'style="color:{ink}; line-height:150%; padding:4px 8px 4px 8px"'
    head = "".join(
        f'<td width="{width}%" style="color:{quiet}; padding:2px 8px 2px 8px">{escape(one)}</td>'
        for one in headings
    )
    rows = [f"<tr>{'<td></td>' if labelled else ''}{head}</tr>"]
    for line in lines:
        tint = f' bgcolor="{colour("behind_tint").name()}"' if line.differs else ""
        label = (
            f'<td width="16%" style="color:{quiet}; padding:4px 8px 4px 0px">'
            f"{escape(line.label)}</td>"
        )
        texts = "".join(f"<td {cell}{tint}>{_shown(text)}</td>" for text in line.texts)
        rows.append(f"<tr>{label if labelled else ''}{texts}</tr>")
    return f'<table width="100%" cellspacing="2">{"".join(rows)}</table>'


def _shown(text: str) -> str:
    quiet = colour("quiet").name()
    return escape(text).replace("\n", "<br>") or f'<span style="color:{quiet}">未填</span>'
