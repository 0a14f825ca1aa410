"""Text in a given number of lines, the last one shortened with an ellipsis."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def elided_lines(text: str, font: QFont, width: float, lines: int) -> tuple[str, ...]:
    """At most *lines* lines of *text*, none wider than *width* [px]."""
    return _elided_lines(text, font.toString(), int(width), lines)


@lru_cache(maxsize=4096)
def _elided_lines(text: str, font_words: str, width: int, lines: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_words)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    parts: list[str] = []
    while len(parts) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        parts.append(text[line.textStart() : line.textStart() + line.textLength()])
    rest = text[sum(map(len, parts)) :]
    layout.endLayout()
    if rest and parts:
        metrics = QFontMetricsF(font)
        parts[-1] = metrics.elidedText(parts[-1] + rest, Qt.TextElideMode.ElideRight, width)
    return tuple(parts)
