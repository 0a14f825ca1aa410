"""建议分工 on the page: seen apart from what is confirmed, and taken over in one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from ui.pages.package.duty_grid_model import NOTE, PROPOSED, Grid, GridModel, GridRow
from ui.pages.package.duty_lines import UNCONFIRMED

DUTIES = 2  # the part of the page


@pytest.fixture
def page(page_of):
    """A draft of 2025 in which nobody has confirmed anything."""
    page = page_of(2025)
    page.opening.from_plan.click()
    bench = page.package
    bench.editor = bench.editor.edit(replace(bench.editor.draft, duties={}, separate_support=True))
    page.pills.choose(DUTIES)
    page.refresh()
    return page


def asked(plan, keys):
    """Those of *keys* that 2025 asks: nothing else waits to be confirmed."""
    always = plan.indicators.keys()
    return {key for key in keys if key in always or plan.measures[key].stage_in(2025).asked}


def test_that_the_proposal_is_taken_over_for_all_and_undone_in_one_step(page, plan):
    assert set(page.package.editor.unconfirmed) == asked(plan, plan.proposals)
    assert len(page.package.editor.unconfirmed) < len(plan.proposals)
    before = page.package.editor.draft
    page.duties.all_proposed.click()
    assert page.package.editor.unconfirmed == ()
    assert page.duties.all_proposed.isHidden()
    assert page.duties.desk.proposed.isHidden()
    page.undo.click()
    assert page.package.editor.draft == before


def test_that_the_proposal_is_taken_over_for_one_clause(page, plan):
    part = page.duties
    part.clauses.choose("3.1.1")
    grid = part.desk.grid.model()
    assert grid.index(0, 0).data(PROPOSED)
    part.desk.proposed.click()
    assert not grid.index(0, 0).data(PROPOSED)
    (matrix,) = (one for one in page.package.editor.matrices if one.key == "3.1.1")
    assert not matrix.unconfirmed
    rest = asked(plan, plan.proposals) - {row.item.id for row in matrix.rows}
    assert set(page.package.editor.unconfirmed) == rest
    page.undo.click()
    assert set(page.package.editor.unconfirmed) == asked(plan, plan.proposals)


def test_that_the_proposal_is_taken_over_for_one_department(page, plan):
    part = page.duties
    part.sides.choose(1)
    part.loads.choose("kjj")
    part.desk.proposed.click()
    carried = {key for key, one in plan.proposals.items() if "kjj" in (*one.lead, *one.support)}
    assert set(page.package.editor.draft.duties) == asked(plan, carried)


def test_that_what_is_doubtful_comes_first_with_its_reason_beside_it(page, plan):
    part = page.duties
    part.pills.choose(UNCONFIRMED)
    part.clauses.choose("3.1.1")
    model = part.desk.grid.model()
    keys = [model.row_key(row) for row in range(model.rowCount())]
    doubtful = [plan.proposals[key].doubtful for key in keys]
    assert any(doubtful)
    assert doubtful == sorted(doubtful, reverse=True)
    note = model.headerData(0, Qt.Orientation.Vertical, NOTE)
    assert plan.proposals[keys[0]].reason in note.words
    assert model.headerData(len(keys) - 1, Qt.Orientation.Vertical, NOTE) is None


def test_that_every_line_tells_its_reason_until_it_is_confirmed(page, plan):
    desk = page.duties.desk
    page.duties.clauses.choose("3.1.1")
    assert plan.proposals[desk.grid.row_key].reason in desk.who.text()
    desk.proposed.click()
    assert "建议" not in desk.who.text()


def test_that_confirming_the_last_of_a_filter_shows_the_next_clause(page):
    part = page.duties
    part.clauses.choose("3.1.1")
    part.pills.choose(UNCONFIRMED)
    part.desk.proposed.click()
    assert part.clauses.key not in {"", "3.1.1"}


def test_that_a_header_asked_beyond_the_end_says_nothing(qtbot):
    model = GridModel()
    model.show_grid(Grid(columns={"a": "甲"}, rows=(GridRow(key="1", words="一", duties={}),)))
    for side in Qt.Orientation:
        assert model.headerData(0, side)
        assert model.headerData(1, side) is None
