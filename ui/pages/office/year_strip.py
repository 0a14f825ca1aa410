"""Whose year is under review: the department, its state, its three scores, and what to do."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QPushButton, QWidget

from model.office.department_year import DepartmentYear
from ui.connection import connect
from ui.kit.check import Check
from ui.kit.chip import Chip
from ui.kit.combo import Combo
from ui.kit.grown_width import fix_width
from ui.kit.label import line_label, plain_tip
from ui.kit.layout import REST, box, gap, row, wide
from ui.kit.mark_icon import mark_icon
from ui.kit.metrics import ICON, NAME, STRIP, TIGHT
from ui.kit.repeated_presses import allow_many
from ui.pages.office.board_lines import MARK_OF, score_parts, self_parts
from ui.pages.office.name_field import NameField
from ui.pages.office.score_trio import ScoreTrio, TrioScore
from ui.pages.office.session import OfficeSession
from ui.status_marks import ORIGIN_MARKS
from ui.theme import icon

WIDTH, NARROW = 300, 160  # px, of the departments
LETTERS = 10  # of a department that are in sight
LONGEST_REST, LONGEST_SLIP = "撤销成批采信 188", "退回单 88…"


class YearStrip(QFrame):
    department_chosen = Signal(str)
    rest_requested = Signal()  # 其余采信
    slip_requested = Signal()
    mine_wanted = Signal(bool)  # only what was given to the reviewer

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._room = room
        self.departments = Combo(self)
        self.departments.setMinimumWidth(NARROW)
        self.departments.setMaximumWidth(WIDTH)
        self.departments.setMinimumContentsLength(LETTERS)
        self.departments.setMaxVisibleItems(24)
        self.departments.setAccessibleName("复核哪个单位")
        self.departments.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.departments.activated.connect(self._on_activated)
        self._previous, self._next = QPushButton(self), QPushButton(self)
        for button, drawing, by, words in (
            (self._previous, "chevron-left", -1, "上一个单位（Alt+↑）"),
            (self._next, "chevron-right", 1, "下一个单位（Alt+↓）"),
        ):
            button.setObjectName("flat")
            button.setIcon(icon(drawing, "ink", ICON))
            button.setToolTip(plain_tip(words))
            button.setAccessibleName(words)
            connect(button.clicked, self, lambda *_, by=by: self.step(by))
            allow_many(button)
        self._chip, self.origin, self.trio = Chip(self), Chip(self), ScoreTrio(self)
        self.taking_back = False
        self.rest = QPushButton(self)
        self.rest.setToolTip("没有疑点、没有申报不适用的，一次采信（Alt+A）")
        self.rest.clicked.connect(self.rest_requested)
        self.slip = QPushButton(self)
        self.slip.clicked.connect(self.slip_requested)
        self.reviewer = NameField(room, self)
        self.reviewer.setPlaceholderText("姓名")
        self.reviewer.setToolTip("您的姓名，记在每一条复核意见后面")
        self.reviewer.setAccessibleName("复核人姓名")
        fix_width(self.reviewer, NAME)
        arrows = self._previous, self._next  # first: they stay where they are, whosever year it is
        whose = (*arrows, wide(self.departments, 4), self._chip, self.origin)
        self._whose = box(row(*whose, gap(TIGHT), self.trio, REST, spacing=TIGHT))
        self.mine = Check("只看分给我的", self)
        self.mine.setToolTip("只列“复核分工”页分给这位复核人的单位和章节")
        self.mine.toggled.connect(self.mine_wanted)
        acts = (line_label("label", "复核人"), self.reviewer, self.mine, self.rest, self.slip, REST)
        self._acts = box(row(*acts, spacing=TIGHT))
        parts = (wide(self._whose), self._acts)
        self._parts = row(*parts, spacing=TIGHT, margins=STRIP, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What is done stands below where there is no room for it beside whose year it is, however
        far one gets with it.
        """
        need = self._parts.spacing() + STRIP[0] + STRIP[2]
        need += self._whose.sizeHint().width() + self._acts.sizeHint().width()
        for button, words in ((self.rest, LONGEST_REST), (self.slip, LONGEST_SLIP)):
            measure = button.fontMetrics().horizontalAdvance
            need += max(0, measure(words) - measure(button.text()))
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(beside if need <= self.width() else below)

    def show_bodies(self, bodies: tuple[DepartmentYear, ...], department: str) -> None:
        marks = [MARK_OF[body.state] for body in bodies]
        icons = {mark: mark_icon(mark) for mark in set(marks)}
        with QSignalBlocker(self.departments):
            self.departments.clear()
            for body, mark in zip(bodies, marks, strict=True):
                self.departments.addItem(icons[mark], body.department.name, body.id)
                tip = f"{mark.word}，待审 {body.waiting}" if body.waiting else mark.word
                place = self.departments.count() - 1
                self.departments.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
            self.departments.choose(department)

    def show_body(self, body: DepartmentYear, rest: int, returned: int, bulk: int = 0) -> None:
        """*bulk*: items adopted at once just before, which one press takes back."""
        self.taking_back = bool(bulk) and not rest
        self._chip.show_mark(MARK_OF[body.state])
        self.origin.show_mark(ORIGIN_MARKS[body.origin.standing] if body.origin else None)
        self.trio.show_scores(
            TrioScore("自评", *self_parts(body), known=not body.unrated),
            TrioScore("复算", *score_parts(body.recomputed)),
            TrioScore("复核", *score_parts(body.reviewed)),
        )
        undo = f"撤销成批采信 {bulk}" if self.taking_back else "其余采信"
        self.rest.setText(f"其余采信 {rest}" if rest else undo)
        self.rest.setEnabled(bool(rest) or self.taking_back)
        self.slip.setText(f"退回单 {returned}…" if returned else "退回单…")
        self._arrange()

    def step(self, by: int) -> None:
        place = self.departments.currentIndex() + by
        if 0 <= place < self.departments.count():
            self.departments.setCurrentIndex(place)
            self._on_activated(place)

    def _on_activated(self, place: int) -> None:
        self.department_chosen.emit(self.departments.itemData(place))
