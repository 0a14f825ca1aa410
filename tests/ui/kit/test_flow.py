"""Parts side by side, and on in the next row where there is no room."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.flow import Flow
from ui.kit.label import Label

WIDE, HIGH, SPACING = 100, 20, 10


@pytest.fixture
def parts(qtbot):
    """Three parts in a flow, in a widget in which two of them have room beside each other."""
    around = QWidget()
    qtbot.addWidget(around)
    flow, parts = Flow(around, SPACING), []
    for _ in range(3):
        part = Label("", around)
        part.setFixedSize(WIDE, HIGH)
        flow.addWidget(part)
        parts.append(part)
    around.resize(2 * WIDE + SPACING, 200)
    around.show()
    QApplication.processEvents()
    yield parts
    around.close()


def flow_of(parts):
    return parts[0].parentWidget().layout()


def places(parts):
    QApplication.processEvents()
    return [(part.x(), part.y()) for part in parts]


def test_that_what_has_no_room_goes_on_in_the_next_row(parts):
    assert places(parts) == [(0, 0), (WIDE + SPACING, 0), (0, HIGH + SPACING)]
    flow = flow_of(parts)
    assert flow.heightForWidth(3 * WIDE + 2 * SPACING) == HIGH
    assert flow.heightForWidth(2 * WIDE + SPACING) == 2 * HIGH + SPACING
    assert flow.heightForWidth(WIDE) == 3 * HIGH + 2 * SPACING


def test_that_the_height_follows_what_is_hidden_shown_and_resized(parts):
    flow, width = flow_of(parts), 2 * WIDE + SPACING
    assert flow.heightForWidth(width) == 2 * HIGH + SPACING
    parts[1].hide()
    assert flow.heightForWidth(width) == HIGH
    assert places(parts)[2] == (WIDE + SPACING, 0)
    parts[1].show()
    assert flow.heightForWidth(width) == 2 * HIGH + SPACING
    parts[2].setFixedSize(WIDE, 3 * HIGH)
    assert flow.heightForWidth(width) == 4 * HIGH + SPACING


def test_that_the_height_follows_what_is_added_and_taken_out(parts):
    flow = flow_of(parts)
    flow.removeWidget(parts[2])
    parts[2].hide()
    assert flow.heightForWidth(2 * WIDE + SPACING) == HIGH
    flow.addWidget(parts[2])
    parts[2].show()
    assert flow.heightForWidth(2 * WIDE + SPACING) == 2 * HIGH + SPACING
