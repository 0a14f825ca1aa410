"""认领 by keys: cells, rows, columns, one department alone, and what last year said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from model.domain.package import Duty
from model.package.duties import assigned, prefilled
from model.store.packages import keep_package

SelectionFlag = QItemSelectionModel.SelectionFlag
DUTIES, SHARED = 2, 1  # the part of the page, the filter
ITEM = "3.1.1-01"


def by_bracket(page):
    """The draft as the first release opened it: every bracket written out, nothing proposed."""
    work = page.package.editor
    silent = replace(work.draft, duties={}, separate_support=False, by_years=False)
    page.package.editor = work.edit(prefilled(work.plan, silent))
    page.refresh()


def test_that_duties_are_set_by_keys_for_cells_rows_and_columns(page_of, qtbot):
    page = page_of(2025)
    page.opening.from_plan.click()
    by_bracket(page)
    page.pills.choose(DUTIES)
    part = page.duties
    part.clauses.choose("3.1.1")
    grid, model = part.desk.grid, part.desk.grid.model()
    grid.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_1)
    matrix = part.desk._one
    item, lead = matrix.rows[0].item.id, matrix.columns[0].id
    assert page.package.editor.draft.duties[item][lead] is Duty.LEAD
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert page.package.editor.draft.duties[item][lead] is Duty.SUPPORT
    grid.selectColumn(1)
    qtbot.keyClick(grid, Qt.Key.Key_3)
    gone = matrix.columns[1].id
    duties = page.package.editor.draft.duties
    assert {duties[row.item.id][gone] for row in matrix.rows} == {Duty.NONE}
    grid.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_0)
    assert item in {one.id for one in page.package.editor.uncarried}
    assert "无人承担 1" in part.pills._group.button(2).text()
    assert "不计分" in part.desk.who.text()
    part.desk.plain.click()
    assert page.package.editor.uncarried == ()


@pytest.fixture
def duties(page_of):
    """The grid of 三（一）1 in a draft of 2025."""
    page = page_of(2025)
    page.opening.from_plan.click()
    by_bracket(page)
    page.pills.choose(DUTIES)
    page.duties.clauses.choose("3.1.1")
    return page


def test_that_one_key_gives_an_item_to_one_department_and_goes_on_to_the_next(duties, qtbot):
    grid, model = duties.duties.desk.grid, duties.duties.desk.grid.model()
    grid.setCurrentIndex(model.index(0, 1))
    qtbot.keyClick(grid, Qt.Key.Key_4)
    qtbot.keyClick(grid, Qt.Key.Key_4)
    matrix = duties.package.editor.matrices[1]
    body = matrix.columns[1].id
    assert [row.carriers for row in matrix.rows[:2]] == [(body,), (body,)]
    assert all(row.duty(body) is Duty.LEAD for row in matrix.rows[:2])
    assert matrix.rows[2].shared
    assert grid.currentIndex().row() == 2


def test_that_several_selected_departments_share_an_item_alone(duties, qtbot):
    grid, model = duties.duties.desk.grid, duties.duties.desk.grid.model()
    grid.selectionModel().select(
        QItemSelection(model.index(0, 0), model.index(1, 1)), SelectionFlag.ClearAndSelect
    )
    qtbot.keyClick(grid, Qt.Key.Key_4)
    matrix = duties.package.editor.matrices[1]
    both = tuple(body.id for body in matrix.columns[:2])
    assert [row.carriers for row in matrix.rows[:2]] == [both, both]
    assert {row.duty(both[0]) for row in matrix.rows[:2]} == {Duty.SUPPORT}


def test_that_ctrl_d_fills_a_row_from_the_one_above(duties, qtbot):
    grid, model = duties.duties.desk.grid, duties.duties.desk.grid.model()
    grid.setCurrentIndex(model.index(0, 1))
    qtbot.keyClick(grid, Qt.Key.Key_4)
    grid.selectRow(1)
    qtbot.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    first, second = duties.package.editor.matrices[1].rows[:2]
    assert second.duties == first.duties


def test_that_rows_are_filtered_by_how_many_carry_them_and_stay_while_they_are_edited(
    duties, qtbot
):
    part, rows = duties.duties, len(duties.package.editor.matrices[1].rows)
    part.pills.choose(SHARED)
    part.clauses.choose("3.1.1")
    grid = part.desk.grid
    assert grid.model().rowCount() == rows
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_4)
    assert grid.model().rowCount() == rows
    part.clauses.choose("3.1.2")
    part.clauses.choose("3.1.1")
    assert grid.model().rowCount() == rows - 1


def test_that_all_streets_are_selected_at_once(duties, qtbot, plan):
    part = duties.duties
    part.clauses.choose("box2.7")
    part.desk.grid.setCurrentIndex(part.desk.grid.model().index(0, 0))
    part.desk.collective.click()
    qtbot.keyClick(part.desk.grid, Qt.Key.Key_3)
    matrix = next(one for one in duties.package.editor.matrices if one.key == "box2.7")
    assert matrix.rows[0].carriers == ("csglw",)
    assert len(matrix.rows[1].carriers) == 11


def test_that_a_department_shows_what_it_carries_against_the_usual(duties, qtbot):
    part = duties.duties
    part.sides.choose(1)
    part.loads.choose("swj")
    before = duties.package.editor.loads["swj"]
    assert before.heavy
    assert "偏多" in part.desk._said.text()
    grid = part.desk.grid
    assert grid.model().rowCount() == before.measures + before.indicators
    grid.selectColumn(0)
    qtbot.keyClick(grid, Qt.Key.Key_3)
    assert duties.package.editor.loads["swj"].idle
    assert grid.model().rowCount() == before.measures + before.indicators
    duties.undo.click()
    assert duties.package.editor.loads["swj"] == before


def test_that_a_clause_is_copied_from_last_year(page_of, store, version, plan):
    last = version(2024, 2)
    keep_package(
        store, replace(last, duties=assigned(plan, last, [ITEM], ["kjj"], Duty.NONE).duties)
    )
    page = page_of(2025)
    page.opening.from_plan.click()
    by_bracket(page)
    page.pills.choose(DUTIES)
    page.duties.clauses.choose("3.1.1")
    assert page.package.editor.draft.duties[ITEM]["kjj"] is Duty.SUPPORT
    page.duties.desk.last.click()
    assert page.package.editor.draft.duties[ITEM]["kjj"] is Duty.NONE
    page.undo.click()
    assert page.package.editor.draft.duties[ITEM]["kjj"] is Duty.SUPPORT
    page.duties.all_last.click()
    assert page.package.editor.draft.duties[ITEM]["kjj"] is Duty.NONE


def test_that_items_and_departments_are_found_by_a_few_words(duties):
    part = duties.duties
    part.search.setText("撤桶率")
    assert part.clauses.key == "box2.7"
    model = part.desk.grid.model()
    words = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    assert len(words) == 4
    assert all("撤桶率" in one for one in words)
    part.search.setText("没有这样的词")
    assert part.clauses.count == 0
    assert part.desk.empty.isVisible()
    assert not part.desk.grid.isVisible()
    part.search.clear()
    part.sides.choose(1)
    part.search.setText("科技")
    assert part.loads.key == "kjj"
