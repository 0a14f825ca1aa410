"""A clerk fills in measures and indicators through the real window."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from forms.quantity import CHANGE_REASONS, CHECKED
from model.checks import Kind, checked
from model.domain.plan import IndicatorKind
from model.domain.score import Standing
from model.store.answers import fetch_answer, save_answer
from model.store.disk_errors import NotSaved
from ui.kit.form import SAVE_WITHIN_MS
from ui.pages.clerk.entry import EntryPage
from ui.pages.item_rows import Filter
from ui.status_marks import Mark

YEAR = 2025


@pytest.fixture
def window(open_window, clerk):
    return open_window()


@pytest.fixture
def measures(window) -> EntryPage:
    window.show_page("measures")
    return window.shown


@pytest.fixture
def indicators(window) -> EntryPage:
    window.show_page("indicators")
    return window.shown


@pytest.fixture
def counted(today, department):
    """An indicator that is counted, with a target for the year."""
    return next(
        indicator
        for indicator in today.indicators_of(department.id)
        if indicator.kind is IndicatorKind.QUANTITY
        and any(m.value and m.year == YEAR for m in indicator.milestones)
    )


def on_disk(data_file, department, item):
    """What another process would find in the file."""
    with closing(sqlite3.connect(data_file)) as connection:
        rows = connection.execute(
            "SELECT field, value FROM answer WHERE department = ? AND item = ?",
            [department.id, item],
        )
        return dict(rows.fetchall())


def field(page, key, kind):
    return page.panel.form.editor(key).findChild(kind, key)


def test_that_a_measure_is_filled_in_by_keyboard_alone(
    window, measures, qtbot, compose, store, department
):
    item = measures.panel.item.id
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    words = field(measures, "done", QTextEdit)
    assert words.hasFocus()
    compose(words, "完成 12 处改造")
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert fetch_answer(store, YEAR, department.id, item) == {
        "state": "done",
        "done": "完成 12 处改造",
    }
    assert measures.panel.item.id != item
    assert measures.rows[0].mark is Mark.DONE


def test_that_what_was_typed_is_in_the_file_within_300_ms(
    measures, qtbot, compose, data_file, department
):
    assert SAVE_WITHIN_MS <= 300
    item = measures.panel.item.id
    measures.panel.form.choose("state", "done")
    compose(field(measures, "done", QTextEdit), "已完成")
    qtbot.waitUntil(
        lambda: on_disk(data_file, department, item).get("done") == "已完成", timeout=300
    )


def test_that_typing_on_and_on_does_not_put_the_saving_off(measures, qtbot, data_file, department):
    item = measures.panel.item.id
    measures.panel.form.choose("state", "done")
    editor = field(measures, "done", QTextEdit)

    def saved_while_typing():
        qtbot.keyClick(editor, Qt.Key.Key_A)
        return "done" in on_disk(data_file, department, item)

    qtbot.waitUntil(saved_while_typing, timeout=1000)


def test_that_letters_still_being_composed_are_not_saved(
    measures, compose, qtbot, store, department
):
    item = measures.panel.item.id
    measures.panel.form.choose("state", "done")
    compose(field(measures, "done", QTextEdit), "", letters="wancheng")
    measures.flush()
    assert fetch_answer(store, YEAR, department.id, item) == {"state": "done"}


def test_that_reopening_shows_the_answers(window, measures, qtbot, compose, open_window):
    measures.panel.form.choose("state", "ongoing")
    qtbot.keyClicks(field(measures, "progress", QLineEdit), "60")
    compose(field(measures, "done", QTextEdit), "推进顺利")
    item = measures.panel.item.id
    window.close()
    again = open_window()
    again.show_item(item)
    form = again.shown.panel.form
    assert form.answer == {"state": "ongoing", "progress": "60", "done": "推进顺利"}
    assert field(again.shown, "done", QTextEdit).toPlainText() == "推进顺利"
    assert field(again.shown, "progress", QLineEdit).text() == "60"


def test_that_only_fields_that_are_asked_for_are_shown(measures):
    form = measures.panel.form
    shown = lambda: {key for key, row in form.rows.items() if not row.isHidden()}  # noqa: E731
    assert shown() == {"state"}
    form.choose("state", "not_applicable")
    assert shown() == {"state", "reason"}
    form.choose("state", "ongoing")
    assert shown() == {"state", "progress", "done", "problems", "next_steps"}


def test_that_pressing_the_chosen_state_again_makes_it_unsaid(measures, store, department):
    item = measures.panel.item.id
    measures.panel.form.choose("state", "done")
    measures.panel.form.choose("state", "done")
    assert fetch_answer(store, YEAR, department.id, item) == {}
    assert measures.rows[0].mark is Mark.OPEN


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("120", "不能大于 100%。"), ("-5", "不能小于 0%。"), ("33.3", "请填整数。")],
)
def test_that_a_number_the_field_cannot_hold_is_asked_about_and_neither_stored_nor_scored(
    measures, qtbot, store, department, typed, asked
):
    item, form = measures.panel.item.id, measures.panel.form
    form.choose("state", "ongoing")
    qtbot.keyClicks(field(measures, "progress", QLineEdit), typed)
    assert form.editor("progress")._question.text() == asked
    assert not form.editor("progress")._question.isHidden()
    measures.flush()
    assert fetch_answer(store, YEAR, department.id, item) == {"state": "ongoing"}
    assert measures._session.score(item).standing is Standing.OPEN
    assert asked in measures.row.trouble
    assert field(measures, "progress", QLineEdit).text() == typed


def test_that_a_field_out_of_sight_holds_nothing_back(measures, qtbot, compose):
    form = measures.panel.form
    form.choose("state", "ongoing")
    qtbot.keyClicks(field(measures, "progress", QLineEdit), "120")
    form.choose("state", "done")
    compose(field(measures, "done", QTextEdit), "已全部建成")
    measures.flush()
    assert measures.row.trouble == ""
    here = [one for one in checked(measures._session.year()) if one.item == measures.panel.item.id]
    assert not any(one.hard for one in here)


def test_that_a_share_typed_as_a_fraction_is_asked_about(
    window, indicators, qtbot, store, department
):
    indicators.show_item("green_cover")  # 40 %
    line = field(indicators, "value", QLineEdit)
    qtbot.keyClicks(line, "0.41")
    editor = indicators.panel.form.editor("value")
    assert editor._question.text().startswith("“0.41”是 41% 吗？")
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, "green_cover") == {}
    editor._yes.click()
    assert fetch_answer(store, YEAR, department.id, "green_cover") == {"value": "41"}


def test_that_a_share_of_less_than_one_per_cent_is_taken_with_its_sign_and_stays(
    window, indicators, qtbot, store, department
):
    indicators.show_item("green_cover")
    qtbot.keyClicks(field(indicators, "value", QLineEdit), "0.41%")
    indicators.step(1)
    indicators.step(-1)
    assert fetch_answer(store, YEAR, department.id, "green_cover") == {"value": "0.41"}
    editor = indicators.panel.form.editor("value")
    assert (editor.text, editor.draft) == ("0.41", "")


def test_that_a_share_of_less_than_one_per_cent_can_be_confirmed_by_a_button(
    window, indicators, qtbot, store, department
):
    indicators.show_item("green_cover")
    qtbot.keyClicks(field(indicators, "value", QLineEdit), "0.41")
    editor = indicators.panel.form.editor("value")
    assert editor._yes.text() == "填 41"
    assert editor._as_typed.text() == "就是 0.41%"
    editor._as_typed.click()
    assert fetch_answer(store, YEAR, department.id, "green_cover") == {"value": "0.41"}
    assert (editor.text, editor.draft) == ("0.41", "")
    assert editor._as_typed.isHidden()


def test_that_qt_s_own_menu_says_undo_as_the_program_does(window, measures):
    measures.panel.form.choose("state", "done")
    menu = field(measures, "done", QTextEdit).createStandardContextMenu()
    words = "".join(action.text() for action in menu.actions())
    assert "撤销" in words
    assert "撤消" not in words


def test_that_a_text_says_how_much_room_is_left(measures, compose):
    measures.panel.form.choose("state", "done")
    editor = field(measures, "done", QTextEdit)
    compose(editor, "字" * 1001)
    assert "最多 1000 字" in measures.panel.form.rows["done"].complaint
    assert measures.panel.form.editor("done")._count.text() == "1001 / 1000"


def test_that_a_number_typed_as_in_excel_is_recognised_and_said(
    indicators, counted, qtbot, compose, store, department
):
    indicators.show_item(counted.id)
    compose(field(indicators, "value", QLineEdit), "１，２７０")
    assert indicators.panel.form.editor("value")._said.text() == f"已识别为 1270 {counted.unit}"
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": "1270"}


def test_that_a_vague_number_is_asked_about_and_neither_stored_nor_dropped(
    window, indicators, counted, compose, store, department, open_window
):
    indicators.show_item(counted.id)
    compose(field(indicators, "value", QLineEdit), "约102")
    window.close()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {}
    again = open_window()
    again.show_item(counted.id)
    page = again.shown
    assert field(page, "value", QLineEdit).text() == "约102"
    editor = page.panel.form.editor("value")
    assert "不是确切的数" in editor._question.text()
    assert page.row.trouble
    editor._yes.click()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": "102"}
    assert page.row.trouble == ""


def test_that_enter_right_after_typing_answers_no_question_that_nobody_read(
    window, indicators, counted, qtbot, compose, store, department
):
    indicators.show_item(counted.id)
    editor = indicators.panel.form.editor("value")
    compose(editor.box, "约102")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert window.focusWidget() is editor._yes
    assert fetch_answer(store, YEAR, department.id, counted.id) == {}
    qtbot.keyClick(editor._yes, Qt.Key.Key_Return)
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": "102"}
    assert window.focusWidget() is not editor._yes


def test_that_undoing_brings_back_the_number_a_vague_one_had_pushed_aside(
    window, indicators, counted, compose, qtbot, store, department
):
    window.session.save(counted.id, {"value": "270"})
    indicators.show_item("green_cover")
    indicators.show_item(counted.id)
    value = field(indicators, "value", QLineEdit)
    value.selectAll()
    compose(value, "约12")
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {}
    indicators.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": "270"}
    assert value.text() == "270"
    assert not window.session.drafts.items


def test_that_the_score_follows_what_is_said(window, indicators, counted, qtbot):
    window_score = window.rail._score.text
    indicators.show_item(counted.id)
    assert "未填" in indicators.panel.foot._points.text()
    target = window.session.desk.target(counted).value
    qtbot.keyClicks(field(indicators, "value", QLineEdit), str(target))
    indicators.flush()
    score = window.session.score(counted.id)
    assert score.points == score.maximum > Decimal(0)
    assert indicators.panel.foot._sentence.text() == (score.calculation or score.sentence)
    assert window_score() != ""


def test_that_zero_is_an_answer_and_blank_is_none(
    window, indicators, counted, qtbot, store, department
):
    indicators.show_item(counted.id)
    value = field(indicators, "value", QLineEdit)
    qtbot.keyClicks(value, "0")
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": "0"}
    value.clear()
    value.textEdited.emit("")
    indicators.flush()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {}


def test_that_a_state_key_the_form_does_not_know_changes_nothing(
    window, indicators, counted, qtbot, store, department
):
    indicators.show_item(counted.id)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert fetch_answer(store, YEAR, department.id, counted.id) == {}
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"state": "not_applicable"}


def test_that_the_next_open_item_is_one_key_away(window, measures, qtbot):
    order = [row.item for row in measures.rows]
    for item in order[:3]:
        window.session.save(item, {"state": "not_started"})
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert measures.panel.item.id == order[3]


def test_that_letters_typed_in_the_list_move_nothing(measures, qtbot):
    item = measures.panel.item.id
    measures.list.setFocus()
    for key in (Qt.Key.Key_S, Qt.Key.Key_3, Qt.Key.Key_Z):
        qtbot.keyClick(measures.list, key)
    assert measures.panel.item.id == item


def test_that_enter_leads_from_the_list_to_the_fields_and_tab_on(measures, qtbot):
    measures.list.setFocus()
    qtbot.keyClick(measures.list, Qt.Key.Key_Return)
    assert measures.panel.form.editor("state").segments.segments[0].hasFocus()


def test_that_the_list_is_shortened_by_search_and_filter(window, measures, qtbot, compose):
    everything = len(measures.list.shown)
    word = measures.panel.item.text[:6]
    compose(measures.filters.search, word)
    assert 0 < len(measures.list.shown) < everything
    measures.filters.search.clear()
    window.session.save(measures.rows[5].item, {"state": "done"})
    measures.show_only(Filter.OPEN)
    assert len(measures.list.shown) == everything - 1
    measures.show_only(Filter.TROUBLE)
    shown = [entry.key for entry in measures.list.shown]
    assert measures.rows[5].item in shown


def test_that_own_words_are_found_too(window, measures, compose):
    item = measures.rows[7].item
    window.session.save(item, {"state": "done", "done": "紫藤廊架"})
    compose(measures.filters.search, "紫藤廊架")
    assert measures.panel.item.id == item
    assert len(measures.list.shown) == 1


def test_that_a_search_without_a_find_says_what_to_do(measures, compose):
    compose(measures.filters.search, "此处没有的词")
    assert measures._places.currentWidget() is measures.nothing


def test_that_an_answer_that_cannot_be_written_is_said_kept_and_tried_again(
    window, measures, monkeypatch, store, department
):
    item, save = measures.panel.item.id, window.session.desk.save
    monkeypatch.setattr(window.session.desk, "save", _disk_full)
    measures.panel.form.choose("state", "done")
    assert "磁盘已满" in window.rail.saved_words
    assert window.session.answer(item) == {"state": "done"}
    assert not window.session.everything_written
    monkeypatch.setattr(window.session.desk, "save", save)
    window.session.write_rest()
    assert fetch_answer(store, YEAR, department.id, item) == {"state": "done"}
    assert window.rail.saved_words.startswith("已保存")


def _disk_full(item, changes, *, back=False):
    raise NotSaved("刚才的修改没有保存：磁盘已满。", hint="请清理磁盘。")


def test_that_the_plans_words_stand_beside_the_question(measures, plan):
    strip = measures.panel.quote
    item = measures.panel.item
    assert f">{item.quote}</b>" in strip.words
    strip.toggle()
    assert plan.clauses[item.clause].bracket in strip.words


def test_that_answers_of_another_session_are_shown_at_once(window, measures, store, department):
    item = measures.panel.item.id
    save_answer(store, YEAR, department.id, item, {"state": "behind"})
    assert window.session.answer(item) == {}


def test_that_last_years_words_are_at_hand_and_fill_only_what_is_empty(
    open_window, clerk, today, store, department
):
    item = today.measures_of(department.id)[0].id
    before = {"state": "done", "done": "去年做了十件事"}
    save_answer(store, YEAR - 1, department.id, item, before)
    window = open_window()
    window.show_item(item)
    panel = window.shown.panel
    assert "去年做了十件事" in panel._last_year.words
    panel.form.choose("state", "behind")
    panel._last_year.taken_over.emit()
    assert window.session.desk.answer(item) == {"state": "behind"}  # of which last year's are not
    panel.form.choose("state", "done")
    panel._last_year.taken_over.emit()
    assert window.session.desk.answer(item) == {"state": "done", "done": "去年做了十件事"}
    assert field(window.shown, "done", QTextEdit).toPlainText() == "去年做了十件事"
    window.show_item(today.measures_of(department.id)[1].id)
    assert panel._last_year.isHidden()


def test_that_a_value_far_off_shows_both_numbers_and_asks_for_a_word(
    window, indicators, counted, qtbot, store, department
):
    indicators.show_item(counted.id)
    target = window.session.desk.target(counted).value
    qtbot.keyClicks(field(indicators, "value", QLineEdit), str(target * 20))
    indicators.flush()
    strip = indicators.panel.change
    assert not strip.isHidden()
    assert "比目标" in strip.words
    assert not strip.reason.isHidden()
    assert fetch_answer(store, YEAR, department.id, counted.id) == {"value": str(target * 20)}
    qtbot.keyClicks(field(indicators, "explanation", QTextEdit), "ok")
    indicators.flush()
    assert strip.reason.isHidden()
    assert "写明原因" not in strip.words


def test_that_a_change_is_confirmed_by_a_reason_and_again_once_the_value_is_another(
    window, indicators, counted, qtbot
):
    indicators.show_item(counted.id)
    desk = window.session.desk
    far = desk.target(counted).value * 20
    qtbot.keyClicks(field(indicators, "value", QLineEdit), str(far))
    indicators.flush()
    strip = indicators.panel.change
    strip.reason.menu().actions()[1].trigger()
    assert desk.answer(counted.id)["explanation"] == f"{CHECKED}{CHANGE_REASONS[1]}。"
    assert strip.still.isHidden()
    window.session.save(counted.id, {"value": str(far + 1)})
    assert not strip.still.isHidden()
    assert Kind.LARGE_CHANGE in {one.kind for one in checked(window.session.year())}
    strip.still.click()
    assert strip.still.isHidden()
    assert Kind.LARGE_CHANGE not in {one.kind for one in checked(window.session.year())}


def test_that_what_was_put_right_stays_in_the_list_until_another_choice_is_made(measures):
    for row in measures.rows[:3]:
        measures.show_item(row.item)
        measures.panel.form.choose("state", "not_applicable")  # which owes a reason
    measures.show_only(Filter.TROUBLE)
    first, second, _ = (entry.key for entry in measures.list.shown)
    measures.show_item(first)
    measures._session.save(first, {"reason": "不涉及"})
    measures.show_item(second)
    QApplication.processEvents()
    assert [entry.key for entry in measures.list.shown[:2]] == [first, second]
    measures.filters.choose(Filter.ALL)
    assert measures.row.item == second
    measures.filters.choose(Filter.TROUBLE)
    assert first not in [entry.key for entry in measures.list.shown[:2]]


def test_that_a_state_chosen_by_its_keys_leads_on_to_what_is_typed(window, measures, qtbot):
    measures._session.save_all({measures.panel.item.id: {"done": "已有进展"}}, "先写一句")
    for key, typed, kind in (
        (Qt.Key.Key_1, "done", QTextEdit),
        (Qt.Key.Key_2, "progress", QLineEdit),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert field(measures, typed, kind).hasFocus()


def test_that_an_indicator_that_does_not_apply_asks_for_its_reason_and_no_figures_source(
    indicators, counted
):
    indicators.show_item(counted.id)
    form = indicators.panel.form
    form.choose("state", "not_applicable")
    assert {key for key, row in form.rows.items() if not row.isHidden()} == {
        "value", "state", "reason",
    }  # fmt: skip


def test_that_ctrl_s_shows_that_everything_is_saved(open_window, clerk, qtbot):
    window = open_window()
    window.show_page("measures")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.rail.saved_words.startswith("已保存")
    assert window.rail._saved.property("flashed")
    qtbot.waitUntil(lambda: not window.rail._saved.property("flashed"))


def test_that_ctrl_p_opens_what_would_be_printed(open_window, clerk, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "export"
    assert window.page_named("export").preview.isVisible()


def test_that_one_writes_on_after_what_is_written(open_window, clerk, qtbot):
    window = open_window()
    item = window.session.desk.measures[0].id
    window.session.save(item, {"state": "done", "done": "已经写下的话"})
    window.show_item(item)
    window.session.save_all({item: {"state": "done", "done": "已经写下的话"}}, "准备")
    window.shown.panel.form.focus_field("done")
    assert window.shown.panel.form.editor("done").box.textCursor().atEnd()


def test_that_an_item_in_doubt_opens_at_the_field_in_doubt(open_window, clerk, qtbot):
    window = open_window()
    item = window.session.desk.measures[1].id
    window.session.save(item, {"state": "ongoing"})
    window.session.save_draft(item, "progress", "约60")
    window.show_page("measures")
    qtbot.keyClick(
        window, Qt.Key.Key_M,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    assert window.shown.panel.item.id == item
    assert window.shown.panel.form.editor("progress").box.hasFocus()


def test_that_words_hidden_by_a_change_of_state_neither_count_nor_go_out_and_come_back_with_it(
    window, measures
):
    desk = window.session.desk
    item = desk.measures[0].id
    behind = {"state": "behind", "progress": "20", "problems": "产能不足", "next_steps": "引进企业"}
    desk.save(item, behind)
    assert desk.answers[item] == behind
    desk.save(item, {"state": "done", "done": "已建成两处"})
    assert desk.answers[item] == {"state": "done", "done": "已建成两处"}
    desk.save(item, {"state": "behind"})
    assert desk.answers[item].items() >= behind.items()
    desk.save(item, {"state": "not_applicable", "reason": "无此职责"})
    desk.save(item, {"state": "done"})
    assert desk.answers[item] == {"state": "done", "done": "已建成两处"}
