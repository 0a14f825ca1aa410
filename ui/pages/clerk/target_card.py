"""Where the workbook goes."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from model.domain.package import Contact
from model.domain.wording import OFFICE_IN_FULL
from ui.kit.card import Card
from ui.kit.link import Link

STAMPED = "签字盖章的是工作簿的第一张“封面”，打印这一张就行；其余各张不用打印。"
NAMING = "文件名自动生成：单位、年度、次序、校验码，请不要改名或改动内容。"


class TargetCard(Card):
    change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("三、存到哪里", parent)
        row = QHBoxLayout()
        self._folder = QLabel(self)
        self._folder.setWordWrap(True)
        change = QPushButton("换个文件夹…", self)
        change.clicked.connect(self.change_requested)
        row.addWidget(self._folder, 1)
        row.addWidget(change)
        self.column.addLayout(row)
        self.preview = QPushButton("预览、存为 PDF", self)
        self._office = QLabel(self)
        self._office.setWordWrap(True)
        self._office.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._office.hide()
        self.column.addWidget(self._office)
        note = QLabel(f"{NAMING}\n{STAMPED}", self)
        note.setObjectName("help")
        note.setWordWrap(True)
        self.column.addWidget(note)
        below = QHBoxLayout()
        below.addWidget(self.preview)
        self.slip = Link("收到退回单？打开退回单…", self)
        below.addWidget(self.slip)
        below.addStretch(1)
        self.column.addLayout(below)

    def show_office(self, office: Contact | None) -> None:
        """Whom it is sent to, as the package says; None: none came."""
        said = (office.name, office.phone, office.email, office.note) if office else ()
        words = "　".join(filter(None, said))
        self._office.setText(f"发给{OFFICE_IN_FULL}：{words}")
        self._office.setVisible(bool(words))

    def show_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))
