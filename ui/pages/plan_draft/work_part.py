"""A draft that is open: the text at the left, what was read in it at the right, a panel below."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation, Corrections
from model.compilation.measure_edits import (
    body_span,
    clause_at,
    dropped,
    joined,
    measure_over,
    placed,
    split,
)
from model.compilation.target_edits import target_added
from model.plan_draft.draft import DraftClause, DraftMeasure, PlanDraft
from model.plan_draft.typed_words import trimmed
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Halves, box, column, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import STRIP, TIGHT
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.kit.undo_bar import UndoBar
from ui.pages.plan_draft.body_panel import BodyPanel
from ui.pages.plan_draft.clause_panel import ClausePanel
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import (
    EntryKind,
    body_entries,
    clause_entries,
    key_of,
    kind_and_id,
    remark_entries,
    target_entries,
)
from ui.pages.plan_draft.head_panel import HeadPanel
from ui.pages.plan_draft.measure_panel import MeasurePanel
from ui.pages.plan_draft.panel import Panel
from ui.pages.plan_draft.remark_panel import RemarkPanel
from ui.pages.plan_draft.target_panel import TargetPanel
from ui.pages.plan_draft.text_view import PlanTextView
from ui.status_marks import Mark

CLAUSES, TARGETS, BODIES, REMARKS, HEAD = range(5)
LISTS = {
    CLAUSES: "条款和任务",
    TARGETS: "指标",
    BODIES: "责任单位",
    REMARKS: "要核对的",
}
JOIN, DROP, ONCE, LISTED = "B", "D", "Y", "Z"  # letters in the list
NO_CLAUSE = "这里不在哪一条的正文里，不能列作任务。"


class WorkPart(Halves):
    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._room = room
        self._follows = True  # the text goes to what is chosen in the list
        self.text = PlanTextView(self)
        self.measure = QPushButton("设为任务", self)
        self.target = QPushButton("设为指标", self)
        self.measure.setToolTip("把选中的原文列作一条任务（回车）")
        self.target.setToolTip("把选中的原文列作一个指标（T）")
        self.said = words_label("complaint")
        self.said.hide()
        self.undo = UndoBar(self)
        self.undo.set_compact(True)
        self.undo.undo_requested.connect(room.undo)
        self.undo.redo_requested.connect(room.redo)
        self.leave = Link("换一份", self)
        self.leave.setToolTip("回到编制中的方案；这一份留着，随时可以继续")
        tools = row(self.measure, self.target, REST, self.undo, self.leave, spacing=TIGHT)
        self.add_tools(tools, self.said)
        self.add_left(wide(self.text))
        self.pills = Pills(("",) * 5, self)
        self.search = SearchField("搜索（Ctrl+F）", self)
        self.list = EntryList(LISTS[CLAUSES], self, empty="没有")
        self.list.show_only(lambda entry: entry.has(self.search.text().lower().split()))
        self.clause, self.single = ClausePanel(room, self), MeasurePanel(room, self)
        self.aim, self.body = TargetPanel(room, self), BodyPanel(room, self)
        self.remark, self.head = RemarkPanel(room, self), HeadPanel(room, self)
        self.nothing = Panel(room, self)
        self._panels: dict[EntryKind, Panel] = {
            EntryKind.CLAUSE: self.clause,
            EntryKind.MEASURE: self.single,
            EntryKind.TARGET: self.aim,
            EntryKind.BODY: self.body,
            EntryKind.REMARK: self.remark,
            EntryKind.HEAD: self.head,
        }
        self._stack = stacked(*self._panels.values(), self.nothing)
        above = column(self.pills, self.search, spacing=TIGHT, margins=STRIP)
        self.add_right(above, wide(self.list, 2))
        self.add_right(wide(box(column(wide(self._stack)), "below_list"), 3))
        self._connect()

    def _connect(self) -> None:
        self.pills.chosen.connect(self._on_kind)
        self.search.textChanged.connect(self.list.sift)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.acted.connect(self._on_acted)
        self.list.letter_pressed.connect(self._on_letter)
        self.single.done.connect(self._on_done)
        self.remark.turned.connect(self._on_turned)
        text = self.text
        text.placed.connect(self._on_placed)
        text.cut_requested.connect(self.cut)
        text.joined_requested.connect(self._on_join)
        text.dropped_requested.connect(self._on_drop)
        text.measure_requested.connect(self.make_measure)
        text.target_requested.connect(self.make_target)
        text.selectionChanged.connect(self._show_buttons)
        self.measure.clicked.connect(self._on_measure)
        self.target.clicked.connect(self._on_target)

    # What is shown

    @property
    def _compilation(self) -> Compilation | None:
        return self._room.compilation

    def refresh(self) -> None:
        compilation = self._compilation
        if compilation is None:
            return
        draft = compilation.draft
        self.text.show_text(draft.text)
        self.undo.show_words(compilation.undoable, compilation.redoable)
        self.pills.show_words([
            f"条款 {len(draft.clauses)}", f"指标 {len(draft.targets)}",
            f"单位 {len(draft.bodies)}", f"要核对 {len(compilation.doubts)}", "概况",
        ])  # fmt: skip
        headed = self.pills.current == HEAD
        self.list.setVisible(not headed)
        self.search.setVisible(not headed)
        if not headed:
            self.list.setAccessibleName(LISTS[self.pills.current])
            self.list.show_entries(self._entries(compilation))
        self._show_chosen()

    def begin(self) -> None:
        """Another draft is open: from the beginning, with what is to be looked at first."""
        self.search.clear()
        self.pills.choose(CLAUSES)
        self.refresh()
        self.list.choose_first()

    def _entries(self, compilation: Compilation) -> Iterator[Entry]:
        match self.pills.current:
            case 0:
                return clause_entries(compilation.draft)
            case 1:
                return target_entries(compilation.draft)
            case 2:
                return body_entries(compilation.draft)
        return remark_entries(compilation)

    def _on_kind(self, _: int) -> None:
        self.flush()
        self.refresh()
        if self.pills.current != HEAD:
            self.list.choose_first()
        self._show_chosen()

    def _on_chosen(self, _: str) -> None:
        self.flush()
        self._show_chosen()

    def _show_chosen(self) -> None:
        compilation = self._compilation
        if compilation is None:
            return
        show_words(self.said, "")
        kind, id_ = kind_and_id(self.list.key)
        if self.pills.current == HEAD:
            kind = EntryKind.HEAD
        panel = self._panels.get(kind, self.nothing) if kind else self.nothing
        places = panel.show_row(compilation, id_)
        self._stack.setCurrentWidget(self.nothing if places is None else panel)
        self.text.shade(places or ())
        if places and self._follows:
            self.text.go_to(places[-1].start, places[-1].end)
        self._show_buttons()

    def _show_buttons(self) -> None:
        start, end = self.text.chosen
        self.measure.setEnabled(start < end)
        self.target.setEnabled(start < end)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.text.show_again()

    def flush(self) -> None:
        self._stack_panel.flush()

    @property
    def _stack_panel(self) -> Panel:
        panel = self._stack.currentWidget()
        return panel if isinstance(panel, Panel) else self.nothing

    # From the text to the list

    def _on_placed(self, position: int) -> None:
        """The cursor stands at *position*: what was read there is chosen in the list."""
        compilation = self._compilation
        if compilation is None or self.pills.current not in {CLAUSES, TARGETS}:
            return
        key = self._key_at(compilation.draft, position)
        if key and key != self.list.key:
            self._follows = False
            try:
                self.list.choose(key)
            finally:
                self._follows = True

    def _key_at(self, draft: PlanDraft, position: int) -> str:
        if self.pills.current == TARGETS:
            found = (
                target.id
                for target in draft.targets
                if any(one.start <= position <= one.end for one in target.milestones)
            )
            return key_of(EntryKind.TARGET, id_) if (id_ := next(found, "")) else ""
        clause = clause_at(draft, position)
        if clause is None:
            return ""
        measure = measure_over(clause, position)
        if measure:
            return key_of(EntryKind.MEASURE, measure.id)
        return key_of(EntryKind.CLAUSE, clause.id)

    # What people do in the text

    def _place(self, position: int) -> tuple[Compilation, DraftClause, DraftMeasure | None] | None:
        """What stands at *position*; None, said, where no clause does."""
        compilation = self._compilation
        clause = clause_at(compilation.draft, position) if compilation else None
        if compilation is None or clause is None:
            show_words(self.said, NO_CLAUSE)
            return None
        return compilation, clause, measure_over(clause, position)

    def cut(self, position: int) -> None:
        """Cuts the measure at *position* in two."""
        if (place := self._place(position)) and place[2]:
            compilation, clause, measure = place
            if measure and measure.start < position < measure.end:
                corrections = split(compilation.draft, clause, measure, position)
                self._do("拆开任务", corrections, position)

    def _on_join(self, position: int) -> None:
        if (place := self._place(position)) and place[2]:
            corrections = joined(place[0].draft, place[1], place[2])
            if corrections:
                self._do("并到上一条", corrections, position)

    def _on_drop(self, position: int) -> None:
        if (place := self._place(position)) and place[2]:
            self._do("不列一条任务", dropped(place[0].draft, place[1], place[2]), position)

    def _on_measure(self) -> None:
        self.make_measure(*self.text.chosen)

    def _on_target(self) -> None:
        self.make_target(*self.text.chosen)

    def make_measure(self, start: int, end: int) -> None:
        """Makes a measure of these words; what they take of others is no longer theirs."""
        place = self._place(start)
        if place is None:
            return
        compilation, clause, _ = place
        first, last = body_span(compilation.draft, clause)
        if start < first or end > last:
            show_words(self.said, "一条任务只能是一条正文里的话，请不要选到标题、括号和别的条里。")
            return
        self._do("设为任务", placed(compilation.draft, clause, (start, end)), start)

    def make_target(self, start: int, end: int) -> None:
        """Makes a target of these words, whose unit and value are said in the panel."""
        compilation = self._compilation
        if compilation is None:
            return
        words = compilation.draft.text[slice(*trimmed(compilation.draft.text, (start, end)))]
        corrections = target_added(words, words[:20], compilation.draft.years[1])
        if refusal := self._room.correct("设为指标", corrections):
            show_words(self.said, refusal)
            return
        self.pills.choose(TARGETS)
        self.refresh()
        self.list.choose(key_of(EntryKind.TARGET, self._newest_target()))
        self.enter_right()

    def _newest_target(self) -> str:
        compilation = self._compilation
        return compilation.draft.targets[-1].id if compilation else ""

    def _do(self, words: str, corrections: Corrections, position: int) -> None:
        refusal = self._room.correct(words, corrections)
        if refusal:
            show_words(self.said, refusal)
            return
        if self._compilation:
            self._follows = False
            try:
                self.list.choose(self._key_at(self._compilation.draft, position))
            finally:
                self._follows = True
            self.text.go_to(position, position)

    # What people do in the list

    def _on_opened(self, _: str) -> None:
        self.enter_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def enter_panel(self) -> None:
        """Puts the cursor into the panel of the row chosen."""
        fields = self._stack_panel.fields()
        if fields:
            fields[0].box.setFocus()
        else:
            self.enter_right()

    def _on_acted(self, _: str) -> None:
        if self._stack_panel is self.remark:
            self._on_turned()

    def _on_turned(self) -> None:
        """What was looked at goes below; the next thing to look at comes in its place."""
        entry = self.list.entry
        following = self.list.next_after(self.list.key, to_look_at)
        self.remark.turn()
        if entry and to_look_at(entry) and following:
            self.list.choose(following)

    def _on_letter(self, letter: str) -> None:
        if self._stack_panel is not self.single:
            return
        acts = {
            JOIN: self.single.join_above,
            DROP: self.single.leave_out,
            ONCE: self.single.once.click,
            LISTED: self.single.listed.click,
        }
        if letter in acts:
            acts[letter]()

    def _on_done(self, measure: str) -> None:
        self.list.choose(key_of(EntryKind.MEASURE, measure))

    def show_next_open(self) -> None:
        """Goes to the next thing to look at."""
        if self.pills.current != REMARKS:
            self.pills.choose(REMARKS)
        elif key := self.list.next_after(self.list.key, to_look_at):
            self.list.choose(key)


def to_look_at(entry: Entry) -> bool:
    """Whether *entry* is a remark that nobody looked at yet."""
    return entry.mark is Mark.DOUBTFUL and bool(entry.act)
