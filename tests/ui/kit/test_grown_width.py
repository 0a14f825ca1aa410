"""Widths follow the size of the text, when they are set and when it is changed later."""

import pytest
from PySide6.QtWidgets import QLineEdit

from ui.kit.grown_width import fix_width, set_least_width, set_most_width
from ui.theme import apply_text_size


@pytest.fixture
def text_size(qapp):
    yield lambda size: apply_text_size(qapp, size)
    apply_text_size(qapp, "")


def test_that_a_width_grows_with_the_text_and_goes_back_with_it(qtbot, text_size):
    fixed, least, most = QLineEdit(), QLineEdit(), QLineEdit()
    for one in (fixed, least, most):
        qtbot.addWidget(one)
    text_size("largest")
    fix_width(fixed, 100)
    set_least_width(least, 100)
    text_size("")
    set_most_width(most, 100)
    assert (fixed.width(), least.minimumWidth(), most.maximumWidth()) == (100, 100, 100)
    text_size("largest")
    grown = {fixed.width(), least.minimumWidth(), most.maximumWidth()}
    assert len(grown) == 1
    assert grown.pop() > 120
