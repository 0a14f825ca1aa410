"""One cell changed by hand: what was sealed, what stands there now, and which holds."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.domain.cell_edit import CellEdit
from model.domain.china_time import china_time
from model.domain.review import Matter, Ruling
from model.errors import AppError
from model.office.cell_decisions import SEALED, subject_of
from model.office.changes import OfficeChanges
from model.office.reviews import return_item
from model.office.rulings import confirm_ruling, keep_sealed, take_back, take_cell
from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, box, column, row
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import SNUG, TIGHT
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
        place = f"{edit.sheet} {edit.cell}".strip()
        self._complaint = words_label("complaint", parent=self)
        self._complaint.hide()
        sides = words_label("sides", self._sides())
        parts = [words_label("notes", f"{place}　{edit.label}"), sides]
        if edit.question:
            parts.append(words_label("question", edit.question))
        column(*parts, *self._decision(), self._complaint, spacing=SNUG, parent=self)

    def _decision(self) -> Iterator[QWidget]:
        """Widgets that say what was decided and take it back; else what may be decided."""
        if ruling := self._room.office.edit_ruling(self._digest, self._edit):
            kept = ruling.choice == SEALED
            reason = f"：{ruling.reason}" if ruling.reason else ""
            who = "　".join(filter(None, (ruling.by, china_time(ruling.at))))
            words = f"{'采用封存值' if kept else '采用表内值'}{reason}　（{who}）"
            office = self._room.office
            if office.waits(ruling):
                yield words_label("question", f"拟{words}。待第二人确认，暂按封存值计。")
                yield self._confirming(ruling)
            else:
                second = office.second_names.second(ruling)
                yield words_label("reviewed", f"{words}{f'　{second}确认' if second else ''}")
            back = Link("撤销，重新核定", self)
            back.clicked.connect(self._on_back)
            back.setVisible(not self._room.closed)
            yield back
        elif self._room.closed:
            yield words_label("reviewed", "没有核定")
        elif self._department:
            yield self._asking()

    def _confirming(self, ruling: Ruling) -> QWidget:
        self.confirm = self._button("确认", partial(self._on_confirmed, ruling), wanted=True)
        self.confirm.setToolTip("由第二人确认，确认以后才计入")
        self.confirm.setEnabled(not self._room.closed)
        return box(row(self.confirm, REST))

    def _on_confirmed(self, ruling: Ruling) -> None:
        if not self._room.is_named(self):
            return
        try:
            self._done(self._room.decide(confirm_ruling, ruling))
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")

    def _sides(self) -> str:
        edit = self._edit
        if edit.doubtful:
            texts, headings = (edit.found or EMPTY, edit.guess or "不能确定"), ("表内", "可能是")
        else:
            texts = (edit.sealed or EMPTY, edit.found or EMPTY)
            headings = ("导出时（封存值）", "现在（表内值）")
        return side_by_side(headings, (Side(label="", texts=texts),))

    def _asking(self) -> QWidget:
        written = self._room.half_written.of(self._place)
        self.value = LineField(written.get("value", self._edit.guess), self)
        self.value.setPlaceholderText("这一格的确切内容")
        self.value.setAccessibleName("这一格的确切内容")
        self.value.setVisible(self._edit.taken is None and not self._edit.fixed)
        self.reason = LineField(written.get("reason", ""), self)
        self.reason.setPlaceholderText("理由或意见（采用表内值、退回时必填）")
        self.reason.setAccessibleName("理由或意见，采用表内值、退回时必填")
        self.value.textEdited.connect(self._keep)
        self.reason.textEdited.connect(self._keep)
        acts = (
            self._button("采用封存值", self.keep, wanted=not self._edit.doubtful),
            self._button("采用表内值", self.take, wanted=not self._edit.fixed),
            self._button("退回", self.send_back, wanted=self._edit.item in self._items),
        )
        return box(column(self.value, self.reason, row(*acts, REST, spacing=TIGHT), spacing=SNUG))

    def _button(self, words: str, act: Callable[[], None], *, wanted: bool) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName("quiet")
        connect(button.clicked, self, act)
        button.setVisible(wanted)
        return button

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
        if not self._room.is_named(self):
            return
        self._done(self._room.decide(keep_sealed, self._digest, self._edit))

    def take(self) -> None:
        if not self._room.is_named(self):
            return
        value = self.value.text().strip() or None if self._edit.taken is None else None
        try:
            reason = self.reason.text().strip()
            changes = self._room.decide(take_cell, self._digest, self._edit, reason, value)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._done(changes)

    def send_back(self) -> None:
        if not self._room.is_named(self):
            return
        try:
            remark = self.reason.text().strip()
            changes = self._room.decide(return_item, self._department, self._edit.item, remark)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._done(changes)

    def _on_back(self) -> None:
        if not self._room.is_named(self):
            return
        subject = subject_of(self._digest, self._edit)
        self._room.tell(self._room.decide(take_back, Matter.HAND_EDIT, subject))
