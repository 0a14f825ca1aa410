"""A corrected workbook beside what stands here: what differs, and whose word is taken."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.compilation.compilation import Corrections
from model.compilation.returned_book import BOOK, HERE, ReturnedBook
from model.domain.wording import on_a_line
from model.plan_draft.comparison import DraftDifference, Reader
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, column, row, wide
from ui.kit.metrics import ABOVE_LIST, SNUG
from ui.kit.mode_switch import ModeSwitch
from ui.status_marks import Mark

NOTHING = "（没有）"
CHOICES = {HERE: "保留这里的", BOOK: "用工作簿的"}
BOTH = "两边都改了"
MOST = 3  # remarks that are shown
LONGEST = 300  # letters in a row


class ComparePart(Halves):
    """`chosen` is told at each choice."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._book: ReturnedBook | None = None
        self._choices: dict[str, Reader] = {}
        self.list = EntryList("工作簿与这里不同的", self, empty="工作簿与这里的一样")
        self.list.chosen.connect(self._show)
        self.list.acted.connect(self._on_acted)
        self.remarks = words_label("notes")
        self.add_tools(self.remarks, margins=ABOVE_LIST)
        self.add_left(wide(self.list))
        sheet = Sheet(self)
        self._place = sheet.label("notes")
        self._about = sheet.label("question_heading")
        self._here, self._there = words_label("quoted"), words_label("quoted")
        self.switch = ModeSwitch(tuple(CHOICES.values()), sheet.paper)
        self.switch.chosen.connect(self._on_switched)
        self._asked = words_label("complaint")
        sheet.add(
            column(line_label("label", "这里"), self._here, spacing=SNUG),
            column(line_label("label", "工作簿"), self._there, spacing=SNUG),
            self._asked,
            row(self.switch, REST),
            REST,
        )
        self._paper = sheet.paper
        self.add_right(sheet)

    def show_book(self, book: ReturnedBook) -> None:
        self._book, self._choices = book, dict(book.suggested)
        show_words(self.remarks, "\n".join(book.remarks[:MOST]))
        self.refresh()
        self.list.choose_first()
        self._show()

    def refresh(self) -> None:
        self.list.show_entries(self._entries())
        self._show()

    @property
    def unsettled(self) -> int:
        """How many differences nobody has settled yet."""
        return len(self._book.contested - self._choices.keys()) if self._book else 0

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self._book is None:
            return ""
        count = len(self._book.comparison.differences)
        taken = sum(one is BOOK for one in self._choices.values())
        left = f"，{self.unsettled} 处两边都改了，请逐处选定" if self.unsettled else ""
        return f"“{self._book.name}”有 {count} 处与这里不同，采用工作簿的 {taken} 处{left}"

    @property
    def corrections(self) -> Corrections:
        return self._book.corrections(self._choices) if self._book else {}

    @property
    def book(self) -> ReturnedBook | None:
        return self._book

    def _entries(self) -> Iterator[Entry]:
        for one in self._book.comparison.differences if self._book else ():
            choice = self._choices.get(one.key)
            other = HERE if choice is BOOK else BOOK
            yield Entry(
                key=one.key,
                title=on_a_line(one.about, LONGEST),
                lines=2,
                mark=Mark.DIFFERENT if choice is None else Mark.SETTLED,
                chip=BOTH if choice is None else CHOICES[choice],
                note=f"这里：{brief(one.first)}　工作簿：{brief(one.second)}",
                act=CHOICES[other],
                group=one.part.value,
            )

    @property
    def _difference(self) -> DraftDifference | None:
        differences = self._book.comparison.differences if self._book else ()
        return next((one for one in differences if one.key == self.list.key), None)

    def _show(self, *_: object) -> None:
        one = self._difference
        self._paper.setVisible(one is not None)
        if one is None or self._book is None:
            return
        self._place.setText(f"原文第 {one.line} 行" if one.line else "首页")
        self._about.setText(one.about)
        self._here.setText(one.first or NOTHING)
        self._there.setText(one.second or NOTHING)
        choice = self._choices.get(one.key)
        show_words(self._asked, "" if choice else "导出工作簿以后，两边都改了这一处，请选一个。")
        self.switch.choose(list(CHOICES).index(choice or HERE))

    def _on_switched(self, number: int) -> None:
        self.choose(tuple(CHOICES)[number])

    def choose(self, reader: Reader) -> None:
        """*reader*'s word is taken of the difference shown."""
        if one := self._difference:
            self._choices[one.key] = reader
            self.refresh()
            self.chosen.emit()

    def _on_acted(self, key: str) -> None:
        self.choose(HERE if self._choices.get(key) is BOOK else BOOK)


def brief(words: str) -> str:
    """*words* on one line, with what their lines are parted by."""
    return on_a_line(words.replace("\n", "｜"), LONGEST) or NOTHING
