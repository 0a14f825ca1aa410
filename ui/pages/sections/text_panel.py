"""Words for chat or mail, one card each, ready to be copied."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, box, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, HAIR, TIGHT
from ui.theme import icon


class TextPanel(Sheet):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: tuple[str, ...] = ()
        self._folder: Path | None = None
        self._title = words_label("question_heading")
        back = Link("返回", self)
        back.clicked.connect(self.closed)
        self.copy = QPushButton(icon("copy", "ink", 16), " 复制全部", self)
        self.copy.clicked.connect(self._on_copy_all)
        self.open = QPushButton(icon("folder-open", "ink", 16), " 打开文件夹", self)
        self.open.clicked.connect(self._on_open)
        self._done, self._cards = words_label("said"), column(spacing=BLOCK)
        buttons = row(self.copy, self.open, REST, spacing=TIGHT)
        self.add(row(wide(self._title), back), buttons, self._done, self._cards, REST)

    def show_texts(
        self, title: str, texts: Sequence[tuple[str, str]], folder: Path | None = None
    ) -> None:
        """*texts*: heading and words of each card; *folder*: where files were written."""
        self._title.setText(title)
        self._folder = folder
        self.texts = tuple(words for _, words in texts)
        self.open.setVisible(folder is not None)
        show_words(self._done, str(folder) if folder else "")
        clear_layout(self._cards)
        for heading, words in texts:
            self._cards.addWidget(self._card(heading, words))
        self.to_top()

    def _card(self, heading: str, words: str) -> QWidget:
        copy = Link("复制", self)
        connect(copy.clicked, self, partial(self._copy, words, f"{heading}的文字已复制。"))
        head = row(wide(words_label("label", heading)), copy)
        return box(column(head, words_label("quoted", words), spacing=HAIR))

    def _copy(self, words: str, said: str) -> None:
        QGuiApplication.clipboard().setText(words)
        show_words(self._done, said)

    def _on_copy_all(self) -> None:
        self._copy("\n\n".join(self.texts), f"{len(self.texts)} 段文字已复制。")

    def _on_open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
