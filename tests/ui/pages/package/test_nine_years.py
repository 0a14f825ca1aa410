"""The sample history walked through the real window: the office's PC and a department's."""

from contextlib import closing
from pathlib import Path

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.differences import DifferenceKind
from model.jobs import JobContext
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.plans import PlanLibrary, close
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.closed_years import fetch_closed_plan
from model.store.data_file import open_store
from model.store.packages import fetch_package, keep_package
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from tests.keys import let_in
from ui.main_window import MainWindow

RENAMED = "csglw"


@pytest.fixture
def office_pc(tmp_path, history):
    """Knows everything up to the first version of 2025."""
    with closing(open_store(tmp_path / "office.db")) as db:
        for package in history:
            if (package.year, package.version) <= (2025, 1):
                keep_package(db, package)
        yield db


@pytest.fixture
def opened(qtbot, plan, rulebook, monkeypatch):
    for module in ("page", "checks"):
        monkeypatch.setattr(f"ui.pages.package.{module}.ask", lambda *_: True)
    monkeypatch.setattr("ui.kit.written.QDesktopServices.openUrl", lambda _: True)

    def opened(db, role, year, department=""):
        save_profile(db, Profile(role=role, year=year, department=department))
        window = MainWindow(plan, rulebook, db)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


def send(qtbot, window, folder: Path) -> Path:
    folder.mkdir()
    page = window.page_named("package")
    page.pills.choose(5)
    with qtbot.waitSignal(page.checks.jobs.ended, timeout=30_000):
        page.checks.send(folder)
    return next(folder.glob("*.xlsx"))


def take_in(qtbot, window, path: Path) -> str:
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=30_000):
        window.incoming.take_in(path)
    if window.incoming.sheet.origin:  # once, with the paper in hand
        let_in(window.incoming.sheet)
    words = window.incoming.sheet.words
    window.incoming.sheet.press("")
    return words


def typed(form, key, text):
    form.editor(key).show_text(text)
    form.flush()


@pytest.mark.thorough
def test_that_2026_is_opened_from_2025_sent_corrected_and_filled_in_under_the_old_name(
    qtbot, opened, office_pc, store, plan, rulebook, tmp_path
):
    # The office opens 2026 from 2025 and sends it out.
    window = opened(office_pc, Role.OFFICE, 2026)
    window.show_page("package")
    page = window.page_named("package")
    page.opening.after_last.click()
    draft = page.package.editor.draft
    assert draft.targets == {}
    assert draft.changes == fetch_package(office_pc, 2025).changes
    first = send(qtbot, window, tmp_path / "first")

    # A department takes it in: held targets of 2025, its new name, its answers of last year.
    save_answers(store, 2025, RENAMED, sample_answers(plan, RENAMED, 2025))
    clerk = opened(store, Role.CLERK, 2026, RENAMED)
    assert "2026年度任务包第1版已启用" in take_in(qtbot, clerk, first)
    assert take_in(qtbot, clerk, first).count("没有变化") == 1
    desk = clerk.session.desk
    assert desk.department.name == "区城市运行管理局"
    held = [i for i in desk.indicators if "巩固" in desk.target(i).text]
    assert held
    assert clerk.session.last_year(desk.measures[0].id)
    item = desk.measures[0].id
    clerk.session.save(item, {"state": "done", "done": "已完成"})

    # The office corrects it in mid-year; what was typed stays, only the change is told.
    page.header.primary.click()
    page.pills.choose(1)
    page.targets.table.choose("carbon_intensity")
    typed(page.targets.form, "value", "3.6")
    assert [one.kind for one in page.package.editor.changes] == [DifferenceKind.TARGET]
    second = send(qtbot, window, tmp_path / "second")
    assert "第2版已启用" in take_in(qtbot, clerk, second)
    assert clerk.session.desk.answer(item)["done"] == "已完成"
    assert clerk.session.desk.next_submission().package.version == "2"
    clerk.close()

    # A closed year stays what it is, whatever comes later.
    before = score(plan, rulebook, store, 2025)
    close(PlanLibrary(store, plan), 2025)
    keep_package(store, fetch_package(office_pc, 2026))
    assert fetch_closed_plan(store, 2025) == plan
    assert score(plan, rulebook, store, 2025) == before
    window.close()


def score(plan, rulebook, db, year):
    return ClerkYear(PlanLibrary(db, plan), rulebook, FORMS, RENAMED, year).assessment()


def test_that_a_file_under_the_old_name_exported_by_the_window_is_recognised_by_the_office(
    qtbot, opened, office_pc, store, plan, rulebook, tmp_path
):
    # This department never got a package: it reports under the plan's own name.
    answers = sample_answers(plan, RENAMED, 2024)
    cover = {"filled_by": "张三", "phone": "022-1"}
    save_answers(store, 2024, RENAMED, {**answers, "cover": cover})
    clerk = opened(store, Role.CLERK, 2024, RENAMED)
    assert clerk.session.desk.department.name == "区城市管理委"
    clerk.show_page("export")
    export = clerk.page_named("export")
    folder = tmp_path / "mail"
    folder.mkdir()
    export.set_folder(folder)
    export.refresh()
    with qtbot.waitSignal(export.jobs.ended, timeout=30_000):
        export.export()
    clerk.close()
    brought = Questionnaire(plan=plan, forms=FORMS)
    receive(office_pc, brought, [folder], JobContext(), year=2024)
    office = OfficeYear.read(PlanLibrary(office_pc, plan), rulebook, FORMS, 2024)
    assert office.receipts[0].verdict.accepted
    assert any("原名“区城市管理委”" in line for line in office.receipts[0].verdict.details)
    body = office.body(RENAMED)
    assert body.department.name == "区城市运行管理局"
    assert body.submission is not None
    assert any("没有使用任务包" in doubt for doubt in body.doubts())
