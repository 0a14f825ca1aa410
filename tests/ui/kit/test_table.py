"""A table keeps its choice, opens by Enter, and is copied as it stands."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit.table import Table
from ui.kit.table_model import Cell, ChangedCell, Line
from ui.kit.words import recorded

HEADINGS, WIDTHS = ("单位", "得分#"), (0, 80)


def lines(**totals: float) -> list[Line]:
    return [
        Line(key=key, cells=(Cell(words=f"{key}局"), Cell(words=f"{total:.2f}", sort=total)))
        for key, total in totals.items()
    ]


@pytest.fixture
def table(qtbot):
    table = Table(HEADINGS, WIDTHS)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show_lines(lines(甲=9, 乙=10, 丙=-1))
    table.show()
    return table


def test_that_the_choice_stays_without_a_word_when_lines_are_renewed(table, qtbot):
    table.choose("乙")
    with qtbot.assertNotEmitted(table.line_chosen):
        table.show_lines(lines(丁=1, 乙=2))
    assert table.key == "乙"


def test_that_the_first_line_is_chosen_where_the_chosen_one_is_gone(qtbot):
    table = Table(HEADINGS, WIDTHS, chooses_first=True)
    qtbot.addWidget(table)
    with qtbot.waitSignal(table.line_chosen) as said:
        table.show_lines(lines(甲=1, 乙=2))
    assert said.args == ["甲"]
    table.choose("乙")
    with qtbot.waitSignal(table.line_chosen) as said:
        table.show_lines(lines(丙=1))
    assert said.args == ["丙"]


def test_that_a_sorted_table_stays_sorted_when_its_cells_change(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.keys == ("丙", "甲", "乙")
    table.choose("甲")
    table.show_lines(lines(甲=11, 乙=10, 丙=12))
    assert table.keys == ("乙", "甲", "丙")
    assert table.key == "甲"


def test_that_a_line_taken_out_of_the_choice_is_not_the_one_shown(table, qtbot):
    table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
    table.choose("甲")
    where = table.visualRect(table.model().index(table.keys.index("乙"), 0)).center()
    for _ in range(2):
        qtbot.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, where
        )
    assert table.key == "甲"


def test_that_enter_opens_the_chosen_line(table, qtbot):
    table.choose("甲")
    with qtbot.waitSignal(table.opened) as said:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said.args == ["甲"]


def test_that_a_line_is_copied_as_it_stands_and_several_under_their_headings(table, qtbot):
    table.choose("甲")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "甲局\t9.00"
    table.selectAll()
    table.copy_out()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().splitlines() == ["单位\t得分", "甲局\t9.00", "乙局\t10.00", "丙局\t-1.00"]
    assert "<table" in copied.html()


def test_that_a_changed_cell_says_what_it_was_and_by_how_much():
    cell = ChangedCell(before="88.00", words="90.50", by="2.50", step=1)
    assert cell.said == "88.00 → 90.50，升 2.50"
    assert ChangedCell(words="90.50").said == "90.50"


def test_that_a_table_is_sorted_by_key_and_says_how(table, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr("ui.kit.table.say", lambda _, words: heard.append(words))
    alt = Qt.KeyboardModifier.AltModifier
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Right, alt)
    assert table.keys == ("丙", "甲", "乙")  # -1, 9, 10
    assert table.accessibleDescription() == heard[-1] == "按“得分”从小到大排列"
    qtbot.keyClick(table, Qt.Key.Key_Right, alt)
    assert table.keys == ("乙", "甲", "丙")
    qtbot.keyClick(table, Qt.Key.Key_Right, alt)
    assert (table.keys, heard[-1]) == (("甲", "乙", "丙"), "按原来的次序排列")
    qtbot.keyClick(table, Qt.Key.Key_Left, alt)
    assert table.keys == ("乙", "甲", "丙")


def test_that_a_table_without_room_for_its_columns_scrolls_sideways(qtbot):
    table = Table(("单位", "得分#", "说明"), (0, 200, 200))
    qtbot.addWidget(table)
    table.show_lines([Line(key="a", cells=(Cell(words="区科技局"),) * 3)])
    for width, scrolls in ((700, False), (400, True), (700, False)):
        table.resize(width, 200)
        table.show()
        QApplication.processEvents()
        assert table.horizontalScrollBar().isVisible() == scrolls, width
        assert table.columnWidth(0) >= 150
    assert table.columnWidth(0) == table.viewport().width() - 400  # what is left


def test_that_a_column_is_wide_enough_for_the_figures_and_dates_in_it(qtbot):
    table = Table(("科室", "交回"), (0, 62))
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    for words in ("3", "11月30日", "12,345,678.9"):
        cells = (Cell(words="市容科"), Cell(words=words, right=True))
        table.show_lines([Line(key="a", cells=cells)])
        with recorded() as drawn:
            table.viewport().render(QPixmap(table.viewport().size()), QPoint())
        assert words in {one.shown for one in drawn}


def test_that_a_click_below_the_lines_leaves_what_is_chosen(table, qtbot):
    table.choose("乙")
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 250))
    assert table.key == "乙"
    assert {index.row() for index in table.selectedIndexes()} == {table.currentIndex().row()}
