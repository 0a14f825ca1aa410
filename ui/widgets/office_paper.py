"""The sheet beside a list: a scrolled column of words, rebuilt or filled by its page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.kit.wrapping import BREAK, breakable

WIDEST = 780  # px, so that lines of text stay readable


class Paper(QScrollArea):
    def __init__(self, parent: QWidget | None = None, *, widest: int = WIDEST) -> None:
        super().__init__(parent)
        self.setObjectName("paper_scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = QWidget(self)
        self.sheet.setObjectName("paper")
        self.sheet.setMaximumWidth(widest)
        self.column = QVBoxLayout(self.sheet)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(12)
        self.setWidget(self.sheet)

    def label(self, name: str = "", words: str = "") -> QLabel:
        """A label of the kind *name*, at the end of the column."""
        label = words_label(name, words, self.sheet)
        self.column.addWidget(label)
        return label

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)


class Words(QLabel):
    """Plain words wrap wherever they have to, those without a blank too; HTML begins with "<"."""

    def setText(self, words: str) -> None:
        super().setText(words if words.startswith("<") else breakable(words))

    def text(self) -> str:
        """As it was given: what goes to the clipboard or into a mail."""
        return super().text().replace(BREAK, "")


def words_label(name: str, words: str = "", parent: QWidget | None = None) -> QLabel:
    """Words that wrap and can be selected; *name* is their kind in the style sheet."""
    label = Words(parent)
    label.setText(words)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def show_words(label: QLabel, words: str) -> None:
    """Hidden while there is nothing to say."""
    label.setText(words)
    label.setVisible(bool(words))
