"""The left of the rules page: versions above, the entries of the one chosen below."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QMenu, QVBoxLayout, QWidget

from model.rulebook_editor.draft import Draft, RulebookEntry
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version
from model.scoring.kinds import TOTAL_KINDS
from ui.kit.link import Link
from ui.pages.rules.outline_delegate import VERSION, OutlineDelegate
from ui.pages.rules.outline_entries import (
    LINE,
    EntryLine,
    LineModel,
    VersionLine,
    entry_lines,
    version_lines,
)

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
        self.setFixedWidth(WIDTH)
        self._version_model, self._entry_model = LineModel(self), LineModel(self)
        self.versions = self._list(self._version_model, "版本")
        self.entries = self._list(self._entry_model, "规则内容")
        self.versions.selectionModel().currentChanged.connect(self._on_version)
        self.entries.selectionModel().currentChanged.connect(self._on_entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        take_in = Link("导入规则文件…", self)
        take_in.clicked.connect(self.import_requested)
        self._above = QWidget(self)
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addLayout(self._heading("版本", take_in))
        above.addWidget(self.versions)
        self._above.setVisible(versions)
        column.addWidget(self._above)
        self._more = Link("增加总分规则…", self)
        self._more.setMenu(self._kinds())
        column.addLayout(self._heading("内容", self._more))
        column.addWidget(self.entries, 1)

    def _heading(self, words: str, link: Link) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 4)
        label = QLabel(words, self)
        label.setObjectName("label")
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(link)
        return row

    def _list(self, model: LineModel, name: str) -> QListView:
        view = QListView(self)
        view.setModel(model)
        view.setItemDelegate(OutlineDelegate(view))
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(name)
        return view

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for name, kind in TOTAL_KINDS.items():
            menu.addAction(kind.label, lambda name=name: self.rule_requested.emit(name))
        return menu

    @property
    def entry(self) -> RulebookEntry | None:
        line = self.entries.currentIndex().data(LINE)
        return line.entry if isinstance(line, EntryLine) else None

    def show_versions(self, rules: RulebookEditor) -> None:
        lines = tuple(version_lines(rules))
        self._version_model.show_lines(lines)
        self.versions.setFixedHeight(round(min(len(lines), MOST_VERSIONS) * VERSION))

    def choose_version(self, version: Version | None) -> None:
        for number, line in enumerate(self._version_model.lines):
            if isinstance(line, VersionLine) and _same(line.version, version):
                self.versions.setCurrentIndex(self._version_model.index(number))

    def show_entries(self, draft: Draft, rules: RulebookEditor | None) -> None:
        """The entries of *draft*; with troubles and changes where it is that of *rules*."""
        complaints = rules.examined.complaints if rules else ()
        differences = rules.differences if rules else ()
        chosen = self.entry
        same = self._entry_model.show_lines(tuple(entry_lines(draft, complaints, differences)))
        self._more.setVisible(rules is not None)
        if not same or chosen is None:
            self.choose_entry(chosen.key if chosen else "about")

    def choose_entry(self, key: str) -> None:
        """The entry *key*, else the first."""
        lines = self._entry_model.lines
        entries = {line.entry.key: number for number, line in enumerate(lines)
                   if isinstance(line, EntryLine) and line.entry}  # fmt: skip
        self.entries.setCurrentIndex(self._entry_model.index(entries.get(key, 0)))

    def _on_version(self, current: QModelIndex) -> None:
        line = current.data(LINE)
        if isinstance(line, VersionLine):
            self.version_chosen.emit(line.version)

    def _on_entry(self, current: QModelIndex) -> None:
        line = current.data(LINE)
        if isinstance(line, EntryLine) and line.entry:
            self.entry_chosen.emit(line.entry)


def _same(one: Version | None, other: Version | None) -> bool:
    return (one and one.edition) == (other and other.edition)
