"""核对: what contradicts or looks odd across departments, side by side, and the decision."""

from PySide6.QtWidgets import QWidget

from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.layout import Halves, stacked, wide
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.office.check_entries import (
    CheckKind,
    check_entries,
    find_conflict,
    find_suspicion,
    has_any,
    open_count,
    told_of,
)
from ui.pages.office.conflict_panel import ConflictPanel
from ui.pages.office.no_reports import no_reports
from ui.pages.office.session import OfficeSession
from ui.pages.office.suspicion_panel import SuspicionPanel
from ui.status_marks import Mark

PAGE = "checks"
FIRST = "收到报送以后，这里列出各单位之间对不上的数、缺了一方的任务、看起来可疑的地方。"
NOTHING = "这一类没有发现问题。"


class ChecksPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("核对", "下一个待处理", parent)
        self._room = room
        self.header.primary.clicked.connect(self.show_next_open)
        self.finder = SearchField("搜索指标、任务、单位（Ctrl+F）", self)
        self.pills = Pills(tuple(CheckKind), self)
        self.list = EntryList("需要核对的事项", self, empty=NOTHING)
        self.conflict, self.suspicion = ConflictPanel(room, self), SuspicionPanel(room, self)
        nothing = no_reports(room, "scale", "还没有可以核对的报送", FIRST, self)
        self._places = stacked(nothing, self._halves())
        self.lay_out(wide(self._places))
        self.setFocusProxy(self.list)
        self.pills.chosen.connect(self._on_kind)
        self.finder.textChanged.connect(self.list.sift)
        self.list.show_only(self._passes)
        self.list.entries.told = told_of
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self.show_next_open)
        self.conflict.decided.connect(self.list.setFocus)  # what was pressed may be gone
        room.changed.connect(self.outdate)
        room.opened.connect(self._on_opened_at)

    def _halves(self) -> QWidget:
        self._panels = stacked(self.conflict, self.suspicion)
        return Halves(
            (1, 1),
            self,
            tools=(self.finder, self.pills),
            left=(wide(self.list),),
            right=(wide(self._panels),),
        )

    @property
    def kind(self) -> CheckKind:
        return tuple(CheckKind)[self.pills.current]

    def _on_opened_at(self, page: str, what: str) -> None:
        if page == PAGE and what:
            self.show_what(what)

    def show_what(self, what: str) -> None:
        """*what*: a kind of check."""
        if what in set(CheckKind):
            self.pills.choose(tuple(CheckKind).index(CheckKind(what)))

    def refresh(self) -> None:
        office = self._room.office
        reported = bool(office.reported)
        self._places.setCurrentIndex(int(reported))
        self.header.primary.setVisible(reported)
        if not reported:
            self.header.show_state("对不上的数放在一起看，由办公室指定或核定")
            return
        there = [place for place, kind in enumerate(CheckKind) if has_any(office, kind)]
        if there and self.pills.current not in there:
            self.pills.choose(there[0])  # which comes back here
            return
        counts = {kind: open_count(office, kind) for kind in CheckKind}
        self.pills.show_words([f"{kind} {counts[kind]}" for kind in CheckKind])
        for place in range(len(CheckKind)):
            self.pills.set_shown(place, shown=place in (there or [0]))
        self.header.primary.setEnabled(any(counts.values()))
        odd = counts[CheckKind.SUSPICION]
        contrary = sum(counts.values()) - odd
        parts = (f"{contrary} 处不一致" if contrary else "", f"{odd} 处疑点" if odd else "")
        waiting = "、".join(filter(None, parts))
        self.header.show_state(
            f"{waiting}待处理；没有处理的会如实列入评估报告" if waiting else "全部处理完了"
        )
        self.list.show_entries(check_entries(office, self.kind))
        self._show_chosen()

    def step(self, by: int) -> None:
        self.list.step(by)

    def _passes(self, entry: Entry) -> bool:
        return entry.has(self.finder.text().lower().split())

    def show_next_open(self, *_: object) -> None:
        """Chooses the next entry that waits, here or in another kind."""
        waiting = self.list.next_after(self.list.key, lambda one: one.mark is Mark.TO_SETTLE)
        if waiting:
            self.list.choose(waiting)
            return
        for number, kind in enumerate(CheckKind):
            if kind is not self.kind and open_count(self._room.office, kind):
                self.pills.choose(number)
                return

    def _on_kind(self, _: int) -> None:
        self.list.clearSelection()
        self.refresh()
        self.list.choose_first()
        self._show_chosen()

    def _on_chosen(self, _: str) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        office, key = self._room.office, self.list.key
        self._panels.setVisible(bool(key))
        if conflict := find_conflict(office, key):
            self.conflict.show_conflict(conflict)
            self._panels.setCurrentWidget(self.conflict)
        elif suspicion := find_suspicion(office, key):
            self.suspicion.show_suspicion(suspicion)
            self._panels.setCurrentWidget(self.suspicion)
