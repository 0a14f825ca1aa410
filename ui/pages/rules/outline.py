"""The left of the rules page: versions above, the entries of the one chosen below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from model.rulebook_editor.draft import Draft, RulebookEntry
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version
from model.scoring.kinds import TOTAL_KINDS
from ui.kit.entry_list import EntryList
from ui.kit.grown_width import fix_width
from ui.kit.label import line_label
from ui.kit.layout import REST, box, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, GAP, HAIR
from ui.pages.rules.outline_entries import key_of, rule_entries, version_entries

WIDTH, MOST_VERSIONS = 228, 3.5  # px; versions in sight


class RulesOutline(QFrame):
    version_chosen = Signal(object)  # Version, None for the draft
    entry_chosen = Signal(object)  # RulebookEntry
    import_requested = Signal()
    rule_requested = Signal(str)  # kind of a new rule on the whole

    def __init__(self, parent: QWidget | None = None, *, versions: bool = True) -> None:
        """*versions* False: only the entries, for those who may just read."""
        super().__init__(parent)
        self.setObjectName("left")
        fix_width(self, WIDTH)
        self.versions = EntryList("版本", self, ruled=False)
        self.entries = EntryList("规则内容", self, ruled=False)
        self.versions.chosen.connect(self._on_version)
        self.entries.chosen.connect(self._on_entry)
        take_in, self._more = Link("导入规则文件…", self), Link("增加总分规则…", self)
        take_in.clicked.connect(self.import_requested)
        self._more.setMenu(self._kinds())
        above = box(column(self._heading("版本", take_in), self.versions))
        column(above, self._heading("内容", self._more), wide(self.entries), parent=self)
        above.setVisible(versions)

    def _heading(self, words: str, link: Link) -> QHBoxLayout:
        return row(line_label("label", words), REST, link, margins=(BLOCK, GAP, BLOCK, HAIR))

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for name, kind in TOTAL_KINDS.items():
            menu.addAction(kind.label, lambda name=name: self.rule_requested.emit(name))
        return menu

    @property
    def entry(self) -> RulebookEntry | None:
        """The entry that is chosen."""
        shown = self.entries.entry
        return shown.about if shown and isinstance(shown.about, RulebookEntry) else None

    def show_versions(self, rules: RulebookEditor) -> None:
        self.versions.entries.show_entries(version_entries(rules))
        count = min(len(self.versions.shown), MOST_VERSIONS)
        self.versions.setFixedHeight(round(count * self.versions.sizeHintForRow(0)))

    def choose_version(self, version: Version | None) -> None:
        self.versions.choose(key_of(version))

    def show_entries(self, draft: Draft, rules: RulebookEditor | None) -> None:
        """Lists the entries of *draft*, with problems and changes if *rules* is given."""
        complaints = rules.examined.complaints if rules else ()
        differences = rules.differences if rules else ()
        chosen = self.entry
        self.entries.entries.show_entries(rule_entries(draft, complaints, differences))
        self._more.setVisible(rules is not None)
        if self.entry is None:
            self.choose_entry(chosen.key if chosen else "about")

    def choose_entry(self, key: str) -> None:
        """Chooses the entry *key*, else the first."""
        found = (one.key for one in self.entries.shown
                 if isinstance(one.about, RulebookEntry) and one.about.key == key)  # fmt: skip
        if not self.entries.choose(next(found, "")):
            self.entries.choose_first()

    def _on_version(self, _: str) -> None:
        shown = self.versions.entry
        self.version_chosen.emit(shown.about if shown else None)

    def _on_entry(self, _: str) -> None:
        self.entry_chosen.emit(self.entry)
