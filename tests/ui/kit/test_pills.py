"""Pills stay where they are while they count, and leave nobody's letters to another's field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.fitting import settle
from ui.kit.layout import column
from ui.kit.line_field import LineField
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.theme import apply_text_size


@pytest.fixture
def page(qtbot):
    page = QWidget()
    page.pills = Pills(("大幅变动的指标 9", "退回 3", "已审 12"))
    page.field, page.search = LineField(), SearchField("搜索")
    column(page.search, page.pills, page.field, parent=page)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize("size", ["", "largest"])
def test_that_no_pill_moves_while_the_counts_have_up_to_two_digits(page, qapp, size):
    apply_text_size(qapp, size)
    try:
        page.pills.show_words(("大幅变动的指标 9", "退回 3", "已审 12"))
        settle()
        places = [pill.geometry() for pill in page.pills._group.buttons()]
        page.pills.show_words(("大幅变动的指标 10", "退回 0", "已审 88"))
        settle()
        assert [pill.geometry() for pill in page.pills._group.buttons()] == places
    finally:
        apply_text_size(qapp, "")


def test_that_who_wrote_in_a_field_leaves_it_for_the_pill_that_is_clicked(page, qtbot):
    pills = page.pills._group.buttons()
    page.field.setFocus()
    qtbot.mouseClick(pills[1], Qt.MouseButton.LeftButton)
    assert pills[1].hasFocus()
    page.search.setFocus()
    qtbot.mouseClick(pills[2], Qt.MouseButton.LeftButton)
    assert page.search.hasFocus()
