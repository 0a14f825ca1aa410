"""Where no draft is open: those in the making, and a place to read another text."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import china_day
from model.errors import AppError
from ui.alerts import ask
from ui.field_drafts import FieldDrafts, HalfWritten
from ui.kit.entry import Aside, Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import line_label, show_words
from ui.kit.layout import REST, Halves, Sheet, at_left, column, row, wide
from ui.kit.metrics import SNUG, TIGHT
from ui.kit.prose import Prose
from ui.pages.plan_draft.compilation_session import CompilationSession

WHAT = (
    "把印发的方案读成数据：程序先读出条款、责任单位、任务和指标，拿不准的逐条列出来，"
    "由人核对、改正，再写出方案文件夹。方案原文一个字不改。"
)
HOW = "可以把文件拖到这一页上。扫描件、图片里没有文字，请用电子版（.docx 或 .txt）。"


class StartPart(Halves):
    file_requested = Signal()

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__((2, 3), parent)
        self._room = room
        self.list = EntryList("编制中的方案", self, empty="还没有编制中的方案")
        self.list.opened.connect(self._on_go_on)
        self.list.chosen.connect(self._show_buttons)
        self.go_on = QPushButton("继续编制", self)
        self.go_on.clicked.connect(self._on_go_on)
        self.delete = QPushButton("删除…", self)
        self.delete.clicked.connect(self._on_delete)
        self.add_tools(
            line_label("label", "编制中的方案"),
            row(self.go_on, self.delete, REST, spacing=TIGHT),
        )
        self.add_left(wide(self.list))
        sheet = Sheet(self)
        sheet.label("question_heading", "读一份方案")
        sheet.label("", WHAT)
        self.file = QPushButton("打开方案文本…", sheet.paper)
        self.file.clicked.connect(self.file_requested)
        sheet.add(at_left(self.file))
        sheet.label("notes", HOW)
        self._told = sheet.label("complaint")
        self.words = Prose(5, sheet.paper)
        self.words.setAccessibleName("粘贴方案的文字")
        self.words.setPlaceholderText("也可以在这里粘贴方案的全部文字，连同标题和印发日期")
        self.words.textChanged.connect(self._show_buttons)
        drafts = FieldDrafts(room.session, self, of_year=False)
        self._written = HalfWritten(drafts, {"text": self.words})
        self.read = QPushButton("读粘贴的文字", sheet.paper)
        self.read.clicked.connect(self._on_read)
        sheet.add(
            column(line_label("label", "粘贴"), self.words, spacing=SNUG),
            at_left(self.read),
            REST,
        )
        self.add_right(sheet)
        self._written.show("plan-draft/pasted")
        room.refused.connect(self.complain)
        room.jobs.started.connect(self._on_started)
        room.jobs.ended.connect(self._show_buttons)
        self.refresh()

    @property
    def told(self) -> str:
        return self._told.text() if not self._told.isHidden() else ""

    def refresh(self) -> None:
        self.list.show_entries(self._entries())
        self._show_buttons()

    def _entries(self) -> Iterator[Entry]:
        for head in self._room.heads:
            changed = china_day(head.changed_at)
            yield Entry(
                key=head.id,
                title=head.title,
                lines=2,
                note=f"改了 {head.steps} 处" if head.steps else "还没有改动",
                note_aside=(Aside(words=changed),),
                over=head.source or "粘贴的文字",
            )

    def complain(self, error: BaseException) -> None:
        """Says at its place why nothing was read."""
        if isinstance(error, AppError):
            problems = "\n".join(f"· {problem}" for problem in error.problems)
            show_words(self._told, "\n".join(filter(None, (str(error), error.hint, problems))))

    def forget(self) -> None:
        """What was pasted was read."""
        self._written.forget()
        show_words(self._told, "")

    def _on_started(self) -> None:
        show_words(self._told, "")
        self._show_buttons()

    def _show_buttons(self, *_: object) -> None:
        free = not self._room.jobs.busy
        self.file.setEnabled(free)
        self.read.setEnabled(free and bool(self.words.toPlainText().strip()))
        for button in (self.go_on, self.delete):
            button.setEnabled(free and bool(self.list.key))

    def _on_read(self) -> None:
        self._room.read_words(self.words.toPlainText())

    def _on_go_on(self, *_: object) -> None:
        if self.list.key:
            self._room.open(self.list.key)

    def _on_delete(self) -> None:
        entry = self.list.entry
        if entry and ask(
            f"删除“{entry.title}”的草稿？",
            "读到的内容和改过的地方都会删去，不能撤销；原来的文件、已经写出的方案文件夹不受影响。",
            "删除",
            self,
        ):
            self._room.delete(entry.key)
            self.refresh()
