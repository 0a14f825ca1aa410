"""Which editor a question about a rule is answered with."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from model.domain.forms import Choice, Field
from model.rulebook_editor.fields import Dial, ItemIds, ItemWeights, Several
from ui.kit.combo import Combo
from ui.kit.editor import Editor
from ui.kit.editors import editor_for
from ui.kit.metrics import TIGHT
from ui.pages.rules.items_editor import ItemsEditor
from ui.pages.rules.slider_editor import SliderEditor

COLUMNS = 4
ROOM, LETTER, AROUND = 330, 14, 32  # px: of a row of buttons


def rule_editor(field: Field, names: Mapping[str, str], parent: QWidget) -> Editor:
    """
    Args:
        names: of the plan's items, by id.
    """
    match field:
        case Dial():
            return SliderEditor(field, parent)
        case Several():
            return SeveralEditor(field, parent)
        case ItemIds() | ItemWeights():
            return ItemsEditor(field, names, parent)
        case Choice() if _width(field) > ROOM:
            return ComboEditor(field, parent)
        case _:
            return editor_for(field, parent)


def _width(field: Choice) -> int:
    return sum(len(word) * LETTER + AROUND for word in field.options.values())


class ComboEditor(Editor):
    """For options too long to stand in a row."""

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = Combo(self)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for code, word in field.options.items():
            self.combo.addItem(word, code)
        self.combo.activated.connect(self._on_chosen)
        self.stack(self.combo)

    def show_text(self, text: str, draft: str = "") -> None:
        self.combo.choose(text)

    @property
    def text(self) -> str:
        return self.combo.currentData() or ""

    def press(self, code: str) -> bool:
        offered = self.combo.offers(code)
        if offered:
            self.combo.choose(code)
            self.settled.emit()
        return offered

    def _on_chosen(self, _: int) -> None:
        self.settled.emit()


class SeveralEditor(Editor):
    def __init__(self, field: Several, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(TIGHT)
        self.pills: dict[str, QPushButton] = {}
        for number, (code, word) in enumerate(field.options.items()):
            pill = self.pills[code] = QPushButton(word, holder)
            pill.setObjectName("pill")
            pill.setCheckable(True)
            pill.setCursor(Qt.CursorShape.PointingHandCursor)
            pill.clicked.connect(self._on_clicked)
            grid.addWidget(pill, number // COLUMNS, number % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        self.stack(holder)
        self.setFocusProxy(next(iter(self.pills.values()), holder))

    def show_text(self, text: str, draft: str = "") -> None:
        chosen = set(text.splitlines())
        for code, pill in self.pills.items():
            pill.setChecked(code in chosen)

    @property
    def text(self) -> str:
        return "\n".join(code for code, pill in self.pills.items() if pill.isChecked())

    def _on_clicked(self) -> None:
        self.settled.emit()
