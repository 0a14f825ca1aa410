"""Above a list: the search, which items, and of which section."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.kit.combo import Combo
from ui.kit.layout import column, row, wide
from ui.kit.metrics import TIGHT, TOOLS
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.item_rows import Filter

ANY_SECTION, ANY_STATE = "全部章节", "全部状态"


class FilterBar(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("搜索（Ctrl+F）", self, name="搜索方案文字和已填内容")
        self.search.setToolTip("在方案文字和已填内容中查找，可写几个词，用空格隔开")
        self.search.textChanged.connect(self.changed)
        self.pills = Pills(tuple(Filter), self)
        self.pills.chosen.connect(self.changed)
        self._section, self._state = self._box("章节"), self._box("状态")
        self._state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        upper = row(wide(self.search, 3), wide(self._section, 2), spacing=TIGHT)
        lower = row(wide(self.pills), self._state, spacing=TIGHT)
        column(upper, lower, spacing=TIGHT, margins=TOOLS, parent=self)

    def _box(self, name: str) -> QComboBox:
        box = Combo(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(name)
        box.currentIndexChanged.connect(self.changed)
        return box

    @property
    def wanted(self) -> Filter:
        return tuple(Filter)[self.pills.current]

    @property
    def section(self) -> str:
        """Section of the plan that is chosen; "" for any."""
        return self._section.currentData() or ""

    @property
    def state(self) -> str:
        """Word of the mark that is chosen; "" for any."""
        return self._state.currentData() or ""

    def show_sections(self, sections: Iterable[str]) -> None:
        _show_choices(self._section, ANY_SECTION, {section: section for section in sections})

    def show_states(self, counts: Mapping[str, int]) -> None:
        """Offers the words of the marks that occur, with their counts; the chosen one stays."""
        if self.state:
            counts = {self.state: 0, **counts}
        words = {word: f"{word} {count}" for word, count in counts.items()}
        _show_choices(self._state, ANY_STATE, words)

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        self.pills.show_words([f"{wanted} {counts[wanted]}" for wanted in Filter])
        for sometimes in (Filter.CARRIED, Filter.SUPPORTED, Filter.OTHERS, Filter.OUTSIDE):
            place = tuple(Filter).index(sometimes)
            shown = bool(counts[sometimes]) or self.pills.current == place
            self.pills.set_shown(place, shown=shown)

    def choose(self, wanted: Filter = Filter.ALL, section: str = "") -> None:
        """Shows just these items: one change for the list."""
        self.blockSignals(True)
        self.pills.choose(tuple(Filter).index(wanted))
        self._section.setCurrentIndex(max(self._section.findData(section), 0))
        self._state.setCurrentIndex(0)
        self.search.clear()
        self.blockSignals(False)
        self.changed.emit()


def _show_choices(box: QComboBox, any_: str, choices: Mapping[str, str]) -> None:
    """*choices*: data -> words."""
    chosen = box.currentData() or ""
    box.blockSignals(True)
    box.clear()
    box.addItem(any_, "")
    for choice, words in choices.items():
        box.addItem(words, choice)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
