"""The rail at the left: who and which year, the pages, the score so far, 已保存."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from ui.theme import icon
from ui.widgets.link import Link
from ui.widgets.undo_bar import UndoBar

WIDTH = 184  # px


@dataclass(frozen=True)
class Entry:
    page: str
    word: str
    icon: str
    key: str  # F2


class Rail(QFrame):
    page_chosen = Signal(str)
    change_requested = Signal()  # another role, department or year

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._entries = tuple(entries)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(2)
        column.addWidget(self._head())
        self._group = QButtonGroup(self)
        for entry in self._entries:
            column.addWidget(self._button(entry))
        column.addStretch(1)
        column.addWidget(self._foot())
        self._tint()

    def _head(self) -> QWidget:
        head = QFrame(self)
        head.setObjectName("rail_head")
        column = QVBoxLayout(head)
        column.setContentsMargins(20, 20, 12, 16)
        column.setSpacing(4)
        self._who, self._what = QLabel(head), QLabel(head)
        self._who.setObjectName("who")
        self._who.setWordWrap(True)
        self._what.setObjectName("what")
        self._what.setWordWrap(True)
        change = Link("更换", head)
        change.setToolTip("更换身份、单位或年度")
        change.clicked.connect(self.change_requested)
        for part in (self._who, self._what):
            column.addWidget(part)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        return head

    def _button(self, entry: Entry) -> QToolButton:
        button = self._buttons[entry.page] = QToolButton(self)
        button.setObjectName("page")
        button.setText(f"  {entry.word}")
        button.setToolTip(f"{entry.word}（{entry.key}）")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(18, 18))
        button.setFixedSize(WIDTH - 1, 40)
        button.clicked.connect(lambda: self.page_chosen.emit(entry.page))
        self._group.addButton(button)
        return button

    def _foot(self) -> QWidget:
        foot = QFrame(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 8, 12, 4)
        column.setSpacing(2)
        self._score_word, self._score, self._saved = (QLabel(foot) for _ in range(3))
        for label, name in (
            (self._score_word, "what"),
            (self._score, "rail_score"),
            (self._saved, "saved"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
            column.addWidget(label)
        self.undo_bar = UndoBar(foot)
        self.undo_bar.hide()
        column.addWidget(self.undo_bar)
        self._score_word.setText("自评得分")
        self.show_score("", "")
        self._saved.setText("改动随时自动保存")
        return foot

    def show_person(self, who: str, what: str) -> None:
        self._who.setText(who)
        self._what.setText(what)

    def show_page(self, page: str) -> None:
        if page in self._buttons:
            self._buttons[page].setChecked(True)
        self._tint()

    def show_score(self, points: str, grade: str) -> None:
        """*points* "": there is none to show."""
        self._score_word.setVisible(bool(points))
        self._score.setVisible(bool(points))
        self._score.setText(f"{points}　{grade}".strip())

    def show_saved(self, moment: datetime) -> None:
        self._saved.setProperty("failed", False)
        self._saved.setText(f"已保存 {moment:%H:%M}")
        self._restyle()

    def show_save_failed(self, cause: str) -> None:
        self._saved.setProperty("failed", True)
        self._saved.setText(f"{cause}窗口先不要关，正在重试。")
        self._restyle()

    @property
    def saved_words(self) -> str:
        return self._saved.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        for entry in self._entries:
            button = self._buttons[entry.page]
            button.setIcon(icon(entry.icon, "accent" if button.isChecked() else "quiet"))

    def _restyle(self) -> None:
        self._saved.style().unpolish(self._saved)
        self._saved.style().polish(self._saved)
