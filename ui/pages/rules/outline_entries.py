"""What stands at the left of the rules page: versions, and the entries of the one chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.rulebook_editor.differences import DraftChange
from model.rulebook_editor.draft import TITLES, Draft, RulebookEntry, RulebookSection, entries_of
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.validation import Complaint
from model.rulebook_editor.versions import Version
from ui.pages.clerk.row_model import NOWHERE, Index

LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """The draft, or a published version."""

    version: Version | None  # None: the draft
    title: str
    note: str
    badge: str = ""  # 2025 年度在用

    @property
    def words(self) -> str:
        return "，".join(filter(None, (self.title, self.badge, self.note)))


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """An entry, or a heading above some. `troubles` is how many complaints it has."""

    entry: RulebookEntry | None  # None: a heading
    title: str
    troubles: int = 0
    changed: bool = False

    @property
    def words(self) -> str:
        trouble = f"{self.troubles} 处问题" if self.troubles else ""
        return "，".join(filter(None, (self.title, "已改动" if self.changed else "", trouble)))


def short_title(version: Version) -> str:
    """'百分制 2025.1' of 百分制（指标 40 分、任务 60 分）."""
    return f"{version.rulebook.title.partition('（')[0]} {version.rulebook.version}"


def version_lines(rules: RulebookEditor) -> Iterator[VersionLine]:
    """The draft first, then versions, the newest first."""
    in_force = rules.in_force.edition
    if rules.draft:
        count = len(rules.differences)
        changed = f"改了 {count} 处" if count else "还没有改动"
        yield VersionLine(
            version=None, title="草稿", note=f"由 {rules.draft.base.version} 版改来，{changed}"
        )
    for version in rules.versions:
        years = "、".join(map(str, version.years))
        here = version.edition == in_force
        badge = f"{rules.year} 在用" if here else f"{years} 用过" if years else ""
        author = "程序自带" if version.shipped else version.rulebook.author
        yield VersionLine(
            version=version,
            title=short_title(version),
            note=f"{version.rulebook.published}　{author}",
            badge=badge,
        )


def entry_lines(
    draft: Draft, complaints: Iterable[Complaint], differences: Iterable[DraftChange]
) -> Iterator[EntryLine]:
    troubles = [c.entry.key for c in complaints if c.entry]
    changed = {difference.entry for difference in differences}
    section: RulebookSection | None = None
    for entry in entries_of(draft):
        if entry.section is not section and entry.section in {
            RulebookSection.RULE,
            RulebookSection.TOTAL_RULE,
        }:
            yield EntryLine(entry=None, title=TITLES[entry.section])
        section = entry.section
        yield EntryLine(
            entry=entry,
            title=f"{entry.id}　{entry.title}" if entry.id else entry.title,
            troubles=troubles.count(entry.key),
            changed=entry.key in changed,
        )


class LineModel(QAbstractListModel):
    """Headings can't be chosen. Lines that only changed their words keep their places."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[VersionLine | EntryLine, ...] = ()

    @property
    def lines(self) -> tuple[VersionLine | EntryLine, ...]:
        return self._lines

    def show_lines(self, lines: Sequence[VersionLine | EntryLine]) -> bool:
        """Returns: whether there are as many as before, so that the chosen one stays chosen."""
        new = tuple(lines)
        if len(new) == len(self._lines):
            self._lines = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return True
        self.beginResetModel()
        self._lines = new
        self.endResetModel()
        return False

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return line.words
            case Qt.ItemDataRole.ToolTipRole:
                return line.note if isinstance(line, VersionLine) else line.words
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self._lines[index.row()] if index.isValid() else None
        if isinstance(line, EntryLine) and line.entry is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
