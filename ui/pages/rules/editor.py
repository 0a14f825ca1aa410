"""The middle of the rules page: what is wrong, and below it a version, an entry, or publishing."""

from PySide6.QtWidgets import QWidget

from model.domain.answers import Answer
from model.domain.plan import Plan
from model.rulebook_editor.draft import Draft, RulebookEntry, RulebookSection, draft_from
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.trial import Effect
from model.rulebook_editor.versions import Version
from ui.kit.grown_width import set_least_width
from ui.kit.layout import column, stacked, wide
from ui.pages.rules.entry_sheet import EntrySheet
from ui.pages.rules.problems import Problems
from ui.pages.rules.publication import PublicationForm
from ui.pages.rules.state_words import changes_since
from ui.pages.rules.version_view import VersionView

NARROWEST = 372  # px, of a form


class RulesEditor(QWidget):
    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_least_width(self, NARROWEST)
        self.problems = Problems(self)
        self.about, self.publish = VersionView(self), PublicationForm(self)
        self.sheet = EntrySheet(plan, self)
        self._stack = stacked(self.about, self.sheet, self.publish)
        column(self.problems, wide(self._stack), parent=self)

    @property
    def publishing(self) -> bool:
        return self._stack.currentWidget() is self.publish

    def show_entry(
        self,
        rules: RulebookEditor,
        version: Version | None,
        entry: RulebookEntry,
        effect: Effect | None,
    ) -> None:
        """Shows *entry* of *version* to be read, or of the draft (None) to be edited."""
        if entry.section is not RulebookSection.ABOUT:
            drafted = None if version else rules
            self.sheet.show_entry(tables_of(rules, version), entry, drafted)
            self.sheet.show_effect(effect)
            self._stack.setCurrentWidget(self.sheet)
        else:
            if version:
                self.about.show_version(rules, version, changes_since(rules, version))
            else:
                self.about.show_draft(rules)
            self._stack.setCurrentWidget(self.about)

    def show_publish(
        self, rules: RulebookEditor, effect: Effect | None, written: Answer, *, made_up: bool
    ) -> None:
        self.publish.show_draft(rules, effect, written, made_up=made_up)
        self._stack.setCurrentWidget(self.publish)


def tables_of(rules: RulebookEditor, version: Version | None) -> Draft:
    """The tables of *version*, or of the draft (None)."""
    if version is None and rules.draft:
        return rules.draft
    return draft_from((version or rules.in_force).text)
