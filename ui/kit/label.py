"""Labels of words that wrap, long words without a blank (addresses, checksums) too."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

LONGEST = 20  # letters that stay together
BREAK = "\u200b"  # may end a line, and can't be seen
RUN = re.compile(rf"[!-~]{{{LONGEST + 1},}}")


def breakable(text: str) -> str:
    """*text* with places to break in its longest words; it looks the same."""
    return RUN.sub(lambda run: BREAK.join(run[0]), text)


class WrappedLabel(QLabel):
    """Plain words wrap wherever they have to; HTML, which begins with "<", between words."""

    def setText(self, words: str) -> None:
        as_html = words.startswith("<") or self.textFormat() is Qt.TextFormat.RichText
        super().setText(words if as_html else breakable(words))

    def text(self) -> str:
        """As it was given: what goes to the clipboard or into a mail."""
        return super().text().replace(BREAK, "")


def words_label(name: str = "", words: str = "", parent: QWidget | None = None) -> WrappedLabel:
    """Words that wrap and can be selected; *name* is their kind in the style sheet."""
    label = WrappedLabel(parent)
    label.setText(words)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def line_label(name: str, words: str = "", parent: QWidget | None = None) -> QLabel:
    """A few words on one line; *name* is their kind in the style sheet."""
    label = QLabel(words, parent)
    label.setObjectName(name)
    return label


def show_words(label: QLabel, words: str) -> None:
    """Shows *words* in *label*, which is hidden while there is nothing to say."""
    label.setText(words)
    label.setVisible(bool(words))
