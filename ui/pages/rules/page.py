"""规则: the versions, the draft as forms, and beside it what it does to everybody's score."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from model.rulebook_editor.differences import DraftChange
from model.rulebook_editor.draft import RulebookEntry
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.trial import Effect
from model.rulebook_editor.validation import Complaint
from model.rulebook_editor.versions import Version
from ui.connection import call_later
from ui.field_drafts import FieldDrafts
from ui.kit.label import plain_tip
from ui.kit.layout import row, wide
from ui.kit.page import Page
from ui.pages.rules.actions import RulesActions
from ui.pages.rules.draft_edits import DraftEdits
from ui.pages.rules.editor import RulesEditor, tables_of
from ui.pages.rules.effect_view import EffectView
from ui.pages.rules.outline import RulesOutline
from ui.pages.rules.state_words import header_words, primary_words
from ui.pages.rules.trials import Trials
from ui.session import Session

IMPRINT = "rules/imprint"  # where what is half written about a publication is kept


class RulesPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("规则", " ", parent)
        self._session = session
        year = session.profile.year if session.profile else session.plan.years[0]
        self.rules = RulebookEditor(session.plan, session.db, year, session.shipped_rules)
        self.version: Version | None = None  # None: the draft is shown
        self.trials = Trials(session, self.rules, self)
        self.outline = RulesOutline(self)
        self.editor = RulesEditor(session.plan, self)
        self.sheet = self.editor.sheet
        names = {key: body.name for key, body in session.plan.departments.items()}
        self.effects = EffectView(names, self)
        self.edits = DraftEdits(self.rules, self.sheet, self)
        self.rule_actions = RulesActions(session, self.rules, self)
        self._half_written = FieldDrafts(session, self, of_year=False)
        self.lay_out(wide(row(self.outline, wide(self.editor, 2), wide(self.effects, 3))))
        self._renews = True
        self._connect()
        self.setFocusProxy(self.outline.entries)

    def _connect(self) -> None:
        outline, about, actions = self.outline, self.editor.about, self.rule_actions
        self.header.primary.clicked.connect(self._on_primary)
        outline.version_chosen.connect(self.show_version)
        outline.entry_chosen.connect(self._show_entry)
        outline.import_requested.connect(actions.take_in)
        outline.rule_requested.connect(self.edits.add_rule)
        self.editor.problems.chosen.connect(self._on_problem)
        self.edits.edited.connect(self._on_edited)
        self.edits.reshaped.connect(self._on_reshaped)
        about.use_requested.connect(actions.use)
        about.draft_requested.connect(actions.begin)
        about.discard_requested.connect(actions.discard)
        about.export_requested.connect(self._on_export)
        about.difference_chosen.connect(self._on_difference)
        actions.done.connect(self._show_all)
        actions.written.connect(about.written.show_file)
        actions.in_force_changed.connect(self.trials.load)
        self.editor.publish.left.connect(self._show_current)
        self.editor.publish.changed.connect(self._on_imprint)
        self.effects.samples_requested.connect(self._on_samples)
        self.trials.ticked.connect(self._show_around)
        self.trials.tried.connect(self._on_tried)

    def refresh(self) -> None:
        self.rules.refresh()
        self._show_all(self.version if self.version or self.rules.draft else self.rules.in_force)
        call_later(0, self, self._load)

    def hideEvent(self, event: QHideEvent) -> None:
        self.trials.look()
        super().hideEvent(event)

    # What is shown

    @property
    def editing(self) -> bool:
        return self.version is None and self.rules.draft is not None

    @property
    def _version(self) -> Version | None:
        """The version that is shown; None: the draft."""
        return None if self.editing else self.version or self.rules.in_force

    def show_version(self, version: Version | None) -> None:
        """Shows *version* to be read, or the draft (None) to be edited."""
        self.version = version
        self.outline.choose_entry("")
        self._show_around()
        self._show_current()
        self._try()

    def _show_all(self, version: Version | None) -> None:
        """Rebuilds the page and chooses *version*, or the draft (None)."""
        self.version = version
        if self.rules.draft is None:
            self._half_written.forget(IMPRINT)
        self.outline.show_versions(self.rules)
        self.outline.choose_version(version)
        self.show_version(version)

    def _show_around(self) -> None:
        """Shows what follows from the draft: marks at the left, problems, the header."""
        drafted = self.rules if self.editing else None
        self.outline.show_versions(self.rules)
        self.outline.show_entries(tables_of(self.rules, self._version), drafted)
        complaints = self.rules.examined.complaints if self.editing else ()
        self.editor.problems.show_complaints(complaints)
        stale = f"草稿有 {len(complaints)} 处问题，以下还是改正前的结果。" if complaints else ""
        self.effects.show_stale(stale)
        self._show_header()

    def _show_header(self) -> None:
        publishing = self.editor.publishing
        words, enabled, why = primary_words(self.rules, self.editing, publishing)
        missing = self.editor.publish.missing if publishing else ""
        self.header.primary.setText(words)
        self.header.primary.setEnabled(enabled and not missing)
        self.header.primary.setToolTip(plain_tip(missing or why))
        self.header.show_state(header_words(self.rules))

    def _show_entry(self, entry: RulebookEntry) -> None:
        self.editor.show_entry(self.rules, self._version, entry, self.trials.effect)
        self._show_header()

    def _show_current(self) -> None:
        if entry := self.outline.entry:
            self._show_entry(entry)

    # What it does to everybody

    def _load(self) -> None:
        """Scores everybody once the page is drawn, unless people have left it by then."""
        if not self.isVisible():
            return
        self.trials.load()
        self.effects.show_ranks(shown=self.trials.ranked)
        self.effects.show_samples(all_=self.trials.made_up, some=self.trials.partly_made_up)
        if self.trials.empty:
            self.effects.show_empty()
        self._try()

    def _try(self) -> None:
        shown = self._version.rulebook if self._version else self.rules.examined.rulebook
        self.trials.ask(shown)

    def _on_samples(self) -> None:
        self.trials.load_samples()
        self.effects.show_samples(all_=True, some=False)
        self._try()

    def _on_tried(self, effect: Effect) -> None:
        self.effects.show_effect(effect)
        self.sheet.show_effect(effect)

    # What people do

    def _on_edited(self) -> None:
        self._show_current()
        self._try()

    def _on_reshaped(self, key: str) -> None:
        self._show_around()
        self.outline.choose_entry(key)
        self._show_current()
        self._try()

    def _on_primary(self) -> None:
        publish = self.editor.publish
        if self.editor.publishing:
            for_the_year = publish.for_the_year.isChecked()
            self.rule_actions.publish(publish.imprint, for_the_year=for_the_year)
        elif self.editing:
            self.trials.look()
            made_up, written = self.trials.made_up, self._half_written.of(IMPRINT)
            self.editor.show_publish(self.rules, self.trials.effect, written, made_up=made_up)
            self._show_header()
        elif self.rules.draft:
            self._show_all(None)
        else:
            self.rule_actions.begin(self.version or self.rules.in_force)

    def _on_imprint(self) -> None:
        suggested, said = self.rules.suggested_imprint, self.editor.publish.imprint
        written = {key: text for key, text in said.items() if text != suggested.get(key)}
        self._half_written.keep(IMPRINT, written)
        self._show_header()

    def _on_problem(self, complaint: Complaint) -> None:
        self.outline.choose_entry(complaint.entry.key if complaint.entry else "about")
        if complaint.path:
            self.sheet.show_path(complaint.path)

    def _on_difference(self, difference: DraftChange) -> None:
        self.outline.choose_entry(difference.entry)
        if difference.path and self.editing:
            self.sheet.show_path(difference.path)

    def _on_export(self) -> None:
        self.rule_actions.write_out(self.version)
