"""How far each section is: a row for each, its counts in words and as a bar."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.entry import ENTRY, Entry, Index
from ui.kit.entry_list import EntryList
from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import HAIR
from ui.kit.state_bar import paint_states
from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.clerk.progress import SectionProgress
from ui.theme import colour, px, text_font, washed

ROW, BAR, NUMBERS, LINE = 44, 14, 84, 18  # px


class SectionBars(EntryList):
    """A click on a section asks for its items; the arrow keys and Enter do, too."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("各章节填报进度", parent, click_opens=True)
        self.setItemDelegate(_Delegate(self))
        self.opened.connect(self.section_chosen)

    def show_sections(self, sections: tuple[SectionProgress, ...]) -> None:
        self.show_entries(
            Entry(key=one.section, title=one.section, note="，".join(_counts(one)), about=one)
            for one in sections
        )
        self.fit_rows()


def _counts(one: SectionProgress) -> Iterator[str]:
    """已填 12 项，共 20 项，还缺 8 项；then how many stand where."""
    yield f"已填 {one.said} / {one.total} 项"
    if one.open:
        yield f"还缺 {one.open} 项"
    yield from (f"{mark.word} {count}" for mark, count in one.marks.items())


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        section = entry.about
        assert isinstance(section, SectionProgress)  # noqa: S101  shown by this list alone
        box, state = QRectF(option.rect), option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, washed("accent", 0.05))
        inner = box.adjusted(HAIR, HAIR, -HAIR, -HAIR)
        painter.setFont(text_font("small"))
        heading = QRectF(inner.left(), inner.top(), inner.width() - px(NUMBERS), px(LINE))
        painter.setPen(colour("ink"))
        draw_words(painter, heading, section.section)
        painter.setPen(colour("quiet"))
        numbers = QRectF(heading.right(), inner.top(), px(NUMBERS), px(LINE))
        draw_words(painter, numbers, f"{section.said} / {section.total}", MIDDLE_RIGHT, whole=True)
        bar = QRectF(inner.left(), inner.top() + px(LINE + 2), inner.width(), px(BAR))
        paint_states(painter, bar, section.marks, section.total)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box)
        painter.restore()
