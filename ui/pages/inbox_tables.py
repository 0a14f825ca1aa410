"""The three views of what came in: departments, files, figures side by side."""

from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from model.domain.plan import Plan
from ui.models.office_lines import (
    BODY_HEADINGS,
    FIGURE_HEADINGS,
    FILE_HEADINGS,
    arrival_detail,
    body_lines,
    figure_lines,
    file_lines,
)
from ui.pages.merging import Inbox
from ui.widgets.pills import Pills
from ui.widgets.table import Table


class InboxTables(QWidget):
    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {key: department.name for key, department in plan.departments.items()}
        self._inbox: Inbox | None = None
        self.bodies = Table(BODY_HEADINGS, (250, 90, 80, 90, 90, 110, 64, 0), self)
        self.files = Table(FILE_HEADINGS, (330, 100, 180, 70, 0), self)
        self.figures = Table(FIGURE_HEADINGS, (0, 0, 180, 150, 100), self)
        self.files.line_chosen.connect(self._on_file)
        self._tables = QStackedWidget(self)
        for table in (self.bodies, self.files, self.figures):
            self._tables.addWidget(table)
        self.pills = Pills(("各单位", "文件", "指标对照"), self)
        self.pills.chosen.connect(self._tables.setCurrentIndex)
        self.pills.chosen.connect(self._on_view)
        self._detail = QLabel(self)
        self._detail.setObjectName("detail")
        self._detail.setWordWrap(True)
        self._detail.hide()
        sheet = QFrame(self)
        sheet.setObjectName("card")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.pills)
        column.addWidget(self._tables, 1)
        column.addWidget(self._detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 0, 24, 24)
        outer.addWidget(sheet)

    def show_inbox(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self.bodies.show_lines([*body_lines(inbox.picture.bodies)])
        self.files.show_lines([*file_lines(inbox.arrivals, self._names)])
        self.figures.show_lines([*figure_lines(inbox.picture.indicators, self._names)])
        refused = sum(not arrival.accepted for arrival in inbox.arrivals)
        self.pills.show_words(
            (
                f"各单位 {len(inbox.picture.reported)} / {len(inbox.picture.bodies)}",
                f"文件 {len(inbox.arrivals)}" + (f"（{refused} 个未接收）" if refused else ""),
                f"指标对照（{len(inbox.picture.conflicts)} 项不一致）",
            )
        )

    def _on_view(self) -> None:
        self._detail.hide()

    def _on_file(self, file: str) -> None:
        arrivals = self._inbox.arrivals if self._inbox else ()
        found = next(arrival for arrival in arrivals if arrival.file == file)
        self._detail.setText(arrival_detail(found))
        self._detail.show()
