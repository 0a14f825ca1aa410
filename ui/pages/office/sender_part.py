"""Whose a refused file is: guessed from its name, confirmed or changed by the office."""

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from model.office.departments import NOBODY
from model.office.rulings import name_sender
from ui.kit.combo import Combo
from ui.kit.label import words_label
from ui.kit.layout import column, row, wide
from ui.kit.metrics import HAIR, SNUG, TIGHT
from ui.pages.office.file_entries import Came, FileFilter
from ui.pages.office.session import OfficeSession

UNKNOWN = "不是本年度的单位来件，或看不出来"
GUESSED, SAID = "按文件名判断，请确认；", "已确认；"
WAITING = "报送情况记为“来件未接收”，催报时写明原因。"
AGAIN = "该单位先前的报送照常计入，这个文件没有接收，催报时写明原因。"
REPORTED = "该单位另有已接收的报送，报送情况不受影响。"
UNNAMED = "从文件名看不出是哪个单位的，请选定，催报时才能写明原因。"


class SenderPart(QWidget):
    """Asks who sent a refused file. Hidden for files taken in or of another year."""

    def __init__(self, room: OfficeSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._came: Came | None = None
        self._proposed = ""  # whose it seems to be, until somebody chooses
        self.choice = Combo(self)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setAccessibleName("来件单位")
        self.confirm = QPushButton("确认来件单位", self)
        self.confirm.clicked.connect(self._on_confirm)
        self._note = words_label("notes")
        heading = words_label("label", "来件单位")
        asking = row(heading, wide(self.choice), self.confirm, spacing=TIGHT)
        column(asking, self._note, spacing=SNUG, margins=(0, HAIR, 0, HAIR), parent=self)
        self.hide()

    def show_file(self, came: Came) -> None:
        same = self._came is not None and self._came.key == came.key
        chosen = self.choice.currentData() if same else None
        touched = chosen not in {None, self._proposed}
        self._came = came
        self.setVisible(came.kind is FileFilter.REFUSED and came.receipt is not None)
        if came.receipt is None or not self.isVisibleTo(self.parentWidget()):
            return
        office = self._room.office
        for widget in (self.choice, self.confirm):
            widget.setEnabled(not self._room.closed)
        self.choice.offer([(UNKNOWN, ""), *((one.name, one.id) for one in office.plan.bodies)])
        sender = self._proposed = office.sender_of(came.receipt)
        self.choice.choose(chosen if touched and self.choice.offers(chosen) else sender)
        ruling = office.departments.sender_ruling(came.receipt)
        named = bool(sender) or (ruling is not None and ruling.choice == NOBODY)
        self._note.setText(self._words(sender, said=ruling is not None, named=named))

    def _words(self, sender: str, *, said: bool, named: bool) -> str:
        if not named and not said:
            return UNNAMED
        follows = "不计入任何单位的报送情况。"
        if sender:
            body = self._room.body(sender)
            told = AGAIN if body.refused_since else REPORTED
            follows = told if body.submission else WAITING
        return f"{SAID if said else GUESSED}{follows}"

    def _on_confirm(self) -> None:
        if self._came and self._came.receipt and self._room.is_named(self):
            sender = self.choice.currentData()
            self._room.tell(self._room.decide(name_sender, self._came.receipt, sender))
