"""Which of several versions counts, and what somebody changed by hand: before anything else."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.consolidation.versions import Versions
from model.domain.china_time import china_time
from model.domain.review import Matter, Ruling
from model.domain.submission import Submission
from model.office.department_year import DepartmentYear
from model.office.rulings import choose_version, take_back
from ui.connection import connect
from ui.kit.label import words_label
from ui.kit.layout import add, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import FOOT, SNUG
from ui.pages.office.session import OfficeSession

NAMED = 3
APART = "apart"  # what to show in 收件
SAME = "各份填报的内容相同，不同的是封面或佐证材料。"


class ForkPart(QFrame):
    """Versions to choose from, and doubts. Hidden where there are none."""

    edits_requested = Signal()

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alert")
        self._room = room
        self._column = column(spacing=SNUG, margins=FOOT, parent=self)
        self.choices: dict[str, QPushButton] = {}
        self._again: Link | None = None
        self.hide()

    def show_body(self, body: DepartmentYear) -> None:
        self._clear()
        for doubt in body.doubts():
            add(self._column, words_label("question", doubt, self))
        for note in body.notes():
            add(self._column, words_label("notes", note, self))
        if body.apart:
            go = Link("去收件认定", self)
            connect(go.clicked, self, lambda: self._room.open("inbox", APART))
            self._column.addWidget(go)
        if body.digest and (count := len(self._room.office.edits(body.digest))):
            look = Link(f"逐处核定（{count - len(body.edits)} / {count}）", self)
            look.clicked.connect(self.edits_requested)
            add(self._column, look)
        versions = body.versions
        if versions and versions.undecided:
            for digest, one in versions.by_digest.items():
                if one in versions.ends:
                    words = (
                        f"第{one.sequence}次　导出于 {china_time(one.exported_at)}"
                        f"　校验码 {one.check_code[:9]}　自评 {one.self_total or '—'}"
                    )
                    self._add_choice(body.id, digest, words)
            add(self._column, words_label("notes", _differing(body), self))
        ruling = self._room.office.ruling(Matter.FORK, body.id)
        if ruling and versions and versions.rejected and not versions.undecided:
            again = self._again = Link("重新选", self)
            connect(again.clicked, self, partial(self._on_again, body.id))
            said = words_label("notes", _chosen(ruling, versions))
            add(self._column, row(wide(said), again))
        self.setVisible(bool(self._column.count()))

    def _add_choice(self, department: str, digest: str, words: str) -> None:
        button = self.choices[digest] = QPushButton("采用这一份", self)
        button.setObjectName("quiet")
        connect(button.clicked, self, partial(self._on_chosen, department, digest))
        add(self._column, row(wide(words_label("", words)), button))

    def lock(self) -> None:
        """Disables every choice: the year is closed."""
        for button in self.choices.values():
            button.setEnabled(False)
        if self._again:
            self._again.setEnabled(False)

    def _clear(self) -> None:
        self._again = None
        self.choices = {}
        clear_layout(self._column)

    def _on_chosen(self, department: str, digest: str) -> None:
        if self._room.is_named(self):
            self._room.tell(self._room.decide(choose_version, department, digest))

    def _on_again(self, department: str) -> None:
        if self._room.is_named(self):
            self._room.tell(self._room.decide(take_back, Matter.FORK, department))


def _chosen(ruling: Ruling, versions: Versions) -> str:
    """'… 由王芳选用第2次（校验码 …）…': the version chosen, by whom, when, why; what followed."""
    why = f"：{ruling.reason}" if ruling.reason else ""
    chosen, counting = versions.by_digest[versions.chosen], versions.counting
    since = f"；此后重报，现在计的是{_named(counting)}" if counting is not chosen else ""
    by = f"{china_time(ruling.at)} 由{ruling.by or '办公室'}"
    return f"{by}选用{_named(chosen)}{why}{since}"


def _named(one: Submission) -> str:
    """'第2次（校验码 1A2B 3C4D，导出于 2026年1月5日 10:30）'."""
    at = china_time(one.exported_at)
    return f"第{one.sequence}次（校验码 {one.check_code[:9]}，导出于 {at}）"


def _differing(body: DepartmentYear) -> str:
    """Items in which the reports differ, the first few by name."""
    disputed = body.versions.disputed if body.versions else frozenset()
    titles = [one.item.title for key, one in body.items.items() if key in disputed]
    if not titles:
        return SAME
    shown = "、".join(f"“{title}”" for title in titles[:NAMED])
    more = "等" if len(titles) > NAMED else ""
    return f"各份有 {len(titles)} 项不同：{shown}{more}。点开该项，各份所报并排列出。"
