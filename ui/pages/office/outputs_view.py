"""What goes out of the office: the summary, the report, the opinions, each as one file."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from model.outputs import ANNEXED, LEFT_OUT, Output, Written, write_output
from model.store.settings import fetch_setting, save_setting
from ui.connection import connect
from ui.file_dialogs import choose_new_file
from ui.kit.card import Card
from ui.kit.check import Check
from ui.kit.grown_width import fix_width
from ui.kit.label import words_label
from ui.kit.layout import REST, add, column, row, scrolled, wide
from ui.kit.metrics import BLOCK, PAGE, WORD_BUTTON
from ui.kit.sent_part import SentPart
from ui.pages.office.record_view import RecordCard
from ui.pages.office.session import OfficeSession
from ui.pages.office.verification_view import VerificationCard

ABOUT = {
    Output.SUMMARY: (
        "汇总工作簿",
        "总览、得分、逐项核算、指标和待核事项；每个得分旁边都有可复算的公式。",
        "Excel 工作簿 (*.xlsx)",
    ),
    Output.REPORT: (
        "年度评估报告",
        "公文格式的 Word 文件，带表和图，可以直接改。没有定下来的事项如实写明。",
        "Word 文件 (*.docx)",
    ),
    Output.OPINIONS: (
        "复核意见",
        "每个已报单位一页，写明得分、核改和退回的事项，供打印盖章。",
        "Word 文件 (*.docx)",
    ),
}
KEYS = {"summary": Output.SUMMARY, "report": Output.REPORT, "opinions": Output.OPINIONS}


class OutputsView(QWidget):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.buttons: dict[Output, QPushButton] = {}
        cards = row(*(wide(self._card(output)) for output in ABOUT), spacing=BLOCK)
        self.sent = SentPart(self)  # below what one clicks, which stays where it is
        self._pressed: QPushButton | None = None
        self.proof = VerificationCard(room, self)
        self.record = RecordCard(room, self)
        parts = (cards, self.sent, self.record, wide(self.proof))
        whole = QWidget(self)
        column(*parts, spacing=BLOCK, margins=PAGE, parent=whole)
        column(wide(scrolled(whole, "page_scroll")), parent=self)
        room.changed.connect(self.proof.forget)
        room.jobs.started.connect(self._show_busy)
        room.jobs.ended.connect(self._show_busy)

    def _card(self, output: Output) -> Card:
        title, words, _ = ABOUT[output]
        card = Card(title, self)
        add(card.column, words_label("notes", words), REST)
        if output is Output.REPORT:
            add(card.column, self._annexed(card))
        button = self.buttons[output] = QPushButton("导出…", card)
        button.setAccessibleName(f"导出{title}")
        fix_width(button, WORD_BUTTON)
        connect(button.clicked, self, lambda *_, output=output: self._on_clicked(output))
        add(card.column, button)
        return card

    def _annexed(self, card: Card) -> Check:
        db = self._room.session.db
        self.annexed = Check("附内部事项（核对、未定、未接收）", card)
        self.annexed.setChecked(fetch_setting(db, ANNEXED) != LEFT_OUT)
        connect(
            self.annexed.toggled,
            self,
            lambda on: save_setting(db, ANNEXED, "" if on else LEFT_OUT),
        )
        return self.annexed

    def refresh(self) -> None:
        self.record.refresh()
        self._show_busy()

    def ask(self, key: str) -> None:
        """Asks where to, then writes."""
        self._on_clicked(KEYS[key])

    def _on_clicked(self, output: Output) -> None:
        title, kinds = ABOUT[output][0], ABOUT[output][2]
        name = f"{self._room.office.year}{output}"
        if chosen := choose_new_file(self._room.session.db, self, f"导出{title}", name, kinds):
            self.write(output, chosen)

    def write(self, output: Output, path: Path) -> None:
        self.sent.hide()
        job = partial(write_output, self._room.stored, output, path)
        self._room.start(job, self._on_written)
        self._pressed = self.buttons[output]

    def _on_written(self, result: object) -> None:
        if isinstance(result, Written):
            self.sent.show_file(result.paths[0])

    def _show_busy(self) -> None:
        for button in (*self.buttons.values(), self.proof.button):
            button.setEnabled(not self._room.jobs.busy)
        if self._pressed and self._pressed.isEnabled():  # the focus was lost meanwhile
            self._pressed.setFocus()
            self._pressed = None
