"""One section: who it is, what it has, what came back of it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import china_time
from model.domain.forms import plain_phone
from model.domain.section import Section
from model.domain.wording import day_words
from model.parts.board import SectionLine
from model.parts.division import Division
from model.parts.shares import change_section
from ui.connection import connect
from ui.edit_text import title_of
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Sheet, clear_layout, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import HAIR, SNUG, TIGHT
from ui.session import Session

FIELDS = {"name": "科室名称", "contact": "联系人", "phone": "电话", "head": "科室负责人"}
LONGEST = 30  # characters
MOST = 12  # lines of each list


class SectionPanel(Sheet):
    send_requested = Signal(str)
    remove_requested = Signal(str)
    taken_back = Signal(str)  # a return's id

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._section: Section | None = None
        self._back = ""
        self._title = self.label("question_heading")
        self.fields: dict[str, LineField] = {}
        self._shown: dict[str, str] = {}  # what stands in the fields and was not typed
        rows = [self._field(key, words) for key, words in FIELDS.items()]
        self.add(row(*map(wide, rows[:2]), spacing=TIGHT), row(*map(wide, rows[2:]), spacing=TIGHT))
        self._sent, self._came = self.label("notes"), self.label("notes")
        self.send = QPushButton("只发给这个科室…", self)
        self.undo = QPushButton("撤回交回的内容", self)
        self.undo.setToolTip("这份表填入的内容都退出去，像没有收过一样；Ctrl+Z 可以恢复")
        self.remove = Link("删除科室", self)
        self.send.clicked.connect(self._on_send)
        self.undo.clicked.connect(self._on_undo)
        self.remove.clicked.connect(self._on_remove)
        self.add(row(self.send, self.undo, REST, self.remove, spacing=TIGHT))
        self._lists = column(spacing=SNUG)
        self.add(self._lists, REST)

    def _field(self, key: str, words: str) -> QWidget:
        holder = QWidget(self)
        field = self.fields[key] = LineField(parent=holder)
        field.setMaxLength(LONGEST)
        field.setAccessibleName(words)
        field.editingFinished.connect(self.flush)
        column(line_label("label", words), field, spacing=HAIR, parent=holder)
        return holder

    def show_line(self, line: SectionLine | None, division: Division) -> None:
        """*line*: None for no section."""
        self.setVisible(line is not None)
        if line is None:
            self._section = None
            return
        if self._section is None or self._section.id != line.section.id:
            self.to_top()
            for field in self.fields.values():
                field.clearFocus()  # what was typed there was about another section
        self._section = line.section
        closed = bool(self._session.closed_words)
        self._title.setText(line.section.name)
        for key, field in self.fields.items():
            if not field.hasFocus() or field.text().strip() == self._shown.get(key):
                self._shown[key] = getattr(line.section, key)
                field.setText(self._shown[key])
            field.setReadOnly(closed)
        show_words(self._sent, _sent_words(line))
        show_words(self._came, _came_words(line))
        self._back = line.back.id if line.back else ""
        self.send.setEnabled(bool(line.led or line.added) and not closed)
        self.undo.setVisible(bool(self._back))
        self.undo.setEnabled(not closed)
        self.remove.setEnabled(not closed)
        clear_layout(self._lists)
        self._show_items("还缺", line.missing)
        self._show_items("退回", line.handed_back, division)
        if line.back:
            self._show_doubts(line)
            for remark in line.back.content.remarks[:MOST]:
                self._lists.addWidget(words_label("notes", remark))

    def _show_items(
        self, heading: str, items: tuple[str, ...], division: Division | None = None
    ) -> None:
        if not items:
            return
        self._lists.addWidget(line_label("label", f"{heading} {len(items)} 项"))
        for item in items[:MOST]:
            words = title_of(self._session, item)
            if division and item in division.handed_back:
                words = f"{words}　原因：{division.handed_back[item][1]}"
            link = Link("去看", self)
            connect(link.clicked, self, partial(self._go, item, ""))
            self._lists.addLayout(row(wide(words_label("", words)), link, spacing=TIGHT))
        if len(items) > MOST:
            self._lists.addWidget(line_label("notes", f"另有 {len(items) - MOST} 项"))

    def _show_doubts(self, line: SectionLine) -> None:
        doubts = line.back.content.doubts if line.back else ()
        if not doubts:
            return
        self._lists.addWidget(
            line_label("label", f"{len(doubts)} 格拿不准，没有填入，请问清后自己填")
        )
        for one in doubts[:MOST]:
            link = Link("去填", self)
            connect(link.clicked, self, partial(self._go, one.item, one.field))
            words = f"{title_of(self._session, one.item)}：表里是“{one.found}”。{one.question}"
            self._lists.addLayout(row(wide(words_label("", words)), link, spacing=TIGHT))

    def _go(self, item: str, field: str) -> None:
        self._session.item_requested.emit(item, field)

    def flush(self) -> None:
        """Saves what was typed about the section."""
        section = self._section
        if section is None or self._session.closed_words:
            return
        typed = {
            key: plain_phone(text) if key == "phone" else text
            for key, field in self.fields.items()
            if (text := field.text().strip()) != self._shown.get(key) and (text or key != "name")
        }
        changed = replace(section, **typed)
        if changed == section:
            return
        self._section = changed
        self._shown |= typed

        def change(division: Division) -> tuple[str, ...]:
            change_section(self._session.db, division, changed)
            return ()

        self._session.carry_out(change)

    def _on_send(self) -> None:
        if self._section:
            self.send_requested.emit(self._section.id)

    def _on_undo(self) -> None:
        self.taken_back.emit(self._back)

    def _on_remove(self) -> None:
        if self._section:
            self.remove_requested.emit(self._section.id)


def _sent_words(line: SectionLine) -> str:
    if line.sent is None:
        return "还没有发过表。"
    sheet = line.sent.sheet
    due = f"，请于{day_words(sheet.due)}前交回" if sheet.due else ""
    again = f"；此后分工改了 {line.changed} 项，请再发一次" if line.changed else ""
    return f"第 {sheet.number} 次下发　{china_time(sheet.made_at)}{due}{again}"


def _came_words(line: SectionLine) -> str:
    if line.back is None:
        return ""
    said = line.back.content
    who = f"，{said.filled_by}填写" if said.filled_by else ""
    signed = f"，{said.signed_by}签发" if said.signed_by else "，科室负责人没有签名"
    return f"交回　{china_time(line.back.received_at)}{who}{signed}（{line.back.file_name}）"
