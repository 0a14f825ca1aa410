"""What the office's own pages go by, from the moment when a package goes out."""

from dataclasses import replace
from decimal import Decimal
from threading import Event

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from model.domain.package import HandedDown
from model.domain.reorganisation import ChangeKind
from model.package.draft import RulebookText, opened, with_change
from model.package.reorganisation import written_down
from model.package.versions import Footing
from model.plans import PlanLibrary, close
from model.rulebook_in_force import edition_of, shipped_text
from model.store.closed_years import fetch_closings
from model.store.packages import fetch_package, keep_package
from ui.alerts import Why

CHECKS = 5  # 检查与下发


def issue(page, qtbot, monkeypatch, folder, **changed):
    """Opens the year's package, and sends it out with *changed*, as a person does."""
    monkeypatch.setattr("ui.pages.package.checks.ask", lambda *_: True)
    monkeypatch.setattr("ui.kit.written.QDesktopServices.openUrl", lambda _: True)
    package = page("package")
    package.opening.from_plan.click()
    package.package.edit(lambda draft: replace(draft, **changed))
    package.pills.choose(CHECKS)
    with qtbot.waitSignal(package.checks.jobs.ended, timeout=60_000):
        package.checks.send(folder)
    return package


def test_that_a_report_of_a_body_that_is_gone_is_said_to_count_for_nothing_and_whom_to_ask(
    with_few, page, room, window, store, plan, rulebook
):
    gone, *_ = room.office.reported
    heir = next(body for body in room.office.plan.bodies if body.id not in room.office.submissions)
    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
    year = room.office.year
    made_at = f"{year}-12-01T09:00:00+08:00"
    package = opened(plan, year, rules, deadline=f"{year + 1}-01-31", at=made_at)
    merged = written_down(
        plan, package, ChangeKind.MERGED, f"{year}-03-01", (gone.id, heir.id), (heir.name,)
    )
    keep_package(store, with_change(package, merged, plan))
    window.session.read_terms_again()
    inbox = page("inbox")
    (entry,) = [one for one in inbox.list.entries.rows if one.chip == "没有计入"]
    name = gone.department.name
    assert entry.note.startswith(f"没有计入：{name}已经调整，请{heir.name}核对后一并报送。")
    assert "另有 1 个没有计入" in inbox.header.state
    assert "接收 3 个" in inbox.header.state
    inbox.list.choose(entry.key)
    assert inbox.file_panel.origin.isHidden()


def test_that_the_offices_own_pages_go_by_a_package_at_once(
    with_few, page, window, room, qtbot, monkeypatch, tmp_path
):
    body = next(one for one in room.office.reported if one.assessor.targets)
    indicator = next(iter(body.assessor.targets))
    for name in ("board", "review", "checks", "results", "trends", "plan", "rules"):
        page(name)
    assert not body.timing.days_late
    package = issue(
        page,
        qtbot,
        monkeypatch,
        tmp_path,
        deadline="2025-12-01",
        targets={indicator: HandedDown(value=Decimal(77))},
    )
    assert window.page == "package"  # nobody is sent elsewhere
    assert window._pages.keys() == {"package", "inbox"}  # which takes in what falls on the window
    assert package.checks.written.text().startswith("已写出")
    assert room.office.package == fetch_package(room.session.db, room.office.year)
    after = room.body(body.id)
    assert after.timing.days_late
    assert after.assessor.targets[indicator].value == 77
    assert after.mark.footing is Footing.PLAN_ALONE  # what came was filled in without it
    assert after.mark.sentence in list(after.doubts())
    assert "任务包" in after.mark.sentence
    board = page("board")
    assert "截止 2025年12月1日" in board.header.state
    board.show_what(body.id)
    shown = [label.text() for label in board.findChildren(QLabel) if label.isVisibleTo(board)]
    assert any(after.mark.sentence in text for text in shown)
    assert page("results")._room.office is page("review")._room.office is room.office


