"""Measures and indicators picked by a few letters, each with a number if one is asked."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from model.domain.typed_numbers import read_number
from model.rulebook_editor.fields import ItemIds, ItemWeights
from ui.connection import call_later, connect
from ui.kit.editor import Editor
from ui.kit.elided_label import ElidedLabel
from ui.kit.label import plain_tip
from ui.kit.layout import column
from ui.kit.line_field import LineField
from ui.kit.metrics import TIGHT
from ui.theme import dress, icon

NUMBER, FIRST = 64, "1"  # px; what a weight begins with


class ItemsEditor(Editor):
    """Canonical text: an id a line, with its number behind it where one is asked."""

    def __init__(
        self,
        field: ItemIds | ItemWeights,
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._ids = {name: key for key, name in names.items()}
        self._weighted = isinstance(field, ItemWeights)
        self._lines: dict[str, str] = {}  # id -> number, "" where none is asked
        self._search = LineField(parent=self)
        self._search.setPlaceholderText("输入几个字查找要列入的任务或指标")
        completer = QCompleter(QStringListModel(list(self._ids), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._on_picked)
        self._search.setCompleter(completer)
        dress(completer.popup())  # a window of its own, which Qt gives no parent
        self._list = QWidget(self)
        self._rows = column(spacing=2, parent=self._list)
        self.stack(self._search).insertWidget(0, self._list)
        self._show_rows()

    def show_text(self, text: str, draft: str = "") -> None:
        if text == self.text:
            return
        parts = (line.partition(" ") for line in text.splitlines())
        self._lines = {item: number for item, _, number in parts}
        self._show_rows()

    @property
    def text(self) -> str:
        return "\n".join(f"{item} {number}".rstrip() for item, number in self._lines.items())

    def pick(self, item: str) -> None:
        """Puts *item* on the list, as if people had found and chosen it."""
        self._lines.setdefault(item, FIRST if self._weighted else "")
        self._show_rows()
        self.settled.emit()

    def _on_picked(self, name: str) -> None:
        self.pick(self._ids[name])
        # The completer writes the name there first.
        call_later(0, self._search, self._search.clear)

    def _show_rows(self) -> None:
        while (entry := self._rows.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.hide()
                widget.deleteLater()
        for item, number in self._lines.items():
            self._rows.addWidget(self._row(item, number))
        self._list.setVisible(bool(self._lines))

    def _row(self, item: str, number: str) -> QWidget:
        row = QWidget(self._list)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(TIGHT)
        words = self._names.get(item, item)
        name = ElidedLabel(words, row)
        name.setToolTip(plain_tip(words))
        line.addWidget(name, 1)
        if self._weighted:
            line.addWidget(self._number(item, number, row))
        remove = QToolButton(row)
        remove.setIcon(icon("x", "quiet", 14))
        remove.setAutoRaise(True)
        remove.setToolTip("从列表中去掉")
        connect(remove.clicked, self, lambda: self._on_removed(item))
        line.addWidget(remove)
        return row

    def _number(self, item: str, number: str, parent: QWidget) -> QWidget:
        box = LineField(number, parent)
        box.setFixedWidth(NUMBER)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(f"{self._names.get(item, item)}的权重")
        connect(box.textEdited, self, lambda typed: self._on_weighed(item, typed))
        return box

    def _on_weighed(self, item: str, typed: str) -> None:
        value = read_number(typed).value
        self._lines[item] = typed.strip() or "?" if value is None else f"{value:f}"
        self.edited.emit()

    def _on_removed(self, item: str) -> None:
        del self._lines[item]
        self._show_rows()
        self.settled.emit()
