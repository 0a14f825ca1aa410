"""The frame: the rail, and the pages beside it. It holds pages, no more."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from sqlite_utils import Database

from model.domain.answer_status import AnswerStatus
from model.domain.answers import State
from model.domain.china_time import CHINA
from model.domain.numbers import points_text
from model.domain.plan import Indicator, Item, Plan
from model.domain.wording import OFFICE, UNCONFIRMED
from model.scoring.rulebook import Rulebook
from model.store.settings import Profile, Role
from ui.alerts import ask_why
from ui.connection import call_later, connect
from ui.focus import FocusKeeper
from ui.help.controller import FIRST, HelpController
from ui.incoming.catcher import FileCatcher
from ui.jobs import JobRunner
from ui.kit.announcement import say
from ui.kit.closed_bar import ClosedBar
from ui.kit.focus_order import enter, go_on, move_focus
from ui.kit.key_sheet import KeySheet
from ui.kit.layout import column, row, wide
from ui.kit.page import Page
from ui.kit.rail import Rail
from ui.kit.words import WholeWords
from ui.pages.item_rows import mark_in
from ui.pages.menu import ENTRIES, make_page
from ui.session import Session, SessionChanges
from ui.shortcuts import SHORTCUTS
from ui.status_marks import Mark
from ui.theme import Look, active_look, dress, px
from ui.undo_controller import UndoController

if TYPE_CHECKING:  # no start needs it
    from ui.incoming.files import IncomingFiles

SMALLEST = (880, 480)  # px: 1366×768 at 150 %, less the task bar
COMFORTABLE = (1366, 820)
ROOMY = 1180  # px wide, from which on the rail has its words beside the icons, not below
MAKING = "package"  # the page on which the office itself changes what is in force
SAYING_SO = {MAKING, "overview", "measures", "indicators", "export"}  # in their heads


KEYS: dict[str, Callable[[Page], None]] = {
    "Ctrl+Down": lambda page: page.step(1),
    "Ctrl+Up": lambda page: page.step(-1),
    "Ctrl+M": lambda page: page.show_next_open(),
    "Ctrl+F": lambda page: page.focus_search(),
    "Ctrl+O": lambda page: page.toggle_source(),
    "Ctrl+Shift+M": lambda page: page.show_next_trouble(),
    "Ctrl+H": lambda page: page.toggle_history(),
    "Ctrl+L": lambda page: page.carry(),
    "Ctrl+T": lambda page: page.toggle_table(),
}
STEPS = {"Ctrl+Down", "Ctrl+Up"}  # again and again as long as they are held; others decide or turn


class MainWindow(QMainWindow):
    def __init__(
        self, plan: Plan, rulebook: Rulebook, db: Database, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(plan.assessment)
        self.setMinimumSize(*SMALLEST)
        self.session = Session(plan, rulebook, db, self)
        self.session.changed.connect(self._on_session_changed)
        self.session.item_requested.connect(self.show_item)
        self.session.page_requested.connect(self.show_page)
        self.session.counted.connect(self._show_counts)
        self.turning = UndoController(self.session, self._flush, self)
        self._catcher = FileCatcher(self.session, lambda: self.incoming, self._page_in_sight, self)
        self.session.package_requested.connect(self._on_package_requested)
        self.session.basis_requested.connect(self._on_basis_requested)
        self.session.restore_requested.connect(self._on_restore_requested)
        connect(self.session.moved, self, lambda: call_later(0, self, self._on_moved))
        self.restore_wanted: Path | None = None
        self.rail: Rail | None = None
        self.page = ""
        self._marks: dict[str, tuple[Mark, AnswerStatus]] = {}  # by item
        self._pages: dict[str, Page] = {}
        self._looks: dict[str, Look] = {}  # that each page was made in
        self.help = HelpController(self.session, self._chapter, self)
        self._focus = FocusKeeper(self, self._page_in_sight)
        self._add_keys()
        self._whole_words = WholeWords(self)
        self._on_profile_changed()
        dress(self)

    @cached_property
    def incoming(self) -> "IncomingFiles":
        """Made when a file comes, which most days none does."""
        from ui.incoming.files import IncomingFiles

        return IncomingFiles(self.session, self._flush, self)

    def _on_package_requested(self) -> None:
        self.incoming.choose()

    def _on_basis_requested(self) -> None:
        self.incoming.offer_last_year()

    def show_fitting(self) -> None:
        """Show it at a comfortable size, filling a screen that is smaller."""
        room = QApplication.primaryScreen().availableGeometry()
        self.resize(*COMFORTABLE)
        if room.width() <= COMFORTABLE[0] or room.height() <= COMFORTABLE[1]:
            self.showMaximized()
        else:
            self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins in the page, which had nothing in sight to begin with before it was shown."""
        super().showEvent(event)
        page, here = self._page_in_sight(), self.focusWidget()
        inside = page and here and page.isAncestorOf(here) and here.isVisible()
        if page and not inside and not event.spontaneous():
            enter(page)

    def come_forward(self, file: Path | None) -> None:
        """Somebody started the program again, perhaps with a *file* to take in."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        for window in (self, QApplication.activeModalWidget()):
            if window:
                window.raise_()
                window.activateWindow()
        QApplication.alert(self)
        if file:
            self.incoming.take_in(file)

    def show_page(self, page: str, what: str = "") -> None:
        """Open *page*, made when first asked for, and there *what*: a filter, a section."""
        self._flush()
        opened = self.page_named(page)
        turned, self.page = page != self.page, page
        if turned and self.rail:
            self.rail.hold_focus(page)
        self._stack.setCurrentWidget(opened)
        self._show_closed()
        opened.show_aside(self._unconfirmed)
        enter(opened)
        if self.rail:
            self.rail.show_page(page)
        if what:
            opened.show_what(what)
        if turned:
            self._say_page(opened)

    def changeEvent(self, event: QEvent) -> None:
        """In another size of text the rail is as wide as its words need."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit_rail()

    def _drop(self, name: str) -> None:
        page = self._pages.pop(name)
        self._close_jobs(page)
        self._stack.removeWidget(page)
        page.deleteLater()

    def _say_page(self, page: Page) -> None:
        """Tells which page came: in the window's title, and aloud."""
        profile = self.session.profile
        if profile and self.rail:
            entries = ENTRIES[profile.role]
            word = next((one.word for one in entries if one.page == self.page), "")
            self._show_title(profile, word)
            say(self, "，".join(filter(None, (word, page.header.state))))

    @property
    def _unconfirmed(self) -> str:
        """That the year is asked by the proposal of duties, where it is."""
        profile = self.session.profile
        own = profile.department if profile else ""
        return UNCONFIRMED if self.session.plan.is_unconfirmed(own) else ""

    def _show_closed(self) -> None:
        """On every page that doesn't say itself that the year is closed."""
        said = self.page in SAYING_SO or self.session.moved_words
        words = "" if said else self.session.closed_words
        profile = self.session.profile
        office = profile is not None and profile.role is Role.OFFICE
        self.closed_bar.show_words(words, can_reopen=office)

    def _show_moved(self) -> None:
        if self.rail:
            self.moved_bar.show_words(self.session.moved_words, can_reopen=True)

    def _on_moved(self) -> None:
        """Makes every page anew, the one in sight too: all of it is locked, or open again."""
        page = self.page
        self._on_profile_changed()
        if self.rail:
            self.show_page(page)

    def _on_taking_up(self) -> None:
        why = ask_why(
            f"收回移交，{self.session.moved_what}在这台电脑上继续？",
            "接收的电脑上填的、收的内容不会回到这里；两边都改，以后合不到一起。"
            "请先和接收的人说好，只在一边继续。",
            "收回移交",
            self,
        )
        if why:
            self.session.take_up_again(why.by, why.reason)

    def _show_making(self) -> None:
        self.show_page(MAKING)

    @cached_property
    def keys(self) -> KeySheet:
        """Made when it is first asked for."""
        return KeySheet(SHORTCUTS, self)

    def _toggle_keys(self) -> None:
        self.keys.toggle()

    def page_named(self, name: str) -> Page:
        """The page called *name*, made when it is first asked for, and anew where it outlived the
        colours or the size of text that it was made in: out of sight, and with nothing at work.
        What is drawn and measured in it, icons and lengths that went by the text, stays as made.
        """
        look = active_look()
        there = self._pages.get(name)
        if there and name != self.page and self._looks[name] != look:
            runners = cast(list[JobRunner], there.findChildren(JobRunner))
            if not any(jobs.busy for jobs in runners):
                self._drop(name)
        if name not in self._pages:
            self._pages[name], self._looks[name] = make_page(name, self.session, self._stack), look
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def show_item(self, item: str, field: str = "") -> None:
        indicator = isinstance(self.session.plan.item(item), Indicator)
        self.show_page("indicators" if indicator else "measures")
        self.shown.show_item(item, field)

    @property
    def shown(self) -> Page:
        """The page in sight."""
        return self._pages[self.page]

    def _chapter(self) -> str:
        """Of the manual, about the page in sight."""
        if self.rail is None or self.session.profile is None:
            return FIRST
        entries = ENTRIES[self.session.profile.role]
        return next(entry.chapter for entry in entries if entry.page == self.page)

    def _show_welcome(self) -> None:
        from ui.pages.welcome import WelcomePage

        self._flush()
        welcome = WelcomePage(self.session, self.incoming.suggested, self)
        welcome.chosen.connect(self.incoming.begin)
        welcome.left.connect(self._on_profile_changed)
        self.rail, self._pages = None, {}
        self.turning.detach()
        self._show_whole(welcome)
        self.setWindowTitle(self.session.plan.assessment)
        welcome.begin()

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.profile:
            self._on_profile_changed()
        elif changes.terms:
            self._on_terms_changed()
        elif changes.items:
            self._show_score(() if changes.replaced else changes.items)
        if changes.replaced and self.rail and self.turning.works:
            self.session.count_waiting(self.session.division)

    def _on_profile_changed(self) -> None:
        profile = self.session.profile
        if profile is None or self.session.gone:
            self._show_welcome()
            return
        entries = ENTRIES[profile.role]
        self.rail = Rail(entries, self, changes=profile.role is not Role.SECTION)
        self.rail.page_chosen.connect(self.show_page)
        self.rail.change_requested.connect(self._show_welcome)
        self.rail.help_requested.connect(self.help.open_here)
        self.rail.trouble_told.connect(self.help.open_about)
        self.session.saved.connect(self.rail.show_saved)
        self.session.save_failed.connect(self.rail.show_save_failed)
        self.turning.attach(self.rail.undo_bar)
        self._fit_rail()
        self._stack, self._pages = QStackedWidget(self), {}
        centre = QWidget(self)
        self.closed_bar = ClosedBar(centre)
        self.closed_bar.reopening_requested.connect(self._show_making)
        self.moved_bar = ClosedBar(centre, go="收回移交…")
        self.moved_bar.reopening_requested.connect(self._on_taking_up)
        self._show_moved()
        beside = column(self.moved_bar, self.closed_bar, wide(self._stack))
        row(self.rail, wide(beside), parent=centre)
        self._show_whole(centre)
        centre.show()  # now, not with the next event: the focus goes only to what is in sight
        self._show_person(profile)
        self.show_page(entries[0].page)

    def _show_whole(self, centre: QWidget) -> None:
        """Lets *centre* fill the window; the jobs of what filled it end with it."""
        self._close_jobs(self.centralWidget())
        self.setCentralWidget(centre)

    def _on_terms_changed(self) -> None:
        """Every page is made anew by what is in force now, but the one on which that was done."""
        if self.page != MAKING:
            self._on_profile_changed()
            return
        for name in [name for name in self._pages if name != MAKING]:
            self._drop(name)
        self.page_named(ENTRIES[Role.OFFICE][0].page)  # which takes in what falls on the window
        self._show_closed()
        self.page_named(MAKING).show_aside(self._unconfirmed)

    def _show_person(self, profile: Profile) -> None:
        if not self.rail:
            return
        office = profile.role is Role.OFFICE
        name = self._name(profile)
        doing = "汇总" if office else profile.role
        self.rail.show_person(name, f"{profile.year} 年度", doing)
        self._show_title(profile, "")
        if not office:
            self._show_score()
            self.session.count_waiting(self.session.division)
            self.session.count_rectifications()

    def _show_title(self, profile: Profile, page: str) -> None:
        whose = f"{self._name(profile)} {profile.year} 年度"
        shown = filter(None, (whose, page, self.session.plan.assessment))
        self.setWindowTitle(" — ".join(shown))

    def _name(self, profile: Profile) -> str:
        """Whoever sits here."""
        if section := self.session.section:
            return section.section_name
        office = profile.role is Role.OFFICE
        return OFFICE if office else self.session.desk.department.name

    def _show_score(self, changed: Collection[str] = ()) -> None:
        """The grade once all is said; until then how far it is.

        Args:
            changed: the items about which something was typed; (): all may have changed.
        """
        assessment, items = self.session.assessment, self.session.desk.items
        for item in items:
            if not changed or item.id in changed or item.id not in self._marks:
                standing = self.session.desk.standing(item)
                self._marks[item.id] = mark_in(self.session, item), standing
        marks = [self._marks[item.id] for item in items]
        self._show_waiting(items, marks)
        standings = Counter(standing for _, standing in marks)
        if self.rail and assessment.total is not None and not self.session.section:
            filled = f"已填 {standings[AnswerStatus.SAID]}/{len(items)}"
            far = filled if standings[AnswerStatus.OPEN] else assessment.grade_words
            self.rail.show_score(points_text(assessment.total), far)
        elif self.rail:
            self.rail.show_score("", "")

    def _show_waiting(
        self, items: Sequence[Item], marks: Sequence[tuple[Mark, AnswerStatus]]
    ) -> None:
        """How much came back, else how much is not answered, on either page."""
        for page, indicators in (("measures", False), ("indicators", True)):
            here = [
                mark
                for item, mark in zip(items, marks, strict=True)
                if isinstance(item, Indicator) is indicators
            ]
            back = sum(mark is Mark.RETURNED for mark, _ in here)
            open_ = sum(standing is AnswerStatus.OPEN for _, standing in here)
            count, about = (back, "被退回") if back else (open_, "未填")
            if self.rail:
                self.rail.show_count(page, count, about, urgent=bool(back))

    def _show_counts(self, counts: Mapping[str, tuple[int, str]]) -> None:
        for page, (count, about) in counts.items():
            if self.rail:
                self.rail.show_count(page, count, about)

    def _add_keys(self) -> None:
        for key in sorted({entry.key for entries in ENTRIES.values() for entry in entries}):
            self._on_key(key, partial(self._show_page_of, key))
        self._on_key("F1", self.help.open_here)
        self._on_key("Shift+F1", self._toggle_keys)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on_key(keys, self._press_primary, again=False)
        self._on_key("Ctrl+S", self._on_save)
        self._on_key("Ctrl+P", self._on_print)
        self._on_key("Ctrl+Z", lambda: self.turning.undo_on(self._pages.get(self.page)))
        for keys in ("Ctrl+Y", "Ctrl+Shift+Z"):
            self._on_key(keys, lambda: self.turning.redo_on(self._pages.get(self.page)))
        for keys, act in KEYS.items():
            self._on_key(keys, partial(self._on_page, act), again=keys in STEPS)
        for number, state in enumerate(State, start=1):
            self._on_key(f"Ctrl+{number}", partial(self._on_state, state), again=False)

    def _on_key(self, keys: str, act: Callable[[], None], *, again: bool = True) -> None:
        """*again*: as long as the key is held."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(again)
        connect(shortcut.activated, self, act)

    def _on_save(self) -> None:
        """All is saved by itself; the hand that asks for it is shown that it is."""
        self._flush()
        self.session.write_rest()
        if self.rail and self.session.everything_written:
            self.rail.show_saved(datetime.now(CHINA))
            self.rail.flash_saved()

    def _on_print(self) -> None:
        profile = self.session.profile
        if profile and profile.role is Role.CLERK and self.rail:
            self.show_page("export")
            self.page_named("export").show_preview()

    def _press_primary(self) -> None:
        """What the page asks, or else what it is for, without the mouse; of what covers the page,
        its own button.
        """
        buttons = cast(list[QPushButton], self.findChildren(QPushButton, "primary"))
        shown = (button for button in reversed(buttons) if button.isVisible())
        top = next(shown, None)  # what lies on top was made last
        page = self._pages.get(self.page)
        covered = top and page and not page.isAncestorOf(top)
        if page and not covered and page.finish_asked():
            return
        if top:
            top.click()  # nothing happens where it is disabled

    def _show_page_of(self, key: str) -> None:
        if self.session.profile and self.rail:
            for entry in ENTRIES[self.session.profile.role]:
                if entry.key == key:
                    self.show_page(entry.page)

    def _on_page(self, act: Callable[[Page], None]) -> None:
        if page := self._pages.get(self.page):
            act(page)

    def _on_state(self, state: State) -> None:
        self._on_page(lambda page: page.set_state(state))

    def _flush(self) -> None:
        for page in self._pages.values():
            page.flush()

    def _close_jobs(self, place: QWidget | None) -> None:
        for jobs in cast(list[JobRunner], place.findChildren(JobRunner) if place else []):
            jobs.close()

    def _on_restore_requested(self, backup: Path) -> None:
        """Whoever shows the window restores *backup* when it is closed, and opens it again."""
        self.restore_wanted = backup
        self.close()

    def _page_in_sight(self) -> QWidget | None:
        return self._stack.currentWidget() if self.rail else self.centralWidget()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """By the tab key; or by Qt, when what has the focus is hidden or disabled."""
        here = QApplication.focusWidget()
        if here and self.isAncestorOf(here) and not (here.isVisible() and here.isEnabled()):
            self._focus.pass_on(here)
            return True
        return move_focus(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field of one line, where nothing else is made of it, goes on."""
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not (enters and go_on(self)):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._whole_words.look(mouse=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._whole_words.look(mouse=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        if self.rail:
            self.rail.set_compact(self.width() < px(ROOMY))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._flush()
        self.session.write_rest()
        self._close_jobs(self)
        super().closeEvent(event)
