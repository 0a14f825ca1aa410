"""What came of an export: the file, its check code, and what to write in the mail."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.card import Card
from ui.kit.label import line_label, words_label
from ui.kit.layout import REST, add, row
from ui.kit.metrics import TIGHT
from ui.kit.prose import Prose
from ui.kit.written import OPEN_FOLDER, open_folder
from ui.theme import icon

EXPORTED = "已导出"


class ResultCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._path = Path()
        self._heading = line_label("card_heading", EXPORTED)
        self._outdated = words_label("question")
        self._outdated.hide()
        self._file, self._folder = words_label("label"), words_label("help")
        self._code, self._unpacked = words_label("points"), words_label("question")
        self._above, self._mail = line_label("label", "邮件正文"), Prose(4, self)
        self._mail.setReadOnly(True)
        self._mail.setAccessibleName("邮件正文")
        self.copy = QPushButton(icon("copy", "ink", 16), "复制邮件正文", self)
        self.open_folder = QPushButton(icon("folder-open", "ink", 16), OPEN_FOLDER, self)
        self.copy.clicked.connect(self._on_copy)
        self.open_folder.clicked.connect(self._on_open)
        buttons = row(self.copy, self.open_folder, REST, spacing=TIGHT)
        words = (self._heading, self._outdated, self._file, self._folder, self._code)
        add(self.column, *words, self._unpacked, self._above, self._mail, buttons)
        self.hide()

    def show_result(
        self, path: Path, check_code: str, fingerprint: str, mail: str, *, unpacked: int = 0
    ) -> None:
        """
        Args:
            fingerprint: of the key that signed the file, as on its cover.
            unpacked: how many files of evidence are still to be packed.
        """
        self._path = path
        self._file.setText(path.name)
        self._folder.setText(f"在 {path.parent}")
        self._code.setText(f"校验码　{check_code}\n密钥指纹　{fingerprint}")
        self._mail.show_text(mail)
        self._unpacked.setVisible(unpacked > 0)
        self._unpacked.setText(
            f"还有 {unpacked} 份佐证材料没有打包：在下面“四、佐证材料”打包后，附件会列进邮件正文。"
        )
        self.copy.setText("复制邮件正文")
        self.show()

    def show_outdated(self, sequence: int, count: int) -> None:
        """*count*: how many things were changed since number *sequence* was exported."""
        self._heading.setText(f"第 {sequence} 次的文件已经过时" if count else EXPORTED)
        self._outdated.setText(f"第 {sequence} 次之后又改了 {count} 处，请再导出。")
        self._outdated.setVisible(count > 0)
        for part in (self._code, self._above, self._mail, self.copy):
            part.setHidden(count > 0)
        if count:
            self._unpacked.hide()

    @property
    def mail(self) -> str:
        return self._mail.toPlainText()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.mail)
        self.copy.setText("已复制")

    def _on_open(self) -> None:
        open_folder(self._path)
