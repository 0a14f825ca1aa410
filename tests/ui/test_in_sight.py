"""How much of the real plan's texts is in sight: rows of the lists, fields of the panel."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from model.domain.return_slip import Remark, ReturnSlip
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from tests.ui.fitting import settle
from ui.kit import metrics
from ui.kit.entry_list import EntryList

YEAR = 2025
LAPTOP, LAPTOP_125, LAPTOP_200 = (1366, 768), (1093, 574), (960, 500)  # logical pixels


def rows_in_sight(shown: EntryList) -> int:
    """Rows that can be chosen and are wholly in sight, headings left aside."""
    rows = enumerate(shown.entries.rows)
    places = [shown.entries.index(number) for number, row in rows if not row.heading]
    boxes = map(shown.visualRect, places)
    return sum(shown.viewport().rect().contains(box) for box in boxes)


def lines_in_sight(shown: EntryList) -> int:
    """Rows wholly in sight, headings among them."""
    boxes = (shown.visualRect(shown.entries.index(row)) for row in range(len(shown.entries.rows)))
    return sum(shown.viewport().rect().contains(box) for box in boxes)


def is_in_sight(widget: QWidget, part: float = 1.0) -> bool:
    """Whether the upper *part* of *widget* is in sight."""
    seen = widget.visibleRegion().boundingRect()
    return widget.isVisible() and seen.height() >= part * widget.height() and seen.width() > 0


@pytest.fixture
def filled(open_window, clerk, store, plan, department):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    window = open_window()
    window.show_page("measures")
    return window


@pytest.fixture
def returned(filled, department):
    """The window on an item that came back."""
    item = filled.session.desk.measures[2]
    remark = "完成情况只写了“已落实”，请写明数量、地点和时间。"
    slip = ReturnSlip(
        id="s1", year=YEAR, department=department.id, number=1, sequence=1, submission="0" * 64,
        made_at="2025-12-01T09:00:00+08:00", remarks=(Remark(item=item.id, text=remark),),
    )  # fmt: skip
    filled.session.take_slip(slip, "退回单.xlsx")
    filled.show_item(item.id)
    return filled


def sized(window, size):
    window.resize(*size)
    settle()
    return window.shown


def test_that_thirteen_tasks_are_in_sight_on_a_usual_screen(filled):
    assert rows_in_sight(sized(filled, LAPTOP).list) >= 13


def test_that_eighteen_lines_are_in_sight_where_rows_are_close(filled):
    metrics.use_dense_rows(dense=True)
    try:
        page = sized(filled, LAPTOP)
        page.list.doItemsLayout()
        assert lines_in_sight(page.list) >= 18
    finally:
        metrics.use_dense_rows(dense=False)


def test_that_ten_tasks_a_remark_and_a_field_are_in_sight_at_125_percent(returned):
    page = sized(returned, LAPTOP_125)
    page.list.choose_first()
    page.list.verticalScrollBar().setValue(0)
    assert rows_in_sight(page.list) >= 10
    returned.show_item(returned.session.desk.measures[2].id)
    settle()
    form = page.panel.form
    assert is_in_sight(page.panel.remark)
    assert is_in_sight(form.editor("state"))
    assert is_in_sight(form.editor("done").box, 0.6)


def test_that_the_states_and_a_field_are_in_sight_at_200_percent(returned):
    page = sized(returned, LAPTOP_200)
    form = page.panel.form
    assert is_in_sight(form.editor("state"))
    assert is_in_sight(form.editor("done").box, 0.5)


def test_that_the_heading_of_the_topmost_row_stays_in_sight(filled):
    shown = sized(filled, LAPTOP).list
    assert shown.heading_in_sight is None  # it is the topmost row itself
    last = shown.shown[-1]
    shown.choose(last.key)
    settle()
    top = shown.indexAt(QPoint(9, metrics.px(metrics.HEADING_ROW) + 2)).row()
    above = [row for row in shown.entries.rows[: top + 1] if row.heading]
    assert shown.heading_in_sight in above[-2:]
    for row in shown.shown[-2:-20:-1]:  # going up, no row hides under the heading
        shown.step(-1)
        assert shown.key == row.key
        place = shown.visualRect(shown.currentIndex())
        covered = metrics.px(metrics.HEADING_ROW) if shown.heading_in_sight else 0
        assert place.top() >= covered


def test_that_home_and_end_lead_to_the_first_and_the_last_row(filled, qtbot):
    shown = sized(filled, LAPTOP).list
    for key, wanted in ((Qt.Key.Key_End, -1), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(shown, key)
        assert shown.key == shown.shown[wanted].key
    qtbot.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert shown.keys == tuple(row.key for row in shown.shown)
