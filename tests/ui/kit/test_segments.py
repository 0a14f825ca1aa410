"""A choice as a row of buttons, in a second row where the first has no room."""

from PySide6.QtWidgets import QApplication, QWidget

from model.domain.answers import STATE_LABELS
from ui.kit.layout import column
from ui.kit.segments import Segments
from ui.status_marks import MARK_OF


def test_that_every_option_is_in_sight_at_any_width(qtbot):
    paper = QWidget()
    qtbot.addWidget(paper)
    shown = Segments(STATE_LABELS, MARK_OF, paper)
    column(shown, parent=paper)
    rows = []
    for width in (700, 460, 300, 130):
        paper.resize(width, 400)
        paper.show()
        QApplication.processEvents()
        boxes = [segment.geometry() for segment in shown.segments]
        assert all(shown.rect().contains(box) for box in boxes), width
        assert all(not one.intersects(two) for one in boxes for two in boxes if one is not two)
        rows.append(len({box.top() for box in boxes}))
    assert rows == sorted(rows)
    assert rows[0] == 1 < rows[-1]


def test_that_only_what_may_be_left_open_is_taken_back(qtbot):
    for stays in (False, True):
        shown, chosen = Segments({"2024": "2024", "2025": "2025"}, {}, stays=stays), []
        qtbot.addWidget(shown)
        shown.show_value("2025")
        shown.chosen.connect(chosen.append)
        shown.segments[1].click()
        kept = "2025" if stays else ""
        assert (shown.value, chosen) == (kept, [kept])
        shown.show_value("2025")
        assert shown.press("2025")
        assert shown.value == kept
