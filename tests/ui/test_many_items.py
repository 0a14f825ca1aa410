"""Several items at once, the next problem, and every key in sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from model.clerk.previous_report import Prefill
from model.store.answers import fetch_answers
from model.store.evidence import fetch_evidence
from tests.thorough import some
from ui.pages.item_rows import Filter
from ui.shortcuts import SHORTCUTS

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


def order(window):
    return [row.item for row in window.shown.rows]


def choose(window, qtbot, count):
    window.shown.list.setFocus()
    for _ in range(count - 1):
        qtbot.keyClick(window.shown.list, Qt.Key.Key_Down, SHIFT)


def test_that_several_items_get_their_state_in_one_step(window, qtbot, store, department):
    choose(window, qtbot, 4)
    many = window.shown.many
    assert not many.isHidden()
    assert many.words == "已选 4 项，一起设为："
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {
        item: {"state": "ongoing"} for item in order(window)[:4]
    }
    assert "已把 4 项设为“推进中”" in many.words
    assert window.shown.panel.form.answer["state"] == "ongoing"
    assert "4 项设为“推进中”" in window.rail.undo_bar.words
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_items_that_know_no_such_state_are_left_and_said(window, qtbot, store, department):
    window.show_page("indicators")
    window.shown.list.setFocus()
    qtbot.keyClick(window.shown.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    said = fetch_answers(store, YEAR, department.id)
    qualitative = {one.id for one in window.session.desk.indicators if one.qualitative}
    assert said.keys() == qualitative
    assert "没有改动" in window.shown.many.words


def test_that_going_on_to_one_item_ends_the_choice(window, qtbot):
    choose(window, qtbot, 3)
    qtbot.keyClick(window, Qt.Key.Key_Down, CTRL)
    assert window.shown.many.isHidden()
    assert not window.shown.many.several


def test_that_the_next_problem_is_one_key_away_on_either_page(window, qtbot, plan):
    third = order(window)[2]
    window.session.save(third, {"state": "done"})
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert window.shown.panel.item.id == third
    window.session.save(third, {"state": None})
    indicator = window.session.desk.indicators[0]
    window.session.save(indicator.id, {"state": "not_applicable"})
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert window.page == "indicators"
    assert window.shown.panel.item.id == indicator.id
    window.session.save(indicator.id, {"state": None})
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert window.shown.header.state == "没有要改正的项了"


def test_that_f1_shows_every_key_and_any_key_takes_it_away(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.keys.isVisible()
    assert window.keys.hasFocus()
    qtbot.keyClick(window.keys, Qt.Key.Key_Escape)
    assert not window.keys.isVisible()
    assert all(keys and what for keys, what in SHORTCUTS.items())


def test_that_not_applicable_is_said_once_for_many_with_one_reason(
    window, qtbot, store, department
):
    choose(window, qtbot, 4)
    first, *others = order(window)[:4]
    window.session.save(first, {"reason": "另有原因"})
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
    many = window.shown.many
    assert many.reason.isVisible()
    assert many.reason.hasFocus()
    assert many.reason.placeholderText() == "不适用理由，填到这 3 项"
    many.reason.setText("职责在区住房建设委")
    qtbot.keyClick(many.reason, Qt.Key.Key_Return)
    said = fetch_answers(store, YEAR, department.id)
    assert said[first] == {"state": "not_applicable", "reason": "另有原因"}
    assert all(said[item]["reason"] == "职责在区住房建设委" for item in others)
    assert window.shown.list.hasFocus()
    assert not many.reason.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert "reason" not in fetch_answers(store, YEAR, department.id)[others[0]]


def test_that_a_reason_typed_for_many_is_kept_when_one_goes_on(window, qtbot, store, department):
    choose(window, qtbot, 3)
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
    window.shown.many.reason.setText("不涉及")
    qtbot.keyClick(window, Qt.Key.Key_Down, CTRL)
    said = fetch_answers(store, YEAR, department.id)
    assert [said[item]["reason"] for item in order(window)[:3]] == ["不涉及"] * 3


def test_that_a_reason_is_not_asked_about_other_states(window, qtbot):
    choose(window, qtbot, 3)
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert not window.shown.many.reason.isVisible()


def test_that_one_file_stands_behind_all_the_items_chosen(window, qtbot, tmp_path, monkeypatch):
    file = tmp_path / "通知.pdf"
    file.write_bytes(b"%PDF")
    monkeypatch.setattr("ui.pages.clerk.entry.choose_files", lambda *_: [str(file)])
    choose(window, qtbot, 3)
    with qtbot.waitSignal(window.shown.panel.proof_added):
        window.shown.many.proof_requested.emit()
    assert [e.item for e in window.session.desk.evidence()] == order(window)[:3]
    assert "已把 1 份材料加到 3 项" in window.shown.many.words


def test_that_the_foot_leads_to_what_is_open_only_while_something_is(window):
    session, foot = window.session, window.shown.panel.foot.primary
    assert foot.isEnabled()
    answers = {
        item.id: {"state": "not_applicable", "reason": "不涉及"} for item in session.desk.open_items
    }
    session.save_all(answers, "全部不适用")
    assert not foot.isEnabled()
    session.undo()
    assert foot.isEnabled()


def test_that_what_is_only_supported_has_no_state_to_be_set_in_list_or_table(
    window, qtbot, store, department
):
    page = window.shown
    page.filters.choose(Filter.SUPPORTED)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert "没有“完成”这个选项，没有改动" in page.many.words
    page.show_table(True)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {}


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_5])
def test_that_what_was_chosen_under_a_filter_stays_chosen_and_in_sight(window, qtbot, key):
    window.shown.show_only(Filter.OPEN)
    choose(window, qtbot, 3)
    chosen, many = window.shown.many.chosen, window.shown.many
    qtbot.keyClick(window, key, CTRL)
    assert many.chosen == chosen
    assert many.isVisible()
    assert window.focusWidget().isVisible()
    assert many.reason.isVisible() is (key == Qt.Key.Key_5)


def bulk_state(window, qtbot, _tmp_path, _patch):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)


def bulk_not_applicable(window, qtbot, _tmp_path, _patch):
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)


def bulk_reason(window, qtbot, _tmp_path, _patch):
    items = window.shown.many.chosen
    window.session.save_all({item: {"state": "not_applicable"} for item in items}, "准备")
    window.shown.many._ask_reason(items)
    window.shown.many.reason.setText("不在本单位职责范围")
    window.shown.many.flush()


def bulk_evidence(window, qtbot, tmp_path, _patch):
    files = [tmp_path / "一.pdf", tmp_path / "二.pdf"]
    for file in files:
        file.write_bytes(file.name.encode())
    with qtbot.waitSignal(window.shown.panel.proof_added):
        page = window.shown
        page.proof_at(page.area_of(page.panel).center()).attach(files)


def bulk_carry(window, _qtbot, _tmp_path, patch):
    items = window.shown.many.chosen
    basis = Prefill(changes={item: {"done": "去年的话"} for item in items})
    patch.setattr(window.session, "basis", lambda: basis)
    window.shown.many.carry()


def bulk_paste(window, qtbot, _tmp_path, _patch):
    QGuiApplication.clipboard().setText("完成\n完成\n完成\n完成\n")
    qtbot.keyClick(window.shown.list, Qt.Key.Key_V, CTRL)
    window.shown.paste.fill.click()


def in_table(act):
    def bulk(window, qtbot, _tmp_path, _patch):
        keys = window.shown.many.chosen
        window.session.save_all(
            {key: {"state": "done", "done": f"写了{n}"} for n, key in enumerate(keys)}, "准备"
        )
        window.shown.show_table(True)
        table = window.shown.sheet.table
        window.shown.sheet.choose(keys[0], "done")
        column = table.currentIndex().column()
        flags = table.selectionModel().SelectionFlag
        for key in keys[1:]:
            index = table.model().index(table.keys.index(key), column)
            table.selectionModel().select(index, flags.Select)
        act(window.shown, qtbot)

    return bulk


def fill_down(page, qtbot):
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_D, CTRL)


def clear(page, qtbot):
    qtbot.keyClick(page.sheet.table, Qt.Key.Key_Delete)


def state_of_rows(page, qtbot):
    qtbot.keyClick(page.window(), Qt.Key.Key_4, CTRL)


BULK = {
    "state": bulk_state,
    "not applicable": bulk_not_applicable,
    "reason": bulk_reason,
    "evidence": bulk_evidence,
    "last year's": bulk_carry,
    "paste": bulk_paste,
    "fill down": in_table(fill_down),
    "clear": in_table(clear),
    "state in the table": in_table(state_of_rows),
}


@pytest.mark.in_part
@pytest.mark.parametrize("act", some(BULK.values()), ids=some(BULK))
def test_that_what_is_done_for_many_at_once_is_undone_at_once(
    act, window, qtbot, store, department, tmp_path, monkeypatch
):
    def stored():
        pieces = fetch_evidence(store, YEAR, department.id)
        return fetch_answers(store, YEAR, department.id), pieces

    seen = []
    save_all = window.session.save_all

    def saved(changes, step):
        done = save_all(changes, step)
        if step == "准备":
            seen.append(stored())
        return done

    monkeypatch.setattr(window.session, "save_all", saved)
    choose(window, qtbot, 4)
    before = stored()
    act(window, qtbot, tmp_path, monkeypatch)
    before = seen[-1] if seen else before
    touched = stored()
    assert touched != before
    window.session.undo()
    assert stored() == before
    window.session.redo()
    assert stored() == touched


def test_that_what_ctrl_and_a_click_take_out_of_the_choice_is_not_what_keys_act_on(
    window, qtbot, store, department
):
    first, second = order(window)[:2]
    choose(window, qtbot, 2)
    items = window.shown.list
    row = items.visualRect(items.entries.index_of(second)).center()
    qtbot.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, CTRL, row)
    assert items.keys == (first,)
    assert window.shown.panel.item.id == first
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {first: {"state": "ongoing"}}
