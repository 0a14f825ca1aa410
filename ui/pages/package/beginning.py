"""A year that was not opened yet: from last year, or from the plan alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from model.package.years import Rules
from model.rulebook_in_force import edition_of, shipped_text
from model.store.rulebooks import fetch_rulebook
from ui.pages.package.bench import Bench
from ui.widgets.empty_state import EmptyState

WORDS = (
    "任务包写明本年度的目标、职责分工、规则和截止日期，\n"
    "下发给各单位后，填报、评分都照它。编制中的内容随改随存。"
)


class BeginningPart(QWidget):
    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        year = bench.work.year
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("calendar", f"开启 {year} 年度", WORDS, self), 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.after_last = QPushButton(f"从 {year - 1} 年度开启", self)
        self.after_last.setObjectName("primary")
        self.from_plan, self.take_in = (
            QPushButton("只按方案开启", self),
            QPushButton("接收别处编好的任务包…", self),
        )
        self.after_last.clicked.connect(self._on_after_last)
        self.from_plan.clicked.connect(self._on_from_plan)
        self.take_in.clicked.connect(bench.session.package_requested)
        for button in (self.after_last, self.from_plan, self.take_in):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(3)

    def refresh(self) -> None:
        last = self._bench.work.last is not None
        self.after_last.setVisible(last)
        self.from_plan.setObjectName("" if last else "primary")
        self.from_plan.style().unpolish(self.from_plan)
        self.from_plan.style().polish(self.from_plan)

    def _on_after_last(self) -> None:
        self._bench.step(self._bench.work.open_after_last)

    def _on_from_plan(self) -> None:
        session = self._bench.session
        edition = edition_of(session.rulebook)
        text = fetch_rulebook(session.db, edition) or shipped_text(session.rulebook)
        rules = Rules(edition=edition, text=text)
        self._bench.step(lambda: self._bench.work.open(rules))
