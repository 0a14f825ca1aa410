"""Rows and columns, halves whose shares hold, a sheet that scrolls."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStackedWidget, QWidget

from ui.kit.layout import (
    REST,
    Halves,
    Sheet,
    add,
    at_left,
    box,
    clear_layout,
    column,
    gap,
    row,
    wide,
)
from ui.theme import apply_text_size


@pytest.fixture
def text_size(qapp):
    yield lambda size: apply_text_size(qapp, size)
    apply_text_size(qapp, "")


def test_that_parts_stand_in_the_order_in_which_they_are_named(qtbot):
    here, first, second = QWidget(), QLabel("一"), QPushButton("二")
    qtbot.addWidget(here)
    layout = row(first, gap(12), wide(second), REST, spacing=8, margins=(1, 2, 3, 4), parent=here)
    assert [layout.itemAt(n).widget() for n in range(4)] == [first, None, second, None]
    assert [layout.stretch(n) for n in range(4)] == [0, 0, 1, 1]
    assert layout.itemAt(1).sizeHint().width() == 12
    assert first.parent() is here
    margins = layout.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (1, 2, 3, 4)


def test_that_a_part_at_the_left_is_no_wider_than_it_asks_for(qtbot):
    here, button = QWidget(), QPushButton("好")
    qtbot.addWidget(here)
    column(at_left(button), parent=here)
    here.resize(600, 100)
    here.show()
    assert button.width() == button.sizeHint().width()


def test_that_a_layout_is_cleared_with_what_lies_in_its_rows(qtbot):
    here, inner = QWidget(), QLabel("一")
    qtbot.addWidget(here)
    layout = column(row(inner), QLabel("二"), parent=here)
    here.show()
    clear_layout(layout)
    assert layout.count() == 0
    assert not inner.isVisible()


def test_that_halves_keep_their_shares_whatever_is_in_them(qtbot):
    halves = Halves((1, 3), left=(QLabel("很长" * 40),), right=(QLabel("短"),))
    qtbot.addWidget(halves)
    halves.resize(800, 100)
    halves.show()
    assert abs(halves.left.width() - 200) <= 1


def test_that_a_sheet_grows_by_its_parts_and_labels(qtbot):
    sheet = Sheet(parts=(QLabel("一"),))
    qtbot.addWidget(sheet)
    sheet.add(box(row(QLabel("二")), "foot"), REST)
    assert sheet.label("help", "三").objectName() == "help"
    assert sheet.column.count() == 4
    add(sheet.column, gap(4))
    assert sheet.column.count() == 5


def test_that_a_sheet_out_of_sight_takes_part_in_a_smaller_text_and_a_smaller_window(
    qtbot, text_size
):
    stack, sheet = QStackedWidget(), Sheet()
    qtbot.addWidget(stack)
    sheet.add(row(QPushButton("收复核包、复核意见…"), QPushButton("写出复核包…"), REST))
    sheet.label("notes", "两个人在两台电脑上复核" * 8)
    stack.addWidget(sheet)
    stack.addWidget(QWidget())
    text_size("largest")
    stack.resize(700, 400)
    stack.show()
    stack.setCurrentIndex(1)
    text_size("")
    stack.resize(362, 400)
    QApplication.processEvents()
    stack.setCurrentIndex(0)
    QApplication.processEvents()
    assert sheet.column.geometry() == sheet.paper.rect()
