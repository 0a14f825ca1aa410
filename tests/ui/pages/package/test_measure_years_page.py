"""归档和期外 on the page: what the year doesn't ask is listed, and the office decides."""

import pytest

from model.domain.plan import Stage
from model.package.last_year import FinishedMeasures
from ui.pages.package.duty_lines import OUT_OF_STEP

DUTIES, CHECKS = 2, 5  # parts of the page
SITES, THEATRE = "box2.7-02", "3.1.4-14"


@pytest.fixture
def page(page_of):
    page = page_of(2027)
    page.opening.from_plan.click()
    page.pills.choose(DUTIES)
    return page


def show(page, clause, item):
    part = page.duties
    part.clauses.choose(clause)
    rows = [row.item.id for row in part.desk._one.rows if row.item.id in part.desk._rows]
    part.desk.grid.setCurrentIndex(part.desk.grid.model().index(rows.index(item), 0))
    return part.desk


def stage(page, item):
    return page.package.editor.today.measures[item].stage


def test_that_what_is_over_is_listed_and_can_be_asked_on_and_let_go_again(page):
    page.duties.pills.choose(OUT_OF_STEP)
    desk = show(page, "box2.7", SITES)
    assert stage(page, SITES) is Stage.OVER
    assert desk.who.text().startswith("已过期限，到 2022 年底为止；")
    assert desk.years.text() == "按逾期继续填报"
    desk.years.click()
    assert stage(page, SITES) is Stage.OVERDUE
    assert desk.years.text() == "不再填报"
    assert any("1 项任务过了方案写明的期限" in hint for hint in page.package.editor.hints)
    desk.years.click()
    assert stage(page, SITES) is Stage.OVER
    page.undo.click()
    assert stage(page, SITES) is Stage.OVERDUE


def test_that_a_deliverable_is_archived_by_the_office_and_asked_again(page):
    desk = show(page, "3.1.4", THEATRE)
    assert desk.years.text() == "列为已完成归档"
    desk.years.click()
    assert stage(page, THEATRE) is Stage.ARCHIVED
    assert "由领导小组办公室认定" in page.package.editor.today.measures[THEATRE].accepted
    assert desk.years.text() == "仍要填报"
    desk.years.click()
    assert stage(page, THEATRE) is Stage.RUNNING


def test_that_an_ordinary_measure_offers_nothing(page):
    assert show(page, "3.1.4", "3.1.4-02").years.isHidden()


def test_that_what_last_year_says_otherwise_is_offered_and_told(page, monkeypatch):
    """It is there wherever duties are looked at, until it is taken over."""
    found = FinishedMeasures(year=2026, asked=frozenset({SITES}), done={})
    assert page.duties.filed.isHidden()
    monkeypatch.setattr(page.package, "_last_year", found)
    page.refresh()
    assert page.duties.filed.text() == "按去年复核结果归档（1 项不同）"
    assert "逾期，应在 2022 年底前完成" in page.duties.filed.toolTip()
    page.pills.choose(CHECKS)
    assert "有 1 项的归档和逾期与这里不同" in page.checks.hints.text()
    page.pills.choose(DUTIES)
    page.duties.filed.click()
    assert stage(page, SITES) is Stage.OVERDUE
    assert page.duties.filed.isHidden()
    page.undo.click()
    assert not page.duties.filed.isHidden()
