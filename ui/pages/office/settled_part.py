"""已阅: looked at and left as it is, or how it was settled; and taking that back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.domain.china_time import china_time
from model.domain.review import Ruling
from model.domain.text_kinds import STATEMENT
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, box, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import TIGHT


class SettledPart(QFrame):
    marked = Signal(str)  # the note
    taken_back = Signal()
    confirmed = Signal()
    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words_label("reviewed")
        self._back = Link("撤销，重新处理", self)
        self._back.clicked.connect(self.taken_back)
        self.confirm = QPushButton("确认", self)
        self.confirm.setToolTip("由第二人确认，确认以后才计入")
        self.confirm.clicked.connect(self.confirmed)
        self._complaint = words_label("complaint")
        self.note = LineField(parent=self)
        self.note.setMaxLength(STATEMENT)
        self.note.setPlaceholderText("备注（可以不写）")
        self.note.setAccessibleName("备注，可以不写")
        self.note.returnPressed.connect(self._on_marked)
        self.note.textEdited.connect(self.edited)
        self.mark = QPushButton("已阅，维持原样", self)
        self.mark.clicked.connect(self._on_marked)
        self._asking = box(row(wide(self.note), self.mark, spacing=TIGHT))
        waiting = row(self.confirm, self._back, REST, spacing=TIGHT)
        parts = (self._words, waiting, self._complaint, self._asking)
        column(*parts, spacing=TIGHT, margins=(0, TIGHT, 0, 0), parent=self)

    def show_ruling(
        self,
        settled: str,
        ruling: Ruling | None,
        *,
        marking: bool,
        note: str = "",
        waits: bool = False,
        second: str = "",
    ) -> None:
        """*settled* "": still open. *marking*: it may be marked as seen. *note*: half written.
        *waits*: for a second person to confirm it; *second*: who did.
        """
        said = settled
        if ruling and settled:
            reason = f"：{ruling.reason}" if ruling.reason else ""
            who = "　".join(filter(None, (ruling.by, china_time(ruling.at))))
            said = f"{settled}{reason}　（{who}）"
            said += f"　{second}确认" if second else ""
        if waits:
            said = f"拟{said}。待第二人确认，没有计入。"
        show_words(self._words, said)
        self.confirm.setVisible(waits)
        self.complain("")
        self._back.setVisible(bool(settled))
        self._asking.setVisible(marking and not settled)
        if self.note.text() != note:
            self.note.setText(note)

    def complain(self, words: str) -> None:
        show_words(self._complaint, words)

    def _on_marked(self) -> None:
        self.marked.emit(self.note.text().strip())
