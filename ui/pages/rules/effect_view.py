"""The right of the rules page: what the draft does to everybody, before it is in force."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from model.rulebook_editor.trial import Effect
from model.rulebook_editor.words import ABOUT_PROPOSALS
from model.scoring.proposal import Advice
from ui.kit.empty_state import EmptyState
from ui.kit.entry_list import EntryList
from ui.kit.label import show_words, words_label
from ui.kit.layout import box, column, stacked, wide
from ui.kit.metrics import COMPACT_ROW, TOOLS
from ui.kit.pills import Pills
from ui.kit.table import Table
from ui.kit.table_model import ChangedCell, Line
from ui.pages.rules.change_lines import GRADE, HEADINGS, RANK, change_lines
from ui.pages.rules.proposals import ProposalLine, counts, proposal_entry, proposal_lines
from ui.pages.rules.tallies import Tallies
from ui.theme import px

SAMPLES = "示例数据：由程序编造，只用来试算规则，不代表任何单位的真实情况。"
SOME_SAMPLES = "其中有示例数据，不代表任何单位的真实情况。"
BETWEEN = 10  # px
ALL, REGRADED, RERANKED, PROPOSALS = range(4)  # pills
COLUMNS = {REGRADED: GRADE, RERANKED: RANK}  # in which something must have changed
WIDE, NARROW = (0, 158, 132, 102), (0, 108, 112, 72)  # px, of the columns
ENOUGH = 510  # px, for the wide ones


class EffectView(QFrame):
    samples_requested = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        """*names* of departments, by id."""
        super().__init__(parent)
        self.setObjectName("right")
        self._names = names
        self._effect: Effect | None = None
        self._lines: tuple[Line, ...] = ()
        self.pills = Pills(("全部", "等次变化", "名次变化", "建议名单"), self)
        self.pills.chosen.connect(self._on_view)
        self._samples, self._note = words_label("sample", SAMPLES), words_label("question")
        self._detail, self.about_list = words_label("detail"), words_label("help", ABOUT_PROPOSALS)
        self._tallies = Tallies(self)
        self.table = Table(HEADINGS, WIDE, self, row=COMPACT_ROW)
        self.table.setAccessibleName("各单位得分、等次和名次的变化")
        self.table.setColumnHidden(RANK, True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.line_chosen.connect(self._show_department)
        self.list = EntryList("建议名单", self, margin=12)
        self.list.chosen.connect(self._on_proposal)
        self._views = stacked(self.table, self.list)
        above = (self._samples, self.pills, self._note, self._tallies, self.about_list)
        whole = column(*above, wide(self._views), self._detail, spacing=BETWEEN, margins=TOOLS)
        self._places = stacked(self._nothing_yet(), box(whole))
        column(self._places, parent=self)
        for label in (self._samples, self._note, self._detail, self.about_list):
            label.hide()

    def _nothing_yet(self) -> QWidget:
        empty = EmptyState(
            "scale",
            "还没有可以试算的数据",
            "收到各单位的报送后，这里随改随算全部单位的得分、等次和名次。"
            "现在可以先用程序编造的示例数据试算。",
            action="用示例数据试算",
        )
        self.samples = empty.button
        self.samples.clicked.connect(self.samples_requested)
        return empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.show_widths(WIDE if self.width() >= px(ENOUGH) else NARROW)

    def show_empty(self) -> None:
        self._places.setCurrentIndex(0)

    def show_samples(self, *, all_: bool, some: bool) -> None:
        """Says whether all or some of the data is made up."""
        self._samples.setText(SAMPLES if all_ else SOME_SAMPLES)
        self._samples.setVisible(all_ or some)

    def show_ranks(self, *, shown: bool) -> None:
        """Shows ranks and proposals, or departments in the order of the plan."""
        if self.table.isColumnHidden(RANK) == shown:
            self.table.setColumnHidden(RANK, not shown)
            self.table.sortByColumn(RANK if shown else 0, Qt.SortOrder.AscendingOrder)
        for pill in (RERANKED, PROPOSALS):
            self.pills.set_shown(pill, shown=shown)

    def show_stale(self, words: str) -> None:
        """Says why the result is older than the draft; "": it is not."""
        show_words(self._note, words)

    def show_effect(self, effect: Effect) -> None:
        self._effect = effect
        self._places.setCurrentIndex(1)
        self._lines = tuple(change_lines(effect, self._names))
        self._show_lines()
        self._tallies.show_tallies(effect.tallies)
        lines = proposal_lines(effect, self._names)
        self.list.entries.show_entries(map(proposal_entry, lines))
        advised = counts(lines)
        self.pills.show_words(
            (
                f"全部 {len(effect.changes)}",
                f"等次变化 {effect.regraded}",
                f"名次变化 {effect.reranked}",
                f"建议 表彰 {advised[Advice.COMMEND]} · 约谈 {advised[Advice.ADMONISH]}",
            )
        )
        if self._views.currentWidget() is self.table:
            self._show_department(self.table.key)

    def _show_lines(self) -> None:
        self.table.show_lines([line for line in self._lines if self._is_wanted(line)])

    def _is_wanted(self, line: Line) -> bool:
        number = COLUMNS.get(self.pills.current)
        cell = None if number is None else line.cells[number]
        return not isinstance(cell, ChangedCell) or bool(cell.before)

    def _on_view(self, pill: int) -> None:
        self._views.setCurrentIndex(int(pill == PROPOSALS))
        self.about_list.setVisible(pill == PROPOSALS)
        self._show_lines()
        self._detail.hide()

    def _show_department(self, key: str) -> None:
        """Shows how the score of the department *key* comes about, before and after."""
        self._detail.setVisible(bool(key))
        if key and self._effect:
            sides = (self._effect.before, self._effect.after)
            before, after = (side[key].sentence for side in sides)
            words = f"现行　{before}\n改后　{after}" if before != after else after
            self._detail.setText(f"{self._names[key]}\n{words}")

    def _on_proposal(self, _: str) -> None:
        line = self.list.entry.about if self.list.entry else None
        if not isinstance(line, ProposalLine):
            return
        reasons = "\n".join(f"· {reason}" for reason in line.reasons)
        self._detail.setText(f"{line.name}　{line.advice}\n{reasons}")
        self._detail.show()
