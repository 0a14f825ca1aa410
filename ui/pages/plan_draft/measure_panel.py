"""A measure's words, which stand in the text, and whether it is scored."""

from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation
from model.compilation.measure_edits import (
    MisplacedWords,
    body_span,
    clause_of,
    dropped,
    flagged,
    joined,
    misplaced,
    reworded,
)
from model.plan.clauses import leaves_words_out
from model.plan_draft.draft import DraftClause, DraftMeasure, PlanDraft
from ui.kit.check import Check
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, row
from ui.kit.metrics import GAP
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import clause_title
from ui.pages.plan_draft.fields import CheckedField
from ui.pages.plan_draft.panel import Panel, Shaded, lines_of, place_words, shades_of
from ui.pages.plan_draft.text_view import Shade, ShadedWords


class MeasurePanel(Panel):
    """A measure's words, which stand in the text, and whether it is scored."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._measure: DraftMeasure | None = None
        self._place = self.label("notes")
        self.quote = CheckedField(
            "任务（原文；一行是一条，按回车拆开）", self._wrong, self.paper, lines=3
        )
        self.quote.said.connect(self._on_said)
        self.whole = CheckedField(
            "单独读不通的，补上同一条里的话（可以不填）", self._added, self.paper
        )
        self.whole.said.connect(self._on_whole)
        self._term = words_label("notes")
        self.once, self.listed = Check("一次完成的", self.paper), Check("只列不评", self.paper)
        self.once.setToolTip("一件做成了就算完成的事：制定一个文件、建成一个项目")
        self.listed.setToolTip("只是表态、说不出做没做到的话：列出来，不要求填报，不计分")
        self.once.clicked.connect(self._on_once)
        self.listed.clicked.connect(self._on_listed)
        self.join = QPushButton("并到上一条", self.paper)
        self.drop = QPushButton("不列这一条", self.paper)
        self.join.clicked.connect(self.join_above)
        self.drop.clicked.connect(self.leave_out)
        self.add(
            self.quote,
            self.whole,
            self._term,
            row(self.once, self.listed, REST, spacing=GAP),
            self.buttons(self.join, self.drop),
            REST,
        )

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.quote, self.whole)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        clause = clause_of(draft, id_)
        if clause is None:
            return None
        measure = next(one for one in clause.measures if one.id == id_)
        self._show(draft, clause, measure)
        others = [one for one in shades_of(clause) if one.start != measure.start]
        return (*others, ShadedWords(measure.start, measure.end, Shade.CHOSEN))

    def _show(self, draft: PlanDraft, clause: DraftClause, measure: DraftMeasure) -> None:
        self._measure = measure
        self._place.setText(f"{clause_title(clause)}　{place_words(draft, measure.start)}")
        self.quote.show_text(measure.id, measure.quote)
        self.whole.show_text(measure.id, measure.text)
        show_words(self._term, f"期限：{measure.term}" if measure.term else "")
        self.once.setChecked(measure.once)
        self.listed.setChecked(not measure.checkable)
        self.join.setEnabled(clause.measures[0] is not measure)

    @property
    def _here(self) -> tuple[Compilation, DraftClause, DraftMeasure] | None:
        """What is shown, as it stands now."""
        compilation, measure = self._room.compilation, self._measure
        clause = clause_of(compilation.draft, measure.id) if compilation and measure else None
        if compilation is None or measure is None or clause is None:
            return None
        now = next(one for one in clause.measures if one.id == measure.id)
        return compilation, clause, now

    def _wrong(self, words: str) -> str:
        if self._here is None:
            return ""
        compilation, clause, measure = self._here
        draft, place = compilation.draft, clause.measures.index(measure)
        start = clause.measures[place - 1].end if place else body_span(draft, clause)[0]
        wrong = misplaced(draft, clause, start, lines_of(words))
        return misplaced_words(draft, wrong) if wrong else ""

    def _on_said(self, words: str) -> None:
        if self._here:
            compilation, clause, measure = self._here
            quotes = lines_of(words)
            act = "拆开任务" if len(quotes) > 1 else "改任务" if quotes else "不列一条任务"
            corrections = reworded(compilation.draft, clause, measure, quotes)
            self.correct(act, corrections, self.quote)

    def _added(self, words: str) -> str:
        if self._here is None or not words:
            return ""
        _, clause, _ = self._here
        whole = leaves_words_out(words, f"{clause.heading}{clause.body}")
        return "" if whole else "只能略去这一条里的话，不能增加，也不能调换次序。"

    def _on_whole(self, words: str) -> None:
        if self._here:
            _, clause, measure = self._here
            self.correct("补全任务", flagged(clause, measure, text=words), self.whole)

    def _on_once(self, checked: bool) -> None:
        if self._here:
            _, clause, measure = self._here
            words = "列为一次完成" if checked else "不列为一次完成"
            self.correct(words, flagged(clause, measure, once=checked))

    def _on_listed(self, checked: bool) -> None:
        if self._here:
            _, clause, measure = self._here
            words = "只列不评" if checked else "改为评分"
            self.correct(words, flagged(clause, measure, checkable=not checked))

    def join_above(self) -> None:
        """Makes one measure of this and the one above."""
        if self._here:
            compilation, clause, measure = self._here
            if corrections := joined(compilation.draft, clause, measure):
                above = clause.measures[clause.measures.index(measure) - 1]
                if self.correct("并到上一条", corrections):
                    self.done.emit(above.id)

    def leave_out(self) -> None:
        if self._here:
            compilation, clause, measure = self._here
            self.correct("不列一条任务", dropped(compilation.draft, clause, measure))


def misplaced_words(draft: PlanDraft, wrong: MisplacedWords) -> str:
    """Why words can't be a measure, as a sentence."""
    said = wrong.words if len(wrong.words) <= 30 else f"{wrong.words[:28]}…"
    if wrong.taken:
        return f"“{said}”在这一条的前面，次序要与原文一致。"
    if wrong.elsewhere:
        other = next(one for one in draft.clauses if one.id == wrong.elsewhere)
        return f"“{said}”不在这一条里，在“{clause_title(other)}”里。"
    return f"原文里没有“{said}”，请逐字核对；任务只能是原文里的话。"
