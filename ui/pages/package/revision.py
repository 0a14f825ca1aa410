"""方案修订: a new edition of the plan beside this one, word by word; nothing goes unseen."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from model.errors import AppError
from model.package.revision import PlanRevision, Rewording, compared
from model.plan.loader import load_plan
from ui.alerts import show_error
from ui.marks import Mark
from ui.models.table_model import Cell, Line
from ui.pages.package.bench import Bench
from ui.theme import colour
from ui.widgets.link import Link
from ui.widgets.package_halves import Halves
from ui.widgets.package_sheet import Sheet
from ui.widgets.package_table import KeptTable


class RevisionPart(Halves):
    left_requested = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__((2, 3), parent)
        self._bench = bench
        self.revision: PlanRevision | None = None
        self._wordings: dict[str, Rewording] = {}
        above = QWidget(self.left)
        row = QHBoxLayout(above)
        row.setContentsMargins(24, 12, 24, 8)
        self._said = QLabel(above)
        self._said.setObjectName("help")
        self._said.setWordWrap(True)
        back = Link("返回", above)
        back.clicked.connect(self.left_requested)
        row.addWidget(self._said, 1)
        row.addWidget(back)
        self.add_left(above)
        self.table = KeptTable(("内容", "种类", "变化"), (0, 96, 96), self.left)
        self.table.line_chosen.connect(self.show_wording)
        self.add_left(self.table, 1)
        self._sides = QWidget(self.right)
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        self.before, self.after = self._side("现行方案", sides), self._side("新版方案", sides)
        self.add_right(self._sides, 1)

    def _side(self, heading: str, row: QHBoxLayout) -> QLabel:
        sheet = Sheet(self._sides)
        sheet.add_label("label", heading)
        words = sheet.add_label("")
        sheet.column.addStretch(1)
        row.addWidget(sheet, 1)
        return words

    def choose(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "选择新版方案的文件夹"):
            self.compare(Path(folder))

    def compare(self, folder: Path) -> None:
        """Hold the plan in *folder* against the one in force; nothing is changed."""
        try:
            new = load_plan(folder)
        except AppError as error:
            show_error(error, self)
            return
        self.revision = found = compared(self._bench.work.plan, new)
        parts = ((found.changed, "改写"), (found.added, "新增"), (found.gone, "删去"))
        marks = {"改写": Mark.DIFFERENT, "新增": Mark.FILLED, "删去": Mark.RETURNED}
        self._wordings = {one.id: one for ones, _ in parts for one in ones}
        self._said.setText(
            f"{found.before.version} 版 → {found.after.version} 版：{len(found.same)} 处相同，"
            f"改写 {len(found.changed)}、新增 {len(found.added)}、删去 {len(found.gone)}。"
            "开启新年度时，不相同的都不沿用，由人逐项确认。"
        )
        self.table.show_lines(
            [
                Line(
                    key=one.id,
                    cells=(
                        Cell(words=(one.after or one.before).partition("\n")[0]),
                        Cell(words=one.kind),
                        Cell(words=word, mark=marks[word]),
                    ),
                )
                for ones, word in parts
                for one in ones
            ]
        )

    def show_wording(self, key: str) -> None:
        one = self._wordings[key]
        self.before.setText(_side_words(one, after=False))
        self.after.setText(_side_words(one, after=True))


def _side_words(one: Rewording, *, after: bool) -> str:
    """One side's words, what differs marked by colour and by a line through or under it."""
    token, tag = ("done", "u") if after else ("returned", "s")
    ink = colour(token).name()
    words = []
    for piece in one.pieces:
        text = escape(piece.after if after else piece.before).replace("\n", "<br>")
        if text:
            changed = f'<{tag} style="color:{ink}">{text}</{tag}>'
            words.append(text if piece.same else changed)
    said = "".join(words) or "（没有）"
    return f'<p style="line-height:160%">{said}</p>'
