"""What every editor of a field can do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.line_field import LineField
from ui.kit.metrics import HAIR
from ui.kit.prose import Prose


class Editor(QWidget):
    """The editor of a field: says that something was typed, and tells what that is worth."""

    edited = Signal()  # more may follow: worth saving soon
    settled = Signal()  # a choice was made or the field left: worth saving now
    told = Signal()  # `remarks` have changed

    box: QWidget  # what takes the keyboard
    aside: QWidget | None = None  # what stands at the end of the label's line

    def show_text(self, text: str, draft: str = "") -> None:
        """Shows the stored canonical *text*, or the *draft* that could not be taken."""
        raise NotImplementedError

    def set_low(self, low: bool) -> None:
        """Takes as little height as it can, or its usual one."""

    @property
    def text(self) -> str:
        """Canonical text of the field; "" where it is not answered."""
        raise NotImplementedError

    @property
    def draft(self) -> str:
        """What stands there and can't be taken as it is."""
        return ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the editor shows beside what was typed: a unit, a question."""
        return ()

    def describe(self, name: str, words: str) -> None:
        """Ties *words* about the field called *name* to what takes the keyboard."""
        if words != self.box.accessibleDescription():
            self.box.setAccessibleDescription(words)

    @property
    def undid(self) -> bool:
        """Whether the words left in the field are older ones, brought back by the undo of the
        editor itself.
        """
        return False

    def forget_undo(self) -> None:
        """The undo of the editor itself takes nothing back any more: something was done since."""
        if isinstance(self.box, LineField | Prose):
            self.box.forget_undo()

    def set_read_only(self, read_only: bool) -> None:
        """Lets the field be read only, or edited again."""
        self.box.setEnabled(not read_only)

    def press(self, code: str) -> bool:
        """Chooses the option *code* as if clicked; False where there is none."""
        return False

    def stack(self, box: QWidget) -> QVBoxLayout:
        self.box = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(box)
        self.setFocusProxy(box)
        return column
