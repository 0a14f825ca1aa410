"""The office's remark on an item, and how it was answered."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.form import SAVE_WITHIN_MS
from ui.kit.label import line_label, words_label
from ui.kit.layout import at_top, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, GAP, SNUG, TIGHT
from ui.theme import restyle

MARGINS = (BLOCK, TIGHT, BLOCK, TIGHT)


class RemarkStrip(QFrame):
    """The office's remark, and the reply to it. Hidden where the item did not come back."""

    replied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remark_strip")
        self._head, self._words = line_label("remark_heading"), words_label()
        self.reply = LineField(parent=self)
        self.reply.setPlaceholderText("怎样处理的：改了什么，或者为什么不改（选填）")
        self.reply.setAccessibleName("对退回意见的说明")
        self.reply.setMaxLength(300)
        self.reply.editingFinished.connect(self._on_finished)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SAVE_WITHIN_MS)
        self._waiting.timeout.connect(self._on_finished)
        self.reply.textEdited.connect(self._on_edited)
        self.answer = Link("写处理说明", self)
        self.answer.setToolTip("改了什么，或者为什么不改（选填）")
        self.answer.clicked.connect(self.open_reply)
        head = row(at_top(self._head), wide(self._words), at_top(self.answer), spacing=GAP)
        column(head, self.reply, spacing=SNUG, margins=MARGINS, parent=self)
        self.reply.hide()
        self._kept = ""
        self.hide()

    def open_reply(self) -> None:
        """Puts the cursor where the reply is written."""
        self.answer.hide()
        self.reply.show()
        self.reply.setFocus()

    def show_remark(self, remark: str, reply: str, *, pending: bool) -> None:
        """*remark* "": there is none."""
        self._head.setText("退回意见" if pending else "退回意见，已处理")
        restyle(self, pending=pending)
        restyle(self._head)
        self._words.setText(remark)
        if reply != self._kept or not self.reply.hasFocus():
            self.reply.setText(reply)
        self._kept = reply
        writing = bool(reply) or self.reply.hasFocus()
        self.reply.setVisible(writing)
        self.answer.setVisible(not writing and not self.reply.isReadOnly())
        self.setVisible(bool(remark))

    def set_read_only(self, read_only: bool) -> None:
        self.reply.setReadOnly(read_only)

    def flush(self) -> None:
        self._on_finished()

    @property
    def words(self) -> str:
        return self._words.text()

    def _on_edited(self) -> None:
        if not self._waiting.isActive():
            self._waiting.start()

    def _on_finished(self) -> None:
        self._waiting.stop()
        if not self.isHidden() and self.reply.text().strip() != self._kept:
            self._kept = self.reply.text().strip()
            self.replied.emit(self._kept)
