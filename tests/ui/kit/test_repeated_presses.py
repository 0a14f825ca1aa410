"""A double click and a held key decide once, whatever comes under the hand meanwhile."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.repeated_presses import RepeatGuard, allow_many
from ui.kit.segments import Segments
from ui.pages.clerk.score_foot import ScoreFoot

WITHIN = QPoint(20, 20)


@pytest.fixture
def guard(qapp):
    """The program's own."""
    return qapp.findChild(RepeatGuard)


@pytest.fixture
def window(qtbot, guard):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert guard._window is window.windowHandle()
    return window


def button(window, pressed, name="交办"):
    found = QPushButton(name, window)
    found.resize(100, 40)
    found.clicked.connect(lambda: pressed.append(name))
    found.show()
    return found


def double_click(window):
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=WITHIN)


def hold(widget, key, text):
    """The key goes down and repeats itself twice."""
    press = QEvent.Type.KeyPress
    for again in (False, True, True):
        event = QKeyEvent(press, key, Qt.KeyboardModifier.NoModifier, text, again)
        QApplication.sendEvent(widget, event)


def test_that_a_double_click_presses_a_button_once(window):
    pressed = []
    button(window, pressed)
    double_click(window)
    assert pressed == ["交办"]


def test_that_its_second_click_presses_no_other_button_that_came_there(window):
    pressed = []
    first = button(window, pressed)
    first.clicked.connect(first.hide)
    first.clicked.connect(lambda: button(window, pressed, "销号"))
    double_click(window)
    assert pressed == ["交办"]


def test_that_two_clicks_one_after_another_press_it_twice(window):
    pressed = []
    button(window, pressed)
    for _ in range(2):
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=WITHIN)
        QTest.qWait(0)
    assert pressed == ["交办", "交办"]


def test_that_what_leads_on_is_pressed_as_often_as_it_is_clicked(window):
    pressed = []
    allow_many(button(window, pressed))
    double_click(window)
    assert pressed == ["交办", "交办"]
    foot = ScoreFoot(window)
    assert all(one.property("steps") for one in foot.findChildren(QPushButton))


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Space, " ")])
def test_that_a_held_key_presses_a_button_once(window, key, text):
    pressed = []
    decides = button(window, pressed)
    decides.setAutoDefault(True)
    decides.setFocus()
    hold(decides, key, text)
    QTest.keyRelease(decides, key)
    assert pressed == ["交办"]


def test_that_a_held_letter_decides_about_one_entry(window):
    entries, letters, acted = EntryList("事项", window), [], []
    entries.show_entries([Entry(key="1", title="一", act="采信")])
    entries.letter_pressed.connect(letters.append)
    entries.acted.connect(acted.append)
    hold(entries, Qt.Key.Key_A, "a")
    hold(entries, Qt.Key.Key_Space, " ")
    assert (letters, acted) == (["A"], ["1"])


def test_that_a_double_click_on_an_option_chooses_it_and_does_not_take_it_back(window):
    chosen = []
    options = Segments({"done": "完成", "late": "滞后"}, {}, window)
    options.chosen.connect(chosen.append)
    options.resize(300, 60)
    options.show()
    double_click(window)
    assert (chosen, options.value) == (["done"], "done")


def test_that_months_of_a_calendar_turn_as_often_as_they_are_pressed(window):
    calendar = QCalendarWidget(window)
    calendar.resize(300, 200)
    calendar.show()
    ahead = calendar.findChild(QToolButton, "qt_calendar_nextmonth")
    before = calendar.monthShown() + 12 * calendar.yearShown()
    place = ahead.mapTo(window, ahead.rect().center())
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert calendar.monthShown() + 12 * calendar.yearShown() == before + 2
