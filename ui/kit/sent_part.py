"""A file that was just written: where it is, and what to write in the mail with it."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.kit.announcement import say
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, column, row
from ui.kit.metrics import SNUG, TIGHT, TOOLS
from ui.kit.written import OPEN_FOLDER, open_folder
from ui.theme import icon


class SentPart(QFrame):
    """The file just written. Hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("done_card")
        self.path = Path()
        self._file, self._folder = words_label("label"), words_label("notes")
        self._about, self._mail = words_label("notes"), words_label("quoted")
        self.copy = QPushButton(icon("copy", "ink", 16), "复制邮件正文", self)
        self.copy.clicked.connect(self._on_copy)
        folder = QPushButton(icon("folder-open", "ink", 16), OPEN_FOLDER, self)
        folder.clicked.connect(self._on_open)
        lines = (self._file, self._folder, self._about, self._mail)
        parts = (*lines, row(self.copy, folder, REST, spacing=TIGHT))
        column(*parts, spacing=SNUG, margins=TOOLS, parent=self)
        self.hide()

    def show_file(self, path: Path, mail: str = "", *, count: int = 1, about: str = "") -> None:
        """*count*: how many such files lie in the folder of *path*, the first of them; *about*:
        what is in them.
        """
        self.path = path
        self._file.setText(f"已写出　{path.name}{f'等 {count} 个文件' if count > 1 else ''}")
        self._folder.setText(f"在 {path.parent}")
        show_words(self._about, about)
        show_words(self._mail, mail)
        self.copy.setVisible(bool(mail))
        self.copy.setText("复制邮件正文")
        self.show()
        say(self, self._file.text())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._mail.text())
        self.copy.setText("已复制")

    def _on_open(self) -> None:
        open_folder(self.path)
