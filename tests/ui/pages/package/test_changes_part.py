"""单位变更 on the page: written down, taken back and put right, across sessions."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from model.domain.package import Duty
from model.package.draft import with_change
from model.store.packages import keep_package
from tests.sample_packages import MERGED

DUTIES, CHANGES, CHECKS = 2, 3, 5  # parts of the page


def typed(form, key, text):
    form.editor(key).show_text(text)
    form.flush()


def test_that_a_split_is_written_down_with_who_takes_what(page_of, plan):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(CHANGES)
    part = page.changes
    part.before.tick("zjw")
    part.form.choose("kind", "拆分")
    typed(part.form, "on", "2026年2月1日")
    typed(part.form, "names", f"{plan.departments['zjw'].name}\n区房屋管理局")
    made = part._change.made[0].id
    part.moves.duty_set.emit((("3.3.3-01", made), ("3.3.3-01", "zjw")), Duty.NONE)
    part.moves.duty_set.emit((("3.3.3-01", made),), Duty.LEAD)
    assert part.register.isEnabled()
    part.register.click()
    draft = page.package.editor.draft
    assert draft.changes[0].moves == {"3.3.3-01": (made,)}
    carrying = page.package.editor.today.measures["3.3.3-01"].departments
    assert made in carrying
    assert "zjw" not in carrying
    assert "拆分" in part.table.model().index(0, 0).data()


def opened(page_of, part=CHANGES):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(part)
    return page


def renamed(page, body, name):
    """The *body* gets another name, as it is written down."""
    page.pills.choose(CHANGES)
    page.changes.before.tick(body)
    page.changes.form.choose("kind", "更名")
    typed(page.changes.form, "on", "2026年3月1日")
    typed(page.changes.form, "names", name)
    page.changes.register.click()


def test_that_a_version_without_changes_says_so_where_none_can_be_written_down(page_of):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(CHANGES)
    assert page.changes.nothing.isHidden()  # there is the form
    page.package.step(page.package.editor.issue)
    assert not page.package.editor.editable
    assert not page.changes.nothing.isHidden()


def test_that_a_change_written_and_not_registered_is_told_before_the_version_goes_out(page_of):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(CHANGES)
    page.changes.before.tick("zjw")
    page.changes.form.choose("kind", "更名")
    typed(page.changes.form, "names", "区住房局")
    page.pills.choose(CHECKS)
    assert "还没有点“登记变更”" in page.checks.hints.text()
    page.pills.choose(CHANGES)
    typed(page.changes.form, "on", "2026年2月1日")
    page.changes.register.click()
    page.pills.choose(CHECKS)
    assert "还没有点“登记变更”" not in page.checks.hints.text()


def test_that_a_change_registered_leaves_nothing_ticked_for_the_next(page_of):
    page = opened(page_of)
    part = page.changes
    renamed(page, "swj", "区商务和投资促进局")
    assert part.before.ticked == ()
    assert "区商务和投资促进局" in [
        part.before.list.item(row).text() for row in range(part.before.list.count())
    ]
    renamed(page, "zjw", "区住房和建设委")
    assert [change.before for change in page.package.editor.draft.changes] == [("swj",), ("zjw",)]


def test_that_what_the_disk_refused_to_register_stays_in_the_form(page_of, monkeypatch):
    page = opened(page_of)
    monkeypatch.setattr(page.package, "step", lambda _: False)
    renamed(page, "swj", "区商务和投资促进局")
    assert page.changes.before.ticked == ("swj",)
    assert page.changes.form.answer["names"] == "区商务和投资促进局"


def test_that_what_was_just_registered_is_described(page_of):
    page = opened(page_of)
    renamed(page, "swj", "区商务和投资促进局")
    renamed(page, "zjw", "区住房和建设委")
    assert "区住房和建设委" in page.changes.entry.text()


def test_that_a_body_renamed_is_offered_by_its_new_name_wherever_bodies_are_chosen(page_of):
    page = opened(page_of, DUTIES)
    combo = page.duties.desk.add
    absent = combo.itemData(1)
    renamed(page, absent, "换了名称的单位")
    page.pills.choose(DUTIES)
    assert combo.itemText(combo.findData(absent)) == "换了名称的单位"


@pytest.mark.parametrize("left", [10, 120], ids=["box", "name"])
def test_that_a_click_on_box_or_name_ticks_a_body_and_moves_no_row(page_of, left):
    ticks = opened(page_of).changes.before
    item = ticks.list.item(2)
    place = ticks.list.visualItemRect(item)
    for state in (Qt.CheckState.Checked, Qt.CheckState.Unchecked):
        where = QPoint(left, place.center().y())
        QTest.mouseClick(ticks.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
        QTest.qWait(0)
        assert item.checkState() is state
        assert ticks.list.visualItemRect(item) == place
        assert ticks.list.y() == ticks.search.geometry().bottom() + 1 + ticks.layout().spacing()


def test_that_what_is_half_written_is_there_after_a_restart_and_goes_once_it_is_registered(
    page_of, plan
):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(CHANGES)
    part = page.changes
    part.before.tick("zjw")
    part.form.choose("kind", "拆分")
    typed(part.form, "names", f"{plan.departments['zjw'].name}\n区房屋管理局")
    again = page_of(2026)
    again.pills.choose(CHANGES)
    assert again.changes.before.ticked == ("zjw",)
    assert again.changes.form.answer["names"].endswith("区房屋管理局")
    typed(again.changes.form, "on", "2026年2月1日")
    again.changes.register.click()
    assert page_of(2026).changes.form.answer.get("names") is None


def test_that_a_change_that_cannot_be_is_said_at_once(page_of):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(CHANGES)
    page.changes.before.tick("zjw")
    page.changes.form.choose("kind", "合并")
    page.changes.form.flush()
    assert "数目" in page.changes._said.text()
    assert not page.changes.register.isEnabled()


def opened_with_merger(page_of, version, store):
    """2026 opened from a 2025 whose first version knows of a merger."""
    keep_package(store, replace(with_change(version(2025), MERGED), made_by="张三"))
    page = page_of(2026)
    page.opening.after_last.click()
    page.pills.choose(CHANGES)
    page.changes.table.choose("1")
    return page


def test_that_who_registered_a_change_and_when_is_said(page_of, version, store):
    page = opened_with_merger(page_of, version, store)
    assert "合并为区商务和合作交流局" in page.changes.entry.text()
    assert "登记：2025年度第1版，张三，2025年11月1日" in page.changes.entry.text()


def test_that_a_change_of_another_session_is_taken_back_and_stays_in_the_book(
    page_of, version, store
):
    page = opened_with_merger(page_of, version, store)
    page.changes.take_back.click()
    assert MERGED not in page.package.editor.draft.changes
    assert {"swj", "hzjlb"} <= set(page.package.editor.today.departments)
    again = page_of(2026)
    again.pills.choose(CHANGES)
    (gone,) = [one for one in again.package.editor.registry if one.withdrawn]
    assert gone.change == MERGED
    again.changes.table.choose("1")
    assert "撤回：2026年度第1版" in again.changes.entry.text()
    assert not again.changes.take_back.isVisible()


def test_that_what_last_year_came_to_know_later_is_said_and_caught_up_with(page_of, version, store):
    keep_package(store, version(2025))
    page = page_of(2026)
    page.opening.after_last.click()
    assert page.package.editor.left_behind == ()
    keep_package(store, replace(version(2025, 2), made_at="2099-01-01T09:00:00+08:00"))
    again = page_of(2026)
    again.pills.choose(CHANGES)
    assert "去年后来登记的没有带过来" in again.package.editor.hints[0]
    again.changes.catch_up.click()
    assert MERGED in again.package.editor.draft.changes
    assert not again.changes.catch_up.isVisible()


def test_that_a_change_is_put_right_in_the_form_it_was_written_down_in(page_of, version, store):
    page = opened_with_merger(page_of, version, store)
    part = page.changes
    part.put_right.click()
    assert set(part.before.ticked) == {"swj", "hzjlb"}
    assert part.form.answer["names"] == "区商务和合作交流局"
    typed(part.form, "names", "区商务合作局")
    part.register.click()
    (change,) = [
        one for one in page.package.editor.draft.changes if set(one.before) == set(MERGED.before)
    ]
    assert change.made[0].name == "区商务合作局"
    assert change.on == MERGED.on
    assert [one.change for one in page.package.editor.registry if one.withdrawn] == [MERGED]
