"""Last year's answers, and one's own report of this year, fill what is empty; nothing scores by
having been carried over.
"""

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from forms import FORMS
from model.checks import Kind, checked
from model.domain.answer_status import AnswerStatus
from model.domain.answers import Evidence
from model.domain.score import Standing
from model.jobs import JobContext
from model.office.blank_year import blank_report
from model.samples.answers import COVER, sample_answers
from model.store import edit_log
from model.store.answers import fetch_answers, save_answer, save_answers
from model.store.data_file import open_store
from model.store.evidence import fetch_evidence, save_evidence
from model.store.settings import Profile, Role, save_profile
from model.store.submissions import save_submission
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import write_submission
from tests.model.workbook.blanks import blank, entries_of, filled
from ui.incoming.files import ALSO, TAKE
from ui.pages.item_rows import Filter, row_of
from ui.session import Session
from ui.status_marks import Mark

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier
SAID = {"state": "done", "done": "去年做了十二件具体的事，都有台账。"}
CONTACTS = {"filled_by": "王芳", "phone": "022-26660000"}


@pytest.fixture
def measures(today, department):
    return [one.id for one in today.measures_of(department.id)]


@pytest.fixture
def counted(today, department):
    return next(one for one in today.indicators_of(department.id) if not one.qualitative)


@pytest.fixture
def last_year(store, department, measures, counted):
    """Three items and the contacts of the year before, in the same data file."""
    said = {
        measures[0]: SAID,
        measures[1]: {"state": "not_applicable", "reason": "职责已划出"},
        counted.id: {"value": "5", "basis": "台账", "explanation": "去年的原因"},
        "cover": {**CONTACTS, "remark": "去年的说明"},
    }
    save_answers(store, YEAR - 1, department.id, said)
    return said


@pytest.fixture
def window(open_window, clerk, last_year):
    return open_window()


def carry_all(window):
    window.show_page("overview")
    window.page_named("overview").basis.look.click()
    window.incoming.sheet.press(TAKE)


def standing(window, item):
    return window.session.score(item).standing


def test_that_the_overview_offers_last_year_and_shows_it_before_anything_is_filled(
    window, store, department, measures
):
    window.show_page("overview")
    card = window.page_named("overview").basis
    assert card.isVisible()
    assert "3 项" in card.words
    card.look.click()
    sheet = window.incoming.sheet
    assert "去年做了十二件具体的事" in sheet.words
    assert "022-26660000" in sheet.words
    assert fetch_answers(store, YEAR, department.id) == {}
    sheet.press("")
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_figures_and_their_explanations_stay_behind_and_contacts_come(
    window, store, department, counted, measures
):
    carry_all(window)
    now = fetch_answers(store, YEAR, department.id)
    assert now[counted.id] == {"basis": "台账"}
    assert now["cover"] == CONTACTS
    assert now[measures[0]] == SAID


def test_that_what_was_carried_is_marked_and_earns_nothing_until_it_is_touched(window, measures):
    carry_all(window)
    session = window.session
    assert standing(window, measures[0]) is Standing.OPEN
    assert standing(window, measures[1]) is Standing.OPEN
    assert session.assessment.total is None
    row = row_of(session, session.plan.item(measures[0]))
    assert row.mark is Mark.CARRIED
    assert row.passes(Filter.CARRIED)
    window.show_item(measures[0])
    foot = window.shown.panel.foot
    assert foot._points.text().startswith("沿用未改")
    assert "未填" not in foot._points.text() + foot._sentence.text()
    session.save(measures[0], {"done": "今年做了十三件具体的事。"})
    assert "沿用未改" not in foot._points.text()
    assert standing(window, measures[0]) is Standing.SCORED
    assert row_of(session, session.plan.item(measures[0])).mark is Mark.DONE
    session.confirm(measures[1])
    assert standing(window, measures[1]) is Standing.NOT_APPLICABLE


def test_that_the_workbook_waits_until_what_was_carried_is_confirmed(window, measures):
    carry_all(window)
    found = [one for one in checked(window.session.year()) if one.kind is Kind.UNTOUCHED]
    assert {one.item for one in found} == {measures[0], measures[1]}  # the third is 未填
    assert all(one.hard for one in found)
    window.session.confirm(*(one.item for one in found))
    assert not any(one.kind is Kind.UNTOUCHED for one in checked(window.session.year()))


