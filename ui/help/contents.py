"""The list beside the text: the table of contents, or the hits of a search."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from model.manual.chapters import Manual
from model.manual.search import Hit
from ui.kit.label import words_label
from ui.kit.layout import box, column, wide
from ui.kit.metrics import BLOCK, TIGHT
from ui.theme import text_font

PLACE = Qt.ItemDataRole.UserRole  # (chapter, anchor)
NOTHING = "没有找到。换一个说法，或者少写一个词。"


class Contents(QStackedWidget):
    chosen = Signal(str, str)  # chapter, anchor or ""

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manual = manual
        self.tree = self._tree()
        self.hits = self._hits()
        self._count = words_label("help")
        self._count.setContentsMargins(BLOCK, TIGHT, TIGHT, TIGHT)
        results = box(column(self._count, wide(self.hits)))
        self.addWidget(self.tree)
        self.addWidget(results)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("manual_contents")
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(16)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setAccessibleName("手册目录")
        for part in self._manual.parts:
            head = QTreeWidgetItem(tree, [part.title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFont(0, text_font("small", bold=True))
            for chapter in part.chapters:
                leaf = QTreeWidgetItem(head, [chapter.title])
                leaf.setData(0, PLACE, (chapter.id, ""))
                for section in chapter.sections:
                    if section.level == 2:
                        twig = QTreeWidgetItem(leaf, [section.heading])
                        twig.setData(0, PLACE, (chapter.id, section.anchor))
            head.setExpanded(True)
        tree.itemClicked.connect(self._on_item)
        tree.itemActivated.connect(self._on_item)
        return tree

    def _hits(self) -> QListWidget:
        hits = QListWidget(self)
        hits.setObjectName("manual_hits")
        hits.setWordWrap(True)
        hits.setFrameShape(QFrame.Shape.NoFrame)
        hits.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hits.setAccessibleName("找到的地方")
        hits.itemClicked.connect(self._on_hit)
        hits.itemActivated.connect(self._on_hit)
        return hits

    def show_chapter(self, chapter: str) -> None:
        """Marks the line of *chapter* and unfolds its sections."""
        for head in _children(self.tree.invisibleRootItem()):
            for leaf in _children(head):
                here = leaf.data(0, PLACE)[0] == chapter
                leaf.setExpanded(here)
                if here and self._chapter_at(self.tree.currentItem()) != chapter:
                    self.tree.setCurrentItem(leaf)

    def show_hits(self, hits: Iterable[Hit] | None, *, exact: bool = True) -> None:
        """Shows *hits*; None shows the table of contents again."""
        self.setCurrentIndex(0 if hits is None else 1)
        self.hits.clear()
        for hit in hits or ():
            chapter = self._manual.chapters[hit.section.chapter].title
            place = "" if chapter == hit.section.heading else f"（{chapter}）"
            line = QListWidgetItem(f"{hit.section.heading}{place}\n{hit.snippet}".strip())
            line.setData(PLACE, (hit.section.chapter, hit.section.anchor))
            self.hits.addItem(line)
        count = self.hits.count()
        said = f"找到 {count} 处" if exact else f"没有完全一样的，最接近的 {count} 处"
        self._count.setText(said if count else NOTHING)

    def choose_first(self) -> None:
        if self.hits.count():
            self.hits.setCurrentRow(0)
            self._on_hit(self.hits.item(0))

    def _chapter_at(self, item: QTreeWidgetItem | None) -> str:
        place = item.data(0, PLACE) if item else None
        return place[0] if place else ""

    def _on_item(self, item: QTreeWidgetItem) -> None:
        if place := item.data(0, PLACE):
            self.chosen.emit(*place)

    def _on_hit(self, line: QListWidgetItem) -> None:
        self.chosen.emit(*line.data(PLACE))


def _children(item: QTreeWidgetItem) -> Iterable[QTreeWidgetItem]:
    return (item.child(number) for number in range(item.childCount()))
