"""Draws every page to PNG, filled and empty, small and scaled, light and dark: make screenshots.

python -m tests.screenshots [FOLDER]
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from pathlib import Path

SIZES = {
    "1366x768": ("1", 1366, 768),
    "1920x1080": ("1.5", 1280, 720),
    "1366x768-125": ("1.25", 1093, 574),
    "1920x1080-200": ("2", 960, 500),
    "1366x768-largest": ("1", 1366, 728),
}
BRIEF = {"1366x768-125", "1920x1080-200", "1366x768-largest"}  # the clerk's pages, filled
ALBUM = (1240, 740)  # px, of the pictures in the manual
KINDS = ("filled", "empty", "dark")
YEAR = 2025
DEPARTMENT = "区城市管理委"


def main(arguments: list[str]) -> int:
    folder = Path(arguments[1]) if len(arguments) > 1 else Path("build/screenshots")
    if len(arguments) < 3:
        for size, (factor, _, _) in SIZES.items():
            environment = {**os.environ, "QT_SCALE_FACTOR": factor}
            command = [sys.executable, "-m", "tests.screenshots", str(folder), size]
            subprocess.run(command, env=environment, check=True)
        return 0
    for name in Studio(folder, arguments[2]).draw():
        print(name)
    return 0


class Studio:
    """Opens the real window on made-up years, in a data file that is thrown away."""

    def __init__(self, folder: Path, size: str) -> None:
        from model.paths import asset
        from model.plan.loader import load_plan
        from model.scoring.loader import load_rulebook
        from ui.start import application
        from ui.theme import BUNDLED

        self._app = application(sys.argv[:1], (BUNDLED,))
        self._folder, self._size = folder, size
        self._plan = load_plan(asset("plan/hebei-2022"))
        self._rulebook = load_rulebook(asset("rules/percent-2025.1.toml"), self._plan)
        self._body = next(body for body in self._plan.bodies if body.name == DEPARTMENT)
        folder.mkdir(parents=True, exist_ok=True)

    def draw(self) -> Iterator[str]:
        from ui.theme import Scheme, apply_text_size, apply_theme

        if self._size.endswith("largest"):
            apply_text_size(self._app, "largest")
        for kind in KINDS[:1] if self._size in BRIEF else KINDS:
            apply_theme(self._app, Scheme.DARK if kind == "dark" else Scheme.LIGHT)
            with tempfile.TemporaryDirectory() as folder:
                yield from self._draw_kind(kind, Path(folder))

    def _draw_kind(self, kind: str, folder: Path) -> Iterator[str]:
        from model.store.data_file import open_store
        from model.store.settings import Profile, Role, save_profile

        with closing(open_store(folder / "data.db")) as db:
            if kind == "empty":
                yield self._keep(self._window(db), kind, "welcome")
            else:
                self._fill(db)
            save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=self._body.id))
            window = self._window(db)
            yield from self._draw_clerk(kind, window, folder)
            window.close()
            if self._size in BRIEF:
                return
        yield from self._draw_office(kind, folder)
        with closing(open_store(folder / "years.db")) as db:
            yield from self._draw_package(kind, db)
            if kind != "empty":
                yield from self._draw_years(kind, db, folder)

    def _draw_clerk(self, kind, window, folder) -> Iterator[str]:
        from model.samples.answers import COVER
        from ui.status_marks import Mark

        for page in (
            "overview",
            "measures",
            "indicators",
            "score",
            "export",
            "rectification",
            "plan",
            "about",
        ):
            window.show_page(page)
            yield self._keep(window, kind, page)
        if kind == "empty":
            return
        yield from self._draw_manual(kind, window)
        entry = self._entry(window, "measures")
        entry.show_item(next(r.item for r in entry.rows if r.mark is Mark.ONGOING))
        entry.toggle_source()
        yield self._keep(window, kind, "measures-whole-clause")
        entry.toggle_source()
        entry = self._entry(window, "indicators")
        missed = [row.item for row in entry.rows if row.mark is Mark.MISSED]
        entry.show_item(missed[0] if missed else entry.rows[0].item)
        entry.panel.form.editor("value").box.setText("约12")
        entry.panel.form.editor("value")._on_edited()
        yield self._keep(window, kind, "indicators-question")
        entry.panel.form.editor("value")._on_agreed()
        for key, text in COVER.items():
            window.session.save("cover", {key: text})
        window.show_page("export")
        export = window.page_named("export")
        export.form.show_answer(COVER)
        for found in export.check._found:
            if found.hard:  # a state that follows from a number asks for more than was made up
                window.session.save(found.item, {found.field: "（示例数据）已按方案要求落实。"})
        export.set_folder(folder)
        export.export()
        self._wait_for(export.jobs)
        yield self._keep(window, kind, "export-done")
        export.show_preview()
        yield self._keep(window, kind, "preview")
        export.preview.closed.emit()
        yield from self._draw_what_comes_back(kind, window)

    def _draw_what_comes_back(self, kind, window) -> Iterator[str]:
        from PySide6.QtGui import QGuiApplication

        from model.domain.return_slip import Remark, ReturnSlip
        from model.store.closed_years import close_year, reopen_year

        desk = window.session.desk
        first, second = desk.measures[2:4]
        slip = ReturnSlip(
            id="s1", year=YEAR, department=self._body.id, number=1, sequence=1,
            submission=desk.submissions[-1].digest, made_at="2025-12-01T09:00:00+08:00",
            remarks=(
                Remark(item=first.id, text="完成情况只写了“已落实”，请写明数量、地点和时间。"),
                Remark(item=second.id, text="缺少佐证材料，请补充文号或附件。"),
            ),
        )  # fmt: skip
        window.session.take_notice(self._notice(first.id, second.id), "整改通知单.xlsx")
        window.show_page("rectification")
        yield self._keep(window, kind, "rectification")
        page = window.page_named("rectification")
        page.form.editor("state").press("done")
        page.form.flush()
        yield self._keep(window, kind, "rectification-answering")
        window.session.take_slip(slip, "退回单.xlsx")
        window.show_page("overview")
        yield self._keep(window, kind, "overview-returned")
        window.show_item(first.id)
        yield self._keep(window, kind, "measures-returned")
        entry = self._entry(window, "measures")
        QGuiApplication.clipboard().setText(
            "进展\t完成情况\t进度\n已完成\t改造公共建筑 12 处\t\n"
            "进行中\t正在招标\t约６0%\n基本完成\t\t90%\n"
        )
        entry.show_paste()
        yield self._keep(window, kind, "paste")
        entry.paste.closed.emit()
        close_year(window.session.db, YEAR, self._plan, None)
        window.session.read_terms_again()
        window.show_page("overview")
        yield self._keep(window, kind, "overview-closed")
        window.show_page("measures")
        yield self._keep(window, kind, "measures-closed")
        window.show_page("export")
        yield self._keep(window, kind, "export-closed")
        reopen_year(window.session.db, YEAR)
        window.session.read_terms_again()

    def _notice(self, *items: str):
        """A 整改通知单 about *items*, the first overdue, the second put off."""
        from model.domain.rectification import (
            RectificationAct,
            RectificationNotice,
            RectificationStep,
            Shortcoming,
            ShortcomingCause,
        )

        at, acts = f"{YEAR}-02-01T09:00:00+08:00", []
        for number, item in enumerate(items, start=1):
            one = Shortcoming(
                year=YEAR - 1, number=number, department=self._body.id, item=item,
                cause=ShortcomingCause.BEHIND, demand="倒排工期，按月报送进展。",
                problem="报为“滞后”，进度 40%。所报原因：（示例数据）招标推迟。",
            )  # fmt: skip
            acts.append(
                RectificationAct(
                    id=f"line{number}", shortcoming=f"line{number}", by="王芳", at=at,
                    step=RectificationStep.ASSIGN, due=f"{YEAR}-06-30", assigned=one,
                )
            )  # fmt: skip
        acts.append(
            RectificationAct(
                id="later", shortcoming=f"line{len(items)}", step=RectificationStep.EXTEND,
                by="王芳", at=f"{YEAR}-05-30T09:00:00+08:00", due="2099-12-31", words="采购周期长",
            )
        )  # fmt: skip
        return RectificationNotice(
            id="notice", year=YEAR, department=self._body.id, number=1, made_at=at,
            acts=tuple(acts), made_by="王芳",
        )  # fmt: skip

    def _draw_manual(self, kind, window) -> Iterator[str]:
        window.help.open("measures#佐证材料")
        yield self._keep(window.help.manual, kind, "manual")
        window.help.manual.search.setText("怎么打印")
        yield self._keep(window.help.manual, kind, "manual-search")
        window.help.manual.close()

    def _draw_office(self, kind, folder) -> Iterator[str]:
        from model.store.data_file import open_store
        from model.store.settings import Profile, Role, save_profile
        from tests.ui.pages.office import screens

        def keep(page: str) -> str:
            return self._keep(window, kind, page)

        if kind != "empty":
            shutil.copy(self._office_file, folder / "office.db")
        with closing(open_store(folder / "office.db")) as db:
            save_profile(db, Profile(role=Role.OFFICE, year=YEAR))
            window = self._window(db)
            for page in ("rules", "backups"):
                window.show_page(page)
                yield keep(page)
            if kind == "empty":
                yield from screens.draw_empty(window, keep)
            else:
                yield from screens.draw_filled(window, keep, self._wait_for)
            window.show_page("plan")
            window.page_named("plan").pills.choose(1)
            yield keep("plan-questions")
            yield from self._draw_plan_draft(kind, window, folder)
            window.close()

    def _draw_plan_draft(self, kind, window, folder) -> Iterator[str]:
        from tests.model.plan_draft.reading import FOLDER
        from ui.pages.plan_draft.draft_entries import EntryKind, kind_and_id

        window.show_page("plan_draft")
        page = window.page_named("plan_draft")
        yield self._keep(window, kind, "plan-draft")
        scan = folder / "扫描件.pdf"
        scan.write_bytes(b"%PDF-1.7")
        page.read_file(scan)
        self._wait_for(page.room.jobs)
        yield self._keep(window, kind, "plan-draft-refused")
        if kind == "empty":
            return
        page.read_file(FOLDER / "texts" / "wuhan.txt")
        self._wait_for(page.room.jobs)
        yield self._keep(window, kind, "plan-draft-read")
        work, book = page.work, folder / "核对表.xlsx"
        page.export_to(book)
        self._wait_for(page.room.jobs)
        rows = [one.key for one in work.list.shown]
        measures = [key for key in rows if kind_and_id(key)[0] is EntryKind.MEASURE]
        work.list.choose(measures[1])
        work.single.join_above()
        work.list.choose(measures[2])
        work.single.quote.box.setPlainText("原文里没有的话")
        yield self._keep(window, kind, "plan-draft-correcting")
        for number, name in enumerate(("targets", "bodies", "remarks", "head"), start=1):
            work.pills.choose(number)
            yield self._keep(window, kind, f"plan-draft-{name}")
        page.read_book(book)
        self._wait_for(page.room.jobs)
        yield self._keep(window, kind, "plan-draft-workbook")
        page.refuse.click()
        page.room.close()
        yield self._keep(window, kind, "plan-draft-drafts")

    @cached_property
    def _office_file(self) -> Path:
        """Made once; its folder goes with the studio."""
        from tests.ui.pages.office.mail import Mail
        from tests.ui.pages.office.screens import filled_file

        self._post = tempfile.TemporaryDirectory()
        folder = Path(self._post.name)
        mail = Mail(plan=self._plan, rulebook=self._rulebook, year=YEAR)
        filled_file(folder / "data.db", mail, folder)
        return folder / "data.db"

    def _draw_package(self, kind, db) -> Iterator[str]:
        from model.store.packages import keep_package
        from model.store.settings import Profile, Role, save_profile

        if kind != "empty":
            for package in self._history():
                if package.year <= YEAR:
                    keep_package(db, package)
        save_profile(db, Profile(role=Role.OFFICE, year=YEAR + 1))
        window = self._window(db)
        window.show_page("package")
        yield self._keep(window, kind, "package-begin")
        if kind == "empty":
            return
        page = window.page_named("package")
        page.opening.after_last.click()
        page.changes.before.tick("zjw")
        for number, part in enumerate(
            ("basics", "targets", "duties", "changes", "questions", "checks", "years")
        ):
            page.pills.choose(number)
            yield self._keep(window, kind, f"package-{part}")
        page.pills.choose(2)
        page.duties.sides.choose(1)
        yield self._keep(window, kind, "package-duties-department")
        page.package.step(page.package.editor.issue)
        window.close()

    def _draw_years(self, kind, db, folder) -> Iterator[str]:
        """What comes to a department, and how its years look beside each other."""
        from model.jobs import JobContext
        from model.package.outgoing import package_report
        from model.samples.answers import sample_answers
        from model.store.answers import save_answers
        from model.store.settings import Profile, Role, save_profile
        from model.workbook.package.write import write_package
        from tests.keys import OFFICE_KEYS, let_in

        for year in range(YEAR - 2, YEAR + 1):
            save_answers(db, year, "kjj", sample_answers(self._plan, "kjj", year))
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department="kjj"))
        window = self._window(db)
        last = self._history()[-1]
        path = folder / "任务包.xlsx"
        report = package_report(self._plan, last, keys=OFFICE_KEYS)
        write_package(path, report, JobContext())
        window.incoming.take_in(path)
        self._wait_for(window.incoming.jobs)
        yield self._keep(window, kind, "arrival-origin")
        let_in(window.incoming.sheet)
        yield self._keep(window, kind, "arrival")
        window.incoming.sheet.press("")
        window.show_page("overview", "received")
        yield self._keep(window, kind, "overview-received")
        window.show_page("trends")
        page = window.page_named("trends")
        page.show()
        self._wait_for(page.jobs)
        for number, view in enumerate(("indicator", "score", "moves")):
            page.pills.choose(number)
            yield self._keep(window, kind, f"trends-{view}")
        window.close()

    def _history(self):
        from model.package.draft import RulebookText
        from model.rulebook_in_force import edition_of, shipped_text
        from tests.sample_packages import sample_history

        rules = RulebookText(edition=edition_of(self._rulebook), text=shipped_text(self._rulebook))
        return tuple(sample_history(self._plan, rules))

    def _fill(self, db) -> None:
        from model.samples.answers import sample_answers, sample_evidence
        from model.store.answers import save_answers
        from model.store.evidence import save_evidence

        save_answers(db, YEAR, self._body.id, sample_answers(self._plan, self._body.id, YEAR))
        before = sample_answers(self._plan, self._body.id, YEAR - 1)
        save_answers(db, YEAR - 1, self._body.id, before)
        for evidence in sample_evidence(self._plan, self._body.id, YEAR):
            save_evidence(db, YEAR, self._body.id, evidence)

    def _window(self, db):
        from ui.main_window import MainWindow

        window = MainWindow(self._plan, self._rulebook, db)
        window.resize(*(SIZES[self._size][1:] if self._size in SIZES else ALBUM))
        window.show()
        return window

    def _entry(self, window, page):
        window.show_page(page)
        return window.page_named(page)

    def _wait_for(self, jobs) -> None:
        while jobs.busy:
            self._app.processEvents()

    def _keep(self, window, kind: str, page: str) -> str:
        for _ in range(3):
            self._app.processEvents()
        name = f"{self._size}-{kind}-{page}.png"
        window.grab().save(str(self._folder / name))
        return name


if __name__ == "__main__":
    sys.exit(main(sys.argv))
