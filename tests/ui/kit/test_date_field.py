"""A date is typed as people write it."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QToolTip

from model.errors import AppError
from ui.kit.date_field import DateField, today

UP = Qt.Key.Key_Up


@pytest.fixture
def field(qtbot):
    field = DateField(QDate(2027, 1, 10))
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return field


@pytest.mark.parametrize(
    "words", ["2027-3-31", "20270331", "2027.3.31", "2027/03/31", "2027年3月31日", " 2027-03-31 "]
)
def test_that_a_date_typed_or_pasted_over_another_is_taken(field, qapp, qtbot, words):
    field.selectAll()
    qapp.clipboard().setText(words)
    field.paste()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.iso == "2027-03-31"
    assert field.text() == "2027年3月31日"


def test_that_only_the_whole_date_is_told(field, qtbot):
    told = []
    field.date_changed.connect(lambda day: told.append(day.toString(Qt.DateFormat.ISODate)))
    field.selectAll()
    qtbot.keyClicks(field, "2027-3-31")
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["2027-03-31"]


def test_that_the_arrows_turn_days(field, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert (field.iso, field.text()) == ("2027-01-09", "2027年1月9日")


def test_that_what_was_typed_counts_though_enter_was_not_pressed(field, qtbot):
    field.selectAll()
    qtbot.keyClicks(field, "2027-3-31")
    assert field.iso == "2027-03-31"


def test_that_a_day_picked_from_the_calendar_is_taken_and_the_calendar_goes(field, qtbot):
    told = []
    field.date_changed.connect(told.append)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2027, 1, 10)
    calendar.clicked.emit(QDate(2027, 5, 3))
    assert (field.text(), told) == ("2027年5月3日", [QDate(2027, 5, 3)])
    assert not calendar.isVisible()


def test_that_whoever_is_told_of_a_date_reads_that_date(field, qtbot):
    read = []
    field.date_changed.connect(lambda _: read.append(field.iso))
    field.set_date(QDate(2027, 5, 3))
    qtbot.keyClick(field, UP)
    assert read == ["2027-05-03", "2027-05-04"]
    assert field.text() == "2027年5月4日"


@pytest.mark.parametrize("words", ["2027-2-31", "2027.6", "0227-3-31", ""])
def test_that_what_is_no_date_is_said_and_marked_and_nothing_goes_by_it(
    field, qtbot, monkeypatch, words
):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, said, *__: told.append(said))
    field.setAccessibleName("重报期限")
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    field.clearFocus()
    assert (field.text(), field.property("wrong")) == (words, True)
    assert [one for one in told if f"“{words}”不是日期" in one and "2027年1月10日" in one]
    with pytest.raises(AppError, match=f"重报期限：“{words}”不是日期"):
        field.decided()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2027-3-31")
    assert not field.property("wrong")
    assert field.decided() == "2027-03-31"


def test_that_nobody_is_asked_for_something_by_a_day_that_has_passed(field):
    field.setAccessibleName("重报期限")
    field.set_date(today().addDays(-1))
    with pytest.raises(AppError, match=r"重报期限：.*已经过去"):
        field.asked_for()
    field.set_date(today())
    assert field.asked_for() == today().toString(Qt.DateFormat.ISODate)


def test_that_a_day_shown_anew_or_turned_takes_the_place_of_what_is_no_date(field, qtbot):
    for act in (lambda: field.show_iso("2027-01-11"), lambda: qtbot.keyClick(field, UP)):
        field.setText("明天")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.property("wrong")
        act()
        assert not field.property("wrong")
    assert field.decided() == "2027-01-12"


def test_that_enter_stays_where_what_was_typed_is_no_date(field, qtbot):
    field.selectAll()
    qtbot.keyClicks(field, "2027-2-30")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.entered  # so that the window doesn't lead on
    field.selectAll()
    qtbot.keyClicks(field, "2027-2-28")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.entered


def test_that_no_key_leads_out_of_the_century(field, qtbot):
    field.set_date(QDate(2099, 12, 31))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.iso == "2099-12-31"
