"""Whose a file is: its signature held against the key that was compared with paper, and what a
person decides where that says nothing.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.domain.china_time import china_time
from model.domain.origin import OriginStanding, PinnedKey, current_key, key_fingerprint
from model.domain.review import Matter
from model.office.changes import OfficeChanges
from model.office.department_year import accepted_words
from model.office.origins import ReportOrigin
from model.office.rulings import (
    accept_reports,
    compare_key,
    refuse_reports,
    take_back,
    withdraw_key,
)
from ui.alerts import ask_why
from ui.connection import connect
from ui.kit.chip import Chip
from ui.kit.flow import Flow
from ui.kit.grown_width import fix_width
from ui.kit.label import show_words, words_label
from ui.kit.layout import add, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import FOOT, GAP, NAME, SNUG, TIGHT
from ui.pages.office.name_field import NameField
from ui.pages.office.session import OfficeSession
from ui.status_marks import ORIGIN_MARKS
from ui.theme import restyle

COMPARE = "请与该单位盖章封面上的“密钥指纹”逐组核对，一致的点“与封面一致”。"
WHO = "请先填核对人。"
STANDING = {
    OriginStanding.VERIFIED: "由该单位核对过的密钥签名，来源可以认定。",
    OriginStanding.UNCHECKED: "有签名，该单位的密钥还没有和封面核对过。",
    OriginStanding.MISMATCH: "签名不是用该单位核对过的密钥作的。",
    OriginStanding.UNSIGNED: "没有签名，看不出是不是该单位报的。",
}
CHANGED = "签名以后内容被改过，签名已经作废。"
APART = "在有人认定以前不计入，也不替换已经收到的报送。"
COUNTS = "该单位的密钥没有核对过，这份照常计入。"
KEYS = "A 与封面一致　D 不一致…　回到搜索框：Ctrl+F"


Ruling = Callable[..., OfficeChanges]  # office, by, reason, digests


class OriginPart(QFrame):
    """Hidden for files that report nothing."""

    decided = Signal(str, object)  # department, OfficeChanges

    def __init__(self, room: OfficeSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("origin")
        self._room = room
        self._one: ReportOrigin | None = None
        self.chip, self.sentence = Chip(self), words_label(parent=self)
        self.fingerprint = words_label("question_heading", parent=self)
        self.complaint = words_label("complaint", parent=self)
        self.reviewer = NameField(room, self)
        self.reviewer.setPlaceholderText("核对人")
        self.reviewer.setAccessibleName("核对人姓名")
        fix_width(self.reviewer, NAME)
        self.reviewer.textChanged.connect(self._on_reviewer)
        self._acts = QWidget(self)
        flow = Flow(self._acts, TIGHT)
        self.agrees = self._button(flow, "与封面一致", self.agree)
        self.new_key = self._button(flow, "换了电脑，改认这个密钥…", self._on_new_key)
        self.accept = self._button(flow, "只接受这一份…", self._on_accept)
        self.differs = self._button(flow, "不一致，不予采用…", self.refuse)
        self.back = self._button(flow, "撤回", self._on_back)
        self.uncompare = self._link(flow, "核对错了，撤回核对", self._on_uncompare)
        self.refuse_signed = self._link(flow, "不予采用…", self.refuse)
        flow.addWidget(self.reviewer)
        self._keys = words_label("keys", KEYS, self)
        self._history = column(spacing=SNUG)
        head = row(self.chip, wide(self.sentence), spacing=GAP)
        parts = (head, self.fingerprint, self._history, self.complaint, self._acts, self._keys)
        add(column(spacing=SNUG, margins=FOOT, parent=self), *parts)
        self.hide()

    def _button(self, flow: Flow, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self._acts)
        button.setObjectName("quiet")
        connect(button.clicked, self, act)
        flow.addWidget(button)
        return button

    def _link(self, flow: Flow, words: str, act: Callable[[], None]) -> Link:
        link = Link(words, self._acts)
        connect(link.clicked, self, act)
        flow.addWidget(link)
        return link

    def show_origin(self, one: ReportOrigin | None) -> None:
        self._one = one
        self.setVisible(one is not None)
        if one is None:
            return
        self.chip.show_mark(ORIGIN_MARKS[one.standing])
        self.sentence.setText("".join(self._sentences(one)))
        told = one.standing is OriginStanding.VERIFIED  # below, with who compared it
        show_words(self.fingerprint, "" if told else one.fingerprint)
        show_words(self.complaint, "")
        clear_layout(self._history)
        for pin in self._pins:
            add(self._history, words_label("notes", pin_words(pin), self))
        unchecked = one.standing is OriginStanding.UNCHECKED and not one.ruling
        other = one.standing is OriginStanding.MISMATCH and bool(one.signer) and not one.ruling
        self.agrees.setVisible(unchecked)
        self.new_key.setVisible(other)
        unsealed = not one.submission.verified and not one.ruling
        self.accept.setVisible(one.pending or unsealed)
        known = current_key(one.submission.department, self._pins)
        verified = one.standing is OriginStanding.VERIFIED
        self.differs.setVisible(not verified and one.ruling is None)
        self.refuse_signed.setVisible(verified and one.ruling is None)
        self.uncompare.setVisible(bool(one.signer and known and known.key == one.signer))
        self.differs.setText("不一致，不予采用…" if unchecked else "不予采用…")
        self.back.setVisible(one.ruling is not None)
        writing = self.reviewer.hasFocus()
        self.reviewer.setVisible(unchecked and (writing or not self._room.reviewer))
        self._keys.setVisible(unchecked)
        acts = (
            self.agrees, self.new_key, self.accept, self.differs, self.back, self.uncompare,
            self.refuse_signed,
        )  # fmt: skip
        for button in acts:
            button.setEnabled(not self._room.closed)
        self._acts.setVisible(any(act.isVisibleTo(self._acts) for act in acts))
        restyle(self, pending=one.pending)

    @property
    def comparable(self) -> bool:
        """Whether the file has a key that is to be compared with paper."""
        return self.isVisibleTo(self.parentWidget()) and self.agrees.isVisibleTo(self._acts)

    def agree(self) -> None:
        """The fingerprint is that on the stamped cover."""
        one = self._one
        if one is None or self._room.closed:
            return
        if not self._room.reviewer:
            show_words(self.complaint, WHO)
            self.reviewer.setFocus()
            return
        self._tell(self._room.decide(compare_key, one.submission.department, one.signer))

    def refuse(self) -> None:
        """It isn't, or the department says that it never sent the file."""
        self._decide(
            refuse_reports, "不予采用{}？",
            "原件照样留存，可以撤回；该单位报来新的照常接收。", "不予采用",
        )  # fmt: skip

    def _on_accept(self) -> None:
        self._decide(
            accept_reports, "来源没有证明，仍接受{}？",
            "只对这一份有效，理由记在历史和汇总里；该单位以后的来件照样要认定。", "接受这一份",
        )  # fmt: skip

    def _decide(self, act: Ruling, question: str, told: str, yes: str) -> None:
        one = self._one
        if one is None or self._room.closed:
            return
        asked = question.format(self._named(one))
        why = ask_why(asked, told, yes, self, by=self._room.reviewer)
        if why is not None:
            self._room.set_reviewer(why.by)
            self._tell(self._room.decide(act, why.reason, one.digest))

    def _named(self, one: ReportOrigin) -> str:
        """'区教育局第2次报送“教育局.xlsx”'."""
        sent = f"{self._room.name(one.submission.department)}第{one.submission.sequence}次报送"
        return f"{sent}“{'”“'.join(one.files)}”"

    def _on_new_key(self) -> None:
        one = self._one
        if one is None:
            return
        known = current_key(one.submission.department, self._pins)
        former = f"原来核对的是 {key_fingerprint(known.key)}。\n" if known else ""
        question = f"{self._named(one)}的密钥，改认为该单位的？"
        told = (
            f"{former}这份来件用的是 {one.fingerprint}，请先与新的盖章封面核对。"
            "以前用原来密钥报的仍然有效，以后只认新的。"
        )
        why = ask_why(question, told, "改认这个密钥", self, by=self._room.reviewer)
        if why is not None:
            self._room.set_reviewer(why.by)
            act = partial(compare_key, reason=why.reason)
            self._tell(self._room.decide(act, one.submission.department, one.signer))

    def _on_back(self) -> None:
        if self._one and self._room.is_named(self):
            self._tell(self._room.decide(take_back, Matter.ORIGIN, self._one.digest))

    def _on_uncompare(self) -> None:
        if self._one and self._room.is_named(self):
            self._tell(self._room.decide(withdraw_key, self._one.submission.department))

    def _on_reviewer(self, *_: object) -> None:
        if self._room.reviewer:
            show_words(self.complaint, "")

    def _tell(self, changes: OfficeChanges) -> None:
        if self._one:
            self.decided.emit(self._one.submission.department, changes)

    @property
    def _pins(self) -> tuple[PinnedKey, ...]:
        one = self._one
        origins = self._room.office.departments.origins
        return origins.pins_of(one.submission.department) if one else ()

    def _sentences(self, one: ReportOrigin) -> Iterator[str]:
        broken = one.standing is OriginStanding.MISMATCH and not one.signer
        yield CHANGED if broken else STANDING[one.standing]
        if one.signer:
            office = self._room.office
            others = office.departments.origins.others_with(one.signer, one.submission.department)
            if others:
                yield f"{'、'.join(map(office.name, others))}用的也是这个密钥，请留意。"
        if one.ruling and one.accepted:
            yield accepted_words(one, one.ruling)
        elif one.ruling and one.refused:
            by = one.ruling.by or "办公室"
            yield f"{china_time(one.ruling.at)} {by}不予采用：{one.ruling.reason}。"
        elif one.pending:
            yield APART
            if one.standing is OriginStanding.UNCHECKED:
                yield COMPARE
        elif one.standing is OriginStanding.UNCHECKED:
            yield COMPARE
        elif one.standing is OriginStanding.UNSIGNED:
            yield COUNTS


def pin_words(pin: PinnedKey) -> str:
    """'核对过的密钥　3F2A …　2026年3月1日 09:00 王芳核对；…' of one key of a department."""
    by = pin.pinned_by or "办公室"
    why = f"，{pin.reason}" if pin.reason else ""
    ended = f"；{china_time(pin.ended_at)} 起不再使用（{pin.end_reason}）" if pin.ended_at else ""
    if pin.withdrawn:
        ended = f"；核对错了，{pin.end_reason or '办公室'}已撤回"
    said = f"{china_time(pin.pinned_at)} {by}核对{why}{ended}"
    which = "现在" if pin.ended_at is None else "原来"
    return f"{which}的密钥　{key_fingerprint(pin.key)}　{said}"
