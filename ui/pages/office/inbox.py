"""收件: files in, each with its verdict; what was refused and why; batches and undoing them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from model.office.changes import OfficeChanges
from model.office.rulings import accept_reports, refuse_reports
from model.store.receipts import Taken
from model.store.year_guard import year_lock
from ui.alerts import ask_why
from ui.connection import connect
from ui.file_dialogs import choose_files, choose_folder_to_read
from ui.kit.empty_state import EmptyState
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.job_bar import JobBar
from ui.kit.label import show_words, words_label
from ui.kit.layout import Halves, row, stacked, wide
from ui.kit.metrics import EDGE, GAP, NONE
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.office.apart_bar import ApartBar
from ui.pages.office.batch_panel import BatchPanel
from ui.pages.office.file_entries import (
    Came,
    FileFilter,
    batch_entries,
    came_files,
    coming_file,
    file_entry,
    stray_words,
)
from ui.pages.office.file_panel import FilePanel
from ui.pages.office.fork_part import APART
from ui.pages.office.other_years_bar import OtherYearsBar
from ui.pages.office.session import OfficeSession
from ui.theme import restyle

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.office.inbox import ImportResult

BATCHES = "批次"
NOT_TAKEN = "这一批没有收进来，没有留下任何文件。"
ONLY_WHERE_SOME = {FileFilter.APART, FileFilter.UNCHECKED, FileFilter.UNUSED}
Decision = Callable[..., OfficeChanges]  # office, by, reason, digests
FIRST = (
    "把各单位发来的附件、整个文件夹或压缩包，直接拖到这个窗口的任何地方。\n"
    "原件逐个留存，一个字节也不改；读不了的文件会说明原因和办法，不耽误其他文件。"
)
BEGINNING = (
    "第一步：开启本年度",
    "先到“年度任务包”写明目标、分工和截止日期，下发给各单位。\n已经收到的工作簿，现在也可以直接拖进窗口。",
)


class InboxPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("收件", "选择文件…", parent)
        self._room = room
        self._came: dict[str, Came] = {}
        self.header.primary.clicked.connect(self._on_choose_files)
        self.list = EntryList("收到的文件", self, empty="没有符合条件的文件。")
        self.batches = EntryList("收件批次", self, empty="没有符合条件的批次。")
        self.pills = Pills((*FileFilter, BATCHES), self)
        self.search = SearchField("搜索文件、单位、原因", self)
        self.apart = ApartBar(self)
        self.file_panel, self.batch_panel = FilePanel(room, self), BatchPanel(room, self)
        self.nothing = EmptyState("inbox", "还没有收到文件", FIRST, self, action="去年度任务包")
        connect(self.nothing.button.clicked, self, lambda: room.open("package"))
        self._places = stacked(self.nothing, self._halves())
        self.strays = OtherYearsBar(self)
        self.strays.requested.connect(room.receive_stray)
        self.lay_out(self._line(), self.strays, wide(self._places))
        self.setFocusProxy(self.list)
        self._connect()
        self._show_busy()

    def _line(self) -> QHBoxLayout:
        """Line that says what is going on, where something is."""
        self._folder = QPushButton("选择文件夹…", self)
        self._folder.clicked.connect(self._on_choose_folder_to_read)
        self.header.add_beside(self._folder)
        self._last = words_label("news", parent=self)
        self._last.hide()
        bar = JobBar(self._room.jobs, self)
        bar.setContentsMargins(NONE, NONE, NONE, GAP)
        return row(wide(self._last), bar, spacing=GAP, margins=(EDGE, 0, EDGE, 0))

    def _halves(self) -> QWidget:
        self._lists = stacked(self.list, self.batches)
        self._panels = stacked(self.file_panel, self.batch_panel)
        return Halves(
            (11, 9),
            self,
            tools=(self.search, self.pills, self.apart),
            left=(wide(self._lists),),
            right=(wide(self._panels),),
        )

    def _connect(self) -> None:
        room = self._room
        room.session.files_dropped.connect(self.receive)
        self.list.show_only(self._passes)
        self.batches.show_only(self._has_words)
        self.list.chosen.connect(self._on_file)
        self.batches.chosen.connect(self.batch_panel.show_batch)
        self.list.letter_pressed.connect(self._on_letter)
        self.file_panel.origin.decided.connect(self._on_decided)
        self.apart.accepted.connect(self._on_all_accepted)
        self.apart.refused.connect(self._on_all_refused)
        self.pills.chosen.connect(self._sift)
        self.search.textChanged.connect(self._sift)
        self.batch_panel.turned.connect(self._forget_news)
        room.opened.connect(self._on_opened_at)
        room.files_read.connect(self._on_files_read)
        room.received.connect(self._on_received)
        room.changed.connect(self.outdate)
        room.jobs.started.connect(self._show_busy)
        room.jobs.ended.connect(self._show_busy)
        room.jobs.ended.connect(self.outdate)
        connect(room.jobs.cancelled, self, lambda _: show_words(self._last, NOT_TAKEN))

    def _on_opened_at(self, page: str, what: str) -> None:
        if page == "inbox" and what == APART:
            self.refresh()
            self.search.clear()
            self.pills.choose([*FileFilter].index(FileFilter.APART))

    def receive(self, paths: list[Path]) -> None:
        """Takes in *paths*; a 复核包 goes to its own page, which asks before."""
        from model.consolidation.attachments import is_review_pack

        if len(paths) == 1 and is_review_pack(paths[0]):
            self._room.open("review_shares", str(paths[0]))
            return
        self._room.open("inbox")
        show_words(self._last, "")
        self._room.receive(paths)

    def refresh(self) -> None:
        office = self._room.office
        came = came_files(office)
        self._came = {one.key: one for one in came}
        self.list.show_entries(map(file_entry, came))
        self.batches.show_entries(batch_entries(office))
        self._show_counts()
        words = stray_words(office)
        locked = {year for year in words if year_lock(office.db, year)}
        self.strays.show_years(words, office.year, locked)
        batches = any(batch.files for batch in office.batches)  # of an empty folder nothing came
        self._places.setCurrentIndex(int(bool(came) or batches))
        begun = office.package is not None
        self.nothing.show_words(*(("还没有收到文件", FIRST) if begun else BEGINNING))
        self.nothing.button.setVisible(not begun)
        self.file_panel.show_file(self._came.get(self.list.key))
        self.batch_panel.show_batch(self.batches.key)

    def _show_counts(self) -> None:
        came = self._came.values()
        counts = {wanted: sum(one.passes(wanted) for one in came) for wanted in FileFilter}
        for number, wanted in enumerate(FileFilter):
            if wanted in ONLY_WHERE_SOME:
                shown = bool(counts[wanted]) or number == self.pills.current
                self.pills.set_shown(number, shown=shown)
        batches = len(self._room.office.batches)
        self.pills.show_words(
            (*(f"{kind} {counts[kind]}" for kind in FileFilter), f"{BATCHES} {batches}")
        )
        refused, other = counts[FileFilter.REFUSED], counts[FileFilter.OTHER_YEAR]
        self.header.show_state(
            f"共收到 {len(came) - other} 个文件，接收 {counts[FileFilter.FINE]} 个"
            + (f"，其中 {apart} 个待认定" if (apart := counts[FileFilter.APART]) else "")
            + (f"；未接收 {refused} 个，原因和办法在右边" if refused else "")
            + (f"；另有 {other} 个是其他年度的" if other else "")
            + (f"；另有 {unused} 个没有计入" if (unused := counts[FileFilter.UNUSED]) else "")
            if came
            else "各单位发来的工作簿从这里进来，文件可以拖到窗口的任何地方"
        )

    def _sift(self) -> None:
        number = self.pills.current
        kinds = tuple(FileFilter)
        shows_files = number < len(kinds)
        self._lists.setCurrentIndex(int(not shows_files))
        self._panels.setCurrentIndex(int(not shows_files))
        self.list.sift()
        self.batches.sift()
        self._show_bar()

    def _passes(self, entry: Entry) -> bool:
        return self._came[entry.key].passes(self._wanted) and self._has_words(entry)

    @property
    def _wanted(self) -> FileFilter:
        kinds = tuple(FileFilter)
        return kinds[self.pills.current] if self.pills.current < len(kinds) else FileFilter.ALL

    def _show_bar(self) -> None:
        shown = self._wanted is FileFilter.APART and not self._room.closed
        self.apart.show_count(len(self._listed) if shown else 0)

    @property
    def _listed(self) -> tuple[str, ...]:
        """Digests of the reports in the list."""
        came = (self._came[entry.key].verdict.digest for entry in self.list.shown)
        return tuple(dict.fromkeys(digest for digest in came if digest))

    # Whose they are

    def _on_letter(self, letter: str) -> None:
        origin = self.file_panel.origin
        if origin.comparable and letter == "A":
            origin.agree()
        elif origin.comparable and letter == "D":
            origin.refuse()

    def _on_decided(self, department: str, changes: OfficeChanges) -> None:
        """Goes on to the next file to compare: to the search, if that found this one."""
        order = [entry.key for entry in self.list.shown]
        place = order.index(self.list.key) if self.list.key in order else 0
        self._room.tell(changes)
        self.refresh()
        shown = [entry.key for entry in self.list.shown]
        if self.search.text():
            self.search.clear()
            self.search.setFocus()
        elif shown and self._wanted in ONLY_WHERE_SOME:
            self.list.choose(shown[min(place, len(shown) - 1)])
            self.list.setFocus()

    def _on_all_accepted(self) -> None:
        self._decide_all(
            accept_reports, "一并接受", "来源没有证明，仍接受列出的",
            "同一条理由记在每一份上，也写进汇总；可以逐份撤回。",
        )  # fmt: skip

    def _on_all_refused(self) -> None:
        self._decide_all(
            refuse_reports, "一并不予采用", "不予采用列出的", "原件照样留存，可以逐份撤回。"
        )

    def _decide_all(self, act: Decision, yes: str, asked: str, told: str) -> None:
        digests = self._listed
        question = f"{asked} {len(digests)} 份？"
        why = ask_why(question, told, yes, self, by=self._room.reviewer)
        if why is not None:
            self._room.set_reviewer(why.by)
            self._room.tell(self._room.decide(act, why.reason, *digests))

    def _has_words(self, entry: Entry) -> bool:
        return entry.has(self.search.text().lower().split())

    def _on_file(self, key: str) -> None:
        self.file_panel.show_file(self._came.get(key))

    def _on_files_read(self, read: list[Taken]) -> None:
        """Shows the files read so far, while the rest go on."""
        start = len(self._came)
        new = [coming_file(start + number, taken) for number, taken in enumerate(read)]
        self._came |= {one.key: one for one in new}
        self._places.setCurrentIndex(1)
        self.list.entries.add_entries([file_entry(one) for one in new])
        self.list.scrollToBottom()
        self._show_counts()

    def _on_received(self, intake: "ImportResult") -> None:
        restyle(self._last, bad=not intake.accepted)
        batch = [
            one
            for one in came_files(self._room.office)
            if one.receipt and one.receipt.batch == intake.batch
        ]
        again = sum(one.same is not None for one in batch)
        unused = sum(one.passes(FileFilter.UNUSED) for one in batch)
        asides = "，".join(
            filter(
                None,
                (
                    f"{again} 个与先前收到的相同，只算一份" if again else "",
                    f"{unused} 个没有计入，原因见列表" if unused else "",
                ),
            )
        )
        told = f"其中 {asides}。" if asides else ""
        show_words(self._last, f"这一批：{intake.sentence}{told}")
        keys = {str(one.id) for one in self._room.office.receipts if one.batch == intake.batch}
        if not self.list.shown or not self.list.shows(keys):
            self.search.clear()
            self.pills.choose(0)
        self.list.scrollToTop()
        self.list.choose_first()

    def _forget_news(self) -> None:
        """Forgets what was said of the last batch, which is no longer so."""
        show_words(self._last, "")

    def _show_busy(self) -> None:
        busy = self._room.jobs.busy
        for button in (self.header.primary, self._folder):
            button.setEnabled(not busy and not self._room.closed)
        self.strays.setEnabled(not busy)

    def _on_choose_files(self) -> None:
        chosen = choose_files(self._room.session.db, self, "选择收到的文件")
        if chosen:
            self.receive([Path(path) for path in chosen])

    def _on_choose_folder_to_read(self) -> None:
        if chosen := choose_folder_to_read(self._room.session.db, self, "选择存放邮件附件的文件夹"):
            self.receive([chosen])
