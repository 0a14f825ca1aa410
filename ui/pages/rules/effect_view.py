"""The right of the rules page: what the draft does to everybody, before it is in force."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from model.rulebook_editor.trial import Effect
from model.rulebook_editor.words import ABOUT_PROPOSALS
from model.scoring.proposal import Advice
from ui.kit.empty_state import EmptyState
from ui.kit.entry_list import EntryList
from ui.kit.pills import Pills
from ui.pages.rules.change_lines import ChangeLine, lines_of
from ui.pages.rules.change_model import ChangeModel, ChangeSorter, Only
from ui.pages.rules.change_table import ChangeTable
from ui.pages.rules.proposals import ProposalLine, counts, proposal_entry, proposal_lines
from ui.pages.rules.tallies import Tallies

SAMPLES = "示例数据：由程序编造，只用来试算规则，不代表任何单位的真实情况。"
SOME_SAMPLES = "其中有示例数据，不代表任何单位的真实情况。"
MARGIN = 16  # px
RANKS, PROPOSALS = 2, 3  # pills


class EffectView(QFrame):
    samples_requested = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        """*names* of departments, by id."""
        super().__init__(parent)
        self.setObjectName("right")
        self._names = names
        self._effect: Effect | None = None
        self.model = ChangeModel(self)
        self.sorter = ChangeSorter(self.model, self)
        self.pills = Pills(("全部", "等次变化", "名次变化", "建议名单"), self)
        self.pills.chosen.connect(self._on_view)
        self._samples, self._note, self._detail = QLabel(SAMPLES, self), QLabel(self), QLabel(self)
        for label, name in (
            (self._samples, "sample"),
            (self._note, "question"),
            (self._detail, "detail"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.hide()
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tallies = Tallies(self)
        self.table = ChangeTable(self.sorter, self)
        self.list = EntryList("建议名单", self, margin=12)
        self.about_list = QLabel(ABOUT_PROPOSALS, self)
        self.about_list.setObjectName("help")
        self.about_list.setWordWrap(True)
        self.about_list.hide()
        self.table.line_chosen.connect(self._on_line)
        self.list.chosen.connect(self._on_proposal)
        self._views = QStackedWidget(self)
        self._views.addWidget(self.table)
        self._views.addWidget(self.list)
        self._whole = QWidget(self)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(10)
        for part in (self._samples, self.pills, self._note, self._tallies):
            column.addWidget(part)
        column.addWidget(self.about_list)
        column.addWidget(self._views, 1)
        column.addWidget(self._detail)
        self._places = QStackedWidget(self)
        self._places.addWidget(self._make_empty())
        self._places.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._places)

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            "scale",
            "还没有可以试算的数据",
            "收到各单位的报送后，这里随改随算全部单位的得分、等次和名次。"
            "现在可以先用程序编造的示例数据试算。",
            self,
        )
        self.samples = QPushButton("用示例数据试算", empty)
        self.samples.clicked.connect(self.samples_requested)
        column = cast(QVBoxLayout, empty.layout())
        column.insertWidget(column.count() - 1, self.samples, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    def show_empty(self) -> None:
        self._places.setCurrentIndex(0)

    def show_samples(self, *, all_: bool, some: bool) -> None:
        """Whether the data is made up, wholly or in part."""
        self._samples.setText(SAMPLES if all_ else SOME_SAMPLES)
        self._samples.setVisible(all_ or some)

    def show_ranks(self, *, shown: bool) -> None:
        """Ranks and what is proposed by them, or departments in the order of the plan."""
        self.table.show_ranks(shown=shown)
        for pill in (RANKS, PROPOSALS):
            self.pills.set_shown(pill, shown=shown)

    def show_stale(self, words: str) -> None:
        """Why what is shown is not what the draft says now; "": it is."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def show_effect(self, effect: Effect) -> None:
        self._effect = effect
        self._places.setCurrentWidget(self._whole)
        self.model.show_lines(lines_of(effect, self._names))
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
            self._show_line(self.sorter.line_at(self.table.currentIndex()))

    def _on_view(self, pill: int) -> None:
        self._views.setCurrentIndex(int(pill == PROPOSALS))
        self.about_list.setVisible(pill == PROPOSALS)
        if pill != PROPOSALS:
            self.sorter.show_only(Only(pill))
        self._detail.hide()

    def _on_line(self, line: ChangeLine) -> None:
        self._show_line(line)

    def _show_line(self, line: ChangeLine | None) -> None:
        """How that department's score comes about, before and after."""
        self._detail.setVisible(line is not None)
        if line and self._effect:
            sides = (self._effect.before, self._effect.after)
            before, after = (side[line.department].sentence for side in sides)
            words = f"现行　{before}\n改后　{after}" if before != after else after
            self._detail.setText(f"{line.name}\n{words}")

    def _on_proposal(self, _: str) -> None:
        line = self.list.entry.about if self.list.entry else None
        if not isinstance(line, ProposalLine):
            return
        reasons = "\n".join(f"· {reason}" for reason in line.reasons.split("；"))
        self._detail.setText(f"{line.name}　{line.advice}\n{reasons}")
        self._detail.show()
