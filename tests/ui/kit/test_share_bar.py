"""Parts of a whole that keep what they count."""

from pytestqt.qtbot import QtBot

from ui.kit.share_bar import ShareBar
from ui.status_marks import Mark


def test_that_parts_show_where_they_count_and_a_second_press_shows_all(qtbot: QtBot):
    bar = ShareBar([("a", Mark.UNREPORTED), ("b", Mark.PASSED), ("c", Mark.SENT_BACK)])
    qtbot.addWidget(bar)
    bar.show_counts({"a": 4, "b": 40})
    assert [part.isHidden() for part in bar.parts.values()] == [False, False, True]
    told: list[str] = []
    bar.chosen.connect(told.append)
    bar.parts["b"].click()
    bar.parts["b"].click()
    bar.parts["a"].click()
    bar.show_counts({"b": 44})
    assert told == ["b", "", "a", ""]
    bar.choose("c")
    assert (bar.key, told[4:]) == ("", [])
