"""Numbers one under another, each with its name, what is suggested and a note beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from model.domain.forms import Number
from ui.connection import connect
from ui.kit.number_editor import NumberEditor
from ui.theme import px

BOX = 112  # px


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """`text` is canonical, "" for nothing; `suggestion` is shown in the empty field, greyed."""

    key: str
    name: str
    unit: str
    decimals: int
    text: str = ""
    suggestion: str = ""
    note: str = ""


class NumberRows(QWidget):
    """Fields stay while the same is asked, so that typing is never interrupted."""

    number_changed = Signal(str, str)  # key, canonical text or ""

    def __init__(self, name_width: int, parent: QWidget | None = None) -> None:
        """*name_width* in px."""
        super().__init__(parent)
        self._name_width = name_width
        self._asked: tuple[tuple[str, str, str, int], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._said: dict[str, str] = {}
        self._notes: dict[str, QLabel] = {}
        self._rows: list[QWidget] = []
        self.editors: dict[str, NumberEditor] = {}

    def show_rows(self, rows: Iterable[NumberRow]) -> None:
        shown = tuple(rows)
        asked = tuple((row.key, row.name, row.unit, row.decimals) for row in shown)
        if asked != self._asked:
            self._asked = asked
            self._rebuild(shown)
        for row in shown:
            editor = self.editors[row.key]
            if row.text != self._said[row.key]:
                editor.show_text(row.text)
                self._said[row.key] = row.text
            if isinstance(editor.box, QLineEdit):
                editor.box.setPlaceholderText(row.suggestion)
            self._notes[row.key].setText(row.note)

    def _rebuild(self, rows: Iterable[NumberRow]) -> None:
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = []
        self.editors, self._notes, self._said = {}, {}, {}
        for row in rows:
            self._rows.append(self._row(row))
            self._column.addWidget(self._rows[-1])

    def _row(self, row: NumberRow) -> QWidget:
        holder = QWidget(self)
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        name, note = QLabel(row.name, holder), QLabel(holder)
        name.setFixedWidth(px(self._name_width))
        name.setWordWrap(True)
        field = Number(key=row.key, label=row.name, unit=row.unit, decimals=row.decimals)
        editor = NumberEditor(field, holder)
        editor.box.setFixedWidth(px(BOX))
        editor.box.setAccessibleName(row.name)
        connect(editor.edited, self, lambda: self._say(row.key))
        connect(editor.settled, self, lambda: self._say(row.key))
        note.setObjectName("help")
        note.setWordWrap(True)
        across.addWidget(name)
        across.addWidget(editor)
        across.addWidget(note, 1)
        self.editors[row.key], self._notes[row.key], self._said[row.key] = editor, note, ""
        return holder

    def _say(self, key: str) -> None:
        text = self.editors[key].text if key in self.editors else self._said.get(key, "")
        if key in self._said and text != self._said[key]:
            self._said[key] = text
            self.number_changed.emit(key, text)
