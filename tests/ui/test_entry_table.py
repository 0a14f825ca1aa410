"""The items as a sheet: typed into, filled down, copied, pasted and sorted as in Excel."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextEdit

from model.domain.answers import State
from model.store.answers import fetch_answers

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier
FLAGS = QItemSelectionModel.SelectionFlag
SELECT = FLAGS.Select
STATE, PROGRESS, DONE = "state", "progress", "done"


@pytest.fixture
def page(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    window.shown.show_table(True)
    return window.shown


@pytest.fixture
def said(store, department):
    return lambda: dict(fetch_answers(store, YEAR, department.id))


def cell(page, row, field):
    """Puts the cursor into the cell of *field* in the row *row*; the key of its item."""
    key = page.sheet.table.keys[row]
    page.sheet.choose(key, field)
    return key


def editor(page, kind):
    return next(one for one in page.sheet.table.viewport().findChildren(kind) if one.isVisible())


def select(page, rows, field):
    table = page.sheet.table
    cell(page, rows[0], field)
    for row in rows[1:]:
        index = table.model().index(row, table.currentIndex().column())
        table.selectionModel().select(index, table.selectionModel().SelectionFlag.Select)


def choose(page, qtbot, row, state):
    key = cell(page, row, STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Return)
    box = editor(page, QComboBox)
    box.setCurrentIndex(box.findData(state))
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    return key


def test_that_a_state_a_progress_and_a_text_are_typed_in_place_and_undone(page, qtbot, said):
    key = choose(page, qtbot, 0, "ongoing")
    assert said()[key] == {"state": "ongoing"}
    cell(page, 0, PROGRESS)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_6)
    line = editor(page, QLineEdit)
    qtbot.keyClicks(line, "0%")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said()[key].get("progress") == "60")
    assert page.sheet.table.currentIndex().row() == 1  # Enter goes down, as in Excel
    cell(page, 0, DONE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_F2)
    box = editor(page, QTextEdit)
    qtbot.keyClicks(box, "one")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(box, "two")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said()[key]["done"] == "one\ntwo"
    QApplication.processEvents()
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CTRL)
    assert "done" not in said()[key]


def opened_list(page, qtbot, row):
    """The list of states in the row *row*, opened by Enter."""
    key = cell(page, row, STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Return)
    box = editor(page, QComboBox)
    qtbot.waitUntil(box.view().isVisible)
    return key, box.view()


def test_that_what_is_chosen_in_the_list_closes_the_cell_and_the_keys_move_on(page, qtbot, said):
    table = page.sheet.table
    key, listed = opened_list(page, qtbot, 0)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert said()[key] == {"state": "done"}
    qtbot.waitUntil(lambda: table.state() is not table.State.EditingState)
    assert page.window().focusWidget() is table
    assert table.currentIndex().row() == 0  # whose progress comes next, by the tab key
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert said() == {key: {"state": "done"}}


def test_that_what_is_chosen_with_the_mouse_leaves_the_cursor_in_its_row(page, qtbot, said):
    table = page.sheet.table
    key, listed = opened_list(page, qtbot, 0)
    place = listed.visualRect(listed.model().index(2, 0)).center()
    qtbot.mouseMove(listed.viewport(), place)
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: table.state() is not table.State.EditingState)
    assert [*said()] == [key]
    assert (table.currentIndex().row(), page.window().focusWidget()) == (0, table)


def test_that_escape_in_the_list_leaves_the_cell_as_it_was(page, qtbot, said):
    table = page.sheet.table
    _, listed = opened_list(page, qtbot, 0)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.state() is not table.State.EditingState)
    assert page.window().focusWidget() is table
    assert said() == {}


def test_that_what_is_not_asked_cannot_be_typed_into(page, qtbot, said):
    cell(page, 0, PROGRESS)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_6)
    assert not page.sheet.table.viewport().findChildren(QLineEdit)
    assert said() == {}


def test_that_a_doubtful_number_is_kept_and_asked_about(page, qtbot, said):
    key = choose(page, qtbot, 0, "ongoing")
    cell(page, 0, PROGRESS)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Return)
    line = editor(page, QLineEdit)
    line.setText("约60")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._session.drafts.of(key) == {"progress": "约60"})
    assert "progress" not in said()[key]
    name, _, question = page.header.state.partition("：")
    assert page.sheet._rows[key].text.startswith(name.rstrip("…"))
    assert "约60" in question
    page.toggle_table()
    assert "约60" not in page.header.state


def test_that_each_page_opens_as_it_was_left_at_the_row_that_was_chosen(page, open_window):
    page.toggle_table()
    window = page.window()
    window.show_page("indicators")
    window.shown.toggle_table()
    assert window.shown.is_table
    page.toggle_table()
    key = cell(page, 4, DONE)
    page.toggle_table()
    assert page.list.key == page.panel.item.id == key
    again = open_window()
    for name, table in (("measures", False), ("indicators", True)):
        again.show_page(name)
        assert again.shown.is_table is table


def test_that_filling_down_gives_the_rows_below_what_the_first_says_in_one_step(page, qtbot, said):
    first = choose(page, qtbot, 0, "done")
    select(page, range(4), STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_D, CTRL)
    keys = page.sheet.table.keys
    assert [said().get(key, {}).get("state") for key in keys[:5]] == ["done"] * 4 + [None]
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CTRL)
    assert said().keys() == {first}


def test_that_filling_down_leaves_what_is_not_asked(page, qtbot, said):
    choose(page, qtbot, 0, "ongoing")
    page._session.save(page.sheet.table.keys[0], {"progress": "40"})
    choose(page, qtbot, 1, "done")
    select(page, range(2), PROGRESS)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_D, CTRL)
    assert "progress" not in said()[page.sheet.table.keys[1]]


def test_that_delete_clears_the_cells_chosen_in_one_step(page, qtbot, said):
    keys = [choose(page, qtbot, row, "done") for row in range(2)]
    select(page, range(2), STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Delete)
    assert said() == {}
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CTRL)
    assert said().keys() == set(keys)


def test_that_a_column_is_pasted_from_the_cell_on_that_has_the_cursor(page, qtbot, said):
    cell(page, 1, STATE)
    QGuiApplication.clipboard().setText("完成\n进行中\n")
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_V, CTRL)
    assert page.paste.isVisible()
    assert page.sheet.isHidden()
    assert said() == {}
    page.paste.fill.click()
    keys = page.sheet.table.keys
    assert [said().get(key, {}).get("state") for key in keys[:4]] == [None, "done", "ongoing", None]
    assert page.sheet.isVisible()


def test_that_cells_are_copied_as_they_stand(page, qtbot):
    choose(page, qtbot, 0, "done")
    choose(page, qtbot, 1, "behind")
    select(page, range(2), STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "完成\r\n滞后"


def test_that_of_a_long_text_all_is_copied(page, qtbot):
    key = cell(page, 0, STATE)
    long = "逐项落实。" * 60
    page._session.save_all({key: {"state": "done", "done": long}}, "准备")
    cell(page, 0, DONE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == long


def test_that_a_sign_that_stands_for_nothing_is_neither_copied_nor_pasted(page, qtbot, said):
    table = page.sheet.table
    cell(page, 0, PROGRESS)
    assert table.currentIndex().data() == "·"
    table.selectionModel().select(table.currentIndex().siblingAtColumn(page.sheet.first), SELECT)
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip("\t\r\n") == ""
    choose(page, qtbot, 1, "behind")
    cell(page, 1, "problems")
    QGuiApplication.clipboard().setText("·")
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    assert (
        "paste" not in vars(page) or not page.paste.isVisible() or not page.paste.fill.isEnabled()
    )
    assert [*said().values()] == [{"state": "behind"}]


@pytest.mark.parametrize("backwards", [False, True])
def test_that_a_block_is_pasted_from_its_first_cell(page, qtbot, said, backwards):
    table, first = page.sheet.table, page.sheet.first
    corners = [table.model().index(1, first), table.model().index(3, first + 2)]
    start, end = reversed(corners) if backwards else corners
    table.selectionModel().setCurrentIndex(start, FLAGS.ClearAndSelect)
    table.setFocus()
    table.selectionModel().select(QItemSelection(*corners), FLAGS.ClearAndSelect)
    table.selectionModel().setCurrentIndex(end, FLAGS.NoUpdate)
    QGuiApplication.clipboard().setText("完成\n推进中\n未启动\n")
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    page.paste.fill.click()
    keys = table.keys
    states = [said().get(key, {}).get("state") for key in keys[:5]]
    assert states == [None, "done", "ongoing", "not_started", None]


@pytest.mark.parametrize("which", ["measures", "indicators"])
def test_that_the_table_opens_with_the_names_in_sight(which, open_window, clerk, qtbot):
    window = open_window()
    window.resize(1366, 768)
    window.show()
    window.show_page(which)
    window.shown.show_table(True)
    table = window.shown.sheet.table
    QApplication.processEvents()
    assert table.horizontalScrollBar().value() == 0
    names = table.visualRect(table.model().index(0, 0))
    assert table.viewport().rect().contains(names)
    window.shown.show_table(False)
    window.shown.show_table(True)
    QApplication.processEvents()
    assert table.horizontalScrollBar().value() == 0


def test_that_a_state_is_set_for_all_rows_chosen(page, qtbot, said):
    select(page, range(3), STATE)
    page.set_state(State.BEHIND)
    assert [one["state"] for one in said().values()] == ["behind"] * 3


def test_that_rows_keep_their_place_while_a_sorted_column_is_typed_into(page, qtbot):
    table = page.sheet.table
    choose(page, qtbot, 0, "done")
    table.sortByColumn(page.sheet.first, Qt.SortOrder.AscendingOrder)
    before = table.keys
    choose(page, qtbot, 0, "behind")
    assert table.keys == before


def test_that_the_filter_and_the_switch_hold_for_the_table(page, open_window, qtbot):
    everything = len(page.sheet.table.keys)
    page.filters.search.setText("供热")
    assert 0 < len(page.sheet.table.keys) < everything
    page.filters.search.clear()
    qtbot.keyClick(page.window(), Qt.Key.Key_T, CTRL)
    assert not page.is_table
    assert page.filters.isVisible()
    page.mode.buttons[1].click()
    again = open_window()
    again.show_page("measures")
    assert again.shown.is_table


def test_that_another_page_leads_to_the_cell(page):
    item = page.sheet.table.keys[5]
    page.window().show_item(item, STATE)
    QApplication.processEvents()
    assert page.sheet.table.key == item


def test_that_what_the_table_has_no_column_for_leads_to_the_list_and_the_table_comes_again(
    page, open_window
):
    page.toggle_table()
    page.toggle_table()
    item = page.sheet.table.keys[5]
    page.window().show_item(item, "evidence")
    assert not page.is_table
    assert page.panel.item.id == item
    again = open_window()
    again.show_page("measures")
    assert again.shown.is_table


def test_that_an_item_that_was_sent_back_opens_with_the_remark_and_the_field_for_the_reply(
    page, monkeypatch
):
    item = page.sheet.table.keys[5]
    monkeypatch.setattr(type(page._session), "pending", property(lambda _: frozenset({item})))
    page.window().show_item(item, "")
    assert not page.is_table
    assert page.panel.item.id == item


def test_that_a_closed_year_is_only_looked_at(page, qtbot, said, monkeypatch):
    monkeypatch.setattr(type(page._session), "closed_words", property(lambda _: "已经封存"))
    cell(page, 0, STATE)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_D, CTRL)
    assert said() == {}


def test_that_each_row_shows_its_own_answer_in_a_column_that_several_forms_share(
    page, qtbot, said, today, department
):
    window = page.window()
    one = next(item for item in today.indicators_of(department.id) if item.qualitative)
    window.session.save(one.id, {"state": "done", "done": "已建成"})
    window.show_page("indicators")
    page = window.shown
    page.show_table(True)
    sheet = page.sheet
    place = next(n for n, known in enumerate(sheet.fields) if known.field.key == STATE)
    row = sheet.table.keys.index(one.id)
    model = sheet.table.model()
    assert model.index(row, sheet.first + place).data() == "完成"
    units = {item.unit for item in today.indicators_of(department.id) if not item.qualitative}
    assert len(units) > 1
    value = next(n for n, known in enumerate(sheet.fields) if known.field.key == "value")
    assert "（" not in model.headerData(sheet.first + value, Qt.Orientation.Horizontal)
