"""What a department fills in changes while a form or a preview about it is open: a section's sheet
is joined, a step is undone. What came since is not overwritten by what was made before, what a
person is typing stays, and a preview shows what is so now.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from model.domain.answers import Evidence
from model.store.answers import fetch_answers
from tests.model.parts.sections import fill
from tests.ui.pages.sections.test_sections_page import add_sections, drop, give, ids, send
from ui.field_drafts import FieldDrafts, HalfWritten
from ui.kit.line_field import LineField
from ui.pages.clerk.paste_panel import SINCE

YEAR = 2025
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
JOINED = {"state": "behind", "progress": "30", "done": "科室写的完成情况", "problems": "资金没到位"}


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


@pytest.fixture
def first(window):
    return window.shown.rows[0].item


@pytest.fixture
def said(store, department):
    return lambda item: dict(fetch_answers(store, YEAR, department.id).get(item, {}))


@pytest.fixture
def join(window):
    """What a section said about an item is joined, as the window does it."""

    def join_(item, **said):
        window.session.save_all({item: said or JOINED}, "科室交回")

    return join_


def paste(window, qtbot, text, item):
    page = window.shown
    page.list.choose(item)
    QGuiApplication.clipboard().setText(text)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_V, CTRL)
    assert page.paste.isVisible()
    return page.paste


# A preview of what is pasted


def test_that_a_paste_leaves_what_a_section_said_while_it_was_looked_at(
    window, qtbot, tmp_path, said
):
    window.show_page("sections")
    add_sections(window.shown, "市容科")
    item = window.session.desk.items[0].id
    give(window.shown, ids(window.shown)["市容科"], item)
    sheet = send(qtbot, window.shown, tmp_path)["市容科"]
    cells = {(item, "state"): "滞后", (item, "progress"): 30, (item, "done"): "科室写的"}
    back = fill(sheet, cells)
    window.show_page("measures")
    panel = paste(window, qtbot, "状态\t完成情况\n完成\t粘贴的完成情况\n", item)
    drop(qtbot, window, back)
    joined = said(item)
    assert joined["done"] == "科室写的"
    panel.fill.click()
    assert said(item) == joined


def test_that_what_was_ticked_to_be_replaced_is_not_what_came_since(
    window, qtbot, first, join, said
):
    window.session.save(first, {"state": "ongoing"})
    panel = paste(window, qtbot, "状态\t完成情况\n完成\t粘贴的完成情况\n", first)
    panel._replace.setChecked(True)
    join(first)
    assert not panel._replace.isChecked()
    assert SINCE in panel._how.text()
    assert not panel.fill.isEnabled()
    panel._replace.setChecked(True)
    panel.fill.click()
    assert said(first)["done"] == "粘贴的完成情况"


def test_that_a_paste_goes_by_what_is_left_after_an_undo(window, qtbot, first, said):
    window.session.save_all({first: {"state": "ongoing"}}, "设为推进中")
    panel = paste(window, qtbot, "状态\n完成\n", first)
    assert not panel.fill.isEnabled()
    window.session.undo()
    assert panel.fill.text() == "填入 1 格"
    panel.fill.click()
    assert said(first) == {"state": "done"}


def test_that_a_paste_stays_as_it_is_while_something_else_changes(window, qtbot, first, join):
    panel = paste(window, qtbot, "状态\n完成\n", first)
    join(window.shown.rows[5].item)
    assert SINCE not in panel._how.text()
    assert panel.fill.text() == "填入 1 格"


# A cell of the table that is typed into


def open_cell(window, qtbot, item, field, kind):
    page = window.shown
    page.show_table(True)
    page.sheet.choose(item, field)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_F2)
    found = page.sheet.table.viewport().findChildren(kind)
    return next(one for one in found if one.isVisible())


@pytest.mark.parametrize("place", [0, 1], ids=["the same item", "another item"])
def test_that_what_is_typed_into_a_cell_stays_while_something_changes(
    window, qtbot, first, join, said, place
):
    window.session.save(first, {"state": "ongoing", "done": "原来的"})
    box = open_cell(window, qtbot, first, "done", QTextEdit)
    qtbot.keyClicks(box, "half typed")
    join(window.shown.rows[place].item)
    assert box.toPlainText() == "half typed"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said(first)["done"] == "half typed"


@pytest.mark.parametrize(
    ("field", "kind"), [("done", QTextEdit), ("progress", QLineEdit)], ids=["text", "number"]
)
def test_that_a_cell_nobody_typed_into_follows_and_writes_nothing(
    window, qtbot, first, join, said, field, kind
):
    window.session.save(first, {"state": "ongoing", "progress": "50", "done": "原来的"})
    box = open_cell(window, qtbot, first, field, kind)
    join(first)
    assert (box.text() if kind is QLineEdit else box.toPlainText()) == JOINED[field]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert said(first) == JOINED


def test_that_what_is_typed_into_a_cell_is_there_when_a_file_is_taken_in(
    window, qtbot, first, said
):
    window.session.save(first, {"state": "ongoing"})
    box = open_cell(window, qtbot, first, "done", QTextEdit)
    qtbot.keyClicks(box, "half typed")
    window._flush()
    assert said(first)["done"] == "half typed"
    assert box.toPlainText() == "half typed"


# What is asked beside the list


def test_that_a_reason_for_many_leaves_one_that_came_since(window, qtbot, join, said):
    page = window.shown
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down, SHIFT)
    one, two = page.list.keys
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
    qtbot.keyClicks(page.many.reason, "not ours")
    join(two, state="not_applicable", reason="科室写的理由")
    page.many.flush()
    assert said(one)["reason"] == "not ours"
    assert said(two)["reason"] == "科室写的理由"


# A file that was being read meanwhile


def test_that_what_is_typed_while_a_file_is_read_is_saved_before_it_is_taken_in(
    window, qtbot, tmp_path, said
):
    window.show_page("sections")
    add_sections(window.shown, "市容科")
    item = window.session.desk.items[0].id
    give(window.shown, ids(window.shown)["市容科"], item)
    sheet = send(qtbot, window.shown, tmp_path)["市容科"]
    back = fill(
        sheet, {(item, "state"): "推进中", (item, "progress"): 30, (item, "done"): "科室写的"}
    )
    window.show_page("measures")
    window.shown.list.choose(item)
    window.session.save(item, {"state": "ongoing"})
    window.session.show_again()
    box = window.shown.panel.form.editor("done").box
    window.incoming.take_in(back)  # which is read while somebody types on
    qtbot.keyClicks(box, "typed here")
    window.shown.panel.form._waiting.stop()  # and is not saved yet
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=30000)
    window.incoming.sheet.press("")
    assert said(item)["done"] == "typed here"
    asked = [place for place, _ in window.session.division.questions]
    assert (item, "done") in asked


def test_that_a_piece_of_evidence_half_corrected_is_kept_when_a_file_is_taken_in(
    window, qtbot, first
):
    session, page = window.session, window.shown
    page.list.choose(first)
    session.add_evidence(Evidence(id="e1", item=first, title="台账"))
    session.show_again()
    evidence = page.panel._evidence.list
    evidence._show_form(True, session.desk.evidence(first)[0])
    evidence._form.editor("reference").show_text("津科发〔2026〕12号")
    window._flush()
    assert session.desk.evidence(first)[0].reference == "津科发〔2026〕12号"


# The pages as they will print


def test_that_what_is_looked_at_before_printing_is_what_would_print(window, qtbot, first, join):
    window.show_page("export")
    page = window.shown
    page.show_preview()
    before = page.preview.shown
    join(first)
    assert page.preview.isVisible()
    assert page.preview.shown is not before
    assert page.preview.shown.pages is not before.pages


# What is only proposed


def test_that_of_a_form_only_what_was_typed_waits(window, qtbot):
    drafts = FieldDrafts(window.session, window)
    by, why = LineField(parent=window), LineField(parent=window)
    written = HalfWritten(drafts, {"by": by, "reason": why})
    written.show("deed/1", {"by": "王芳"})
    qtbot.keyClicks(why, "asked")
    assert drafts.of("deed/1") == {"reason": "asked"}
    written.show("deed/1", {"by": "李四"})
    assert (by.text(), why.text()) == ("李四", "asked")
    by.clear()  # which is typed, too
    written.show("deed/1", {"by": "李四"})
    assert by.text() == ""


# Words to be copied


def test_that_nobody_is_reminded_who_has_handed_in_since(window, qtbot, tmp_path):
    window.show_page("sections")
    page = window.shown
    add_sections(page, "市容科", "环卫科")
    items = [one.id for one in window.session.desk.items[:2]]
    for section, item in zip(("市容科", "环卫科"), items, strict=True):
        give(page, ids(page)[section], item)
    sheets = send(qtbot, page, tmp_path)
    page.pills.choose(0)
    page.board.remind.click()
    assert len(page.board.texts.texts) == 2
    item = items[0]
    back = fill(sheets["市容科"], {(item, "state"): "完成", (item, "done"): "都做了"})
    drop(qtbot, window, back)
    window.show_page("sections")
    page.pills.choose(0)
    assert [("环卫科" in one, "市容科" in one) for one in page.board.texts.texts] == [(True, False)]
