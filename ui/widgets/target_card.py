"""Where the workbook goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.card import Card
from ui.widgets.link import Link

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
        note = QLabel(NAMING, self)
        note.setObjectName("help")
        note.setWordWrap(True)
        self.column.addWidget(note)
        below = QHBoxLayout()
        below.addWidget(self.preview)
        self.slip = Link("收到退回单？打开退回单…", self)
        below.addWidget(self.slip)
        below.addStretch(1)
        self.column.addLayout(below)

    def show_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))
