"""What a department supports is asked in one field, listed apart, and never missing."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt

from model.store.answers import fetch_answer
from ui.pages.clerk.next_item import is_open, next_item
from ui.pages.item_rows import Filter
from ui.status_marks import Mark

YEAR = 2025


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


def listed(page):
    return [entry.key for entry in page.list.shown]


def test_that_each_list_holds_what_it_says_and_only_what_is_led_is_counted(
    window, today, department
):
    page, own = window.shown, department.id
    led = [one.id for one in today.measures_of(own)]
    assert listed(page) == led
    assert page.header.state.startswith(f"{len(led)} 项")
    for wanted, items in (
        (Filter.SUPPORTED, today.supported_by(own)),
        (Filter.OTHERS, today.others_of(own)),
        (Filter.OUTSIDE, today.outside_of(own)),
    ):
        page.show_only(wanted)
        assert listed(page) == [one.id for one in items if one.id in today.measures]
        assert page.panel.item.id == listed(page)[0]


def test_that_a_supporter_is_told_who_leads_and_says_uninvolved_by_a_button(
    window, today, department, qtbot, store
):
    page = window.shown
    page.show_only(Filter.SUPPORTED)
    item = page.panel.item
    assert today.departments[item.lead[0]].name in page.panel._target.text()
    assert [*page.panel.form.rows] == ["contribution"]
    assert page.row.mark is Mark.NOT_ASKED
    qtbot.mouseClick(page.panel._uninvolved, Qt.MouseButton.LeftButton)
    page.flush()
    window.session.write_rest()
    assert fetch_answer(store, YEAR, department.id, item.id) == {"contribution": "未涉及"}
    assert page.row.mark is Mark.FILLED
    assert page.panel._uninvolved.isHidden()


def test_that_nothing_supported_is_sought_as_open(window, today, department):
    led = {one.id for one in today.items_of(department.id)}
    found = next_item(window.session, next(today.supported_by(department.id)).id, is_open)
    assert found in led


def test_that_a_number_supplied_for_another_department_is_shown_without_a_target(
    window, today, department
):
    item = next(
        one
        for one in today.supported_by(department.id)
        if one.id in today.indicators and not one.qualitative
    )
    window.show_item(item.id)
    panel = window.shown.panel
    assert panel.item.id == item.id
    assert [*panel.form.rows] == ["value", "basis"]
    assert "数据责任单位" in panel._target.text()


def test_that_what_is_supported_is_counted_alike_on_pages_and_sheets_and_told_before_the_export(
    window, today, department, store
):
    session = window.session
    tables = dict(session.questionnaire.tables(department.id, {}))
    helped = len(tables["support"][1])
    supplied = len(tables["supply"][1])
    rows = [*window.page_named("measures").rows, *window.page_named("indicators").rows]
    listed = Counter(row.listed for row in rows)
    assert (listed[Filter.SUPPORTED], listed[Filter.SUPPLIED]) == (helped, supplied)
    assert min(helped, supplied) > 0
    said = f"{helped} 项配合事项、{supplied} 项供数指标"
    overview, export = window.page_named("overview"), window.page_named("export")
    for page in (overview, export):
        page.refresh()
    assert overview.jumps["support"].count == helped + supplied
    assert f"{said}没有写，不计分" in export.check._verdict.text()
    first = next(today.supported_by(department.id))
    session.save(first.id, {"contribution": "未涉及"})
    for page in (overview, export):
        page.refresh()
    assert overview.jumps["support"].count == helped + supplied - 1
    assert f"{helped - 1} 项配合事项" in export.check._verdict.text()


def test_that_the_overview_leads_to_what_is_supported(window, qtbot):
    window.show_page("overview")
    qtbot.mouseClick(window.shown.jumps["support"], Qt.MouseButton.LeftButton)
    assert window.shown.filters.wanted is Filter.SUPPORTED
