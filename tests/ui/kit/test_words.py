"""Painted words fit their room, and what is shortened is told whole."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.kit.words import WholeWords, cut_words, draw_words, drawn_in, elided_lines
from ui.theme import BUNDLED, text_font

LONG = "制定河北区“无废城市”建设实施方案，开展督查考核体系建设和机动车排放检测工作"
UI = Path(__file__).parents[3] / "ui"
OWN = {"kit/words.py", "self_test.py", "printing/pages.py"}  # paper has no tool tips


class Painted(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setFont(text_font())
        draw_words(painter, QRectF(0, 0, self.width(), self.height()), LONG)


@pytest.fixture
def painted(qtbot):
    widget = Painted()
    qtbot.addWidget(widget)
    widget.resize(200, 24)
    return widget


def test_that_lines_are_measured_in_the_font_they_are_painted_with(qapp):
    font = QFont()
    font.setFamilies(["No such family", BUNDLED])
    font.setPixelSize(14)
    metrics = QFontMetricsF(font)
    for width in range(90, 300, 7):
        lines = elided_lines(LONG, font, width, 2)
        assert all(metrics.horizontalAdvance(line) <= width for line in lines), width


def test_that_words_with_room_are_shown_whole(painted):
    painted.resize(800, 24)
    (drawn,) = drawn_in(painted)
    assert (drawn.shown, drawn.is_cut) == (LONG, False)


def test_that_shortened_words_are_known_with_the_whole_of_them(painted):
    (drawn,) = drawn_in(painted)
    assert drawn.is_cut
    assert drawn.shown.endswith("…")
    assert drawn.fits
    assert cut_words(painted, QPointF(10, 10)) == LONG
    assert cut_words(painted, QPointF(10, 90)) == ""


def test_that_words_higher_than_their_room_do_not_fit(painted):
    painted.resize(800, 6)
    (drawn,) = drawn_in(painted)
    assert not drawn.fits


def test_that_a_tool_tip_tells_the_whole(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    painted = Painted(window)
    painted.setGeometry(10, 10, 200, 24)
    WholeWords(window).look(mouse=True)
    window.show()
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, words, *rest: told.append(words))
    place = QPoint(50, 20)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, window.mapToGlobal(place))
    QApplication.sendEvent(window, event)
    assert told == [LONG]


def test_that_all_painted_words_go_through_one_place():
    others = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        if re.search(r"\bdrawText\(|\belidedText\(", path.read_text("utf-8"))
    }
    assert others - OWN == {"kit/combo.py"}  # it tells the one place what Qt draws


def test_that_no_font_is_built_from_its_words():
    """Its words hold the first family alone: text would be measured in another font."""
    for path in UI.rglob("*.py"):
        words = path.read_text("utf-8")
        assert not re.search(r"\bfont\w*(\(\))?\.(fromString|toString)\(", words), path
