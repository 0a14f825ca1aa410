"""办理记录: whether the chain of the office's acts holds, and whether a printed code is in it."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.office.record_check import (
    PrintedCode,
    accept_record,
    find_printed_code,
    flaw_lines,
    record_sentence,
)
from model.store.record_chain import chain_state
from ui.alerts import ask_why
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.grown_width import set_least_width
from ui.kit.label import show_words, words_label
from ui.kit.layout import add, row, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import CODE, GAP
from ui.pages.office.session import OfficeSession
from ui.status_marks import Mark

ABOUT = (
    "复核、裁定、退回单、收件、核对过的密钥和封存，每办一件记一条，逐条相连。"
    "汇总、报告和复核意见上印有当时的校验码，可以随时拿来核对：此前的记录改动过，就对不上。"
)
HOLDS = (Mark.REVIEWED, "没有改动")
FLAWED = (Mark.WRONG, "有改动")
FOUND, NOT_FOUND = (Mark.REVIEWED, "对得上"), (Mark.WRONG, "对不上")


class RecordCard(Card):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("办理记录", parent)
        self._room = room
        self.chip, self.sentence = Chip(self), words_label(parent=self)
        self.details = words_label("detail", parent=self)
        self.accept = QPushButton("已经核实，写明理由…", self)
        self.accept.clicked.connect(self._on_accept)
        self.typed = LineField(parent=self)
        self.typed.setPlaceholderText("打印件上的校验码")
        set_least_width(self.typed, CODE)
        self.typed.setAccessibleName("打印件上的校验码")
        self.typed.returnPressed.connect(self.look_up)
        self.button = QPushButton("核对校验码", self)
        self.button.clicked.connect(self.look_up)
        self.found_chip, self.found = Chip(self), words_label(parent=self)
        state = row(self.chip, wide(self.sentence), self.accept, spacing=GAP)
        asking = row(self.typed, self.button, self.found_chip, wide(self.found), spacing=GAP)
        add(self.column, words_label("notes", ABOUT), state, self.details, asking)

    def refresh(self) -> None:
        state = chain_state(self._room.session.db.conn)
        self.chip.show_mark(*(HOLDS if state.holds else FLAWED))
        self.sentence.setText(f"{record_sentence(state)}现在的校验码 {state.code}。")
        show_words(self.details, "\n".join(flaw_lines(state)))
        self.accept.setVisible(bool(state.flaws))

    def look_up(self) -> None:
        """Looks for the code that was typed."""
        if typed := self.typed.text().strip():
            self._room.start(partial(find_printed_code, self._room.stored, typed), self._on_found)

    def _on_found(self, result: object) -> None:
        if isinstance(result, PrintedCode):
            self.found_chip.show_mark(*(FOUND if result.holds else NOT_FOUND))
            self.found.setText(result.sentence)

    def _on_accept(self) -> None:
        state = chain_state(self._room.session.db.conn)
        question = f"登记已经核实这 {len(state.flaws)} 处不符？"
        told = "谁、为什么，会记在办理记录里，以后一直看得到；现在的内容照此为准。"
        lines = "\n".join((*flaw_lines(state), told))
        why = ask_why(question, lines, "登记", self, by=self._room.reviewer)
        if why is not None:
            accept_record(self._room.session.db, why.by, why.reason)
            self.refresh()
