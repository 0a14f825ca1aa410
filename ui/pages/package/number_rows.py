"""Numbers one under another, each with its name, what is suggested and a note beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from model.domain.forms import Number, of_indicator
from model.domain.plan import Indicator
from ui.connection import connect
from ui.kit.grown_width import fix_width
from ui.kit.label import Label, words_label
from ui.kit.layout import add, box, clear_layout, column, row, wide
from ui.kit.metrics import GAP, TIGHT
from ui.kit.number_editor import NumberEditor

BOX = 112  # px


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """A number of `indicator`. `text` is canonical, "" for nothing; `suggestion` is shown in the
    empty field, greyed.
    """

    key: str
    name: str
    indicator: Indicator
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
        self._asked: tuple[tuple[str, str, str], ...] = ()
        self._column = column(spacing=TIGHT, parent=self)
        self._said: dict[str, str] = {}
        self._notes: dict[str, Label] = {}
        self.editors: dict[str, NumberEditor] = {}

    def show_rows(self, rows: Iterable[NumberRow]) -> None:
        shown = tuple(rows)
        asked = tuple((one.key, one.name, one.indicator.id) for one in shown)
        if asked != self._asked:
            self._asked = asked
            self._rebuild(shown)
        for one in shown:
            editor = self.editors[one.key]
            if one.text != self._said[one.key]:
                editor.show_text(one.text)
                self._said[one.key] = one.text
            if isinstance(editor.box, QLineEdit):
                editor.box.setPlaceholderText(one.suggestion)
            self._notes[one.key].setText(one.note)

    def _rebuild(self, rows: Iterable[NumberRow]) -> None:
        clear_layout(self._column)
        self.editors, self._notes, self._said = {}, {}, {}
        for one in rows:
            add(self._column, self._row(one))

    def _row(self, one: NumberRow) -> QWidget:
        name, note = words_label("", one.name), words_label("help")
        fix_width(name, self._name_width)
        field = of_indicator(one.indicator, Number(key=one.key, label=one.name))
        editor = NumberEditor(field, self)
        fix_width(editor.box, BOX)
        editor.box.setAccessibleName(one.name)
        connect(editor.edited, self, lambda: self._say(one.key))
        connect(editor.settled, self, lambda: self._say(one.key))
        self.editors[one.key], self._notes[one.key], self._said[one.key] = editor, note, ""
        return box(row(name, editor, wide(note), spacing=GAP))

    def _say(self, key: str) -> None:
        text = self.editors[key].text if key in self.editors else self._said.get(key, "")
        if key in self._said and text != self._said[key]:
            self._said[key] = text
            self.number_changed.emit(key, text)
