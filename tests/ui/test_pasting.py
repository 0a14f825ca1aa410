"""Rows from Excel or WPS, looked at and filled in."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox

from model.store.answers import fetch_answers
from ui.pages.clerk.paste_grid import OPEN

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


@pytest.fixture
def paste(window, qtbot):
    def paste_(text):
        QGuiApplication.clipboard().setText(text)
        window.shown.list.setFocus()
        qtbot.keyClick(window.shown.list, Qt.Key.Key_V, CTRL)
        return window.shown.paste

    return paste_


def test_that_a_copied_file_becomes_evidence_and_no_words(window, qtbot, store, tmp_path):
    file = tmp_path / "验收报告.txt"
    file.write_text("绿化验收合格", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    QGuiApplication.clipboard().setMimeData(mime)
    page = window.shown
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_V, CTRL)
    assert not page._is_pasting
    qtbot.waitUntil(lambda: bool(window.session.desk.evidence(page.list.key)))
    assert [one.file_name for one in window.session.desk.evidence(page.list.key)] == [file.name]


def test_that_escape_leaves_a_paste_of_which_nothing_can_be_filled_in(window, paste, qtbot):
    panel = paste("随便什么")
    panel.show_rows((("",),), panel._in_order)
    assert not panel.fill.isEnabled()
    assert window.focusWidget() is panel.leave
    qtbot.keyClick(panel.leave, Qt.Key.Key_Escape)
    assert not window.shown._is_pasting


def test_that_what_a_person_has_to_decide_is_in_sight(window, paste, qtbot):
    many = [one.text for one in window.shown.rows[:30]]
    lines = [f"{words}\t进行中\t60" for words in many]
    lines[28] = lines[28].replace("60", "大约")
    panel = paste("事项\t状态\t进度\n" + "\n".join(lines))
    grid = panel.table
    asked = next(
        grid.item(row, column)
        for row in range(grid.rowCount())
        for column in range(grid.columnCount())
        if grid.item(row, column).data(OPEN)
    )
    qtbot.waitUntil(lambda: grid.viewport().rect().contains(grid.visualItemRect(asked).center()))


def test_that_rows_are_shown_first_filled_in_together_and_undone_together(
    window, paste, qtbot, store, department
):
    one, two = (row for row in window.shown.rows[3:5])
    panel = paste(f"事项\t状态\t进度\n{one.text}\t进行中\t约６0%\n{two.text}\t已完成\t")
    assert panel.isVisible()
    assert window.shown.panel.isHidden()
    assert fetch_answers(store, YEAR, department.id) == {}
    assert panel.fill.text() == "填入 2 格，另有 1 格待定"
    qtbot.keyClick(panel.fill, Qt.Key.Key_Space)
    assert fetch_answers(store, YEAR, department.id) == {
        one.item: {"state": "ongoing"},
        two.item: {"state": "done"},
    }
    assert window.session.drafts.of(one.item) == {"progress": "约６0%"}
    assert not window.shown.panel.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_an_unknown_word_is_asked_once_for_all_rows(window, paste, store, department):
    panel = paste("基本完成\n完成\n基本完成\n推进中")
    assert panel.fill.text().startswith("填入 2 格") or not panel.pasting.unknown
    panel._set_role(0, "state")
    box = next(b for b in panel.findChildren(QComboBox) if b.accessibleName() == "“基本完成”算作")
    box.setCurrentIndex(box.findData("ongoing"))
    assert panel.fill.text() == "填入 4 格"
    panel.fill.click()
    assert len(fetch_answers(store, YEAR, department.id)) == 4


def test_that_answers_are_replaced_only_when_asked(window, paste, store, department):
    first = window.shown.rows[0].item
    window.session.save(first, {"state": "behind"})
    panel = paste("完成")
    assert not panel.fill.isEnabled()
    panel._replace.setChecked(True)
    assert panel.fill.text() == "填入 1 格"
    panel.fill.click()
    assert fetch_answers(store, YEAR, department.id)[first] == {"state": "done"}
    assert window.shown.panel.form.answer["state"] == "done"


def test_that_escape_and_going_on_change_nothing(window, paste, qtbot, store, department):
    panel = paste("完成")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    paste("完成")
    qtbot.keyClick(window, Qt.Key.Key_Down, CTRL)
    assert panel.isHidden()
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_nothing_on_the_clipboard_opens_nothing(window, paste):
    assert paste("  \n").isHidden()


def test_that_one_number_pasted_on_an_indicator_is_its_value(window, qtbot, store, department):
    window.show_item("drop_sites_upgraded")
    QGuiApplication.clipboard().setText("312 处")
    window.shown.list.setFocus()
    qtbot.keyClick(window.shown.list, Qt.Key.Key_V, CTRL)
    assert window.shown.paste.fill.text() == "填入 1 格"
    window.shown.paste.fill.click()
    assert fetch_answers(store, YEAR, department.id) == {"drop_sites_upgraded": {"value": "312"}}


def choose(window, qtbot, count):
    window.shown.list.setFocus()
    for _ in range(count - 1):
        qtbot.keyClick(window.shown.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def order(window):
    return [row.item for row in window.shown.rows]


def pasted(window, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(window.shown.list, Qt.Key.Key_V, CTRL)
    return window.shown.paste


def test_that_one_cell_fills_all_the_rows_chosen_and_no_other(window, qtbot, store, department):
    four = order(window)[:4]
    window.session.save_all({item: {"state": "not_applicable"} for item in four}, "准备")
    choose(window, qtbot, 4)
    panel = pasted(window, qtbot, "本单位没有这项职责")
    assert panel.fill.text() == "填入 4 格"
    assert [row[0].split("；")[0] for row in panel.table.words] == [
        row.text for row in window.shown.rows[:4]
    ]
    panel.fill.click()
    said = fetch_answers(store, YEAR, department.id)
    assert [said[item]["reason"] for item in four] == ["本单位没有这项职责"] * 4
    assert set(said) == set(four)


def test_that_a_copied_column_goes_down_the_list_and_waits_for_the_states(
    window, paste, store, department
):
    panel = paste("召开了三次推进会\n改造了老旧小区\n开展了专项督查")
    assert panel.fill.text() == "填入 0 格"
    assert not panel.fill.isEnabled()
    boxes = panel.findChildren(QComboBox)
    box = next(one for one in boxes if one.accessibleName() == "还没选状态的 3 项算作")
    box.setCurrentIndex(box.findData("done"))
    assert panel.fill.text() == "填入 6 格"
    panel.fill.click()
    said = fetch_answers(store, YEAR, department.id)
    assert [said[item] for item in order(window)[:3]] == [
        {"state": "done", "done": text}
        for text in ("召开了三次推进会", "改造了老旧小区", "开展了专项督查")
    ]


def test_that_a_value_for_a_field_not_shown_is_never_stored(window, paste, store, department):
    first = order(window)[0]
    window.session.save_all({first: {"state": "not_applicable"}}, "准备")
    panel = paste("完成情况\n组织了两次检查")
    assert not panel.fill.isEnabled()
    assert "现在不显示“完成情况”" in panel.table.words[0][1]
    panel._set_role(0, "reason")
    assert panel.fill.isEnabled()
    panel.fill.click()
    assert fetch_answers(store, YEAR, department.id)[first]["reason"] == "组织了两次检查"


def test_that_rows_copied_with_their_heading_come_back_as_they_were(
    window, qtbot, store, department
):
    one, two = order(window)[:2]
    words = '第一行\n第二行\t“引号”"半角"'
    window.session.save_all(
        {one: {"state": "ongoing", "progress": "60", "done": words}, two: {"state": "done"}}, "准备"
    )
    before = fetch_answers(store, YEAR, department.id)
    choose(window, qtbot, 2)
    qtbot.keyClick(window.shown.list, Qt.Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.html().count("<tr>") == 3
    assert "进展状态" in mime.text().splitlines()[0]
    text = mime.text()
    window.session.save_all({one: dict.fromkeys(before[one]), two: {"state": None}}, "清空")
    panel = pasted(window, qtbot, text)
    panel.fill.click()
    assert fetch_answers(store, YEAR, department.id) == before


def test_that_a_blank_list_holds_all_rows_in_sight_and_takes_what_is_filled_in(
    window, qtbot, store, department
):
    window.session.save_all({order(window)[0]: {"state": "done"}}, "准备")
    window.shown.blank.click()
    text = QGuiApplication.clipboard().text()
    lines = text.split("\r\n")
    assert len(lines) == len(window.shown.list.shown) + 1
    cells = lines[2].split("\t")
    place = lines[0].split("\t").index("完成情况")
    cells[place - 2], cells[place] = "完成", "已经办结"
    window.shown.list.setFocus()
    panel = pasted(window, qtbot, "\r\n".join([lines[0], "\t".join(cells)]))
    panel.fill.click()
    assert fetch_answers(store, YEAR, department.id)[order(window)[1]] == {
        "state": "done", "done": "已经办结"
    }  # fmt: skip


@pytest.mark.parametrize("table", [False, True])
def test_that_no_key_changes_the_item_behind_pasted_rows(window, qtbot, store, department, table):
    page = window.shown
    page.show_table(table)
    one = page.rows[3]
    QGuiApplication.clipboard().setText(f"事项\t状态\n{one.text}\t已完成")
    page.show_paste()
    assert page.paste.isVisible()
    for key in (Qt.Key.Key_1, Qt.Key.Key_L):
        qtbot.keyClick(page.paste.fill, key, CTRL)
    window.session.write_rest()
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_the_column_that_says_what_becomes_of_a_row_is_in_sight(window, paste):
    many = [row.item for row in window.shown.rows[:30]]
    head = "编号\t进展状态\t完成进度\t完成情况\t存在问题\t下一步安排\t不适用理由\t备注"
    lines = [f"{key}\t推进中\t47\t正在做\t无\t继续\t\t无" for key in many]
    lines[25] = lines[25].replace("推进中", "滞后").replace("47", "大约四十七")
    panel = paste("\n".join((head, *lines, "9.9.9\t推进中\t47\t正在做\t\t\t\t无")))
    QApplication.processEvents()
    grid = panel.table
    assert grid.horizontalScrollBar().maximum() > 0
    assert grid.horizontalScrollBar().value() == 0


def test_that_the_gravest_rows_come_first_and_are_counted(window, paste):
    many = [row.item for row in window.shown.rows[:30]]
    window.session.save_all({many[20]: {"state": "done"}}, "准备")
    lines = [f"{key}\t推进中\t47\t正在做" for key in (*many, "9.9.9")]
    panel = paste("编号\t进展状态\t完成进度\t完成情况\n" + "\n".join(lines))
    heading = panel._heading.text()
    assert heading == "粘贴了 31 行：1 行没有用上，1 行与已填的不同，29 行没有疑问"
    first, second = (row[0] for row in panel.table.words[:2])
    assert first.startswith("第 32 行没有用上：没有编号为“9.9.9”的项")
    assert "整行没有填入" in second
    panel._replace.setChecked(True)
    assert "与已填的不同" not in panel._heading.text()


def test_that_the_rows_have_the_room_and_what_replaces_is_in_sight(window, paste):
    many = [row.item for row in window.shown.rows[:30]]
    window.session.save_all({many[0]: {"state": "done"}}, "准备")
    lines = [f"{key}\t推进中\t47\t正在做" for key in many]
    panel = paste("编号\t进展状态\t完成进度\t完成情况\n" + "\n".join(lines))
    assert panel._replace.isVisible()
    assert not panel._replace.visibleRegion().isEmpty()
    high = panel.table.rowHeight(0)
    assert panel.table.viewport().visibleRegion().boundingRect().height() > 7 * high
    panel.columns.click()
    QApplication.processEvents()
    names = [box.accessibleName() for box in panel.findChildren(QComboBox) if box.isVisible()]
    assert any(name.startswith("第 1 列") for name in names)
