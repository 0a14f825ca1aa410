"""规则 for departments: the rulebook their year is scored by, to be read."""

from PySide6.QtWidgets import QWidget

from model.rulebook_editor.draft import RulebookEntry, RulebookSection, draft_from
from model.rulebook_editor.editor import RulebookEditor
from ui.kit.layout import row, stacked, wide
from ui.kit.page import Page
from ui.pages.rules.entry_sheet import EntrySheet
from ui.pages.rules.outline import RulesOutline
from ui.pages.rules.outline_entries import short_title
from ui.pages.rules.version_view import VersionView
from ui.session import Session

WIDEST = 720  # px


class DepartmentRulesPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("规则", parent=parent)
        year = session.profile.year if session.profile else session.plan.years[0]
        self._rules = RulebookEditor(session.plan, session.db, year, session.shipped_rules)
        self._draft = draft_from(self._rules.in_force.text)
        self.outline = RulesOutline(self, versions=False)
        self.outline.entry_chosen.connect(self._show_entry)
        self.about, self.sheet = VersionView(self, acting=False), EntrySheet(session.plan, self)
        for part in (self.about, self.sheet):
            part.setMaximumWidth(WIDEST)
        self.editor = stacked(self.about, self.sheet)
        self.editor.setObjectName("right")
        self.lay_out(wide(row(self.outline, wide(self.editor))))
        self._renews = True
        self.setFocusProxy(self.outline.entries)

    def refresh(self) -> None:
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
            self.editor.setCurrentWidget(self.about)
        else:
            self.sheet.show_entry(self._draft, entry, None)
            self.editor.setCurrentWidget(self.sheet)
