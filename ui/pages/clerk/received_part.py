"""收到的文件: every package and slip that came, who made it, and setting it aside with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from model.clerk.received_files import (
    FileStanding,
    ReceivedFile,
    compare_key,
    put_back,
    received_files,
    set_aside,
)
from model.domain.origin import OFFICE, OriginStanding, current_key, key_fingerprint
from model.domain.package import YearPackage
from model.domain.rectification import RectificationNotice
from model.domain.wording import day_words
from model.errors import AppError
from model.store.deliveries import ACT_WORDS, DeliveryAct
from model.store.keys import fetch_pins
from ui.connection import connect
from ui.field_drafts import FieldDrafts, HalfWritten
from ui.incoming.origin_words import pin_words
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.field_row import FieldRow
from ui.kit.fingerprint import FingerprintFigures
from ui.kit.grown_width import set_most_width
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, add, at_left, box, clear_layout, column, row, scrolled, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import CARD, GAP, HAIR, NUMBER, PAGE, TIGHT, WIDEST
from ui.session import Session
from ui.status_marks import ORIGIN_MARKS

RECEIVED = "received"  # what the page is asked for, to show this
NOTHING = "这个年度还没有收到任务包、退回单和整改通知单。"
UNCOMPARED = "还没有核对过办公室的密钥指纹。收到带签名的文件时会问一次。"


class ReceivedPart(QWidget):
    """Shown in place of the overview's board."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.back = Button("返回概览", self)
        self.back.clicked.connect(self.closed)
        self._key = words_label("state")
        self._files = column(spacing=GAP)
        self.deed = DeedForm(FieldDrafts(session, self), self)
        self.deed.done.connect(self._on_done)
        heading = line_label("question_heading", "收到的任务包、退回单和整改通知单")
        paper = column(self._key, self.deed, self._files, REST, spacing=GAP)
        sheet = box(paper, "board")
        set_most_width(sheet, WIDEST)
        head = row(self.back, heading, REST, spacing=GAP)
        column(head, wide(scrolled(sheet, "page_scroll")), spacing=GAP, margins=PAGE, parent=self)

    def refresh(self) -> None:
        """Show what came, and what counts."""
        session, desk = self._session, self._session.desk
        self.deed.hide()
        pins = [pin for pin in fetch_pins(session.db) if pin.holder == OFFICE]
        today = current_key(OFFICE, pins)
        words = [
            f"{'办公室密钥指纹' if pin is today else '以前的指纹'}：{key_fingerprint(pin.key)}　"
            + pin_words(pin)
            + (f"，{day_words(pin.ended_at)}停用（{pin.end_reason}）" if pin.ended_at else "")
            for pin in reversed(pins)
        ]
        self._key.setText("\n".join(words) or UNCOMPARED)
        clear_layout(self._files)
        found = received_files(session.db, desk.year, desk.bodies, desk.returned.waiting)
        for one in found:
            self._files.addWidget(self._row(one))
        if not found:
            self._files.addWidget(words_label("help", NOTHING))

    def _row(self, one: ReceivedFile) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        mark = Chip(card)
        mark.show_mark(ORIGIN_MARKS[one.origin.standing])
        name = line_label("label", title_words(one), card)
        standing = line_label("state", one.standing.value, card)
        links = [Link(words, card) for words in self._deeds_of(one)]
        for link, deed in zip(links, self._deeds_of(one).values(), strict=True):
            connect(link.clicked, self, lambda _=False, deed=deed: self.deed.ask(deed))
        head = row(name, mark, standing, REST, *links, spacing=GAP)
        told = (words_label("help", came_words(one), card),)
        acts = tuple(words_label("help", act_words(act), card) for act in one.acts)
        column(head, *told, *acts, spacing=HAIR, margins=CARD, parent=card)
        return card

    def _deeds_of(self, one: ReceivedFile) -> dict[str, "Deed"]:
        """Words of a link -> what it leads to."""
        if self._session.closed_words:
            return {}
        db, title = self._session.db, title_words(one)
        name = self._session.desk.cover.get("filled_by", "")
        deeds = {}
        if one.origin.standing is OriginStanding.UNCHECKED:
            deeds["核对指纹…"] = Deed(
                key=f"compare/{one.record.digest}",
                question=f"{title}：这个指纹与盖章的纸质通知一致吗？",
                yes="一致",
                carry_out=lambda by, _: compare_key(db, one, by),
                by=name,
                fingerprint=one.origin.fingerprint,
            )
        if one.standing is FileStanding.ASIDE:
            deeds["恢复…"] = Deed(
                key=f"put-back/{one.record.digest}",
                question=f"恢复{title}？恢复后它和停用以前一样算数。",
                yes="恢复",
                carry_out=lambda by, why: put_back(db, one, by, why),
                by=name,
                hint="例如：问过办公室，确是办公室发的",
            )
        elif one.file_name:
            deeds["停用…"] = Deed(
                key=f"set-aside/{one.record.digest}",
                question=f"停用{title}？停用后它不再算数，仍然保留，随时可以恢复；已填的内容都在。",
                yes="停用",
                carry_out=lambda by, why: set_aside(db, one, by, why),
                by=name,
                hint="例如：问过办公室，不是办公室发的",
            )
        return deeds

    def _on_done(self) -> None:
        """Go by what counts now: all pages are made anew, so this list is asked for again."""
        session = self._session
        session.read_terms_again()
        session.page_requested.emit("overview", RECEIVED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a person may do about a received file, by name and mostly with a reason."""

    key: str  # what it does to which file
    question: str
    yes: str
    carry_out: Callable[[str, str], None]  # by whom, why
    by: str
    hint: str = ""  # what the line for a reason asks for; "": none is needed
    fingerprint: str = ""  # to be compared; "" for none


class DeedForm(QFrame):
    """Asks by whom and why, then carries a deed out."""

    done = Signal()

    def __init__(self, drafts: FieldDrafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._deed: Deed | None = None
        self._question, self._trouble = words_label("label"), words_label("complaint")
        self._figures = column()
        self.by, self.reason = LineField(parent=self), LineField(parent=self)
        self.by.setMaxLength(20)
        set_most_width(self.by, NUMBER)
        self.reason.setMaxLength(100)
        self._why = FieldRow("原因", self.reason, self)
        self._written = HalfWritten(drafts, {"by": self.by, "reason": self.reason})
        self.yes, self._no = Button(self), Button("取消", self)
        self.yes.setObjectName("primary")
        for button in (self.yes, self._no):
            button.setAutoDefault(True)
        self.yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self._on_no)
        fields = row(FieldRow("经手人", self.by, self), wide(self._why), spacing=GAP)
        buttons = row(self.yes, self._no, REST, spacing=TIGHT)
        parts = (self._question, self._figures, fields, self._trouble, buttons)
        column(*parts, spacing=TIGHT, margins=CARD, parent=self)
        for field in (self.by, self.reason):
            connect(field.textChanged, self, lambda _: self._gate())
        self.hide()

    def ask(self, deed: Deed) -> None:
        """Show what *deed* would do; nothing is done before it is confirmed."""
        self._deed = deed
        self._question.setText(deed.question)
        clear_layout(self._figures)
        if deed.fingerprint:
            add(self._figures, at_left(FingerprintFigures(deed.fingerprint, self)))
        self._written.show(f"deed/{deed.key}", {"by": deed.by})
        self.reason.setPlaceholderText(deed.hint)
        self._why.setVisible(bool(deed.hint))
        show_words(self._trouble, "")
        self.yes.setText(deed.yes)
        self._gate()
        self.show()
        (self.reason if deed.by and deed.hint else self.by).setFocus()

    def _gate(self) -> None:
        reasoned = bool(self._deed and self._deed.hint)
        told = bool(self.by.text().strip()) and (bool(self.reason.text().strip()) or not reasoned)
        self.yes.setEnabled(told)

    def _on_no(self) -> None:
        self._written.forget()
        self.hide()

    def _on_yes(self) -> None:
        if self._deed is None:
            return
        try:
            self._deed.carry_out(self.by.text().strip(), self.reason.text().strip())
        except AppError as error:
            show_words(self._trouble, f"{error}{error.hint}")
            return
        self._written.forget()
        self.hide()
        self.done.emit()


def title_words(one: ReceivedFile) -> str:
    """'2024年度任务包第1版', '第2号退回单', '2024年度第1号整改通知单'."""
    if isinstance(one.record, YearPackage):
        sample = "（示例数据）" if one.record.sample else ""
        return f"{one.record.year}年度任务包第{one.record.version}版{sample}"
    if isinstance(one.record, RectificationNotice):
        return f"{one.record.year}年度第{one.record.number}号整改通知单"
    return f"第{one.record.number}号退回单"


def came_words(one: ReceivedFile) -> str:
    """By whom and when it was made, its check code, and the file it came in."""
    record = one.record
    made = f"{record.made_by or '没有写经办人'}，{day_words(record.made_at)}制发"
    came = f"{day_words(one.kept_at)}收到“{one.file_name}”" if one.file_name else "本机编制"
    return f"{made}，校验码 {record.check_code}；{came}"


def act_words(act: DeliveryAct) -> str:
    """'王芳 2026年3月1日停用：不是办公室发的'."""
    reason = f"：{act.reason}" if act.reason else ""
    return f"{act.by or '没有留名'} {day_words(act.made_at)}{ACT_WORDS[act.act]}{reason}"
