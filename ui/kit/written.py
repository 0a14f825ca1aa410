"""What was just written to a file is told wherever that was asked for: its name, where it lies, and
the way there.
"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.kit.announcement import say
from ui.kit.label import words_label
from ui.kit.layout import at_left, column
from ui.kit.link import Link
from ui.kit.metrics import HAIR

OPEN_FOLDER = "打开所在文件夹"


def written_words(path: Path, count: int = 1) -> str:
    """'已写出 汇总.xlsx，在 D:/结果'; *count*: how many files lie there, *path* the first."""
    more = f" 等 {count} 个文件" if count > 1 else ""
    return f"已写出 {path.name}{more}，在 {path.parent}"


def open_folder(path: Path) -> None:
    """Shows the folder of the file *path* in the desktop's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


class WrittenLine(QWidget):
    """The file just written, with a link to its folder. Hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = Path()
        self._said = words_label("said")
        self.open_folder = Link(OPEN_FOLDER, self)
        self.open_folder.clicked.connect(self._on_open)
        column(self._said, at_left(self.open_folder), spacing=HAIR, parent=self)
        self.hide()

    def show_file(self, path: Path, count: int = 1) -> None:
        """See `written_words`."""
        self.path = path
        self._said.setText(written_words(path, count))
        self.show()
        say(self, self.text())

    def text(self) -> str:
        return self._said.text()

    def _on_open(self) -> None:
        open_folder(self.path)
