"""A 退回单 comes back and is answered; last year's workbook is the basis for this one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from forms import FORMS
from model.domain.plan import Indicator
from model.domain.return_slip import Remark, ReturnSlip
from model.jobs import JobContext
from model.package.in_force import in_force
from model.plans import PlanLibrary
from model.samples.answers import COVER, sample_answers
from model.store.answers import fetch_answers, save_answers
from model.store.carried_over import fetch_report
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.quoted_words import quoted_words
from model.workbook.report.write import write_submission
from model.workbook.sealed import tables_of
from tests.keys import send_slip
from ui.incoming.files import TAKE
from ui.pages.item_rows import Filter
from ui.session import Session
from ui.status_marks import Mark

YEAR = 2025
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def questionnaire(plan):
    return Questionnaire(plan=plan, forms=FORMS)


@pytest.fixture
def window(open_window, store, plan, department, clerk, known_office):
    answers = sample_answers(plan, department.id, YEAR)
    save_answers(store, YEAR, department.id, {**answers, "cover": COVER})
    return open_window()


@pytest.fixture
def slip_file(window, questionnaire, department, tmp_path):
    """The office sends the first report back, with remarks on two items."""
    desk = window.session.desk
    sent = desk.next_submission()
    desk.record(sent, "第一次.xlsx")
    first, second = (measure.id for measure in desk.measures[3:5])
    slip = ReturnSlip(
        id="s1", year=YEAR, department=department.id, number=1, submission=sent.digest, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", due="2025-12-10",
        remarks=(Remark(item=first, text="请写明数量"), Remark(item=second, text="缺少佐证材料")),
    )  # fmt: skip
    path = tmp_path / "退回单.xlsx"
    send_slip(path, questionnaire, slip)
    return path, first, second


def open_file(window, qtbot, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)


def test_that_returned_items_are_red_filtered_and_answered_one_by_one(
    window, slip_file, qtbot, open_window
):
    path, first, second = slip_file
    open_file(window, qtbot, path)
    assert "2 项被退回" in window.incoming.sheet._said.text()
    window.incoming.sheet.answered.emit("go")
    entry = window.shown
    assert entry.panel.item.id == first
    assert entry.panel.remark.words == "请写明数量"
    entry.show_only(Filter.RETURNED)
    assert len(entry.list.shown) == 2
    assert {row.mark for row in entry.rows if row.remark} == {Mark.RETURNED}

    window.session.save(first, {"done": "完成 12 处改造，覆盖 4 个街道。"})
    assert window.session.pending == {second}
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert entry.panel.item.id == second
    entry.panel.remark.reply.setFocus()
    qtbot.keyClicks(entry.panel.remark.reply, "paper")
    window.close()

    again = open_window()
    assert again.session.pending == frozenset()
    replies = again.session.desk.next_submission().replies
    assert [(r.item, r.changed, r.text) for r in replies] == [
        (first, True, ""),
        (second, False, "paper"),
    ]


def test_that_a_reply_is_saved_while_one_types_and_undone_and_redone_across_a_restart(
    window, slip_file, qtbot, open_window
):
    path, first, _ = slip_file
    open_file(window, qtbot, path)
    window.incoming.sheet.press("go")
    reply = window.shown.panel.remark.reply
    reply.setFocus()
    qtbot.keyClicks(reply, "paper")
    replies = lambda: window.session.desk.returned.replies  # noqa: E731
    qtbot.waitUntil(lambda: replies() == {first: "paper"}, timeout=1000)
    window.close()
    window = open_window()
    assert "对退回意见的说明：未填 → paper" in window.rail.undo_bar.words
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert replies() == {}
    assert window.shown.panel.remark.reply.text() == ""
    assert window.session.desk.edits(first)[0].old == "paper"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert replies() == {first: "paper"}
    assert window.shown.panel.remark.reply.text() == "paper"


def test_that_a_remark_nothing_was_done_about_is_found_before_sending(window, slip_file, qtbot):
    path, first, _ = slip_file
    open_file(window, qtbot, path)
    window.show_page("export")
    check = window.page_named("export").check
    found = [one for one in check._found if one.item == first and one.mark is Mark.RETURNED]
    assert len(found) == 1
    assert "请写明数量" in found[0].sentence


def test_that_anothers_slip_is_refused_and_nothing_changed(
    window, slip_file, qtbot, questionnaire, plan, tmp_path
):
    other = next(body.id for body in plan.bodies if body.id != "csglw")
    slip = ReturnSlip(
        id="s2", year=YEAR, department=other, number=1, submission="0" * 64, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", remarks=(),
    )  # fmt: skip
    path = tmp_path / "别人的.xlsx"
    send_slip(path, questionnaire, slip)
    open_file(window, qtbot, path)
    assert "没有接收" in window.incoming.sheet._title.text()
    assert window.session.desk.returned.slips == ()


@pytest.fixture
def last_year_file(open_window, store, plan, department, clerk, questionnaire, rulebook, tmp_path):
    from model.clerk.year import ClerkYear

    asked = in_force(plan, None)
    save_answers(store, 2024, department.id, sample_answers(asked, department.id, 2024))
    desk = ClerkYear(PlanLibrary(store, plan), rulebook, FORMS, department.id, 2024)
    report = YearReport(
        questionnaire=replace(questionnaire, plan=desk.plan),
        submission=desk.next_submission(),
        assessor=desk.assessor,
    )
    path = tmp_path / "去年.xlsx"
    write_submission(path, report, JobContext())
    return path, desk.answers


def test_that_last_years_workbook_fills_what_is_empty_in_one_step(
    last_year_file, open_window, qtbot, store, department
):
    path, before = last_year_file
    window = open_window()
    measures = [one.id for one in window.session.desk.measures]
    done = [item for item in measures if before.get(item, {}).get("state") == "done"]
    other, said = done[:2]
    now = {other: {"state": "behind"}, said: {"state": "done"}}
    window.session.save_all(now, "准备")
    open_file(window, qtbot, path)
    assert "沿用 2024 年度" in window.incoming.sheet._title.text()
    assert fetch_answers(store, YEAR, department.id) == now
    assert "状态或数与这份的不同" in window.incoming.sheet.words
    window.incoming.sheet.press(TAKE)
    taken = fetch_answers(store, YEAR, department.id)
    assert taken[said] == {"state": "done", "done": before[said]["done"]}
    assert taken[other] == {"state": "behind"}  # whose words last year's are not
    assert all("value" not in answer for answer in taken.values())
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == now


def test_that_a_workbook_not_signed_here_is_at_hand_only_once_it_is_taken(
    last_year_file, open_window, qtbot, store, department
):
    path, _ = last_year_file
    window = open_window()
    open_file(window, qtbot, path)
    assert "这份工作簿没有签名" in window.incoming.sheet.words
    assert fetch_report(store, 2024, department.id) == {}
    window.incoming.sheet.press(TAKE)
    assert fetch_report(store, 2024, department.id)


def test_that_a_workbook_quotes_the_very_words_of_its_plan(last_year_file, plan):
    path, before = last_year_file
    with WorkbookReader() as reader:
        words = quoted_words(tables_of(path.name, path.read_bytes(), reader))
    assert before.keys() <= words.keys()
    for item in map(plan.item, words):
        said = f"{item.name}{item.quote}" if isinstance(item, Indicator) else item.text
        assert "".join(words[item.id].split()) == "".join(said.split())


def test_that_this_years_workbook_is_no_basis(window, qtbot, questionnaire, tmp_path, store):
    desk = Session(window.session.plans.shipped, window.session.rulebook, store).desk
    report = YearReport(
        questionnaire=replace(questionnaire, plan=desk.plan),
        submission=desk.next_submission(),
        assessor=desk.assessor,
    )
    path = tmp_path / "今年.xlsx"
    write_submission(path, report, JobContext())
    open_file(window, qtbot, path)
    assert "取回" in window.incoming.sheet._title.text()
    assert "沿用" not in window.incoming.sheet.words


def test_that_the_list_of_what_came_back_fills_while_it_is_shown_empty(window, qtbot, slip_file):
    path, first, _ = slip_file
    window.show_page("measures", Filter.RETURNED)
    page = window.shown
    assert page._places.currentWidget() is page.nothing_returned
    open_file(window, qtbot, path)
    assert page._places.currentWidget() is page.list
    window.incoming.sheet.press("go")
    assert page.row.item == first


def test_that_a_slip_is_opened_from_places_that_name_it(window, qtbot, monkeypatch):
    window.show_page("measures", Filter.RETURNED)
    monkeypatch.setattr(window.incoming, "choose", lambda: None)  # a dialog of the system
    with qtbot.waitSignal(window.session.package_requested):
        assert "退回单" in window.shown.nothing_returned.button.text()
        window.shown.nothing_returned.button.click()
    window.show_page("export")
    with qtbot.waitSignal(window.session.package_requested):
        assert "退回单" in window.page_named("export").target.slip.text()
        window.page_named("export").target.slip.click()


def test_that_a_remark_turns_calm_once_it_is_answered(window, qtbot, slip_file):
    path, first, _ = slip_file
    open_file(window, qtbot, path)
    window.incoming.sheet.press("go")
    strip = window.shown.panel.remark
    assert strip.property("pending") is True
    window.session.reply(first, "已补上数量")
    assert strip.property("pending") is False


def test_that_the_green_button_goes_through_what_came_back_before_what_is_open(
    window, slip_file, qtbot
):
    path, _, _ = slip_file
    window.show_page("measures")
    assert window.shown.primary.text().startswith("下一个未填")
    open_file(window, qtbot, path)
    window.incoming.sheet.press("")
    window.show_page("measures")
    assert window.shown.primary.text().startswith("下一个被退回")
    window.shown.primary.click()
    assert window.shown.panel.item.id in window.session.pending


def test_that_a_slip_about_a_report_of_before_the_backup_says_what_to_fetch_and_which_comes_next(
    window, slip_file, qtbot, store
):
    path, first, _ = slip_file
    store.execute("DELETE FROM submission")  # an older backup knows of none
    window.session.desk.read_again()
    open_file(window, qtbot, path)
    words = window.incoming.sheet.words
    assert "退回的第 1 次报送，这台电脑上没有" in words
    assert "请先拖进来取回内容" in words
    assert "下次导出是第 2 次" in words
    window.incoming.sheet.answered.emit("go")
    assert window.shown.panel.item.id == first
    assert first in window.session.pending
    window.show_page("export")
    assert "退回的第 1 次报送不在这台电脑上" in window.page_named("export").header.state
