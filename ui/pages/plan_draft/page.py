"""方案编制: a plan's text is read, corrected, and written out as the plan's data."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import UNTITLED
from model.compilation.outcome import (
    ReturnedBook,
    WrittenPlan,
    read_workbook,
    write_plan_folder,
    write_workbook,
)
from ui.alerts import show_error
from ui.file_dialogs import choose_file, choose_folder, choose_new_file
from ui.kit.job_bar import JobBar
from ui.kit.layout import box, column, stacked, wide
from ui.kit.metrics import UNDER_HEADER
from ui.kit.page import Page
from ui.kit.sent_part import SentPart
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.start_part import StartPart
from ui.pages.plan_draft.work_part import WorkPart
from ui.session import Session

OPEN, WRITE = "打开方案文本…", "写出方案文件夹…"
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
            QPushButton("导出为工作簿…", self), QPushButton("读入改好的工作簿…", self),
        )  # fmt: skip
        self.leave = QPushButton("换一份", self)
        self.leave.setToolTip("回到编制中的方案；这一份留着，随时可以继续")
        self.export.clicked.connect(self._on_export)
        self.take_back.clicked.connect(self._on_take_back)
        self.leave.clicked.connect(self._on_leave)
        for button in (self.leave, self.export, self.take_back):
            self.header.add_beside(button)
        self.start, self.work = StartPart(room, self), WorkPart(room, self)
        self.start.file_requested.connect(self._on_open)
        self._stack = stacked(self.start, self.work)
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

    def refresh(self) -> None:
        compilation = self.room.compilation
        working = compilation is not None
        self._stack.setCurrentWidget(self.work if working else self.start)
        self.header.primary.setText(WRITE if working else OPEN)
        for button in (self.export, self.take_back, self.leave):
            button.setVisible(working)
        if compilation is None:
            self.header.show_state("把印发的方案读成数据，由人核对、改正")
            self.start.refresh()
        else:
            self.header.show_state(self._state())
            self.work.refresh()
        self._show_busy()

    def _state(self) -> str:
        compilation = self.room.compilation
        if compilation is None:
            return ""
        draft = compilation.draft
        measures = sum(len(clause.measures) for clause in draft.clauses)
        doubts = len(compilation.doubts)
        left = f"，原来的 {len(compilation.left)} 处更正用不上了" if compilation.left else ""
        said = f"，{doubts} 处要核对" if doubts else ""
        return f"{compilation.title}　任务 {measures} 项{said}{left}"

    def _show_busy(self) -> None:
        busy = self.room.jobs.busy
        for button in (self.header.primary, self.export, self.take_back, self.leave):
            button.setEnabled(not busy)
        if busy:
            self.sent.hide()
        self.bar.setVisible(busy or not self.sent.isHidden())

    def flush(self) -> None:
        self.work.flush()

    def undo_step(self) -> bool:
        self.flush()
        self.room.undo()
        return True

    def redo_step(self) -> bool:
        self.flush()
        self.room.redo()
        return True

    def step(self, by: int) -> None:
        (self.work if self.room.compilation else self.start).list.step(by)

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

    def _on_export(self) -> None:
        self.flush()
        if compilation := self.room.compilation:
            name = f"{compilation.title or UNTITLED}核对表.xlsx"
            if path := choose_new_file(self._session.db, self, "导出为工作簿", name, BOOKS):
                self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Writes what was read as a workbook to *path*."""
        if compilation := self.room.compilation:
            self.room.start(partial(write_workbook, compilation.draft, path))

    def _on_take_back(self) -> None:
        self.flush()
        if path := choose_file(self._session.db, self, "读入改好的工作簿", BOOKS):
            self.read_book(path)

    def read_book(self, path: Path) -> None:
        """Reads a corrected workbook, which is compared before anything is taken."""
        if compilation := self.room.compilation:
            self.room.start(partial(read_workbook, compilation.draft, path))

    def _on_written(self, result: object) -> None:
        match result:
            case WrittenPlan():
                self.sent.show_file(result.folder, about=written_words(result))
            case Path():
                self.sent.show_file(result)
            case ReturnedBook():
                self.room.correct(f"读入“{result.name}”", result.corrections)
        self._show_busy()


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
