"""规则 for departments: the rulebook their year is scored by, to be read."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from model.rulebook_editor.draft import RulebookEntry, RulebookSection, draft_from
from model.rulebook_editor.editor import RulebookEditor
from ui.kit.page_header import PageHeader
from ui.pages.rules.entry_sheet import EntrySheet
from ui.pages.rules.outline import RulesOutline
from ui.pages.rules.outline_entries import short_title
from ui.pages.rules.version_view import VersionView
from ui.session import Session

WIDEST = 720  # px


class DepartmentRulesPage(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        year = session.profile.year if session.profile else session.plan.years[0]
        self._rules = RulebookEditor(session.plan, session.db, year, session.shipped_rules)
        self._draft = draft_from(self._rules.in_force.text)
        self.header = PageHeader("规则", "", self)
        self.outline = RulesOutline(self, versions=False)
        self.outline.entry_chosen.connect(self._show_entry)
        self.about, self.sheet = VersionView(self, acting=False), EntrySheet(session.plan, self)
        self.middle = QStackedWidget(self)
        self.middle.setObjectName("right")
        for part in (self.about, self.sheet):
            part.setMaximumWidth(WIDEST)
            self.middle.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self.middle, 1)
        column.addLayout(row, 1)
        self.setFocusProxy(self.outline.entries)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rules.refresh()
        version = self._rules.in_force
        self._draft = draft_from(version.text)
        self.header.show_state(
            f"{self._rules.year} 年度按 {short_title(version)} 评分；每一项怎么得的分，见“得分”页"
        )
        self.outline.show_entries(self._draft, None)
        self.outline.choose_entry("about")

    def _show_entry(self, entry: RulebookEntry) -> None:
        if entry.section is RulebookSection.ABOUT:
            self.about.show_version(self._rules, self._rules.in_force, None)
            self.middle.setCurrentWidget(self.about)
        else:
            self.sheet.show_entry(self._draft, entry, None)
            self.middle.setCurrentWidget(self.sheet)
