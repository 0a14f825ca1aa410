"""What holds the export back is seen at its item, in the list and in the counts above it."""

import pytest

from model.checks import Kind, checked
from model.domain.plan import Indicator
from model.domain.submission import COVER
from model.domain.targets import target_in_force
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.settings import Profile, Role, save_profile
from ui.pages.item_rows import Filter

YEAR = 2025


@pytest.fixture
def window(open_window, store, plan, department, clerk):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    return open_window()


def test_that_every_item_that_holds_the_export_back_has_a_mark_of_it(window):
    session, desk = window.session, window.session.desk
    measured = [
        one
        for one in desk.indicators
        if not one.qualitative and desk.target(one).value is not None and one.unit != "%"
    ]
    large, vague = measured[:2]
    session.save(large.id, {"value": str(desk.target(large).value * 9), "explanation": None})
    session.save(desk.measures[0].id, {"done": None, "state": "done"})
    session.save_draft(vague.id, "value", "约12")
    session.show_again()
    hard = {one.item for one in checked(session.year()) if one.hard and one.item != COVER}
    assert {large.id, vague.id, desk.measures[0].id} <= hard
    pages = [window.page_named(name) for name in ("measures", "indicators")]
    troubled = {row.item for page in pages for row in page.rows if row.passes(Filter.TROUBLE)}
    assert troubled == hard
    count = sum(large.id == row.item for page in pages for row in page.rows if row.trouble)
    assert count == 1
    assert "1" in pages[1].header.state
    assert "有问题" in pages[1].header.state
    overview = window.page_named("overview")
    overview.refresh()
    assert overview.jumps["trouble"].count == len(hard)
    session.save(large.id, {"explanation": "新建了三座"})
    assert not next(row for row in pages[1].rows if row.item == large.id).trouble


def test_that_what_lacks_evidence_is_marked_in_the_list_as_the_check_tells_it(window):
    session = window.session
    lacking = {
        one.item for one in checked(session.year()) if one.kind is Kind.UNPROVEN and one.item
    }
    pages = [window.page_named(name) for name in ("measures", "indicators")]
    rows = {row.item: row for page in pages for row in page.rows}
    asked = {item.id for item in session.desk.items}
    assert {item for item in asked if rows[item].proved is False} == lacking
    assert any("value" in session.answer(item) for item in lacking)
    overview = window.page_named("overview")
    overview.refresh()
    assert overview.jumps["evidence"].count == len(lacking)


def test_that_an_indicator_that_is_under_way_shows_how_far_it_is(window):
    session, page = window.session, window.page_named("indicators")
    item = next(one for one in session.desk.indicators if one.qualitative)
    session.save(item.id, {"state": "ongoing", "progress": "60", "done": "已建成两座"})
    assert next(row for row in page.rows if row.item == item.id).figure == "60%"


def test_that_a_body_without_a_number_of_its_own_is_told_of_missing_evidence_too(
    open_window, store, today
):
    body = next(
        one.id
        for one in today.bodies
        if not today.indicators_of(one.id) and len(today.measures_of(one.id)) > 1
    )
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=body))
    session = open_window().session
    for measure in session.desk.measures:
        session.save(measure.id, {"state": "done", "done": "全部做完"})
    lacking = {one.item for one in checked(session.year()) if one.kind is Kind.UNPROVEN}
    assert lacking == {measure.id for measure in session.desk.measures}


def test_that_what_is_only_supported_counts_nowhere_as_filled_or_missing(open_window, store, today):
    body = next(
        one.id
        for one in today.bodies
        if not today.indicators_of(one.id)
        and any(isinstance(item, Indicator) for item in today.supported_by(one.id))
    )
    supplied = [item for item in today.supported_by(body) if isinstance(item, Indicator)]
    save_answers(store, YEAR - 1, body, {one.id: {"basis": "统计年报"} for one in supplied})
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=body))
    window = open_window()
    session = window.session
    for one in supplied:
        session.carry(session.basis_of(one.id), "沿用")
    assert {one.id for one in supplied} <= session.untouched
    head = window.page_named("indicators").header.state
    assert head == f"没有本单位负责的事项；配合、供数 {len(supplied)} 项"


def test_that_nothing_is_called_filled_in_whose_only_target_was_not_handed_down(
    open_window, store, today
):
    window_of = {}
    for one in today.bodies:
        found = today.indicators_of(one.id)
        if found and all(target_in_force(item, YEAR).missing for item in found):
            window_of[one.id] = found
    body, found = next(iter(window_of.items()))
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=body))
    window = open_window()
    overview = window.page_named("overview")
    window.show_page("overview")
    assert "指标都填了" not in overview._done.text()
    for item in found:
        window.session.save(item.id, {"state": "done"} if item.qualitative else {"value": "1"})
    assert "指标都填了" in overview._done.text()
