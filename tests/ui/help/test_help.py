"""F1 leads to the chapter of the page, beside the page."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from model.errors import AppError
from model.files import FileNotWritten
from model.manual.chapters import load_manual
from model.store.disk_errors import Cause, NotSaved, failure
from model.workbook.reasons import Reason, Refusal
from ui.alerts import show_error
from ui.help import manual_links
from ui.help.manual_links import WHAT, place_about
from ui.help.window import HelpWindow
from ui.pages.menu import ENTRIES

MANUAL = load_manual()


@pytest.fixture
def manual(qtbot):
    window = HelpWindow(MANUAL)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize("entry", [e for role in ENTRIES.values() for e in role])
def test_that_every_page_has_a_chapter(entry):
    assert entry.chapter in MANUAL.chapters


def test_that_f1_opens_the_chapter_of_the_page_in_sight(qtbot, clerk, open_window):
    window = open_window()
    for page in ("export", "score"):
        window.show_page(page)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.help.manual.isVisible()
        assert window.help.manual.reader.chapter.id == page
    assert window.isEnabled()
    assert not window.help.manual.isModal()


def test_that_f1_works_before_anybody_said_who_they_are(qtbot, open_window):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.manual.reader.chapter.id == "start"


def test_that_the_rail_offers_help(clerk, open_window):
    window = open_window()
    window.show_page("plan")
    window.rail.help_requested.emit()
    assert window.help.manual.reader.chapter.id == "plan"


def test_that_a_reason_leads_to_its_entry(office, open_window):
    window = open_window()
    window.session.help_requested.emit("files#encrypted")
    reader = window.help.manual.reader
    top = reader.cursorForPosition(reader.rect().topLeft()).block()
    near = [top.text(), top.next().text()]
    assert "文件设了打开密码" in near


@pytest.mark.parametrize("part", ["search", "reader"])
def test_that_esc_leads_back(qtbot, clerk, open_window, part):
    window = open_window()
    window.help.open_here()
    qtbot.keyClick(getattr(window.help.manual, part), Qt.Key.Key_Escape)
    assert not window.help.manual.isVisible()
    assert window.isVisible()


def test_that_a_search_lists_and_marks_what_it_found(qtbot, manual):
    manual.open("files")
    manual.search.setText("鼷鼠")
    assert manual.contents.hits.count() == 0
    manual.search.setText("打开密码")
    assert manual.contents.hits.count() >= 1
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.reader.chapter.id == "files"
    assert {s.cursor.selectedText() for s in manual.reader.extraSelections()} == {"打开密码"}
    manual.search.clear()
    assert manual.reader.extraSelections() == []


def test_that_one_can_go_back_and_ahead(manual):
    manual.open("files")
    manual.open("troubles", "full")
    assert manual.back.isEnabled()
    assert not manual.ahead.isEnabled()
    manual.go_back()
    assert manual.reader.chapter.id == "files"
    manual.go_ahead()
    assert manual.reader.chapter.id == "troubles"


def test_that_a_picture_can_be_seen_in_full(qtbot, manual):
    manual.open("export")
    manual.reader.picture_chosen.emit("pictures/export.png")
    assert manual.picture.pixmap().width() > 600
    with qtbot.waitSignal(manual.picture.destroyed):
        qtbot.keyClick(manual.picture, Qt.Key.Key_Space)


def test_that_no_link_leads_out_of_the_manual(manual):
    assert manual.reader.openLinks() is False
    assert manual.reader.openExternalLinks() is False


def test_that_the_whole_manual_can_be_stored_as_pdf(manual, tmp_path):
    path = tmp_path / "手册.pdf"
    manual.write_pdf(path, tuple(MANUAL.chapters.values()), "用户手册")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 20_000


def test_that_the_check_before_the_export_leads_to_what_its_findings_mean(clerk, open_window):
    window = open_window()
    window.show_page("export")
    window.page_named("export").check.what.click()
    assert window.help.manual.place == ("findings", "")


def test_that_a_failure_to_save_leads_to_what_can_be_done(clerk, open_window):
    window = open_window()
    assert window.rail.how.isHidden()
    window.session.save_failed.emit(failure(NotSaved, "填报没有保存：", Cause.FULL), "")
    window.rail.how.click()
    assert window.help.manual.place == ("troubles", "full")
    window.session.saved.emit(datetime.now().astimezone())
    assert window.rail.how.isHidden()


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (Refusal("a.xlsx", Reason.PDF), "files#pdf"),
        (failure(NotSaved, "没有保存：", Cause.READ_ONLY), "troubles#read-only"),
        (FileNotWritten("没有写成"), "export#导出不了"),
        (AppError("另一件事"), ""),
    ],
)
def test_that_an_error_knows_its_entry(error, place):
    assert place_about(error) == place


@pytest.mark.parametrize(
    "place",
    [
        value
        for name, value in vars(manual_links).items()
        if name.isupper() and isinstance(value, str) and value not in {WHAT, manual_links.MANUAL}
    ],
)
def test_that_every_place_there_is_a_name_for_exists(place):
    chapter, _, anchor = place.partition("#")
    sections = MANUAL.chapters[chapter].sections if chapter else ()
    assert anchor in {section.anchor for section in sections}


def test_that_a_box_leads_to_its_entry(clerk, open_window, monkeypatch, no_message_box):
    window = open_window()
    no_message_box.expected = True

    def ask_what(box):
        next(one for one in box.buttons() if one.text() == WHAT).click()

    monkeypatch.setattr(QMessageBox, "exec", ask_what)
    show_error(failure(NotSaved, "没有保存：", Cause.FULL), window)
    assert window.help.manual.place == ("troubles", "full")


def test_that_the_form_stays_in_sight_beside_the_manual(clerk, open_window):
    window = open_window()
    window.show_page("measures")
    window.help.open_here()
    form = window.page_named("measures").panel
    left = form.mapToGlobal(form.rect().topLeft()).x()
    assert window.help.manual.geometry().right() < left + 8


def test_that_a_narrow_manual_shows_its_contents_when_asked_and_what_is_found(manual):
    manual.resize(600, 600)
    manual.open("files")
    assert manual.contents.isHidden()
    manual.list.click()
    assert not manual.contents.isHidden()
    manual.list.click()
    manual.search.setText("密码")
    assert not manual.contents.isHidden()
    manual.search.clear()
    assert manual.contents.isHidden()
    manual.resize(900, 600)
    assert not manual.contents.isHidden()


@pytest.mark.parametrize("place", ["measures", "measures#佐证材料"])
def test_that_keys_turn_the_pages_of_what_was_just_opened(qtbot, clerk, open_window, place):
    window = open_window()
    window.help.open(place)
    manual = window.help.manual
    qtbot.waitUntil(manual.isActiveWindow)
    reader = manual.reader
    assert reader.hasFocus()
    before = reader.verticalScrollBar().value()
    qtbot.keyClick(reader, Qt.Key.Key_PageDown)
    assert before < reader.verticalScrollBar().value()
    qtbot.keyClick(manual, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.search.hasFocus()
