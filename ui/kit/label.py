"""Labels: words of people stand in them as they are, and only our own markup is markup.

Qt's label takes for HTML what looks like it, and loads the pictures it names: a department's word
could fill the memory of the office's program. Every label of the app is one of these.
"""

import re
from html import escape
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.announcement import say

LONGEST = 20  # letters that stay together
BREAK = "\u200b"  # may end a line, and can't be seen
TAG = re.compile(r"<\s*/?\s*([A-Za-z][\w:-]*)")
TAGS = {"a", "b", "br", "div", "p", "s", "span", "table", "td", "tr", "u"}
URGENT = {"complaint", "question"}  # kinds of label in the style sheet whose words are said aloud
RUN = re.compile(rf"[!-~]{{{LONGEST + 1},}}")


def breakable(text: str) -> str:
    """*text* with places to break in its longest words; it looks the same."""
    return RUN.sub(lambda run: BREAK.join(run[0]), text)


class Markup(str):
    """HTML that this app made: whatever people wrote in it is escaped. It names no file.

    Raises:
        ValueError: it has a tag that no page of the app uses. Our bug.
    """

    __slots__ = ()

    def __new__(cls, html: str) -> Self:
        if odd := {tag.lower() for tag in TAG.findall(html)} - TAGS:
            raise ValueError(f"markup with {sorted(odd)}")
        return super().__new__(cls, html)


class Label(QLabel):
    """Shows a Markup as HTML and all other words letter by letter."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)

    def setText(self, words: str) -> None:
        rich = isinstance(words, Markup)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        super().setText(words)


def plain_tip(words: str) -> str:
    """*words* for a tool tip, which would take them for HTML if they look so."""
    return f"<p style='white-space:pre-wrap'>{escape(words)}</p>" if "<" in words else words


class Painted(Label):
    """Paints itself, and says in its accessible name all that it shows.

    A label, since a screen reader passes over plain widgets.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)


class WrappedLabel(Label):
    """Plain words wrap wherever they have to, a Markup between words."""

    def setText(self, words: str) -> None:
        super().setText(words if isinstance(words, Markup) else breakable(words))

    def text(self) -> str:
        """The words as they were given, for the clipboard or a mail."""
        return super().text().replace(BREAK, "")


def plain_words(label: QLabel) -> str:
    """What is read in *label*, free of markup."""
    if label.textFormat() is Qt.TextFormat.RichText:
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText()
    return label.text()


def words_label(name: str = "", words: str = "", parent: QWidget | None = None) -> WrappedLabel:
    """Words that wrap and can be selected; *name* is their kind in the style sheet."""
    label = WrappedLabel(words, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def line_label(name: str, words: str = "", parent: QWidget | None = None) -> Label:
    """A few words on one line; *name* is their kind in the style sheet."""
    label = Label(words, parent)
    label.setObjectName(name)
    return label


def show_words(label: Label, words: str) -> None:
    """Shows *words* in *label*, which is hidden while there is nothing to say.

    What is wrong or asked is said aloud when it comes up in sight.
    """
    news = words != label.text() or label.isHidden()
    label.setText(words)
    label.setVisible(bool(words))
    if news and label.objectName() in URGENT and label.isVisible():
        say(label, words, urgent=True)
