"""Draws the pictures of the manual, with the numbers its chapters speak of: make screenshots.

python -m tests.manual_pictures [FOLDER]
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.screenshots import ALBUM, YEAR, Studio

SIZE = "manual"
ROUND = 44  # px across a number
EDGE = ROUND // 2 + 2  # so that no number lies under the edge
ASIDE, ABOVE = 16, 6  # so that few words lie under a number
COLOURS = 160
PLACE = r"D:\年度自评估"  # shown instead of a folder of whoever draws

Marks = Callable[[object], tuple]
CLERK: dict[str, Marks] = {
    "overview": lambda page: (
        page.bars, page.score, page._missing_part, page.header.primary,
    ),
    "measures": lambda page: (
        page.filters, page.list, page.panel.quote, page.panel._last_year, page.panel.form,
        page.panel.foot,
    ),
    "indicators": lambda page: (
        page.panel._target, page.panel.form.editor("value").box,
        page.panel.form.editor("value")._yes, page.panel.foot,
    ),
    "score": lambda page: (page.list, page.card, page.panel._sentence, page.account),
    "export": lambda page: (page.check, page.form, page.target, page.header.primary),
    "rules": lambda page: (),
    "plan": lambda page: (page.search, page.pills, page._words),
    "backups": lambda page: (page.header.primary, page.table, page._copy),
}  # fmt: skip
OFFICE: dict[str, Marks] = {
    "inbox": lambda page: (
        page._folder, page.pills, page.list, page.file_panel.paper,
    ),
    "board": lambda page: (page.bar, page.table, page.body.paper, page.header.primary),
    "review": lambda page: (
        page.strip.departments, page.strip.rest, page.pills, page.panel.sheet.paper,
        next(b for b in page.panel.buttons.values() if b.isVisible()),
    ),
    "checks": lambda page: (
        page.pills, page.list, page.conflict.paper, page.conflict.seen,
    ),
    "results": lambda page: (page.pills, page.district.tallies, page.header.primary),
    "rules": lambda page: (
        page.outline.versions, page.outline.entries, page.editor, page.effects,
    ),
}  # fmt: skip


class Album(Studio):
    def _make_inbox(self, folder: Path) -> Path:
        """What several departments sent, and a file that is none."""
        from forms import FORMS
        from model.samples.demo import Demo
        from model.workbook.layout import Questionnaire

        questionnaire = Questionnaire(plan=self._plan, forms=FORMS)
        Demo(questionnaire=questionnaire, rulebook=self._rulebook, folder=folder, year=YEAR).run(
            lambda _: None
        )
        (folder / "报送" / "新建文件夹(1).xlsx").write_text("不是工作簿", "utf-8")
        return folder / "报送"

    def _receive(self, db, folder: Path) -> None:
        from forms import FORMS
        from model.jobs import JobContext
        from model.office.inbox import receive
        from model.workbook.layout import Questionnaire

        questionnaire = Questionnaire(plan=self._plan, forms=FORMS)
        receive(db, questionnaire, [self._make_inbox(folder)], JobContext(), year=YEAR)

    def draw(self) -> Iterator[str]:
        from ui.theme import Scheme, apply_theme

        apply_theme(self._app, Scheme.LIGHT)
        with tempfile.TemporaryDirectory() as folder:
            yield from self._draw_clerk_pages(Path(folder))
            yield from self._draw_office_pages(Path(folder))
            yield from self._draw_years_pages(Path(folder))

    def _draw_clerk_pages(self, folder: Path) -> Iterator[str]:
        from model.store.backups import BackupReason, folder_beside, make_backup
        from model.store.data_file import open_store
        from model.store.settings import Profile, Role, save_profile
        from ui.status_marks import Mark

        path = folder / "data.db"
        with closing(open_store(path)) as db:
            window = self._window(db)
            window.centralWidget().department.search.setText("城管")
            yield self._draw_marked(window, "welcome", ())
            self._fill(db)
            make_backup(db, folder_beside(path), BackupReason.START)
            save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=self._body.id))
            window = self._window(db)
            for name, marks in CLERK.items():
                window.show_page(name)
                page = window.page_named(name)
                if name == "indicators":
                    missed = [row.item for row in page.rows if row.mark is Mark.MISSED]
                    page.show_item(missed[0] if missed else page.rows[0].item)
                    page.panel.form.editor("value").box.setText("约88")
                    page.panel.form.editor("value")._on_edited()
                elif name == "score":
                    window.page_named("indicators").panel.form.editor("value")._on_agreed()
                elif name == "export":
                    page.target.show_folder(PLACE)
                elif name == "backups":
                    page.table.selectRow(0)
                elif name == "plan":
                    page.list.setCurrentIndex(page.list.entries.index(9))
                elif name == "rules":
                    page.outline.entries.setCurrentIndex(page.outline.entries.entries.index(LINE))
                yield self._draw_marked(window, NAMES.get(name, name), marks(page))
            window.close()

    def _draw_office_pages(self, folder: Path) -> Iterator[str]:
        from model.store.data_file import open_store
        from model.store.settings import Profile, Role, save_profile

        with closing(open_store(folder / "office.db")) as db:
            save_profile(db, Profile(role=Role.OFFICE, year=YEAR))
            self._receive(db, folder)
            window = self._window(db)
            for name, marks in OFFICE.items():
                window.show_page(name)
                page = window.page_named(name)
                if name == "checks":
                    page.pills.choose(1)
                    page.list.choose_first()
                elif name == "rules":
                    page._on_samples()
                    page.outline.entries.setCurrentIndex(page.outline.entries.entries.index(LINE))
                yield self._draw_marked(window, name, marks(page))
            window.close()

    def _draw_years_pages(self, folder: Path) -> Iterator[str]:
        from model.samples.answers import sample_answers
        from model.store.answers import save_answers
        from model.store.data_file import open_store
        from model.store.packages import keep_package
        from model.store.settings import Profile, Role, save_profile

        with closing(open_store(folder / "years.db")) as db:
            for package in self._history():
                if package.year <= YEAR:
                    keep_package(db, package)
            save_profile(db, Profile(role=Role.OFFICE, year=YEAR + 1))
            window = self._window(db)
            window.show_page("package")
            page = window.page_named("package")
            page.opening.after_last.click()
            page.pills.choose(1)
            marks = (page.pills, page.header, page.header.primary, page.targets.form)
            yield self._draw_marked(window, "package", marks)
            window.close()
            for year in range(YEAR - 2, YEAR + 1):
                save_answers(db, year, "kjj", sample_answers(self._plan, "kjj", year))
            save_profile(db, Profile(role=Role.CLERK, year=YEAR, department="kjj"))
            window = self._window(db)
            window.show_page("trends")
            page = window.page_named("trends")
            self._wait_for(page.jobs)
            yield self._draw_marked(window, "trends", (page.pills, page.table, page.view))
            window.close()

    def _draw_marked(self, window, name: str, marks: tuple) -> str:
        from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QPoint
        from PySide6.QtGui import QPainter

        for _ in range(4):
            self._app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        picture = window.grab()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, widget in enumerate(marks, start=1):
            corner = widget.mapTo(window, QPoint(0, 0))
            corner -= QPoint(ASIDE, ABOVE)
            middle = QPoint(max(corner.x(), EDGE), min(max(corner.y(), EDGE), ALBUM[1] - EDGE))
            _draw_number(painter, number, middle)
        painter.end()
        data = QBuffer()
        picture.toImage().save(data, "PNG")
        path = self._folder / f"{name}.png"
        path.write_bytes(_small(bytes(data.data().data())))
        return path.name


LINE = 5  # of the outline of rules: one about indicators
NAMES = {"rules": "rules-reading"}  # of the clerk's page


def _draw_number(painter, number: int, middle) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QPen

    from ui.theme import BUNDLED, colour, text_font

    box = QRect(middle.x() - ROUND // 2, middle.y() - ROUND // 2, ROUND, ROUND)
    painter.setPen(QPen(QColor("white"), 3))
    painter.setBrush(colour("returned"))
    painter.drawEllipse(box)
    font = text_font("title", bold=True)
    font.setFamilies([BUNDLED])
    font.setPixelSize(ROUND * 6 // 10)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def _small(png: bytes) -> bytes:
    """With few colours, which is what a screen has."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[1]) if len(arguments) > 1 else Path("assets/manual/pictures")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    album = Album(folder, SIZE)
    sys.excepthook = sys.__excepthook__  # nobody is there to read a box
    for name in album.draw():
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
