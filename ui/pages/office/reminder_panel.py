"""催报: the words for each body that is awaited, ready to be copied; whom to call, as a sheet."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from model.office.board import contacts, reminder
from model.office.department_year import DepartmentYear
from model.outputs import Written, write_contacts
from ui.connection import connect
from ui.file_dialogs import choose_new_file
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, add, box, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, HAIR, TIGHT
from ui.kit.written import WrittenLine
from ui.pages.office.session import OfficeSession
from ui.theme import icon


class ReminderPanel(Sheet):
    closed = Signal()

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._bodies: tuple[DepartmentYear, ...] = ()
        self.texts: tuple[str, ...] = ()
        self._title = words_label("question_heading")
        back = Link("返回", self)
        back.clicked.connect(self.closed)
        self.copy = QPushButton(icon("copy", "ink", 16), "复制全部", self)
        self.copy.clicked.connect(self._on_copy_all)
        self.export = QPushButton(icon("download", "ink", 16), "导出联系表…", self)
        self.export.clicked.connect(self._on_export)
        self._done, self._cards = words_label("said"), column(spacing=BLOCK)
        self.written = WrittenLine(self)
        buttons = row(self.copy, self.export, REST, spacing=TIGHT)
        self.add(row(wide(self._title), back), buttons, self._done, self.written, self._cards, REST)

    def show_bodies(self, bodies: Sequence[DepartmentYear]) -> None:
        office = self._room.office
        self._bodies = tuple(bodies)
        asking = office.package.office if office.package else None
        self.texts = tuple(reminder(body, office.year, asking) for body in bodies)
        self._title.setText(f"催报 {len(bodies)} 个单位")
        show_words(self._done, "")
        self.written.hide()
        clear_layout(self._cards)
        for body, text in zip(bodies, self.texts, strict=True):
            add(self._cards, self._card(body, text))
        self.to_top()

    def _card(self, body: DepartmentYear, text: str) -> QWidget:
        copy = Link("复制", self)
        said = f"{body.department.name}的催报文字已复制。"
        connect(copy.clicked, self, partial(self._copy, text, said))
        heading = words_label("label", f"{body.department.name}　{body.state}")
        return box(column(row(wide(heading), copy), words_label("quoted", text), spacing=HAIR))

    def _copy(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        show_words(self._done, said)

    def _on_copy_all(self) -> None:
        said = f"{len(self.texts)} 个单位的催报文字已复制。"
        self._copy("\n\n".join(self.texts), said)

    def _on_export(self) -> None:
        name = f"{self._room.office.year}年度自评估催报联系表.xlsx"
        kinds = "Excel 工作簿 (*.xlsx)"
        if chosen := choose_new_file(self._room.session.db, self, "导出联系表", name, kinds):
            self.write_contacts(chosen)

    def write_contacts(self, path: Path) -> None:
        office = self._room.office
        lines = contacts(self._bodies, office.year, office.package)
        job = partial(write_contacts, path, office.year, lines)
        self._room.start(job, self._on_written, self._bodies)

    def _on_written(self, result: object, bodies: tuple[DepartmentYear, ...]) -> None:
        if isinstance(result, Written) and bodies == self._bodies:
            self.written.show_file(result.paths[0])
