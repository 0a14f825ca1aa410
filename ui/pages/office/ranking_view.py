"""排名 and proposals among bodies of one kind: off until the office switches it on."""

from PySide6.QtWidgets import QWidget

from model.consolidation.ranking_groups import RankedPlace, RankingGroup
from model.office.department_year import DepartmentYear
from model.office.rulings import show_ranking
from model.scoring.proposal import Advice
from ui.connection import connect
from ui.kit.empty_state import EmptyState
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import add, box, column, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import PAGE, TIGHT, TOOLS
from ui.kit.pills import Pills
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.office.board_lines import MARK_OF
from ui.pages.office.result_lines import points_cell
from ui.pages.office.session import OfficeSession
from ui.status_marks import Mark

HEADINGS = ("名次", "责任单位", "复核得分#", "等次", "折算说明", "建议", "复核进度")
WIDTHS = (90, 0, 96, 96, 240, 130, 100)
OFF = (
    "排名只在任务可比的同类单位之间进行，得分相同并列。\n"
    "是否排名由办公室决定；没有启用时，报告和汇总工作簿里都不出现名次和建议。"
)
ADVICE = {Advice.COMMEND: Mark.DONE, Advice.ADMONISH: Mark.BEHIND, Advice.NOTHING: None}


class RankingView(QWidget):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._groups: tuple[RankingGroup, ...] = ()
        self._places = stacked(self._off(), self._on())
        column(self._places, margins=PAGE, parent=self)

    def _off(self) -> QWidget:
        empty = EmptyState("award", "没有启用排名", OFF, self, action="启用排名")
        self.switch_on = empty.button
        connect(self.switch_on.clicked, self, lambda: self._switch(shown=True))
        return box(column(empty), "card")

    def _on(self) -> QWidget:
        self._pills_place = row()
        self.pills: Pills | None = None
        self._switch_off = Link("停用排名", self)
        connect(self._switch_off.clicked, self, lambda: self._switch(shown=False))
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.line_chosen.connect(self._on_line)
        connect(self.table.opened, self, lambda department: self._room.open("review", department))
        self._reasons = words_label("detail")
        note = line_label("help", "“建议”只是按规则列出的名单和理由，如何处理由人决定。")
        head = row(wide(self._pills_place), self._switch_off, spacing=TIGHT)
        parts = (head, wide(self.table), self._reasons, note)
        return box(column(*parts, spacing=TIGHT, margins=TOOLS), "card")

    def refresh(self) -> None:
        office = self._room.office
        for button in (self.switch_on, self._switch_off):
            button.setEnabled(not self._room.closed)
        self._places.setCurrentIndex(int(office.ranking_shown))
        if not office.ranking_shown:
            return
        titles = [group.title for group in self._groups]
        self._groups = office.groups
        if titles != [group.title for group in self._groups]:
            self._show_pills()
        self._show_group()

    def _show_pills(self) -> None:
        if self.pills:
            self._pills_place.removeWidget(self.pills)
            self.pills.deleteLater()
        words = [f"{group.title} {len(group.places)}" for group in self._groups]
        self.pills = Pills(words, self)
        self.pills.chosen.connect(self._show_group)
        add(self._pills_place, self.pills)

    def _show_group(self, *_: object) -> None:
        group = self._groups[self.pills.current if self.pills else 0]
        body = self._room.body
        self.table.show_lines([_line(one, body(one.one.department.id)) for one in group.places])
        if self.table.key not in {place.one.department.id for place in group.places}:
            self.table.selectRow(0)
        self._on_line(self.table.key)

    def _on_line(self, department: str) -> None:
        found = (p for group in self._groups for p in group.places)
        place = next((p for p in found if p.one.department.id == department), None)
        show_words(self._reasons, "；".join(place.proposal.reasons) if place else "")

    def _switch(self, *, shown: bool) -> None:
        if self._room.is_named(self):
            self._room.tell(self._room.decide(show_ranking, shown=shown))


def _line(place: RankedPlace, body: DepartmentYear) -> Line:
    one = place.one
    advice = place.proposal.advice
    mark = ADVICE[advice]
    left_out = [
        f"{count} 项{words}"
        for count, words in ((place.not_applicable, "不适用"), (place.no_target, "目标未下达"))
        if count
    ]
    return Line(
        key=one.department.id,
        cells=(
            Cell(
                words=place.rank.text if place.rank else "—",
                sort=float(place.rank.number) if place.rank else 1e9,
            ),
            Cell(words=one.department.name),
            points_cell(one.reviewed.total),
            Cell(words=one.reviewed.grade),
            Cell(words=f"{'、'.join(left_out)}不计，其余折算" if left_out else "没有折算"),
            Cell(words=advice.value if mark else "", mark=mark),
            Cell(
                words=f"待审 {one.waiting}" if one.waiting else body.state.value,
                mark=Mark.PENDING if one.waiting else MARK_OF[body.state],
            ),
        ),
    )
