"""Who decides, as typed."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from model.domain.text_kinds import LABEL
from ui.kit.line_field import LineField
from ui.pages.office.session import OfficeSession


class NameField(LineField):
    """The one name of the room: what stands here is who decides, letter by letter and whatever has
    the focus, and it stands in every such field.
    """

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(room.reviewer, parent)
        self._room = room
        self.setMaxLength(LABEL)
        self.textChanged.connect(self._tell)
        room.named.connect(self._show)

    def _tell(self, *_: object) -> None:
        self._room.set_reviewer(self.text())

    def _show(self, name: str) -> None:
        if self.text().strip() != name:  # not while it is typed here
            with QSignalBlocker(self):
                self.setText(name)
