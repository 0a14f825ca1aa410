"""One cell changed by hand: what was sealed, what stands there now, and which holds."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from model.domain.cell_edit import CellEdit
from model.domain.china_time import china_time
from model.domain.review import Matter
from model.errors import AppError
from model.office.cell_decisions import SEALED, subject_of
from model.office.changes import OfficeChanges
from model.office.reviews import return_item
from model.office.rulings import keep_sealed, take_back, take_cell
from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.line_field import Line
from ui.kit.link import Link
from ui.pages.office.session import OfficeSession
from ui.pages.office.side_by_side import Side, side_by_side

EMPTY = "（空）"


class EditCard(QFrame):
    def __init__(
        self,
        room: OfficeSession,
        digest: str,
        department: str,
        edit: CellEdit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._room, self._digest, self._department, self._edit = room, digest, department, edit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        place = f"{edit.sheet} {edit.cell}".strip()
        column.addWidget(words_label("notes", f"{place}　{edit.label}", self))
        column.addWidget(words_label("sides", self._sides(), self))
        if edit.question:
            column.addWidget(words_label("question", edit.question, self))
        ruling = room.office.edit_ruling(digest, edit)
        self._complaint = words_label("complaint", parent=self)
        show_words(self._complaint, "")
        if ruling:
            kept = ruling.choice == SEALED
            reason = f"：{ruling.reason}" if ruling.reason else ""
            who = "　".join(filter(None, (ruling.by, china_time(ruling.at))))
            words = f"{'采用封存值' if kept else '采用表内值'}{reason}　（{who}）"
            column.addWidget(words_label("reviewed", words, self))
            back = Link("撤销，重新核定", self)
            back.clicked.connect(self._on_back)
            column.addWidget(back)
        elif department:
            column.addWidget(self._asking())
        column.addWidget(self._complaint)

    def _sides(self) -> str:
        edit = self._edit
        if edit.doubtful:
            texts, headings = (edit.found or EMPTY, edit.guess or "不能确定"), ("表内", "可能是")
        else:
            texts = (edit.sealed or EMPTY, edit.found or EMPTY)
            headings = ("导出时（封存值）", "现在（表内值）")
        return side_by_side(headings, (Side(label="", texts=texts),))

    def _asking(self) -> QWidget:
        asking = QWidget(self)
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.value = Line(self._edit.guess, asking)
        self.value.setPlaceholderText("这一格的确切内容")
        self.value.setVisible(self._edit.taken is None and not self._edit.fixed)
        self.reason = Line(parent=asking)
        self.reason.setPlaceholderText("理由或意见（采用表内值、退回时必填）")
        written = self._room.half_written.of(self._place)
        self.value.setText(written.get("value", self._edit.guess))
        self.reason.setText(written.get("reason", ""))
        self.value.textEdited.connect(self._keep)
        self.reason.textEdited.connect(self._keep)
        column.addWidget(self.value)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, act, wanted in (
            ("采用封存值", self.keep, not self._edit.doubtful),
            ("采用表内值", self.take, not self._edit.fixed),
            ("退回", self.send_back, self._edit.item in self._items),
        ):
            button = QPushButton(words, asking)
            button.setObjectName("quiet")
            connect(button.clicked, self, act)
            button.setVisible(wanted)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return asking

    @property
    def _place(self) -> str:
        return f"edit/{subject_of(self._digest, self._edit)}"

    def _keep(self) -> None:
        guessed = self.value.text() == self._edit.guess
        written = {"value": "" if guessed else self.value.text(), "reason": self.reason.text()}
        self._room.half_written.keep(self._place, written)

    def _done(self, changes: OfficeChanges) -> None:
        self._room.half_written.forget(self._place)
        self._room.tell(changes)

    @property
    def _items(self) -> set[str]:
        return set(self._room.body(self._department).items)

    def keep(self) -> None:
        self._done(self._room.decide(keep_sealed, self._digest, self._edit))

    def take(self) -> None:
        value = self.value.text().strip() or None if self._edit.taken is None else None
        try:
            reason = self.reason.text().strip()
            changes = self._room.decide(take_cell, self._digest, self._edit, reason, value)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._done(changes)

    def send_back(self) -> None:
        try:
            remark = self.reason.text().strip()
            changes = self._room.decide(return_item, self._department, self._edit.item, remark)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._done(changes)

    def _on_back(self) -> None:
        subject = subject_of(self._digest, self._edit)
        self._room.tell(self._room.decide(take_back, Matter.HAND_EDIT, subject))
