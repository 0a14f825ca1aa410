"""A rule of their own for some of the items another one covers."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.rulebook_editor.fields import ItemIds
from ui.kit.label import words_label
from ui.kit.layout import at_left, box, column
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.pages.rules.items_editor import ItemsEditor

FIELD = ItemIds(key="split", label="另立规则的项目")


class RuleSplit(QWidget):
    """A link that opens the choice of items."""

    asked = Signal(list)  # item ids

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._open = Link("为个别项目另立规则", self)
        self._open.clicked.connect(self._unfold)
        self._body = QWidget(self)
        self._body.hide()
        self._column = column(at_left(self._open), self._body, spacing=TIGHT, parent=self)
        self._items: tuple[str, ...] = ()
        self.editor: ItemsEditor | None = None

    def offer(self, items: Sequence[str]) -> None:
        """Sets the items to choose among."""
        self._items = tuple(items)

    def fold(self) -> None:
        self._body.hide()
        self._open.show()

    def _unfold(self) -> None:
        self._open.hide()
        words = words_label("help", "选出要单独计分的项目，它们从这条规则移到新的一条。")
        names = {item: self._names[item] for item in self._items}
        self.editor, yes = ItemsEditor(FIELD, names, self), QPushButton("另立规则", self)
        yes.clicked.connect(self._on_yes)
        body = box(column(words, self.editor, at_left(yes), spacing=TIGHT))
        self._column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        body.show()
        self.editor.setFocus()

    def _on_yes(self) -> None:
        if self.editor and self.editor.text:
            self.asked.emit(self.editor.text.splitlines())