def test_that_what_this_year_does_not_ask_is_not_filled_and_all_counts_of_it_agree(
    open_window, clerk, store, department, today, last_year
):
    own = department.id
    listed = {one.id for one in today.open_to(own)}
    aside = [one.id for one in (*today.supported_by(own), *today.others_of(own))]
    aside += [one.id for one in today.outside_of(own)]
    said = {key: {"contribution": "去年配合过", **SAID} for key in aside}
    save_answers(store, YEAR - 1, own, {**last_year, **said})
    window = open_window()
    window.show_page("overview")
    window.page_named("overview").basis.look.click()
    told = f"今年可以不填的，不带；要用的，到该项按 Ctrl+L（{len(aside)} 项）"
    assert told in window.incoming.sheet.words
    window.incoming.sheet.press(TAKE)
    filled = fetch_answers(store, YEAR, own).keys() & listed
    assert aside
    assert filled == {one for one in last_year if one != "cover"}
    found = [one for one in checked(window.session.year()) if one.kind is Kind.UNTOUCHED]
    overview = window.page_named("overview")
    overview.refresh()
    assert len(window.session.untouched) == len(found) == overview.jumps["carried"].count
    said = {
        entry.aside[0].words
        for entry in overview.ladder.entries.shown
        if entry.key in window.session.untouched
    }
    assert said <= {"沿用未改"}
    window.session.carry(window.session.basis_of(aside[0]), "沿用")  # by itself it still goes
    assert aside[0] in fetch_answers(store, YEAR, own)


