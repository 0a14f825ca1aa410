"""会签稿 on the page: written, read back, and decided line by line."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from model.domain.package import Duty
from model.package.duties import duties_in_force

DUTIES = 2  # the part of the page
ITEM, OTHER, THIRD = "3.1.1-01", "3.1.1-02", "3.1.1-03"


@pytest.fixture
def page(page_of):
    """A draft of 2025 in which nobody has confirmed anything."""
    page = page_of(2025)
    page.opening.from_plan.click()
    work = page.package.editor
    page.package.editor = work.edit(replace(work.draft, duties={}, separate_support=True))
    page.pills.choose(DUTIES)
    page.refresh()
    yield page
    page.duties.jobs.close()


@pytest.fixture
def returned(page, qtbot, tmp_path):
    """The sheet written by the page, edited by hand, and read back by it."""
    path = tmp_path / "会签稿.xlsx"
    with qtbot.waitSignal(page.duties.jobs.ended, timeout=30_000):
        page.duties.write_paper(path)
    assert page.duties.written.text() == f"已写出 会签稿.xlsx，在 {tmp_path}"
    book = load_workbook(path)
    paper = book["任务分解表"]
    columns = {cell.value: cell.column for cell in paper[1]}
    rows = {cell.value: cell.row for cell in paper["A"]}
    for (item, column), words in {
        (ITEM, "lead"): "区商务局",
        (ITEM, "comment"): "请商务局牵头",
        (OTHER, "lead"): "区科技局",
        (THIRD, "lead"): "区工信局",
    }.items():
        paper.cell(rows[item], columns[column]).value = words
    book.save(path)
    with qtbot.waitSignal(page.duties.jobs.ended, timeout=30_000):
        page.duties.read_paper(path)
    return page.countersignature


def leads(page, item):
    duties = duties_in_force(page.package.editor.plan, page.package.editor.draft)[item]
    return [body for body, duty in duties.items() if duty is Duty.LEAD]


def test_that_nothing_changes_until_a_person_says_so(page, returned):
    assert page.shown_part is returned
    assert page.package.editor.draft.duties == {}
    assert returned.table.count == 3
    assert "区商务局牵头" in returned.after.text()
    assert returned.comment.text() == "请商务局牵头"


def test_that_one_line_is_taken_over_and_undone(page, returned):
    returned.take.click()
    assert leads(page, ITEM) == ["swj"]
    assert leads(page, OTHER) == ["swj"]
    page.undo.click()
    assert page.package.editor.draft.duties == {}
    assert returned.table.count == 3


def test_that_all_lines_are_taken_over_but_those_with_unknown_names(page, returned):
    returned.take_all.click()
    assert (leads(page, ITEM), leads(page, OTHER)) == (["swj"], ["kjj"])
    assert THIRD not in page.package.editor.draft.duties
    assert not returned.take_all.isEnabled()
    returned.table.choose(THIRD)
    assert "区工信局" in returned.after.text()
    assert not returned.take.isEnabled()
    page.undo.click()
    assert page.package.editor.draft.duties == {}


def test_that_going_back_shows_the_duties(page, returned):
    returned.left_requested.emit()
    assert page.shown_part is page.duties
