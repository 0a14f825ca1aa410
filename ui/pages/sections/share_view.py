"""Who of the sections answers for what: items chosen in the list are given with one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.plan import Item
from model.domain.section import Section, Share, Shares
from model.parts.division import Division
from model.parts.shares import give, give_as_last_year, last_years, take_away
from ui.connection import connect
from ui.kit.combo import Combo
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, box, clear_layout, column, row, wide
from ui.kit.metrics import SNUG, TIGHT, VOICE
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.item_rows import mark_in, section_of
from ui.session import Session

ANY = "全部章节"
HOW = "在左边选任务（Shift、Ctrl 可多选，Ctrl+A 全选），再点科室。"
NO_SECTIONS = "先在“科室”里添加科室。"


class Wanted(StrEnum):
    LOOSE = "未分"
    GIVEN = "已分"
    SUPPORTED = "未分的配合事项"
    ALL = "全部"


@dataclass(frozen=True, kw_only=True)
class Place:
    """What an entry is sifted by."""

    chapter: str
    asked: bool  # the department has to answer it
    loose: bool  # no section answers for it


class ShareView(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._division: Division | None = None
        self._last: Shares = {}
        self.search = SearchField("搜索任务、指标、条款、科室", self)
        self.search.textChanged.connect(self._sift)
        self.chapter = Combo(self)
        self.chapter.setAccessibleName("章节")
        self.chapter.currentIndexChanged.connect(self._sift)
        self.pills = Pills(tuple(Wanted), self)
        self.pills.chosen.connect(self._sift)
        self.list = EntryList("任务和指标", self, several=True, empty="没有符合条件的事项。")
        self.list.selectionModel().selectionChanged.connect(self._show_chosen)
        tools = column(
            row(wide(self.search, 3), wide(self.chapter, 2), spacing=TIGHT),
            self.pills,
            spacing=TIGHT,
        )
        self.sheet = Sheet(self)
        self._chosen = self.sheet.label("question_heading")
        self._how = self.sheet.label("notes", HOW)
        self.last = QPushButton(self)
        self.last.clicked.connect(self._on_last)
        self._rows = column(spacing=SNUG)
        self.away = QPushButton("收回分工", self)
        self.away.clicked.connect(self._on_away)
        self.sheet.add(row(self.last, REST), self._rows, row(self.away, REST), REST)
        halves = Halves((11, 9), self, tools=(tools,), left=(wide(self.list),))
        halves.add_right(wide(self.sheet))
        column(wide(halves), parent=self)
        self.setFocusProxy(self.list)
        self.buttons: dict[tuple[str, Share], QPushButton] = {}
        self._sections: tuple[Section, ...] = ()

    @property
    def known(self) -> int:
        """The number of items that can be given as last year."""
        return len(self._last)

    def refresh(self, division: Division) -> None:
        desk = self._session.desk
        items = (*desk.items, *desk.supported)
        self._division = division
        self._show_chapters(items)
        self._last = last_years(self._session.db, division, [item.id for item in items])
        self.last.setText(f"按去年分工（{len(self._last)} 项）")
        self.last.setVisible(bool(self._last))
        asked = {item.id for item in desk.items}
        entries = [self._entry(item, division, asked=item.id in asked) for item in items]
        counts = [sum(_passes(one, wanted) for one in entries) for wanted in Wanted]
        self.pills.show_words(
            [f"{wanted} {count}" for wanted, count in zip(Wanted, counts, strict=True)]
        )
        kept = self.list.keys
        self.list.show_entries(entries)
        self._sift()
        if len(kept) == 1:
            self.list.choose(kept[0])
        self._show_sections(division)
        self._show_chosen()

    def _show_chapters(self, items: Sequence[Item]) -> None:
        plan = self._session.plan
        chapters = dict.fromkeys(section_of(plan, item.clause) for item in items)
        self.chapter.offer([(ANY, ""), *((chapter, chapter) for chapter in chapters)], "")

    def _entry(self, item: Item, division: Division, *, asked: bool) -> Entry:
        plan, leader = self._session.plan, division.leader(item.id)
        adding = [
            division.name(section)
            for section, share in division.shares.get(item.id, {}).items()
            if share is Share.ADD
        ]
        returned = division.handed_back.get(item.id)
        note = f"补充：{'、'.join(adding)}" if adding else ""
        if returned:
            note = f"{division.name(returned[0])}退回：{returned[1]}"
        return Entry(
            key=item.id,
            over=plan.place(item.clause),
            title=item.title,
            lines=2,
            mark=mark_in(self._session, item),
            chip="退回" if returned else division.name(leader) if leader else "",
            note=note,
            note_ink="returned" if returned else "quiet",
            haystack=f"{item.quote} {' '.join(adding)} {division.name(leader) if leader else ''}",
            about=Place(
                chapter=section_of(plan, item.clause),
                asked=asked,
                loose=not leader or returned is not None,
            ),
        )

    def _sift(self, *_: object) -> None:
        wanted = tuple(Wanted)[self.pills.current]
        chapter = self.chapter.currentData() or ""
        words = self.search.text().lower().split()
        self.list.show_only(
            lambda one: (
                _passes(one, wanted) and chapter in {"", _place(one).chapter} and one.has(words)
            )
        )

    def _show_sections(self, division: Division) -> None:
        """One row of buttons for each section."""
        if self._sections == division.sections:
            return
        self._sections = division.sections
        clear_layout(self._rows)
        self.buttons = {}
        for section in division.sections:
            buttons = []
            for share, words in ((Share.LEAD, "填写"), (Share.ADD, "补充")):
                button = QPushButton(words, self)
                button.setAccessibleName(f"{section.name}{words}")
                connect(button.clicked, self, partial(self._on_give, section.id, share))
                self.buttons[section.id, share] = button
                buttons.append(button)
            line = row(wide(words_label("", section.name)), *buttons, spacing=TIGHT, margins=VOICE)
            self._rows.addWidget(box(line, "voice"))

    def _show_chosen(self, *_: object) -> None:
        chosen = self.list.keys
        words = f"已选 {len(chosen)} 项，分给：" if chosen else "分给科室"
        self._chosen.setText(words)
        show_words(self._how, HOW if self._sections else NO_SECTIONS)
        open_ = bool(chosen) and not self._session.closed_words
        for button in (*self.buttons.values(), self.away):
            button.setEnabled(open_)
        shares = self._division.shares if self._division else {}
        self.away.setVisible(any(shares.get(item) for item in chosen))
        self.last.setEnabled(not self._session.closed_words)

    def _on_give(self, section: str, share: Share) -> None:
        items = self.list.keys

        def change(division: Division) -> tuple[str, ...]:
            whose = next(one for one in division.sections if one.id == section)
            give(self._session.db, division, items, whose, share)
            return items

        self._go_on_after(items, change)

    def _on_away(self) -> None:
        items = self.list.keys

        def change(division: Division) -> tuple[str, ...]:
            take_away(self._session.db, division, items)
            return items

        self._go_on_after(items, change)

    def _go_on_after(self, items: Sequence[str], change: object) -> None:
        """Carries *change* out, then chooses what stood below the items where they are gone."""
        shown = [one.key for one in self.list.shown]
        last = max((shown.index(item) for item in items if item in shown), default=-1)
        below = shown[last + 1] if last + 1 < len(shown) else ""
        self._session.carry_out(change)  # type: ignore[arg-type]
        if not self.list.choose(items[0] if len(items) == 1 else "") and below:
            self.list.choose(below)

    def _on_last(self) -> None:
        found = self._last

        def change(division: Division) -> tuple[str, ...]:
            give_as_last_year(self._session.db, division, found)
            return tuple(found)

        self._session.carry_out(change)


def _place(one: Entry) -> Place:
    if not isinstance(one.about, Place):
        raise TypeError("not an entry of this list")
    return one.about


def _passes(one: Entry, wanted: Wanted) -> bool:
    loose = _place(one).loose
    match wanted:
        case Wanted.LOOSE:
            return loose and _place(one).asked
        case Wanted.SUPPORTED:
            return loose and not _place(one).asked
        case Wanted.GIVEN:
            return not loose
        case _:
            return True