def test_that_the_mark_outlives_a_restart_and_goes_with_undo(
    window, open_window, qtbot, measures, store, department
):
    carry_all(window)
    again = open_window()
    assert measures[0] in again.session.untouched
    qtbot.keyClick(again, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {}
    assert again.session.untouched == frozenset()


def test_that_a_key_carries_the_item_shown_and_confirms_it_the_second_time(
    window, qtbot, measures, store, department
):
    window.show_item(measures[0])
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {measures[0]: SAID}
    panel = window.shown.panel
    assert "确认仍然属实" in panel._last_year.take.text()
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.session.untouched == frozenset()
    assert standing(window, measures[0]) is Standing.SCORED


def test_that_several_chosen_items_are_carried_and_confirmed_at_once(
    window, measures, store, department
):
    window.show_page("measures")
    page = window.shown
    for entry in page.list.shown[:3]:
        index = page.list.entries.index_of(entry.key)
        page.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    page.many.take.click()
    assert fetch_answers(store, YEAR, department.id).keys() == set(measures[:2])
    assert "2 项沿用了去年的内容" in page.many.words
    assert "另外 1 项" in page.many.words
    page.many.take.click()
    assert window.session.untouched == frozenset()


def test_that_what_was_confirmed_or_set_for_many_is_carried_again_when_it_is_undone(
    window, measures, qtbot
):
    session = window.session
    session.carry(session.basis().of(measures), "沿用")
    carried = session.untouched
    assert len(carried) > 1
    session.confirm(*carried)
    assert session.untouched == frozenset()
    assert f"确认 {len(carried)} 项沿用" in window.rail.undo_bar.words
    session.undo()
    assert session.untouched == carried
    session.redo()
    assert session.untouched == frozenset()
    session.undo()
    session.save_all({item: {"state": "not_started"} for item in carried}, "一起设")
    session.undo()
    assert session.untouched == carried


def test_that_a_carried_measure_that_follows_a_number_by_now_keeps_its_mark_until_confirmed(
    store, department, open_window, clerk
):
    follows, number = "box2.6-02", "kitchen_waste_contracts"
    said = {"state": "ongoing", "progress": "60", "done": "去年签了六成，逐家都有台账。"}
    save_answers(store, YEAR - 1, department.id, {follows: said})
    window = open_window()
    window.session.save(number, {"value": "100"})
    carry_all(window)
    window.session.save(number, {"value": None})
    carry_all(window)
    window.session.save(number, {"value": "100"})
    assert follows not in window.session.basis().changes
    window.show_page("measures")
    page = window.shown
    page.list.choose(follows)
    page.many.carry()
    assert "已确认 1 项" in page.many.words


def test_that_last_year_is_told_as_it_counted_whatever_was_typed_beside_the_number(
    store, department, open_window, clerk
):
    follows, number = "box2.6-02", "kitchen_waste_contracts"
    typed = {"state": "behind", "progress": "35", "done": "签了六成。", "reason": "没有这类单位"}
    save_answers(store, YEAR - 1, department.id, {follows: typed, number: {"value": "60"}})
    session = open_window().session
    state = session.last_year(follows)
    assert (state["state"], state["progress"], state["done"]) == ("behind", "60", "签了六成。")
    assert "reason" not in state  # no form showed it
    assert session.basis().changes[follows] == {"done": "签了六成。"}


def test_that_an_indicator_without_its_number_is_not_answered_by_the_source_that_came_along(
    window, counted
):
    carry_all(window)
    session = window.session
    assert session.answer(counted.id) == {"basis": "台账"}
    assert counted.id not in session.untouched
    assert session.desk.standing(counted) is AnswerStatus.OPEN
    assert row_of(session, counted).mark is Mark.OPEN
    kinds = {one.kind for one in checked(session.year()) if one.item == counted.id}
    assert Kind.UNTOUCHED not in kinds


def test_that_the_pill_for_what_was_carried_is_there_only_while_something_is(window):
    window.show_page("measures")
    pills = window.shown.filters.pills
    pill = pills._group.button([*Filter].index(Filter.CARRIED))
    assert not pill.isVisible()
    carry_all(window)
    window.show_page("measures")
    assert pill.isVisible()
    assert pill.text() == "沿用未改 2"


def test_that_a_state_set_again_by_hand_for_many_is_a_word_for_this_year(window, measures):
    carry_all(window)
    window.session.save_all({measures[0]: {"state": "done"}}, "1 项设为“完成”")
    assert measures[0] not in window.session.untouched


def report(db, plan, rulebook, questionnaire, path):
    session = Session(plan, rulebook, db)
    submission = session.desk.next_submission()
    write_submission(
        path,
        YearReport(
            questionnaire=replace(questionnaire, plan=session.plan),
            submission=submission,
            assessor=session.desk.assessor,
        ),
        JobContext(),
    )
    return submission


@pytest.fixture
def elsewhere(tmp_path, department):
    """The data file of another PC."""
    folder = tmp_path / "另一台"
    folder.mkdir()
    with closing(open_store(folder / "data.db")) as db:
        yield db


@pytest.fixture
def questionnaire(today):
    return Questionnaire(plan=today, forms=FORMS)


def open_file(window, qtbot, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=10_000):
        window.incoming.take_in(path)


def test_that_last_years_words_from_a_workbook_are_noticed_like_those_of_this_data_file(
    open_window, clerk, qtbot, elsewhere, department, plan, rulebook, questionnaire, tmp_path,
    measures,
):  # fmt: skip
    save_profile(elsewhere, Profile(role=Role.CLERK, year=YEAR - 1, department=department.id))
    save_answers(elsewhere, YEAR - 1, department.id, {measures[0]: SAID, "cover": COVER})
    path = tmp_path / "去年.xlsx"
    report(elsewhere, plan, rulebook, questionnaire, path)
    window = open_window()
    window.show_page("overview")
    assert window.page_named("overview").basis.open.isVisible()
    open_file(window, qtbot, path)
    window.incoming.sheet.press(TAKE)
    assert window.session.last_year(measures[0]) == SAID
    window.session.confirm(measures[0])
    kinds = {one.kind for one in checked(window.session.year()) if one.item == measures[0]}
    assert Kind.COPIED in kinds


@pytest.fixture
def own(elsewhere, department, plan, today, rulebook, questionnaire, tmp_path, measures, counted):
    """The second report of this year, sent from a PC that is gone."""
    save_profile(elsewhere, Profile(role=Role.CLERK, year=YEAR, department=department.id))
    answers = sample_answers(today, department.id, YEAR)
    save_answers(elsewhere, YEAR, department.id, {**answers, "cover": COVER})
    piece = Evidence(id="e1", item=measures[0], title="会议纪要", reference="津北办〔2025〕3号")
    save_evidence(elsewhere, YEAR, department.id, piece)
    first = report(elsewhere, plan, rulebook, questionnaire, tmp_path / "一.xlsx")
    save_submission(elsewhere, first, "一.xlsx")
    path = tmp_path / "二.xlsx"
    second = report(elsewhere, plan, rulebook, questionnaire, path)
    return path, second


def test_that_ones_own_report_brings_back_all_that_was_sent_and_the_next_number(
    open_window, clerk, qtbot, own, store, department, measures
):
    path, sent = own
    window = open_window()
    open_file(window, qtbot, path)
    assert fetch_answers(store, YEAR, department.id) == {}
    assert "下次导出是第 3 次" in window.incoming.sheet.words
    window.incoming.sheet.press(TAKE)
    assert window.session.desk.cover == sent.cover
    assert window.session.desk.answers == sent.answers
    assert fetch_evidence(store, YEAR, department.id) == sent.evidence
    coming = window.session.desk.next_submission()
    assert (coming.sequence, coming.parent) == (3, sent.id)
    assert window.session.untouched == frozenset()


def test_that_ones_own_report_replaces_nothing_and_is_taken_once(
    open_window, clerk, qtbot, own, store, department, measures
):
    path, sent = own
    item = next(iter(sent.answers))
    save_answer(store, YEAR, department.id, item, {"done": "新写的"})
    window = open_window()
    open_file(window, qtbot, path)
    window.incoming.sheet.press(TAKE)
    assert fetch_answers(store, YEAR, department.id)[item]["done"] == "新写的"
    open_file(window, qtbot, path)
    assert "没有要取回的" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {item: {"done": "新写的"}}
    assert fetch_evidence(store, YEAR, department.id) == ()


def worded(sent):
    """Items of which *sent* says in words what was done."""
    return [item for item, answer in sent.answers.items() if answer.get("done")]


def test_that_a_later_report_of_ones_own_replaces_what_an_earlier_one_brought_and_asks_what_differs(
    open_window, clerk, qtbot, own, elsewhere, store, department, plan, rulebook, questionnaire,
    tmp_path,
):  # fmt: skip
    path, sent = own
    save_submission(elsewhere, sent, "二.xlsx")
    one, other = worded(sent)[:2]
    changed = {one: {"done": "第三次改的"}, other: {"done": "第三次也改了"}}
    save_answers(elsewhere, YEAR, department.id, changed)
    later = tmp_path / "三.xlsx"
    report(elsewhere, plan, rulebook, questionnaire, later)
    window = open_window()
    open_file(window, qtbot, path)
    window.incoming.sheet.press(TAKE)
    window.session.save(other, {"done": "这里改的"})
    open_file(window, qtbot, later)
    words = window.incoming.sheet.words
    assert "没有动过的 1 处，换成这份里的" in words
    assert "有 1 处这里填的与这份不一样" in words
    assert "这里改的 → 第三次也改了" in words
    window.incoming.sheet.press(TAKE)
    now = fetch_answers(store, YEAR, department.id)
    assert (now[one]["done"], now[other]["done"]) == ("第三次改的", "这里改的")
    assert window.session.desk.next_submission().sequence == 4


def test_that_what_differs_from_ones_own_report_is_replaced_where_a_person_says_so(
    open_window, clerk, qtbot, own, store, department
):
    path, sent = own
    item = worded(sent)[0]
    save_answer(store, YEAR, department.id, item, {"done": "备份里的"})
    window = open_window()
    open_file(window, qtbot, path)
    assert "备份里的 → " in window.incoming.sheet.words
    window.incoming.sheet.press(ALSO)
    assert window.session.answer(item) == sent.answers[item]


def test_that_ones_own_report_is_offered_whole_after_an_older_backup_was_restored(
    open_window, clerk, qtbot, own, store, department, monkeypatch
):
    path, sent = own
    item, other = worded(sent)[:2]
    monkeypatch.setattr(edit_log, "now", lambda: "2025-01-02T08:00:00+08:00")
    save_answers(store, YEAR, department.id, {**sent.answers, item: {"done": "备份里的"}})
    monkeypatch.undo()
    save_submission(store, sent, "二.xlsx")
    save_answer(store, YEAR, department.id, other, {"done": "恢复以后写的"})
    window = open_window()
    open_file(window, qtbot, path)
    words = window.incoming.sheet.words
    assert "备份里的 → " in words
    assert "恢复以后写的" not in words
    window.incoming.sheet.press(ALSO)
    assert window.session.answer(item) == sent.answers[item]
    assert window.session.answer(other)["done"] == "恢复以后写的"


@pytest.fixture
def template(questionnaire, plan, rulebook, department, measures, tmp_path):
    """A template of this year, with two items filled in in WPS."""
    at = "2025-12-01T08:00:00+08:00"
    asked = replace(questionnaire, plan=plan)
    report = blank_report(department.id, YEAR, asked, rulebook, made_at=at)
    said = {measures[0]: {"state": "done", "done": "模板里写的"}, measures[1]: {"state": "done"}}
    typed = entries_of(questionnaire, department.id, said, cover={"phone": "022-1"})
    path = tmp_path / "填报模板.xlsx"
    path.write_bytes(filled(blank(report), typed))
    return path


def test_that_a_template_filled_in_in_wps_is_a_basis_and_no_report(
    open_window, clerk, qtbot, template, store, department, measures
):
    save_answer(store, YEAR, department.id, measures[1], {"state": "behind"})
    window = open_window()
    open_file(window, qtbot, template)
    words = window.incoming.sheet.words
    assert words.startswith(f"取回 {YEAR} 年度填报模板")
    assert "有 1 处这里填的与这份不一样" in words
    assert "次导出" not in words
    window.incoming.sheet.press(TAKE)
    now = fetch_answers(store, YEAR, department.id)
    assert now[measures[0]] == {"state": "done", "done": "模板里写的"}
    assert now[measures[1]] == {"state": "behind"}
    assert now["cover"] == {"phone": "022-1"}
    assert window.session.desk.next_submission().sequence == 1
    open_file(window, qtbot, template)
    assert "以哪一种为准" in window.incoming.sheet.words
