"""证明: every score worked out again from the kept originals, department by department."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.office.score_verification import ScoreVerification, VerifiedScore, verify_stored_scores
from model.office.year import OfficeYear
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, add, row, wide
from ui.kit.metrics import GAP, TABLE_ROW, px
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.office.session import OfficeSession
from ui.status_marks import Mark
from ui.theme import icon

ABOUT = (
    "从留存的原件重新读取、重新评分，与现有结果逐单位、逐项比对。"
    "只读不改，可以随时再做，用来证明得分经得起核对。"
)
HEADINGS = ("责任单位", "结论", "现有复核得分", "由原件重算", "原件")
WIDTHS = (200, 110, 160, 160, 0)
LINES = 5  # of the table, its headings with them, that are in sight at least
ALIKE = (Mark.REVIEWED, "一致")
CLEARED = (Mark.UNUSED, "无法重算")
DIFFERENT = (Mark.WRONG, "不一致")


class VerificationCard(Card):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("证明", parent)
        self._room = room
        self.button = QPushButton(icon("scale", "ink", 16), "重新计算并比对", self)
        self.button.clicked.connect(self.verify)
        self.chip, self.sentence = Chip(self), words_label(parent=self)
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.line_chosen.connect(self._on_line)
        self.table.setMinimumHeight(px(LINES * TABLE_ROW))
        self.table.hide()
        self._details = words_label("detail", parent=self)
        self._details.hide()
        asking = row(self.button, self.chip, wide(self.sentence), spacing=GAP)
        parts = (words_label("notes", ABOUT), asking, wide(self.table, 100), self._details)
        add(self.column, *parts, REST)
        self._proof: ScoreVerification | None = None

    def verify(self) -> None:
        job = partial(verify_stored_scores, self._room.stored)
        self._room.start(job, self._on_proven, self._room.office)

    def forget(self) -> None:
        """Forgets the result, which is about an earlier state."""
        if self._proof:
            self._proof = None
            self.chip.show_mark(None)
            self.sentence.setText("上次比对以后有了改动，请重新比对。")
            self.table.hide()
            show_words(self._details, "")

    def _on_proven(self, result: object, office: OfficeYear) -> None:
        if isinstance(result, ScoreVerification) and office is not self._room.office:
            self.sentence.setText("比对的时候有了改动，请重新比对。")
        elif isinstance(result, ScoreVerification):
            self._proof = result
            mark = ALIKE if result.proved else CLEARED
            self.chip.show_mark(*(mark if result.holds else DIFFERENT))
            self.sentence.setText(result.sentence)
            lines = sorted(result.lines, key=lambda one: (not one.differences, not one.cleared))
            self.table.show_lines([_line(one) for one in lines])
            self.table.show()

    def _on_line(self, department: str) -> None:
        lines = self._proof.lines if self._proof else ()
        found = next((one for one in lines if one.department.id == department), None)
        told = (found.cleared, *found.differences) if found else ()
        show_words(self._details, "\n".join(filter(None, told)))


def _line(one: VerifiedScore) -> Line:
    mark, words = DIFFERENT if one.differences else CLEARED if one.cleared else ALIKE
    return Line(
        key=one.department.id,
        cells=(
            Cell(words=one.department.name),
            Cell(words=words, mark=mark),
            Cell(words=one.shown),
            Cell(words=one.again),
            Cell(words="已清除" if one.cleared else one.file or "没有留存"),
        ),
    )
