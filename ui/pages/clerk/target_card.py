"""Where the workbook goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.package import Contact
from ui.kit.card import Card
from ui.kit.label import words_label
from ui.kit.layout import REST, add, row, wide
from ui.kit.link import Link
from ui.kit.metrics import TIGHT

STAMPED = (
    "签字盖章的是工作簿的第一张“封面”，打印这一张就行；其余各张不用打印。"
    "盖好章扫描成 PDF、OFD 或图片，和工作簿一起发给办公室，页脚的校验码要照得清楚。"
)
NAMING = "文件名自动生成：单位、年度、次序、校验码，请不要改名或改动内容。"


class TargetCard(Card):
    change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("三、存到哪里", parent)
        self._folder, self._office = words_label(), words_label()
        self._office.hide()
        change = QPushButton("换个文件夹…", self)
        change.clicked.connect(self.change_requested)
        self.preview = QPushButton("预览、存为 PDF", self)
        self.slip = Link("收到退回单？打开退回单…", self)
        add(
            self.column,
            row(wide(self._folder), change, spacing=TIGHT),
            self._office,
            words_label("help", f"{NAMING}\n{STAMPED}"),
            row(self.preview, self.slip, REST, spacing=TIGHT),
        )

    def show_office(self, name: str, office: Contact | None) -> None:
        """Whom it is sent to: *name*, as the plan calls it, and who the package says; None: none
        came.
        """
        said = (office.name, office.phone, office.email, office.note) if office else ()
        words = "　".join(filter(None, said))
        self._office.setText(f"发给{name}：{words}")
        self._office.setVisible(bool(words))

    def show_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))
