"""The report's figures, drawn off the GUI thread for the screen; in a file they are for paper."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from model.outputs import Drawn, Written, draw_all, write_figure
from model.report.figure_look import Screen
from model.report.year_figures import Drawing
from ui.file_dialogs import choose_new_file
from ui.kit.figure_view import SETTLE_MS, screen_of
from ui.kit.label import line_label
from ui.kit.layout import box, column, row, stacked, wide
from ui.kit.metrics import PAGE, SCROLL_BAR, TIGHT, TOOLS, px
from ui.kit.picture import PictureView
from ui.kit.pills import Pills
from ui.kit.written import WrittenLine
from ui.pages.office.session import OfficeSession
from ui.theme import icon

WIDEST = 900  # px, with letters of the usual size
MISSING = {
    Drawing.CHANGE: "没有可画的数据：上一年度没有在这台电脑上评估过。",
    Drawing.RECTIFICATION: "还没有交办整改事项。在“整改台账”页交办以后，这里画出各单位的整改进度。",
}
NOTHING = "还没有单位报送，没有可画的数据。"


class FiguresView(QWidget):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._stale = True
        self._drawn, self._screen = Drawn(), Screen(scheme="light", room=0)
        self.pills = Pills(tuple(Drawing), self, look="tab")
        self.pills.chosen.connect(self._show_picture)
        self.picture = PictureView(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._on_ended)
        self._words = line_label("empty")
        self._places = stacked(self._words, self.picture)
        self.save = QPushButton(icon("download", "ink", 16), "存为 PNG 或 PDF…", self)
        self.save.clicked.connect(self._on_save)
        self.written = WrittenLine(self)
        head = row(wide(self.pills), self.save, spacing=TIGHT)
        parts = (head, self.written, wide(self._places))
        sheet = box(column(*parts, spacing=TIGHT, margins=TOOLS), "card")
        column(sheet, margins=PAGE, parent=self)
        room.changed.connect(self._on_changed)
        room.jobs.ended.connect(self._on_ended)

    @property
    def chosen(self) -> Drawing:
        return tuple(Drawing)[self.pills.current]

    def refresh(self) -> None:
        """Draws the figures anew where something changed, as soon as no other job runs."""
        screen = self._wanted
        if (self._stale or self._screen != screen) and self.isVisible():
            job = partial(draw_all, self._room.stored, screen)
            if self._room.start(job, self._on_drawn):
                self._stale, self._screen = False, screen
        self._show_picture()

    @property
    def _wanted(self) -> Screen:
        """What the figures have to be drawn for now."""
        return screen_of(self, min(self._places.width() - SCROLL_BAR, px(WIDEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    def _on_drawn(self, result: object) -> None:
        if isinstance(result, Drawn):
            self._drawn = result
            self._show_picture()

    def _show_picture(self, *_: object) -> None:
        content = self._drawn.pictures.get(self.chosen, b"")
        words = f"{self._room.office.year}年度{self.chosen}"
        self.picture.show_png(content, words, self._screen.ratio)
        self._places.setCurrentIndex(int(bool(content)))
        missing = MISSING.get(self.chosen, NOTHING)
        self._words.setText(missing if self._drawn.pictures else "正在绘制…")
        self.save.setEnabled(bool(content))

    def _on_save(self) -> None:
        name = f"{self._room.office.year}年度{self.chosen}.png"
        kinds = "PNG 图片 (*.png);;PDF 文件 (*.pdf)"
        if chosen := choose_new_file(self._room.session.db, self, "保存图", name, kinds):
            self.write(chosen)

    def write(self, path: Path) -> None:
        job = partial(write_figure, self._room.stored, self.chosen, path)
        self._room.start(job, self._on_written)

    def _on_written(self, result: object) -> None:
        if isinstance(result, Written):
            self.written.show_file(result.paths[0])

    def _on_changed(self) -> None:
        self._stale = True

    def _on_ended(self) -> None:
        if self.isVisible() and (self._stale or self._screen != self._wanted):
            self.refresh()
