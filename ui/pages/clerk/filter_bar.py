"""Above a list: the search, which items wait for something, and behind 筛选 all other filters."""

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.connection import connect
from ui.edit_text import cut
from ui.kit.grown_width import set_least_width
from ui.kit.label import plain_tip
from ui.kit.layout import row, wide
from ui.kit.link import Link
from ui.kit.metrics import LEAST_SEARCH, MARK, TIGHT, TOOLS
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.item_rows import Filter
from ui.theme import icon

ANY_SECTION, ANY_STATE = "全部章节", "全部状态"
FILTERS = tuple(Filter)
WAITING = (Filter.OPEN, Filter.TROUBLE, Filter.RETURNED, Filter.CARRIED)
APART = (Filter.SUPPORTED, Filter.SUPPLIED, Filter.OTHERS, Filter.OUTSIDE)
SHORT = 7  # characters of a filter on the button


class FilterBar(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("搜索 Ctrl+F", self, name="搜索方案文字和已填内容")
        self.search.setToolTip("在方案文字和已填内容中查找，可写几个词，用空格隔开")
        set_least_width(self.search, LEAST_SEARCH)
        self.search.textChanged.connect(self.changed)
        self.pills = Pills(tuple(Filter), self, first_is_all=True)
        self.pills.chosen.connect(self._on_pill)
        self.section, self.state = "", ""  # the section and the mark's word wanted; "" for any
        self._counts: dict[Filter, int] = {}
        self._sections: tuple[str, ...] = ()
        self._states: dict[str, int] = {}
        self.more = Link("", self)
        self.more.setAccessibleName("筛选：章节、状态、配合和供数")
        self.more.setIcon(icon("chevron-down", "accent", MARK))
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # not that of the link
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        row(wide(self.search), self.pills, self.more, spacing=TIGHT, margins=TOOLS, parent=self)
        self._show_more()

    @property
    def wanted(self) -> Filter:
        return FILTERS[self.pills.current]

    def show_sections(self, sections: Iterable[str]) -> None:
        self._sections = tuple(sections)

    def show_states(self, counts: Mapping[str, int]) -> None:
        """Offers the words of the marks that occur, with their counts; the chosen one stays."""
        self._states = {self.state: 0, **counts} if self.state else dict(counts)

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """Shows a pill for what waits; what is listed apart has one while it is shown."""
        self._counts = Counter(counts)
        self.pills.show_words([f"{wanted} {counts[wanted]}" for wanted in Filter])
        for wanted in Filter:
            place = FILTERS.index(wanted)
            some = wanted in WAITING and bool(counts[wanted])
            chosen = self.pills.current == place and wanted is not Filter.ALL
            self.pills.set_shown(place, shown=some or chosen)

    def choose(self, wanted: Filter = Filter.ALL, section: str = "") -> None:
        """Shows just these items: one change for the list."""
        self.blockSignals(True)
        self.pills.choose(FILTERS.index(wanted))
        self.section, self.state = section, ""
        self.search.clear()
        self.blockSignals(False)
        self._on_pill()

    def _on_pill(self) -> None:
        if self._counts:
            self.show_counts(self._counts)
        self._show_more()
        self.changed.emit()

    def choose_section(self, section: str) -> None:
        """*section* "": any."""
        self.section = section
        self._on_pill()

    def choose_state(self, state: str) -> None:
        """*state*: the word of a mark, "" for any."""
        self.state = state
        self._on_pill()

    def _show_more(self) -> None:
        chosen = [words for words in (self.section, self.state) if words]
        self.more.setText("筛选" if not chosen else cut(chosen[-1], SHORT))
        self.more.setToolTip(plain_tip("，".join(chosen) or "按章节、状态筛选，看配合和供数"))

    def _fill_menu(self) -> None:
        menu = self._menu
        menu.clear()
        sections = {section: section for section in self._sections}
        states = {word: f"{word} {count}" for word, count in self._states.items()}
        for title, any_, choices, chosen, choose in (
            ("章节", ANY_SECTION, sections, self.section, self.choose_section),
            ("状态", ANY_STATE, states, self.state, self.choose_state),
        ):
            inner = menu.addMenu(title)
            for choice, words in {"": any_, **choices}.items():
                action = _ticked(inner, words, ticked=choice == chosen)
                connect(action.triggered, self, lambda _, c=choice, act=choose: act(c))
        for wanted in APART:
            if self._counts.get(wanted):
                words = f"{wanted} {self._counts[wanted]}"
                action = _ticked(menu, words, ticked=self.wanted is wanted)
                place = FILTERS.index(wanted)
                connect(
                    action.triggered, self, lambda on, n=place: self.pills.choose(n if on else 0)
                )
        menu.addSeparator()
        menu.addAction("看全部").triggered.connect(self._on_all)

    def _on_all(self) -> None:
        self.choose()


def _ticked(menu: QMenu, words: str, *, ticked: bool) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(ticked)
    return action