def test_that_files_come_in_after_a_package_went_out_without_a_word_of_failure(
    page, window, room, few, qtbot, monkeypatch, tmp_path
):
    page("inbox")
    page("board")
    with qtbot.captureExceptions() as failures:
        issue(page, qtbot, monkeypatch, tmp_path)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        with qtbot.waitSignal(room.jobs.ended, timeout=60_000):
            page("inbox").receive([few])
    assert failures == []


def test_that_a_job_whose_page_is_gone_ends_without_a_word(page, window, room, qtbot):
    results = page("results")
    gate, told = Event(), []
    qtbot.waitUntil(lambda: not room.jobs.busy)
    room.start(lambda _: gate.wait(30), results.outputs.proof._on_proven)
    results.deleteLater()
    window._pages.pop("results")
    QApplication.sendPostedEvents(results, QEvent.Type.DeferredDelete.value)
    room.jobs.failed.connect(told.append)
    with qtbot.captureExceptions() as failures, qtbot.waitSignal(room.jobs.ended):
        gate.set()
    assert (failures, told) == ([], [])


def test_that_closing_a_year_is_known_on_every_page_and_leaves_one_where_one_is(
    page, window, qtbot, monkeypatch, tmp_path
):
    package = issue(page, qtbot, monkeypatch, tmp_path)
    why = Why(by="王芳", reason="年度结束")
    monkeypatch.setattr("ui.pages.package.page.ask_why", lambda *_, **__: why)
    page("plan")
    page("package")
    package.closing.click()
    assert (window.page, package.closing.text()) == ("package", "解除封存")
    assert "plan" not in window._pages
    words = "2025 年度已经封存"
    for name in ("inbox", "board", "review", "checks", "results", "trends", "plan", "rules"):
        page(name)
        assert words in window.closed_bar.words.text()
        assert window.closed_bar.isVisible()
    assert not window.page_named("inbox").header.primary.isEnabled()
    window.closed_bar.go.click()
    assert window.page == "package"
    package = window.page_named("package")
    package.closing.click()
    assert package.closing.text() == "封存年度"
    page("board")
    assert not window.closed_bar.isVisible()
    history = fetch_closings(window.session.db, 2025)
    assert [(one.closed, one.by) for one in history] == [(True, "王芳"), (False, "王芳")]


def test_that_closing_says_what_is_still_open(page, window, qtbot, monkeypatch, tmp_path, with_few):
    package = issue(page, qtbot, monkeypatch, tmp_path, deadline="2999-01-31")
    told = []
    monkeypatch.setattr("ui.pages.package.page.ask_why", lambda *said, **_: told.append(said[1]))
    package.closing.click()
    assert package.closing.text() == "封存年度"  # nobody agreed
    for words in ("还没有到", "个单位尚未报送", "项填报尚未复核", "解除封存"):
        assert words in told[0]


def test_that_nothing_is_decided_in_a_closed_year_whatever_key_is_pressed(
    with_few, page, window, store, plan, qtbot
):
    close(PlanLibrary(store, plan), 2025)
    window.session.read_terms_again()
    review = page("review")
    qtbot.waitUntil(review.isVisible)
    panel = review.panel
    assert review._room.closed
    assert review._room.office.reported
    assert not any(button.isEnabled() for button in panel.buttons.values())
    assert not review.header.primary.isEnabled()
    assert not review.strip.rest.isEnabled()
    before = store.execute("SELECT count(*) FROM review").fetchone()
    for letter in "AERNU":
        panel.press(letter)
    assert store.execute("SELECT count(*) FROM review").fetchone() == before


def test_that_a_package_that_came_from_elsewhere_shows_on_its_own_page(page, window, store, plan):
    package = page("package")
    assert package.opening.isVisible()
    book = window.session.shipped_rules
    rules = RulebookText(edition=edition_of(book), text=shipped_text(book))
    came = opened(plan, 2025, rules, deadline="2026-01-31", at="2025-11-01T09:00:00+08:00")
    keep_package(store, came)
    window.session.read_terms_again()
    assert package.package.editor.newest == came
    assert package.basics.isVisible()
