"""任务清单 and 指标填报: the list of items and the sheet of the chosen one."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from model.clipboard.copied_items import copied_table
from model.clipboard.table import Rows, pasted_rows
from model.domain.answer_status import AnswerStatus
from model.domain.answers import NOTHING_SAID, Answer, State
from model.domain.plan import Indicator, Item
from model.errors import AppError
from model.store.settings import fetch_setting, save_setting
from model.store.slips import REPLY
from ui.alerts import show_error
from ui.edit_text import cut
from ui.file_dialogs import choose_files
from ui.kit.clipboard import copied_files, copy_rows
from ui.kit.empty_state import EmptyState
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.layout import Halves, add, box, column, stacked, wide
from ui.kit.mode_switch import ModeSwitch
from ui.kit.page import Page, Proof
from ui.pages.clerk.filter_bar import FilterBar
from ui.pages.clerk.item_panel import ItemPanel
from ui.pages.clerk.many_items import ManyItems
from ui.pages.clerk.next_item import (
    Wanted,
    any_open,
    is_in_trouble,
    is_open,
    is_returned,
    next_item,
)
from ui.pages.clerk.paste_panel import PastePanel
from ui.pages.item_rows import Filter, Row, row_entry, row_of, told_of
from ui.session import Session, SessionChanges
from ui.status_marks import Mark

if TYPE_CHECKING:  # most never open it
    from ui.pages.clerk.entry_table import EntryTable

VIEW, INDICATORS_VIEW = "entry_view", "entry_view.indicators"  # settings, one for each page
TABLE = "table"  # their value for the table
NOTHING = "方案没有给本单位安排这一类事项，这一页可以跳过。"

NO_MATCH = ("没有符合条件的项", "换一个筛选条件，或清空搜索。")
NO_SLIP = ("没有被退回的项", "收到办公室发来的退回单，从这里打开；也可以把文件拖进窗口。")
ONTO_ITEM = "复制的是文件：请先选一项，再粘贴，作为它的佐证材料。"
NAMED = 12  # characters of an item where something is told about it


class EntryPage(Page):
    """Page on which *items* are filled in: measures or indicators."""

    def __init__(
        self, session: Session, title: str, items: tuple[Item, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self._session = session
        self._items = {item.id: item for item in items}
        counted = any(isinstance(item, Indicator) for item in items)
        self._view = INDICATORS_VIEW if counted else VIEW
        self._rows = {item.id: row_of(session, item) for item in items}
        self.blank = QPushButton("复制空白表", self)
        self.blank.setToolTip(
            "列出的各项做成空白表，粘贴到 Excel、WPS 里分给科室填，填好再粘贴回来"
        )
        self.header.add_beside(self.blank)
        self.mode = ModeSwitch(("清单", "表格"), self)
        self.mode.setToolTip("像 Excel 那样一格一格填（Ctrl+T）")
        self.header.add_beside(self.mode)
        self.filters = FilterBar(self)
        self.list = EntryList(f"{title}，各项", self, several=True)
        self.panel = ItemPanel(session, self)
        self.primary = self.panel.foot.primary
        self.primary.clicked.connect(self.show_next_wanted)
        self.panel.foot.stepped.connect(self.step)
        self._halves_ = self._halves()
        halves = self._views = stacked(self._halves_, self._sheet_side())
        none = () if items else (EmptyState("leaf", f"{title}里没有要填的", NOTHING, self),)
        self.lay_out(wide(halves), *map(wide, none))
        self._connect()
        self._show_counts()
        self.list.entries.told = told_of
        self.list.entries.show_entries(map(row_entry, self.rows))
        if items and not self.list.shown:  # it answers for nothing here
            apart = {row.listed for row in self.rows}
            helped = (one for one in (Filter.SUPPORTED, Filter.SUPPLIED) if one in apart)
            self.filters.choose(next(helped, Filter.OTHERS))
        self.list.choose_first()
        self.setFocusProxy(self.list)
        if items and fetch_setting(session.db, self._view) == TABLE:
            self.show_table(True)
        if not items:
            halves.hide()

    def _halves(self) -> Halves:
        self._places = stacked(self.list)
        left = (self.filters, wide(self._places))
        return Halves((2, 3), self, left=left, right=(wide(self.panel),))

    @cached_property
    def many(self) -> ManyItems:
        """Made when several are first chosen; below the list, so that no row moves under the mouse
        that chose it.
        """
        many = ManyItems(self._session, self.list, self.flush, self)
        many.copy_requested.connect(self.copy_rows)
        many.proof_requested.connect(self._on_proof_requested)
        self._halves_.add_left(many)
        return many

    @property
    def _several(self) -> bool:
        return len(self.list.selectedIndexes()) > 1

    def _on_selected(self) -> None:
        if self._several and "many" not in vars(self):
            self.many.show_chosen()

    @cached_property
    def nothing(self) -> EmptyState:
        nothing = EmptyState("search", *NO_MATCH, self)
        self._places.addWidget(nothing)
        return nothing

    @cached_property
    def nothing_returned(self) -> EmptyState:
        nothing = EmptyState("mail", *NO_SLIP, self, action="打开退回单…")
        nothing.button.clicked.connect(self._session.package_requested)
        self._places.addWidget(nothing)
        return nothing

    @cached_property
    def paste(self) -> PastePanel:
        """Made when something is first pasted."""
        paste = PastePanel(self._session, tuple(self._items.values()), self)
        paste.closed.connect(self._on_paste_closed)
        return paste

    @property
    def _is_pasting(self) -> bool:
        """Whether pasted rows are looked at, in the place of the item and of the table."""
        return "paste" in vars(self) and self.paste.isVisible()

    def _hide_paste(self) -> None:
        if "paste" in vars(self):
            self.paste.hide()

    def _sheet_side(self) -> QWidget:
        """The place of the table, which is made when it is first asked for."""
        self.sheet: EntryTable | None = None
        self._sheet_column = column()
        return box(self._sheet_column, "left")

    @property
    def is_table(self) -> bool:
        """Whether the items are shown as a table."""
        return self._views.currentIndex() == 1

    def show_table(self, table: bool) -> None:
        """Shows the items as a table, or as a list with the sheet of the chosen one."""
        if not self._items:
            return
        self.flush()
        self.header.hush()
        self._hide_paste()
        self.mode.choose(int(table))
        if table and self.sheet is None:
            from ui.pages.clerk.entry_table import EntryTable

            self.sheet = EntryTable(self._session, tuple(self._items.values()), self)
            self.sheet.paste_requested.connect(self.show_paste)
            self.sheet.copy_requested.connect(self.copy_rows)
            self.sheet.told.connect(self._tell)
        if table and self.sheet:
            add(self._sheet_column, self.filters, wide(self.sheet))
            self.sheet.show()
        elif not table:
            self._halves_.put_left_first(self.filters)
            self.panel.show()
        self.filters.show()
        key = self.list.key
        self._views.setCurrentIndex(int(table))
        self.setFocusProxy(self.sheet if table and self.sheet else self.list)
        if table and self.sheet:
            self._show_sheet_rows()
            self.sheet.table.choose_cell(key, self.sheet.first)
        elif self.panel.item:
            self.panel.show_item(self.panel.item)
        (self.focusProxy() or self).setFocus()

    def _show_sheet_rows(self) -> None:
        if self.sheet:
            self.sheet.show_rows([row for row in self.rows if self._passes(row_entry(row))])

    def _tell(self, words: str) -> None:
        if words:
            self.header.tell(words)

    def _on_mode(self, mode: int) -> None:
        save_setting(self._session.db, self._view, TABLE if mode else "")
        left = self.sheet.table.key if self.is_table and self.sheet else ""
        self.show_table(bool(mode))
        if left:
            self.list.choose(left)

    def toggle_table(self) -> None:
        self._on_mode(int(not self.is_table))

    @property
    def _chosen(self) -> tuple[str, ...]:
        """The items on which something is done at once."""
        return self.sheet.table.chosen_keys if self.is_table and self.sheet else self.list.keys

    def _connect(self) -> None:
        sections = dict.fromkeys(row.section for row in self.rows)
        self.filters.show_sections(sections)
        self.list.entries.show_only(self._passes)
        self.filters.changed.connect(self._on_filter_changed)
        for changed in (self.list.entries.rowsInserted, self.list.entries.rowsRemoved):
            changed.connect(self._show_place)
        self.list.chosen.connect(self._on_chosen)
        self.list.clicked.connect(self._on_clicked)
        self.list.opened.connect(self._on_opened)
        self.list.paste_requested.connect(self.show_paste)
        self.list.copy_requested.connect(self.copy_rows)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.blank.clicked.connect(self.copy_blank_rows)
        self.panel.proof_added.connect(self._on_proof_added)
        self._session.changed.connect(self._on_session_changed)
        self.mode.chosen.connect(self._on_mode)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All items of the page, in the plan's order."""
        return tuple(self._rows.values())

    @property
    def row(self) -> Row | None:
        """The row that is chosen; None while the list shows none."""
        return self._rows.get(self.list.key)

    def show_item(self, item: str, field: str = "") -> None:
        """Opens *item*, whatever the filter, with the cursor in *field*."""
        if not self.list.choose(item):
            self.filters.choose(self._rows[item].listed if item in self._rows else Filter.ALL)
            self.list.choose(item)
        if self.is_table and not self._is_in_table(item, field):
            self.show_table(False)
        if self.is_table and self.sheet:
            if item not in self.sheet.table.keys:
                self._show_sheet_rows()
            self.sheet.choose(item, field)
        else:
            self._focus(field)

    def _is_in_table(self, item: str, field: str) -> bool:
        """Whether the table has what is wanted of *item*: what was sent back has remark and reply,
        and 佐证材料 are no column.
        """
        fields = {one.field.key for one in self.sheet.fields} if self.sheet else set()
        return item not in self._session.pending and field in {"", *fields}

    def show_only(self, wanted: Filter, section: str = "") -> None:
        self.filters.choose(wanted, section)
        self.list.choose_first()

    def show_what(self, what: str) -> None:
        """*what*: one of the filters' words, or a section."""
        if what in set(Filter):
            self.show_only(Filter(what))
        else:
            self.show_only(Filter.ALL, what)

    def proof_at(self, at: QPoint) -> Proof | None:
        """The panel takes files for what is chosen; a row for its item, and for all that are chosen
        where it is one of them.
        """
        if self._is_pasting:
            return None
        if self.panel.isVisible() and self.panel.item:
            area = self.area_of(self.panel)
            if area.contains(at):
                return self._proof(area, self.chosen_items)
        view = self.sheet.table if self.is_table and self.sheet else self.list
        index = view.indexAt(view.viewport().mapFrom(self, at))
        row = self._rows.get(view.key_of(index)) if view.isVisible() else None
        if row is None:
            return None
        rect = view.visualRect(index) & view.viewport().rect()
        rect.setLeft(0)
        rect.setRight(view.viewport().width())
        chosen = self.chosen_items
        many = chosen if row.item in chosen else (row.item,)
        return self._proof(self.area_of(view.viewport(), rect), many, row.text)

    def _proof(self, area: QRect, items: Sequence[str], name: str = "") -> Proof:
        one = f"“{cut(name, NAMED)}”" if name else "这一项"
        whose = f"所选 {len(items)} 项" if len(items) > 1 else one
        return Proof(area, whose, partial(self.panel.attach, items=tuple(items)))

    @property
    def chosen_items(self) -> tuple[str, ...]:
        """What files are pasted onto: the item shown, or all that are chosen."""
        if self.is_table or self._several:
            return self._chosen
        return (self.panel.item.id,) if self.panel.item else ()

    def toggle_history(self) -> None:
        if self.panel.item:
            self.panel.history.head.toggle()

    def carry(self) -> None:
        """Carry last year's answer over to the item shown, or to all that are chosen; what was
        carried already holds as it is.
        """
        if self._is_pasting:
            return
        if self._several:
            self.many.carry()
        else:
            self.panel.carry()

    def step(self, by: int) -> None:
        if self.is_table and self.sheet:
            self.sheet.step(by)
        elif self.list.step(by):
            self._focus()

    def show_next_wanted(self) -> None:
        """Opens the next item that came back, as long as one waits; else the next open one."""
        if self._session.pending:
            self._show_next(is_returned, "没有被退回的项了")
        else:
            self.show_next_open()

    def show_next_open(self) -> None:
        """Opens the next item that is not answered, on this page or the other."""
        self._show_next(is_open, "没有未填的项了")

    def show_next_trouble(self) -> None:
        """Opens the next item with something to put right."""
        self._show_next(is_in_trouble, "没有要改正的项了")

    def _show_next(self, wanted: Wanted, none: str) -> None:
        self.flush()
        shown = self.panel.item.id if self.panel.item else ""
        here = self.sheet.table.key if self.is_table and self.sheet else shown
        if found := next_item(self._session, here, wanted):
            self._session.item_requested.emit(found, "")
        else:
            self.header.tell(none)

    def set_state(self, state: State) -> None:
        """Presses a state of the item shown, where its form knows it; of all, where several are
        chosen.
        """
        if self._session.closed_words or self._is_pasting:
            return
        if self.is_table and self.sheet:
            self.sheet.set_state(state)
            return
        if self._several:
            self.many.set_state(state)
            return
        if (form := self.panel.form) and form.choose("state", state.value):
            form.focus_field()

    def copy_rows(self) -> None:
        """Puts the chosen rows on the clipboard, with their answers, as a table with headings."""
        self.flush()
        self._copy(self._chosen, self._session.answer, "连同表头复制了 {} 项")

    def copy_blank_rows(self) -> None:
        """Puts the listed rows on the clipboard as a table to be filled in by somebody else."""
        shown = (
            self.sheet.table.keys
            if self.is_table and self.sheet
            else tuple(entry.key for entry in self.list.shown)
        )
        self._copy(shown, lambda _: NOTHING_SAID, "复制了 {} 项的空白表")

    def _copy(self, chosen: Sequence[str], answers: Callable[[str], Answer], words: str) -> None:
        if not chosen:
            return
        places = {row.item: row.place for row in self.rows}
        items = [self._items[item] for item in chosen]
        rows = copied_table(items, places, self._session.desk.form_for, answers)
        copy_rows(rows)
        said = f"{words.format(len(items))}，请到 Excel、WPS 里粘贴；填好的几行可以再粘贴回来。"
        self.header.tell(said)

    def _on_proof_requested(self) -> None:
        chosen = self.list.keys
        files = choose_files(self._session.db, self, f"选择所选 {len(chosen)} 项的佐证材料")
        self.panel.attach([Path(file) for file in files], chosen)

    def _on_proof_added(self, files: int, items: Sequence[str]) -> None:
        """Tells where the files went, unless it is in sight."""
        if len(items) > 1:
            told = f"已把 {files} 份材料加到 {len(items)} 项，Ctrl+Z 可撤销；"
            told += "只有几项不合适的，在那几项里移除。"
            (self._tell if self.is_table else self.many.show_words)(told)
        elif self.is_table or not self.panel.item or (self.panel.item.id,) != tuple(items):
            names = "、".join(cut(self._rows[item].text, NAMED) for item in items)
            self._tell(f"已把 {files} 份材料加到“{names}”，Ctrl+Z 可撤销。")

    def show_paste(self) -> None:
        """Shows rows copied from a spreadsheet, before they fill anything; copied files become 佐证
        材料, as if they were dropped.
        """
        if files := copied_files():
            if items := () if self._session.closed_words else self.chosen_items:
                self.panel.attach(files, items)
            else:
                self._tell(self._session.closed_words or ONTO_ITEM)
            return
        try:
            rows = pasted_rows(QGuiApplication.clipboard().text())
        except AppError as error:
            show_error(error, self)
            return
        if not rows or self.row is None or self._session.closed_words:
            return
        self.flush()
        if self.is_table and self.sheet:
            self._paste_into(self.sheet, rows)
            return
        shown = [entry.key for entry in self.list.shown]
        several = self._several
        below = self.list.keys if several else shown[shown.index(self.list.key) :]
        self.panel.hide()
        self._halves_.add_right(wide(self.paste))
        self.paste.show()
        self.paste.show_rows(rows, [self._items[item] for item in below], several=several)

    def _paste_into(self, sheet: "EntryTable", rows: Rows) -> None:
        """From the first cell chosen on; onto the rows chosen, where they are several."""
        keys, chosen = sheet.table.keys, sheet.table.chosen_keys
        several = len(chosen) > 1
        below = chosen if several else keys[keys.index(sheet.table.key) :]
        items = [self._items[key] for key in below]
        roles = sheet.roles(len(rows[0]))
        sheet.hide()
        add(self._sheet_column, wide(self.paste))
        self.paste.show()
        self.paste.show_rows(rows, items, several=several, roles=roles)

    def _on_paste_closed(self) -> None:
        self.paste.hide()
        if self.is_table and self.sheet:
            self.sheet.show()
            self.sheet.setFocus()
            return
        self.panel.show()
        self.list.setFocus()

    def flush(self) -> None:
        if "many" in vars(self):
            self.many.flush()
        self.panel.flush()
        if self.sheet:
            self.sheet.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _focus(self, field: str = "") -> None:
        if field.startswith(REPLY):
            self.panel.remark.reply.setFocus()
        elif self.panel.form:
            self.panel.form.focus_field(field or self._doubtful)

    @property
    def _doubtful(self) -> str:
        """Field of the item shown that was not taken or is wrong; "" for none."""
        if (item := self.panel.item) is None:
            return ""
        form, drafts = self._session.desk.form_for(item), self._session.drafts.of(item.id)
        answer = self._session.answer(item.id)
        found = (*form.questions(answer, drafts), *form.complaints(answer, drafts))
        return next((field.key for field, _ in found if drafts or answer.get(field.key)), "")

    def _on_opened(self) -> None:
        self._focus()

    def _on_chosen(self, item: str) -> None:
        """Shows the item; items looked at stay in the list, lest they vanish under the hand."""
        if self._is_pasting:
            self._on_paste_closed()
        self.header.hush()
        self.list.entries.keep(item)
        if self.panel.item is None or self.panel.item.id != item:
            self.panel.show_item(self._items[item])

    def _on_clicked(self, _: QModelIndex) -> None:
        """Leaves what is pasted for the item that was chosen all along."""
        if self._is_pasting:
            self._on_paste_closed()

    def _on_filter_changed(self) -> None:
        self.header.hush()
        self.list.entries.show_only(self._passes)
        self._show_place()
        if self.is_table:
            self._show_sheet_rows()
        here = self.panel.item
        if here is None or not self.list.choose(here.id):
            self.list.choose_first()
        if self.list.key:
            self._on_chosen(self.list.key)
            self.list.scrollTo(self.list.currentIndex())

    def _passes(self, entry: Entry) -> bool:
        """Whether the filter lets an entry pass; a search finds also what the department only
        supports.
        """
        bar, row = self.filters, self._rows[entry.key]
        words = bar.search.text().lower().split()
        wanted = bar.wanted
        return (
            (row.passes(wanted) or (bool(words) and wanted is Filter.ALL))
            and bar.section in ("", row.section)
            and bar.state in ("", row.mark.word)
            and all(word in row.haystack for word in words)
        )

    def _on_session_changed(self, changes: SessionChanges) -> None:
        shown = [item for item in changes.items if item in self._items]
        for item in shown:
            row = self._rows[item] = row_of(self._session, self._items[item])
            self.list.entries.update(row_entry(row))
        if self.sheet and (shown or changes.replaced):
            self.sheet.update_rows([self._rows[item] for item in shown or self._rows])
        if shown:
            self._show_counts()

    def _show_place(self) -> None:
        """Shows the list, or what to do where it is empty."""
        returned = self.filters.wanted is Filter.RETURNED
        if self.list.shown:
            self._places.setCurrentWidget(self.list)
        else:
            self._places.setCurrentWidget(self.nothing_returned if returned else self.nothing)

    def _show_counts(self) -> None:
        listed = self.rows
        closed = self._session.closed_words
        counts = Counter(wanted for row in listed for wanted in row.lists)
        self.filters.show_counts(counts)
        rows = [row for row in listed if row.listed is Filter.ALL]
        marks = [row.mark for row in rows]
        self.filters.show_states({one.word: marks.count(one) for one in Mark if one in marks})
        standings = Counter(row.standing for row in rows)
        untold, done = standings[AnswerStatus.NO_TARGET], standings[AnswerStatus.SAID]
        carried = sum(Filter.CARRIED in row.lists for row in rows)
        self.primary.setHidden(bool(closed))
        if self._session.pending:
            self.panel.foot.show_next("下一个被退回", "Ctrl+回车", some=True)
        else:
            some = any_open(self._session)
            self.panel.foot.show_next("下一个未填", "Ctrl+M", some=some)
        if not rows:
            aside = counts[Filter.SUPPORTED] + counts[Filter.SUPPLIED]
            told = "没有本单位负责的事项" + (f"；配合、供数 {aside} 项" if aside else "")
        else:
            missing = f"，还缺 {counts[Filter.OPEN]} 项" if counts[Filter.OPEN] else ""
            told = (
                f"{len(rows)} 项，已填 {done} 项"
                + (missing or ("，都填了" if done == len(rows) else ""))
                + (f"，{carried} 项沿用未改" if carried else "")
                + (f"；{untold} 项目标未下达，可以先不填" if untold else "")
                + (f"；{counts[Filter.TROUBLE]} 项有问题" if counts[Filter.TROUBLE] else "")
            )
        self.header.show_state(closed or told)
