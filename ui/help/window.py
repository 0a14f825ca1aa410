"""用户手册: a window of its own beside the work, so that both can be read at once."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QWidget,
)
from sqlite_utils import Database

from model.errors import AppError
from model.manual.chapters import Manual, ManualChapter
from model.manual.search import found, nearest, pairs_of, search_words
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_new_file
from ui.help.contents import Contents
from ui.help.paper import Paper
from ui.help.picture import Picture
from ui.help.reader import Reader
from ui.kit.label import plain_tip
from ui.kit.layout import column, row, wide
from ui.kit.metrics import ICON, TIGHT, TOOLS
from ui.kit.repeated_presses import allow_many
from ui.kit.search_field import SearchField
from ui.kit.written import WrittenLine
from ui.printing.pages import BODY_WIDTH, Pages
from ui.theme import Scheme, icon, load_tokens, px

TITLE = "用户手册"
SIZE = (820, 720)  # px
CONTENTS_WIDE = 236
ROOMY = 720  # px wide, from which on the contents stand beside the text by themselves
Place = tuple[str, str]  # chapter, anchor or ""


class HelpWindow(QWidget):
    tour_requested = Signal()

    def __init__(
        self, manual: Manual, parent: QWidget | None = None, db: Database | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(TITLE)
        self._manual, self._db = manual, db
        self._behind: list[Place] = []
        self._ahead: list[Place] = []
        self._words: tuple[str, ...] = ()  # to be marked
        self.place: Place = ("", "")  # what is read
        self.search = SearchField("查找（Ctrl+F）", self, name="在手册中查找")
        self.search.setToolTip("在手册中查找")
        self.search.textChanged.connect(self._on_search)
        self.contents = Contents(manual, self)
        self.contents.chosen.connect(self.open)
        self.reader = Reader(self)
        self.reader.link_followed.connect(self.open)
        self.reader.picture_chosen.connect(self._show_picture)
        self.search.returnPressed.connect(self.contents.choose_first)
        split = QSplitter(self)
        split.addWidget(self.contents)
        split.addWidget(self.reader)
        split.setStretchFactor(1, 1)
        split.setSizes([px(CONTENTS_WIDE), SIZE[0] - px(CONTENTS_WIDE)])
        split.setHandleWidth(1)
        self.written = WrittenLine(self)
        self.written.setContentsMargins(*TOOLS)
        column(self._bar(), self.written, wide(split), parent=self)
        for keys, act in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_ahead),
            ("Ctrl+F", self._look),
        ):
            connect(QShortcut(QKeySequence(keys), self).activated, self, act)

    def _bar(self) -> QHBoxLayout:
        self.back = self._arrow("arrow-left", "后退（Alt+←）")
        self.back.clicked.connect(self.go_back)
        self.ahead = self._arrow("arrow-right", "前进（Alt+→）")
        self.ahead.clicked.connect(self.go_ahead)
        self.tour = QPushButton("看一遍演示", self)
        self.tour.setToolTip("用示例数据走一遍，看完不留任何痕迹")
        self.tour.clicked.connect(self.tour_requested)
        self.pdf = QPushButton("存为 PDF", self)
        self.pdf.setToolTip("存下来打印，或者发给别人")
        menu = QMenu(self.pdf)
        menu.addAction("只存这一章…", self._on_chapter_pdf)
        menu.addAction("存整本手册…", self._on_whole_pdf)
        self.pdf.setMenu(menu)
        self.list = QPushButton("目录", self)
        self.list.setCheckable(True)
        self.list.setChecked(True)
        self.list.toggled.connect(self._show_contents)
        self.list.clicked.connect(self._on_list)
        self._show_ways()
        left = (self.back, self.ahead, self.list)
        parts = (*left, wide(self.search), self.tour, self.pdf)
        return row(*parts, spacing=TIGHT, margins=TOOLS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        if before < 0 or (before < px(ROOMY)) != (now < px(ROOMY)):
            self.list.setChecked(now >= px(ROOMY))

    def _on_list(self) -> None:
        """Shows the contents in place of the hits."""
        if self.search.text().strip():
            self.search.clear()
            self.list.setChecked(True)

    def _show_contents(self) -> None:
        self.contents.setVisible(self.list.isChecked() or bool(self.search.text().strip()))

    def _arrow(self, drawing: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("flat")
        button.setIcon(icon(drawing, "ink"))
        button.setIconSize(QSize(px(ICON), px(ICON)))
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words)
        allow_many(button)
        return button

    def open(self, chapter: str, anchor: str = "") -> None:
        """Shows *chapter*, which exists, from *anchor* on."""
        if self.place[0] and self.place != (chapter, anchor):
            self._behind.append(self.place)
            self._ahead.clear()
        self._show(chapter, anchor)

    def go_back(self) -> None:
        self._turn(self._behind, self._ahead)

    def go_ahead(self) -> None:
        self._turn(self._ahead, self._behind)

    def _turn(self, source: list[Place], rest: list[Place]) -> None:
        if source:
            rest.append(self.place)
            self._show(*source.pop())

    def _show(self, chapter: str, anchor: str) -> None:
        self.place = (chapter, anchor)
        shown = self._manual.chapters[chapter]
        self.reader.show_chapter(shown, anchor, self._words)
        self.contents.show_chapter(chapter)
        self.setWindowTitle(f"{shown.title} - {TITLE}")
        self._show_ways()

    def _show_ways(self) -> None:
        self.back.setEnabled(bool(self._behind))
        self.ahead.setEnabled(bool(self._ahead))

    def _show_picture(self, file: str) -> None:
        self.picture = Picture(file, self)
        self.picture.show()

    def _look(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_search(self, query: str) -> None:
        exact = found(self._manual, query)
        if not query.strip():
            self.contents.show_hits(None)
        elif exact:
            self.contents.show_hits(exact)
        else:
            self.contents.show_hits(nearest(self._manual, query), exact=False)
        self._words = search_words(query) if exact else pairs_of(query)
        self._show_contents()
        self.reader.mark(self._words)

    def _on_chapter_pdf(self) -> None:
        chapter = self._manual.chapters[self.place[0]]
        self._ask_pdf((chapter,), chapter.title)

    def _on_whole_pdf(self) -> None:
        self._ask_pdf(tuple(self._manual.chapters.values()), TITLE)

    def _ask_pdf(self, chapters: tuple[ManualChapter, ...], title: str) -> None:
        chosen = choose_new_file(self._db, self, "存为 PDF", f"{title}.pdf", "PDF (*.pdf)")
        if chosen is None:
            return
        path = chosen.with_suffix(".pdf")
        try:
            self.write_pdf(path, chapters, title)
        except AppError as error:
            show_error(error, self)
            return
        self.written.show_file(path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def write_pdf(self, path: Path, chapters: tuple[ManualChapter, ...], title: str) -> None:
        """Writes the chapters as PDF. Raises: AppError: the file can't be written."""
        paper = Paper(chapters, load_tokens(Scheme.LIGHT), round(BODY_WIDTH), printed=True)
        Pages(paper, f"碳达峰年度自评估　{TITLE}").write_pdf(path, title)
