"""What waiting costs, in counts that are the same on every machine: slower fails without a clock.

A bound is what it took when it was written and a tenth more. Where a change needs more, it says so
here; where it needs less, the bound goes down.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from model.samples.answers import sample_answers
from model.scoring.item_score import judge
from model.store.answers import save_answers
from tests.bench.sample_year import whole_bracket
from tests.counts import counted
from ui.main_window import MainWindow
from ui.pages.item_rows import mark_in

YEAR = 2025
ITEMS = 184


@pytest.fixture
def window(qtbot, plan, rulebook, store, clerk, department):
    """The busiest department's, asked for its whole bracket, with everything answered."""
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    window = MainWindow(whole_bracket(plan), rulebook, store)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    return window


@pytest.fixture
def line(window, qtbot):
    """A field whose figure changes the score, with a digit typed and saved."""
    counted_item = next(
        one
        for one in window.session.desk.indicators
        if not one.qualitative and any(m.value and m.year >= YEAR for m in one.milestones)
    )
    window.show_item(counted_item.id, "value")
    line = window.shown.panel.form.editor("value").findChild(QLineEdit, "value")
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_1)
    save(window)
    return line


def save(window):
    window.shown.panel.form.flush()
    QApplication.processEvents()


def held(counts, *, calls, statements, judged):
    assert counts.calls.total() <= calls, counts.summary
    assert len(counts.statements) <= statements, counts.summary
    assert counts.of(judge) <= judged, counts.summary


def test_that_opening_the_longest_list_takes_no_more_than_it_did(window, store):
    assert len(window.session.desk.items) == ITEMS
    with counted(store) as counts:
        window.show_page("measures")
        QApplication.processEvents()
    held(counts, calls=44_200, statements=15, judged=0)


def test_that_a_key_is_painted_by_no_more_than_it_was(window, store, line, qtbot):
    with counted(store) as counts:
        qtbot.keyClick(line, Qt.Key.Key_2)
        QApplication.processEvents()
    held(counts, calls=620, statements=0, judged=0)


def test_that_a_figure_is_saved_scored_and_painted_by_no_more_than_it_was(
    window, store, line, qtbot
):
    qtbot.keyClick(line, Qt.Key.Key_2)
    QApplication.processEvents()
    with counted(store) as counts:
        save(window)
    held(counts, calls=8_700, statements=33, judged=2)


def test_that_a_figures_own_look_finds_what_a_look_at_all_items_would(window, line, qtbot):
    qtbot.keyClick(line, Qt.Key.Key_5)
    save(window)
    kept = {key: mark for key, (mark, _) in window._marks.items()}
    assert kept == {one.id: mark_in(window.session, one) for one in window.session.desk.items}
