"""已过末年 on the page: listed, chosen, undone."""

import pytest
from PySide6.QtCore import Qt

from model.domain.package import EndingChoice
from ui.pages.package.state_words import steps
from ui.pages.package.targets import ENDINGS


def open_at(page, word):
    """What the step *word* of the page counts as still to be decided."""
    return next(one.open for one in steps(page.package.editor) if one.word == word)


def notes(table):
    model = table.model()
    columns = range(model.columnCount())
    return [[model.index(row, n).data() for n in columns] for row in range(model.rowCount())]


TARGETS = 1  # the part of the page


@pytest.fixture
def past(page_of):
    """A page on which indicators past their last milestone are listed."""
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.pills.choose(ENDINGS)
    return page


def test_that_what_is_past_is_listed_and_chosen_one_by_one(past):
    page, part = past, past.targets
    before = len(page.package.editor.open_endings)
    assert part.table.count == before > 1
    assert "请选定" in part.ending.said.text()
    key = part.table.key
    part.ending.buttons[EndingChoice.LEAVE].click()
    assert page.package.editor.draft.endings[key].choice is EndingChoice.LEAVE
    assert len(page.package.editor.open_endings) == before - 1
    assert any(
        f"{before - 1} 项指标的阶段目标已过最后一年" in hint for hint in page.package.editor.hints
    )
    assert any(f"{before - 1} 项指标" in words for words in page.package.editor.cautions)
    page.undo.click()
    assert len(page.package.editor.open_endings) == before


def test_that_several_are_chosen_in_one_go_and_undone_in_one(past):
    page, part = past, past.targets
    before = len(page.package.editor.open_endings)
    part.table.selectAll()
    assert f"已选 {before} 项" in part.ending.said.text()
    assert part.ending.buttons[EndingChoice.TARGET].isHidden()
    assert {line[-1] for line in notes(part.table)} == {"待选定"}
    part.ending.buttons[EndingChoice.HOLD].click()
    assert page.package.editor.open_endings == ()
    assert {line[-1] for line in notes(part.table)} == {"已选定按巩固"}
    page.undo.click()
    assert len(page.package.editor.open_endings) == before


def test_that_one_taken_out_of_the_choice_again_is_left_alone(past, qtbot):
    page, part = past, past.targets
    before = len(page.package.editor.open_endings)
    assert before > 2
    part.table.selectAll()
    last = part.table.visualRect(part.table.model().index(before - 1, 0)).center()
    held = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(part.table.viewport(), Qt.MouseButton.LeftButton, held, last)
    assert f"已选 {before - 1} 项" in part.ending.said.text()
    part.ending.buttons[EndingChoice.HOLD].click()
    assert len(page.package.editor.open_endings) == 1


def test_that_nothing_is_past_in_a_year_with_milestones_ahead(page_of):
    page = page_of(2022)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    assert page.package.editor.open_endings == ()
    assert page.targets.ending.isHidden()


def test_that_what_is_to_be_done_takes_no_number(past):
    page, part = past, past.targets
    key = next(one.id for one in page.package.editor.open_endings if one.qualitative)
    part.table.choose(key)
    assert part.ending.buttons[EndingChoice.TARGET].isHidden()
    assert part.form.isHidden()
    assert part.years.isHidden()
    part.ending.buttons[EndingChoice.HOLD].click()
    assert key not in {one.id for one in page.package.editor.open_endings}


def test_that_what_left_counts_nowhere_as_open_and_shows_no_target(past):
    page, part = past, past.targets
    editor = page.package.editor
    left = {one.id for one in editor.open_endings}
    proposed = {key for key in left if key in editor.plan.proposals}
    before = open_at(page, "职责分工")
    part.table.selectAll()
    part.ending.buttons[EndingChoice.LEAVE].click()
    editor = page.package.editor
    assert open_at(page, "职责分工") == before - len(proposed) < before
    assert not left & {item.id for item in editor.uncarried}
    assert not left & set(editor.unconfirmed)
    assert not any(one.uncarried for one in editor.matrices)
    assert {(line[-2], line[-1]) for line in notes(part.table)} == {("已退出", "已选定退出")}
    part.table.choose(next(key for key in left if not editor.today.indicators[key].qualitative))
    for asking in (part.form, part.years, part.shares):
        assert asking.isHidden()
    page.undo.click()
    assert open_at(page, "职责分工") == before
    assert not part.form.isHidden()
