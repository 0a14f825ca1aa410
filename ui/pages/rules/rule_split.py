"""A rule of their own for some of the items another one covers."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from model.rulebook_editor.fields import ItemIds
from ui.kit.link import Link
from ui.pages.rules.items_editor import ItemsEditor

FIELD = ItemIds(key="split", label="另立规则的项目")


class RuleSplit(QWidget):
    """Folded until asked for."""

    asked = Signal(list)  # item ids

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._open = Link("为个别项目另立规则", self)
        self._open.clicked.connect(self._unfold)
        self._column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self._body = QWidget(self)
        self._body.hide()
        self._column.addWidget(self._body)
        self._items: tuple[str, ...] = ()
        self.editor: ItemsEditor | None = None

    def offer(self, items: Sequence[str]) -> None:
        """The items to choose among."""
        self._items = tuple(items)

    def fold(self) -> None:
        self._body.hide()
        self._open.show()

    def _unfold(self) -> None:
        self._open.hide()
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        label = QLabel("选出要单独计分的项目，它们从这条规则移到新的一条。", body)
        label.setObjectName("help")
        label.setWordWrap(True)
        self.editor = ItemsEditor(FIELD, {item: self._names[item] for item in self._items}, body)
        yes = QPushButton("另立规则", body)
        yes.clicked.connect(self._on_yes)
        column.addWidget(label)
        column.addWidget(self.editor)
        column.addWidget(yes, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        body.show()
        self.editor.setFocus()

    def _on_yes(self) -> None:
        if self.editor and self.editor.text:
            self.asked.emit(self.editor.text.splitlines())
