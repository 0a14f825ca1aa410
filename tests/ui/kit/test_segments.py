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
