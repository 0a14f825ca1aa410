"""会签稿 on the page: written, read back, and decided line by line."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

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
    read_edited(page, qtbot, path, type_in)
    return page.countersignature


@pytest.fixture
def struck(page, qtbot, tmp_path):
    """The sheet in which a department struck itself out and wrote why beside it."""
    path = tmp_path / "会签稿.xlsx"
    with qtbot.waitSignal(page.duties.jobs.ended, timeout=30_000):
        page.duties.write_paper(path)
    read_edited(page, qtbot, path, strike_out)
    return page.countersignature


def read_edited(page, qtbot, path, change):
    """Lets *change* edit a cell by item and column, and the page read what was saved."""
    book = load_workbook(path)
    paper = book["任务分解表"]
    columns = {cell.value: cell.column for cell in paper[1]}
    rows = {cell.value: cell.row for cell in paper["A"]}
    change(lambda item, column: paper.cell(rows[item], columns[column]))
    book.save(path)
    with qtbot.waitSignal(page.duties.jobs.ended, timeout=30_000):
        page.duties.read_paper(path)


def type_in(cell):
    cell(ITEM, "lead").value = "区商务局"
    cell(ITEM, "comment").value = "请商务局牵头"
    cell(OTHER, "lead").value = "区科技局"
    cell(THIRD, "lead").value = "区工信局"


def strike_out(cell):
    cell(ITEM, "lead").font = Font(strike=True)
    cell(ITEM, "lead").comment = Comment("我局不同意", "某人")
    cell(OTHER, "signed").offset(column=1).value = "我局也不同意"


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


def test_that_what_is_struck_out_or_written_beside_is_shown_and_not_taken(page, struck):
    assert "1 项有拿不准的内容，1 项只写了意见" in struck.said.text()
    struck.table.choose(ITEM)
    assert "带删除线" in struck.after.text()
    assert "我局不同意" in struck.comment.text()
    assert not struck.take.isEnabled()
    assert not struck.take_all.isEnabled()
    struck.table.choose(OTHER)
    assert "我局也不同意" in struck.comment.text()
