"""Undo and redo for the whole window: their words, and the jump to what they changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.section import NO_ITEM
from model.domain.submission import COVER
from model.store.accepted_findings import ACCEPTED
from model.store.history import Step
from model.store.part_facts import SHARE
from model.store.settings import Role
from ui.edit_text import step_words
from ui.kit.announcement import say
from ui.kit.page import Page
from ui.kit.undo_bar import UndoBar
from ui.session import Session, SessionChanges

Turn = Callable[[], Step | None]


class UndoController(QObject):
    """`flush` is what saves what was typed a moment ago, before anything is taken back."""

    def __init__(
        self, session: Session, flush: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._flush = flush
        self._bar: UndoBar | None = None
        session.changed.connect(self._on_changed)

    @property
    def works(self) -> bool:
        """Only what a department or a section fills in has steps, while there is such a one, and
        where it is offered.
        """
        profile = self._session.profile
        fills = bool(profile and profile.role is not Role.OFFICE and not self._session.gone)
        return fills and self._bar is not None

    def attach(self, bar: UndoBar) -> None:
        """*bar* is where it is offered from now on."""
        self._bar = bar
        bar.setVisible(self.works)
        bar.undo_requested.connect(self.undo)
        bar.redo_requested.connect(self.redo)
        self.show_words()

    def detach(self) -> None:
        """Nothing is offered: who sits here is about to be chosen."""
        self._bar = None

    def _on_changed(self, changes: SessionChanges) -> None:
        if changes.items or changes.replaced:
            self.show_words()

    def show_words(self) -> None:
        if self._bar and self.works:
            desk = self._session.desk
            turns = () if desk.closed else (desk.undoable, desk.redoable)
            words = [step_words(self._session, step) for step in turns] or ["", ""]
            self._bar.show_words(*words)

    def undo_on(self, page: Page | None) -> None:
        """Whatever *page* has to take back, else the last step of the clerk's year."""
        if page is None or not page.undo_step():
            self.undo()

    def redo_on(self, page: Page | None) -> None:
        """Whatever *page* took back, else what was undone last in the clerk's year."""
        if page is None or not page.redo_step():
            self.redo()

    def undo(self) -> None:
        self._turn(self._session.undo, "已撤销")

    def redo(self) -> None:
        self._turn(self._session.redo, "已恢复")

    def _turn(self, turn: Turn, word: str) -> None:
        if not self.works:
            return
        self._flush()
        step = turn()
        if step is None or not step.edits:
            return
        first = step.edits[0]
        if self._bar:
            say(self._bar, f"{word}：{step_words(self._session, step)}", urgent=True)
        if first.field.startswith(ACCEPTED):
            self._session.page_requested.emit("export", "")
        elif all(edit.field.startswith(SHARE) for edit in step.edits):
            self._session.page_requested.emit("sections", "shares")
        elif first.item == NO_ITEM:
            self._session.page_requested.emit("sections", "")
        elif first.item == COVER:
            self._session.page_requested.emit("export", "")
        elif first.item.startswith(RECTIFICATION):
            key = first.item.removeprefix(RECTIFICATION)
            self._session.page_requested.emit("rectification", key)
        elif first.item in {item.id for item in self._session.desk.open_items}:
            field = first.field if len(step.edits) == 1 else ""
            self._session.item_requested.emit(first.item, field)
