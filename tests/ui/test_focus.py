"""What has the focus is hidden, disabled or deleted: it stays in the page, where one goes on."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.settings import Role
from tests.ui.hands import CTRL, Hands, name_of
from ui.jobs import JobRunner
from ui.kit.focus_order import enter, stops
from ui.kit.job_bar import JobBar, StopButton
from ui.kit.layout import row
from ui.kit.link import Link
from ui.kit.search_field import SearchField
from ui.pages.menu import ENTRIES

YEAR = 2025


@pytest.fixture
def window(open_window, store, plan, department, clerk, qtbot):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def pages(window, role, qtbot):
    """Each page in turn, once it is at rest."""
    for entry in ENTRIES[role]:
        window.show_page(entry.page)
        for jobs in window.findChildren(JobRunner):
            qtbot.waitUntil(lambda jobs=jobs: not jobs.busy, timeout=20_000)
        QApplication.processEvents()
        yield window.page_named(entry.page)


def astray(window, page):
    """Where the focus is, unless it is in *page* and on nothing that leads away; "" there."""
    QApplication.processEvents()
    here = QApplication.focusWidget()
    if here is None:
        return "nowhere"
    inside = here is page or page.isAncestorOf(here)
    return "" if inside and not isinstance(here, Link) else f"{type(here).__name__} {name_of(here)}"


@contextmanager
def hidden(widget):
    widget.hide()
    yield
    widget.show()


@contextmanager
def disabled(widget):
    widget.setEnabled(False)
    yield
    widget.setEnabled(True)


def lost(window, page, take_away):
    found = {}
    for stop in [one for one in stops(window) if page.isAncestorOf(one)]:
        if not (stop.isVisible() and stop.isEnabled()):
            continue
        stop.setFocus()
        with take_away(stop):
            if wrong := astray(window, page):
                found[f"{type(stop).__name__} {name_of(stop)}"] = wrong
    return found


def say(window, item, **changes):
    """As the bulk bar or an undo does: the editors show it again."""
    window.show_item(item)
    window.session.save_all({item: changes}, "准备")


@pytest.mark.parametrize("take_away", [hidden, pytest.param(disabled, marks=pytest.mark.thorough)])
def test_that_what_a_page_hides_or_disables_passes_the_focus_on_within_the_page(
    window, take_away, qtbot
):
    wrong = {
        page.objectName() or type(page).__name__: found
        for page in pages(window, Role.CLERK, qtbot)
        if (found := lost(window, page, take_away))
    }
    assert wrong == {}


@pytest.mark.parametrize("take_away", [disabled, pytest.param(hidden, marks=pytest.mark.thorough)])
def test_that_the_focus_stays_in_the_offices_pages_too(open_window, office, take_away, qtbot):
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    wrong = {
        type(page).__name__: found
        for page in pages(window, Role.OFFICE, qtbot)
        if (found := lost(window, page, take_away))
    }
    assert wrong == {}


def test_that_the_enter_that_began_a_job_does_not_stop_it(window, qtbot):
    page = window.page_named("export")
    window.show_page("export")
    button, beside = QPushButton("做", page), QWidget(page)
    row(JobBar(page.jobs, beside), button, parent=beside)
    beside.show()
    button.setFocus()
    page.jobs.started.connect(lambda: button.setEnabled(False))

    def job(context):
        context.stop.wait()
        context.step(0, 1)

    with qtbot.waitSignal(page.jobs.ended):
        page.jobs.start(job)
        QApplication.processEvents()
        here = QApplication.focusWidget()
        assert page.isAncestorOf(here)
        assert not isinstance(here, StopButton)
        page.jobs.cancel()


def test_that_another_year_begins_with_the_focus_on_something_in_sight(open_window, office, qtbot):
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    window.session.set_profile(replace(window.session.profile, year=YEAR + 1))
    assert astray(window, window.shown) == ""
    assert QApplication.focusWidget().isVisible()


def test_that_a_part_hidden_or_disabled_as_a_whole_passes_the_focus_on(window, qtbot):
    window.show_page("measures")
    entry = window.shown
    for take_away in (hidden, disabled):
        entry.panel.form.focus_field()
        with take_away(entry.panel):
            assert astray(window, entry) == ""


def test_that_deleting_what_has_the_focus_leaves_it_in_the_page(window, qtbot):
    for page in pages(window, Role.CLERK, qtbot):
        for around in {one.parentWidget() for one in stops(window) if page.isAncestorOf(one)}:
            if (layout := around.layout()) is None:
                continue
            button = QPushButton("临时", around)
            layout.addWidget(button)
            button.setFocus()
            if not button.hasFocus():  # in a part that isn't shown
                continue
            delete(button)
            assert astray(window, page) == "", type(page).__name__


def test_that_agreeing_to_a_number_goes_on_to_the_next_field(window, qtbot):
    window.show_page("measures")
    item = window.session.desk.measures[0].id
    say(window, item, state="ongoing", progress=None, done=None)
    window.show_item(item, "progress")
    hands = Hands(window)
    for agree in (lambda: hands.press(Qt.Key.Key_Return), lambda: hands.press(Qt.Key.Key_Tab)):
        window.show_item(item, "progress")
        line = hands.at
        line.selectAll()
        QTest.keyClicks(line, "60+")
        agree()
        if name_of(hands.at) == "填 60":
            hands.press(Qt.Key.Key_Space)
        assert window.shown.panel.form.answer["progress"] == "60"
        assert hands.at is window.shown.panel.form.editor("done").box
        hands.type("写下的话")
        assert "写下的话" in window.shown.panel.form.editor("done").text
        say(window, item, progress=None, done=None)


def test_that_the_mouse_on_an_offered_number_leaves_the_keyboard_in_the_form(window, qtbot):
    item = window.session.desk.measures[0].id
    say(window, item, state="ongoing", progress=None)
    window.show_item(item, "progress")
    editor = window.shown.panel.form.editor("progress")
    editor.box.selectAll()
    Hands(window).type("约60")
    qtbot.waitUntil(lambda: not editor._yes.visibleRegion().isEmpty())
    qtbot.mouseClick(editor._yes, Qt.MouseButton.LeftButton)
    assert window.shown.panel.form.isAncestorOf(QApplication.focusWidget())


def test_that_a_box_in_front_gives_the_focus_back_although_its_owner_was_disabled(window, qtbot):
    """As after 导出: the button that started it was disabled behind the box."""
    window.show_page("export")
    page = window.page_named("export")
    for jobs in page.findChildren(JobRunner):
        qtbot.waitUntil(lambda jobs=jobs: not jobs.busy, timeout=20_000)
    page.header.primary.setFocus()
    box = QDialog(window)
    column = QVBoxLayout(box)
    column.addWidget(QPushButton("知道了", box))
    box.open()
    qtbot.waitUntil(box.isActiveWindow)
    page.header.primary.setEnabled(False)
    box.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert astray(window, page) == ""


def test_that_undoing_keeps_the_focus_in_the_page(window, qtbot):
    item = window.session.desk.measures[0].id
    say(window, item, state=None)
    window.show_item(item)
    hands = Hands(window)
    hands.press(Qt.Key.Key_5, CTRL)
    assert hands.at is window.shown.panel.form.editor("reason").box
    hands.press(Qt.Key.Key_Z, CTRL)
    assert window.shown.panel.form.rows["reason"].isHidden()
    assert astray(window, window.shown) == ""


def test_that_a_sheet_that_is_read_gives_the_focus_back(window, qtbot, tmp_path):
    item = window.session.desk.measures[0].id
    window.show_item(item, "done")
    window.shown.panel.form.focus_field("done")
    before = QApplication.focusWidget()
    path = tmp_path / "不是.xlsx"
    path.write_text("不是工作簿", "utf-8")
    window.come_forward(path)
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
    assert window.incoming.sheet.isAncestorOf(QApplication.focusWidget())
    window.incoming.sheet.press("")
    QApplication.processEvents()
    assert QApplication.focusWidget() is before


def test_that_enter_in_a_field_of_one_line_goes_on_to_the_next(window, qtbot):
    window.show_page("export")
    hands = Hands(window)
    line = hands.tab_to("填报人")
    assert isinstance(line, QLineEdit)
    hands.press(Qt.Key.Key_Return)
    assert hands.at is not line
    assert window.page_named("export").form.isAncestorOf(hands.at)


def test_that_enter_in_a_search_goes_to_what_was_found(window, qtbot):
    for page in ("measures", "plan"):
        window.show_page(page)
        hands = Hands(window)
        hands.press(Qt.Key.Key_F, CTRL)
        assert isinstance(hands.at, SearchField)
        hands.press(Qt.Key.Key_Return)
        assert hands.at is window.page_named(page).list


@pytest.mark.parametrize("role", ["clerk", "office"])
def test_that_a_window_begins_in_its_page_however_little_is_in_it(request, open_window, role):
    request.getfixturevalue(role)
    window = open_window()
    here = window.focusWidget()
    assert here is not None
    assert here.isVisible()
    assert window.shown.isAncestorOf(here)
    assert not window.rail.isAncestorOf(here)


def test_that_a_page_whose_button_is_disabled_begins_with_what_can_be_used(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    wanted, other = QPushButton("下发", page), QPushButton("查看", page)
    row(wanted, other, parent=page)
    page.setFocusProxy(wanted)
    wanted.setEnabled(False)
    page.show()
    enter(page)
    assert page.focusWidget() is other
    other.setEnabled(False)
    other.clearFocus()
    top = QWidget(page)
    top.show()
    wanted.hide()
    enter(page)
    assert page.focusWidget().isVisible()  # and not the hidden one that it begins with
    wanted.show()
    wanted.setEnabled(True)
    enter(page)
    assert page.focusWidget() is wanted
