"""各年度: every year of the plan and how it stands, and the way into it."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import china_time
from model.package.year_states import year_states
from model.store.closed_years import Closing, fetch_closings
from ui.kit.label import show_words, words_label
from ui.kit.layout import box, column, row, wide
from ui.kit.metrics import FOOT, STRIP
from ui.kit.table import Table
from ui.pages.package.package_session import PackageSession
from ui.pages.package.year_lines import HEADINGS, WIDTHS, year_lines

NOTE = "封存的年度，方案、任务包、规则和得分都不再变动，以后各年怎样编制都不影响它。"


class YearsPart(QWidget):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package = package
        self.setObjectName("paper")
        self.table = Table(HEADINGS, WIDTHS, self, chooses_first=True)
        self.table.line_chosen.connect(self._on_chosen)
        self.table.opened.connect(self.go)
        self.there = QPushButton(self)
        self.there.clicked.connect(self.go)
        self.closings = words_label("notes", parent=self)
        self.closings.setContentsMargins(*STRIP)
        foot = row(wide(words_label("help", NOTE)), self.there, margins=FOOT)
        column(wide(self.table), self.closings, box(foot, "foot"), parent=self)

    def refresh(self) -> None:
        work = self._package.editor
        first = not self.table.count
        self.table.show_lines(tuple(year_lines(year_states(work.db, work.plan), work.year)))
        if first:
            self.table.choose(str(work.year))
        self._on_chosen()

    def flush(self) -> None:
        """Nothing is typed here."""

    def _on_chosen(self) -> None:
        key = self.table.key
        closings = fetch_closings(self._package.editor.db, int(key)) if key else ()
        show_words(self.closings, "\n".join(map(closing_words, closings)))
        self.there.setText(f"转到 {key} 年度" if key else "转到这一年度")
        self.there.setEnabled(bool(key) and int(key) != self._package.editor.year)

    def go(self) -> None:
        """Switches the whole window to the chosen year."""
        key, session = self.table.key, self._package.session
        if key and session.profile and int(key) != session.profile.year:
            session.set_profile(replace(session.profile, year=int(key)))


def closing_words(one: Closing) -> str:
    """'2026年3月1日 09:00　张三封存：报告已印发'."""
    what = "封存" if one.closed else "解除封存"
    why = f"：{one.reason}" if one.reason else ""
    return f"{china_time(one.at)}　{one.by}{what}{why}"
