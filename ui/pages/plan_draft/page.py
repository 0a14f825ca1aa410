"""方案编制: a plan's text is read, corrected, and written out as the plan's data."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import UNTITLED
from model.compilation.outcome import (
    WrittenPlan,
    write_plan_data,
    write_plan_folder,
    write_workbook,
)
from model.compilation.returned_book import BOOK, ReturnedBook, read_workbook
from model.errors import AppError
from model.own_key import own_key_pair
from model.store.disk_errors import NotSaved
from ui.alerts import show_error
from ui.file_dialogs import choose_file, choose_folder, choose_new_file
from ui.kit.job_bar import JobBar
from ui.kit.layout import box, column, stacked, wide
from ui.kit.metrics import UNDER_HEADER
from ui.kit.page import Page
from ui.kit.sent_part import SentPart
from ui.pages.plan_draft.compare_part import ComparePart
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.start_part import StartPart
from ui.pages.plan_draft.work_part import WorkPart
from ui.session import Session

OPEN, WRITE, TAKE = "打开方案文本…", "写出方案文件夹…", "照此采用"
TEXTS = "方案文本 (*.docx *.txt)"
BOOKS = "Excel 工作簿 (*.xlsx)"
READABLE = {".docx", ".txt", ".doc", ".wps", ".pdf", ".rtf"}  # the last four to be told why not


class PlanDraftPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("方案编制", OPEN, parent)
        self._session = session
        self.room = room = CompilationSession(session, self)
        self.header.primary.clicked.connect(self._on_primary)
        self.export, self.take_back = (
            QPushButton("导出工作簿…", self), QPushButton("读回工作簿…", self),
        )  # fmt: skip
        self.refuse = QPushButton("不采用", self)
        self.refuse.clicked.connect(self._on_left_book)
        self.export.clicked.connect(self._on_export)
        self.take_back.clicked.connect(self._on_take_back)
        for button in (self.export, self.take_back, self.refuse):
            self.header.add_beside(button)
        self.start, self.work = StartPart(room, self), WorkPart(room, self)
        self.start.file_requested.connect(self._on_open)
        self.work.leave.clicked.connect(self._on_leave)
        self.compare = ComparePart(self)
        self.compare.chosen.connect(self._show_state)
        self.work.head.file_requested.connect(self._on_write_file)
        self._stack = stacked(self.start, self.work, self.compare)
        self.sent = SentPart(self)
        self.bar = box(column(JobBar(room.jobs), self.sent, margins=UNDER_HEADER))
        self.bar.hide()
        self.lay_out(self.bar, wide(self._stack))
        room.opened.connect(self._on_opened)
        room.changed.connect(self._on_changed)
        room.refused.connect(self._on_refused)
        room.written.connect(self._on_written)
        room.jobs.started.connect(self._show_busy)
        room.jobs.ended.connect(self._show_busy)

    @property
    def comparing(self) -> bool:
        """A corrected workbook is looked at beside what stands here."""
        return self._stack.currentWidget() is self.compare

    def refresh(self) -> None:
        compilation = self.room.compilation
        if not (self.comparing and compilation):
            self._stack.setCurrentWidget(self.start if compilation is None else self.work)
        if compilation is None:
            self.start.refresh()
        else:
            self.work.refresh()
        self._show_state()

    def _show_state(self) -> None:
        working, comparing = self.room.compilation is not None, self.comparing
        self.header.primary.setText(TAKE if comparing else WRITE if working else OPEN)
        for button in (self.export, self.take_back):
            button.setVisible(working and not comparing)
        self.refuse.setVisible(comparing)
        if comparing:
            self.header.show_state(self.compare.state)
        else:
            self.header.show_state(self._state() or "把印发的方案读成数据，由人核对、改正")
        self._show_busy()

    def _state(self) -> str:
        compilation = self.room.compilation
        if compilation is None:
            return ""
        draft = compilation.draft
        measures = sum(len(clause.measures) for clause in draft.clauses)
        doubts = len(compilation.doubts)
        left = f"，原来的 {len(compilation.left)} 处更正用不上了" if compilation.left else ""
        said = f"{doubts} 处要核对，" if doubts else ""
        return f"{said}任务 {measures} 项{left}　{compilation.title}"

    def _show_busy(self) -> None:
        busy = self.room.jobs.busy
        for button in (self.export, self.take_back, self.work.leave, self.work.head.file):
            button.setEnabled(not busy)
        undecided = self.comparing and self.compare.unsettled > 0
        self.header.primary.setEnabled(not busy and not undecided)
        if busy:
            self.sent.hide()
        self.bar.setVisible(busy or not self.sent.isHidden())

    def flush(self) -> None:
        self.work.flush()

    def undo_step(self) -> bool:
        if not self.comparing:
            self.flush()
            self.room.undo()
        return True

    def redo_step(self) -> bool:
        if not self.comparing:
            self.flush()
            self.room.redo()
        return True

    def step(self, by: int) -> None:
        shown = self.compare if self.comparing else self.work
        (shown if self.room.compilation else self.start).list.step(by)

    def show_next_open(self) -> None:
        if self.room.compilation:
            self.work.show_next_open()

    # What is opened

    def taking(self, paths: Sequence[Path]) -> str:
        texts = len(paths) == 1 and paths[0].suffix.lower() in READABLE
        return "松手就读这份方案" if texts and not self.room.jobs.busy else ""

    def take_files(self, paths: Sequence[Path]) -> None:
        for path in paths[:1]:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Reads the plan in the file *path*; another draft that is open is kept."""
        self.flush()
        if self.room.compilation:
            self.room.close()
        self.room.read_file(path)

    def _on_primary(self) -> None:
        if self.room.compilation is None:
            self._on_open()
        elif self.comparing:
            self._on_taken()
        else:
            self._on_write()

    def _on_open(self) -> None:
        if path := choose_file(self._session.db, self, "打开方案文本", TEXTS):
            self.read_file(path)

    def _on_leave(self) -> None:
        self.flush()
        self.room.close()

    def _on_opened(self) -> None:
        self.sent.hide()
        self._stack.setCurrentWidget(self.work)
        if self.room.compilation:
            self.start.forget()
            self.work.begin()
        self.refresh()
        (self.work if self.room.compilation else self.start).list.setFocus()

    def _on_changed(self) -> None:
        self.sent.hide()  # what was written is no longer what stands here
        self.refresh()

    def _on_refused(self, error: BaseException) -> None:
        """A text that can't be read is told at its place; all else over the window."""
        if self.room.compilation is not None or not self.start.told:
            show_error(error, self)

    # What goes out

    def _on_write(self) -> None:
        self.flush()
        if folder := choose_folder(self._session.db, self, "方案文件夹写到哪里"):
            self.write(folder)

    def write(self, place: Path) -> None:
        """Writes the plan's folder into *place*."""
        if compilation := self.room.compilation:
            job = partial(write_plan_folder, compilation.draft, self.room.plan_before, place)
            self.room.start(job)

    def _on_write_file(self) -> None:
        self.flush()
        if folder := choose_folder(self._session.db, self, "方案数据文件写到哪个文件夹"):
            self.write_file(folder)

    def write_file(self, place: Path) -> None:
        """Writes the plan as one signed file into *place*."""
        try:
            keys = own_key_pair(self._session.db)
        except NotSaved as error:
            self._session.save_failed.emit(error, "")
            return
        if compilation := self.room.compilation:
            job = partial(
                write_plan_data,
                compilation.draft,
                self.room.plan_before,
                place,
                made_by=self.room.made_by,
                keys=keys,
            )
            self.room.start(job)

    def _on_export(self) -> None:
        self.flush()
        if compilation := self.room.compilation:
            name = f"{compilation.title or UNTITLED}核对表.xlsx"
            if path := choose_new_file(self._session.db, self, "导出工作簿", name, BOOKS):
                self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Writes what was read as a workbook to *path*."""
        if compilation := self.room.compilation:
            self.room.note_export()
            self.room.start(partial(write_workbook, compilation.draft, path))

    def _on_take_back(self) -> None:
        self.flush()
        if path := choose_file(self._session.db, self, "读入改好的工作簿", BOOKS):
            self.read_book(path)

    def read_book(self, path: Path) -> None:
        """Reads a corrected workbook, which is compared before anything is taken."""
        if compilation := self.room.compilation:
            self.room.start(partial(read_workbook, compilation, compilation.exported, path))

    def _on_written(self, result: object) -> None:
        match result:
            case WrittenPlan():
                self.sent.show_file(result.path, about=written_words(result))
            case Path():
                self.sent.show_file(result)
            case ReturnedBook():
                self.show_book(result)
        self._show_busy()

    # What comes back

    def show_book(self, book: ReturnedBook) -> None:
        """Shows what a workbook says otherwise, and which cells can't be taken; nothing is yet."""
        self._show_differences(book)
        if book.untaken:
            told = f"“{book.name}”有 {len(book.untaken)} 处收不进来，那几格照原样。"
            hint = "别的改动可以照收；这几处请在工作簿里改正，再读回一次，或者在这里改。"
            show_error(AppError(told, book.untaken, hint=hint), self)

    def _show_differences(self, book: ReturnedBook) -> None:
        if not book.contested and BOOK not in book.suggested.values():
            beside = f"。{book.remarks[0]}" if book.remarks else ""
            self.header.tell(f"“{book.name}”里没有与这里不同的改动，什么也没有变{beside}")
            return
        self.compare.show_book(book)
        self._stack.setCurrentWidget(self.compare)
        self._show_state()
        self.compare.list.setFocus()

    def _on_taken(self) -> None:
        book = self.compare.book
        if book is None:
            return
        words = f"读入“{book.name}”"
        if refusal := self.room.correct(words, self.compare.corrections, book.onto):
            show_error(AppError(f"“{book.name}”没有采用。", hint=refusal), self)
            return
        self._on_left_book()

    def _on_left_book(self) -> None:
        self._stack.setCurrentWidget(self.work)
        self.refresh()
        self.work.list.setFocus()


def written_words(written: WrittenPlan) -> str:
    """What is in the folder, and which ids of the edition before went on or found no words."""
    plan = written.plan
    said = (
        f"条款 {len(plan.clauses)} 条，任务 {len(plan.measures)} 项，"
        f"指标 {len(plan.indicators)} 个，待定问题 {len(plan.questions)} 个。"
    )
    if written.kept or written.lost:
        said += f"接着上一版：{written.kept} 项沿用原来的编号，{len(written.lost)} 项找不到了"
        said += "。" if not written.lost else f"：{'；'.join(one.words for one in written.lost)}。"
    return said
