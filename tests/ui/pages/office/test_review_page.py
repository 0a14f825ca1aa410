"""复核: by keys and buttons, a reason where one is due, nothing lost on the way."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.answers import Evidence
from model.domain.review import Verdict
from model.office.department_year import ReportingState
from model.office.last_year import LastAnswer, LastYear
from model.office.reviews import adjust, claimed_items, pass_obstacles, plain_items
from model.office.rulings import keep_sealed
from tests.ui.fitting import settle
from tests.ui.test_in_sight import lines_in_sight
from ui.alerts import Why
from ui.kit.link import Link
from ui.pages.office.board_lines import evidence_lines
from ui.pages.office.item_entries import ItemFilter


@pytest.fixture
def review(with_few, page, room):
    room.set_reviewer("李四")
    return page("review")


def body(review):
    return review._room.body(review.department)


def test_that_a_letter_adopts_and_goes_on_to_the_next_that_waits(review, qtbot):
    first = review.list.key
    qtbot.keyClick(review.list, Qt.Key.Key_A)
    one = body(review).items[first]
    assert (one.standing, one.review.by) == (ReviewStanding.REVIEWED, "李四")
    assert review.list.key != first
    assert body(review).items[review.list.key].waiting


def test_that_a_decision_goes_on_below_also_where_its_item_leaves_the_list(review, qtbot):
    review.pills.choose([*ItemFilter].index(ItemFilter.WAITING))
    first, second, third = (entry.key for entry in review.list.shown[:3])
    review.list.choose(second)
    qtbot.keyClick(review.list, Qt.Key.Key_A)
    assert second not in {entry.key for entry in review.list.shown}
    assert review.list.key == third
    assert body(review).items[first].waiting


def test_that_no_letter_decides_about_an_item_that_the_search_left_out(review, qtbot):
    before = dict(body(review).items)
    review.finder.setText("没有这样的事项")
    assert not review.list.shown
    for key in (Qt.Key.Key_A, Qt.Key.Key_U, Qt.Key.Key_R, Qt.Key.Key_E):
        qtbot.keyClick(review.list, key)
    assert dict(body(review).items) == before
    assert review.panel.decision.isHidden()


def test_that_naming_oneself_makes_no_button_anew(review, room, qtbot):
    room.set_reviewer("")
    review.refresh()
    parts = review.fork.findChildren(QLabel)
    review.strip.reviewer.setText("王五")
    qtbot.keyClick(review.strip.reviewer, Qt.Key.Key_Return)
    assert review.fork.findChildren(QLabel) == parts
    assert "请先填复核人" not in review.header.state


def test_that_the_rail_tells_when_what_was_decided_lies_in_the_file(review, qtbot):
    saved = []
    review._room.session.saved.connect(saved.append)
    qtbot.keyClick(review.list, Qt.Key.Key_A)
    assert saved


def test_that_an_item_that_earns_nothing_says_why_as_it_does_to_the_department(review, monkeypatch):
    item, why = review.list.key, "表述性，可以填，不计分"
    monkeypatch.setattr(body(review).assessor, "unscored", {item: why})
    monkeypatch.setattr(review.panel, "_score", lambda _: None)
    review.panel.show_item(review.department, item, {})
    assert review.panel._sentences.text() == f"{why}。"


def test_that_returning_wants_words_and_says_so_beside_the_field(review):
    item = review.list.key
    review.panel.act(Verdict.RETURN)
    review.panel.decision.save.click()
    assert "意见" in review.panel.decision._complaint.text()
    review.panel.decision._add("请补充佐证材料。")
    review.panel.decision.save.click()
    assert body(review).items[item].standing is ReviewStanding.RETURNED


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_that_ctrl_enter_saves_what_is_asked_and_passes_nobody(review, window, qtbot, key):
    item = review.list.key
    qtbot.waitUntil(window.isActiveWindow)
    review.panel.act(Verdict.RETURN)
    review.panel.decision._add("请补充佐证材料。")
    qtbot.keyClick(review.panel.decision.remark, key, Qt.KeyboardModifier.ControlModifier)
    assert body(review).items[item].standing is ReviewStanding.RETURNED
    assert review.panel.decision.isHidden()
    assert not body(review).passed
    assert review._complaint.isHidden()


def test_that_ctrl_enter_beside_the_list_saves_what_the_cursor_is_in_and_passes_nobody(
    review, window, qtbot
):
    pressed = []
    review.header.primary.clicked.disconnect()
    review.header.primary.clicked.connect(lambda: pressed.append("通过"))
    qtbot.waitUntil(window.isActiveWindow)
    review.whole_year.click()
    false = review.matters.false
    false.setFocus()
    qtbot.keyClicks(false, "seen on site")
    qtbot.keyClick(false, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert body(review).circumstances.false_figures == "seen on site"
    review._on_slip()
    review.slip.write.clicked.disconnect()
    review.slip.write.clicked.connect(lambda: pressed.append("退回单"))
    review.slip.general.setFocus()
    qtbot.keyClick(review.slip.general, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["退回单"]


def click_row(view, qtbot):
    """On the row that is chosen already."""
    place = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_the_item_chosen_all_along_comes_back_by_a_click_or_a_letter(review, qtbot):
    for come_back in (
        lambda: click_row(review.list, qtbot),
        lambda: qtbot.keyClick(review.list, Qt.Key.Key_R),
    ):
        item = review.list.key
        review._on_slip()
        come_back()
        assert review._panels.currentWidget() is review.panel
        assert review.list.key == item
    assert not review.panel.decision.isHidden()  # R asks what is to be done


def test_that_ctrl_enter_held_down_presses_once(window):
    keys = {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")}
    held = [one for one in window.findChildren(QShortcut) if one.key() in keys]
    assert [one.autoRepeat() for one in held] == [False, False]


def test_that_an_adjusted_answer_stands_beside_the_reported_one(review):
    item = next(key for key, one in body(review).items.items() if one.reported.get("done"))
    review.list.choose(item)
    review.panel.press("E")
    review.panel.decision.form.editor("done").show_text("核实后的完成情况。")
    review.panel.decision._on_save()
    assert "理由" in review.panel.decision._complaint.text()
    review.panel.decision.remark.show_text("现场核实")
    review.panel.decision._on_save()
    review.list.choose(item)
    assert body(review).items[item].answer["done"] == "核实后的完成情况。"
    assert "核改后" in review.panel.answer.text()
    assert "现场核实" in review.panel._review.text()


def test_that_the_rest_is_adopted_but_not_what_stands_out(review, monkeypatch):
    monkeypatch.setattr("ui.pages.office.review.ask", lambda *_, **__: True)
    for one in review._room.office.reported:
        review.show_department(one.id)
        review.strip.rest.click()
        left = {key: item for key, item in body(review).items.items() if item.waiting}
        assert all(item.needs_approval or key in review._flags for key, item in left.items())


def test_that_what_nobody_has_read_is_asked_about_once_before_a_year_passes(review, monkeypatch):
    asked, answers = [], iter((False, True))
    monkeypatch.setattr(
        "ui.pages.office.review.ask", lambda *words, **_: asked.append(words[0]) or next(answers)
    )
    office = review._room.office
    one = next(
        body
        for body in office.reported
        if not any(pass_obstacles(body)) and body.count(ReviewStanding.PENDING)
    )
    review.show_department(one.id)
    review.header.primary.click()
    assert body(review).waiting == one.waiting
    assert asked == [f"还有 {one.count(ReviewStanding.PENDING)} 项没有看过，一并采信？"]
    review.header.primary.click()
    assert body(review).state is ReportingState.PASSED
    review.header.primary.click()  # 撤销通过
    review.header.primary.click()  # all of it has been read: nothing to ask
    assert len(asked) == 2


def test_that_a_year_passes_or_says_what_is_in_the_way(review, monkeypatch):
    monkeypatch.setattr("ui.pages.office.review.ask", lambda *_, **__: True)
    for one in review._room.office.reported:
        review.show_department(one.id)
        if edits := body(review).edits:
            review.header.primary.click()
            assert "手工改动" in review._complaint.text()
            room = review._room
            room.tell(room.decide(keep_sealed, body(review).digest, *edits))
        away = [key for key, item in body(review).items.items() if item.needs_approval]
        review.header.primary.click()
        if away:
            assert "还不能通过" in review._complaint.text()
            assert f'<a href="{away[0]}"' in review._complaint.text()
            review._complaint.linkActivated.emit(away[0])
            assert review.list.key == away[0]
            assert "还不能通过" in review._complaint.text()
            for item in away:
                review.list.choose(item)
                review.panel.act(Verdict.APPROVE)
            review.header.primary.click()
        if not body(review).versions.undecided:
            assert body(review).state is ReportingState.PASSED
            assert review.header.primary.text() == "撤销通过"
    review.header.primary.click()
    assert body(review).state is not ReportingState.PASSED


def test_that_what_the_checks_say_stands_beside_the_item_and_in_the_list(review):
    review.pills.choose([*ItemFilter].index(ItemFilter.NOTED))
    noted = [entry for entry in review.list.entries.shown if "缺少佐证" in entry.words]
    assert noted
    review.list.choose(noted[0].key)
    assert "缺少佐证：填了“完成”，还没有佐证材料。" in review.panel._notes.text()


def test_that_a_reviewer_without_a_name_is_asked_for_it(review):
    review._room.set_reviewer("")
    review.refresh()
    assert "请先填复核人" in review.header.state
    review.strip.reviewer.setText("王五")
    assert "请先填复核人" not in review.header.state
    assert review._room.reviewer == "王五"


def test_that_nothing_is_decided_before_it_is_said_by_whom(review):
    review._room.set_reviewer("")
    review.strip.reviewer.clear()
    before = body(review).items
    item = review.list.key
    for act in (
        lambda: review.panel.act(Verdict.ADOPT),
        lambda: review.panel.act(Verdict.RETURN),
        review._on_rest,
        review._on_pass,
    ):
        act()
        assert body(review).items == before
        assert review.panel.decision.isHidden()
        assert "请先填写复核人" in review._complaint.text()
        assert review.window().focusWidget() is review.strip.reviewer
    review.strip.reviewer.setText("王五")
    review.panel.act(Verdict.ADOPT)
    assert body(review).items[item].review.by == "王五"


def test_that_what_a_decision_lacks_is_in_sight_with_the_cursor_there(review):
    item = next(key for key, one in body(review).items.items() if one.answer.get("progress"))
    review.list.choose(item)
    review.resize(1366, 480)
    review.panel.act(Verdict.ADJUST)
    decision = review.panel.decision
    decision.save.click()
    QTest.qWait(0)
    assert review.window().focusWidget() is decision.remark
    assert not decision.complaint.visibleRegion().isEmpty()


def test_that_the_list_has_the_keys_again_once_a_decision_is_dropped(review):
    review.panel.act(Verdict.RETURN)
    review.panel.decision._on_cancel()
    assert review.window().focusWidget() is review.list


def test_that_filters_count_and_sift(review):
    review.pills.choose([*ItemFilter].index(ItemFilter.AWAY))
    assert all(body(review).items[e.key].needs_approval for e in review.list.entries.shown)
    review.pills.choose(0)
    review.finder.setText("没有这样的文字")
    assert review.list.shown == ()


def test_that_undoing_a_review_brings_it_up_again(review):
    item = review.list.key
    review.panel.act(Verdict.ADOPT)
    review.list.choose(item)
    review.panel.press("U")
    assert body(review).items[item].standing is ReviewStanding.PENDING


def test_that_an_empty_office_says_where_to_begin(page):
    assert page("review")._places.currentIndex() == 0
    assert page("checks")._places.currentIndex() == 0
    assert page("results")._places.currentIndex() == 0


def test_that_long_words_without_a_blank_dont_widen_the_page(review):
    item = review.list.key
    address = "https://example.cn/" + "a1" * 200
    room, said = review._room, {"problems": address}
    room.tell(room.decide(adjust, review.department, item, said, "照" + address))
    review.list.choose(item)
    sheet = review.panel.sheet
    assert sheet.paper.minimumSizeHint().width() <= sheet.viewport().width()


def test_that_evidence_named_as_its_file_is_named_once():
    piece = Evidence(id="e", item="a", title="总结.pdf", file_name="总结.pdf", sha256="ab" * 32)
    for line in evidence_lines([piece]):
        said = line.removeprefix("·　").split("　")
        assert len(said) == len({*said})


def test_that_the_tab_key_goes_from_the_corrected_fields_to_the_reason_and_to_saving(
    review, qtbot, window
):
    review.panel.act(Verdict.ADJUST)
    decision, met = review.panel.decision, [QApplication.focusWidget()]
    for _ in range(40):
        window.focusNextPrevChild(True)
        met.append(QApplication.focusWidget())
        if met[-1] is decision.save:
            break
    assert met.index(decision.remark) < met.index(decision.save)
    fields = [met.index(one) for one in met if decision.form.isAncestorOf(one)]
    assert max(fields, default=-1) < met.index(decision.remark)
    own = (decision, decision.foot)
    assert all(any(part.isAncestorOf(one) for part in own) for one in met)


def test_that_false_figures_and_the_day_of_receipt_are_noted_with_reason_and_history(
    with_few, page, window
):
    review = page("review")
    review._room.set_reviewer("王芳")
    review.whole_year.click()
    panel, office = review.matters, review._room.office
    panel.save_day.click()
    assert "理由" in panel._complaint.text()
    panel.save_false.click()
    assert "查实的情况" in panel._complaint.text()
    assert not [one for one in office.history if one.subject == review.department]
    panel.false.setText("绿地率多报 3 个百分点，现场核实")
    panel.save_false.click()
    body = review._room.body(review.department)
    assert body.circumstances.false_figures == "绿地率多报 3 个百分点，现场核实"
    panel.day.set_date(QDate(2025, 12, 30))
    panel.day_reason.setText("当天收到，附件打不开")
    panel.save_day.click()
    timing = review._room.body(review.department).timing
    assert timing.first_on == date(2025, 12, 30)
    panel.drop_false.click()
    assert review._room.body(review.department).circumstances.false_figures == ""
    for words in ("王芳", "虚报瞒报：绿地率多报", "2025年12月30日：当天收到", "撤销虚报瞒报"):
        assert words in panel._history.text()


def test_that_adopting_the_rest_asks_and_is_taken_back_at_once(review, monkeypatch):
    asked, answers = [], iter((False, True))
    monkeypatch.setattr(
        "ui.pages.office.review.ask", lambda *words, **_: asked.append(words[0]) or next(answers)
    )
    office = review._room.office
    chosen = next(one.id for one in office.reported if len(plain_items(office, one.id)) > 1)
    review.show_department(chosen)
    before = body(review).waiting
    rest = plain_items(office, chosen)
    review.strip.rest.click()
    assert body(review).waiting == before
    review.strip.rest.click()
    assert body(review).waiting == before - len(rest)
    assert asked == [f"采信其余 {len(rest)} 项？"] * 2
    assert review.strip.rest.text() == f"撤销成批采信 {len(rest)}"
    review.strip.rest.click()
    assert body(review).waiting == before
    assert plain_items(office, chosen) == rest


def test_that_absence_is_decided_in_bulk_for_what_the_list_shows_and_taken_back(
    review, monkeypatch
):
    asked = []

    def why(question, *_, **__):
        asked.append(question)
        return Why(by="李四", reason="机构职能不涉及")

    monkeypatch.setattr("ui.pages.office.review.ask_why", why)
    office = review._room.office
    chosen = next(one.id for one in office.reported if len(claimed_items(office, one.id)) > 1)
    review.show_department(chosen)
    assert review.absence.isHidden()
    review.pills.choose(tuple(ItemFilter).index(ItemFilter.AWAY))
    claimed = claimed_items(office, chosen)
    assert not review.absence.isHidden()
    said = review.panel.scores.words[-1] + review.panel._sentences.text()
    assert "待核准" in said or "未填" not in said  # what is claimed is not 未填
    review.absence.approve.click()
    assert asked == [f"列出的 {len(claimed)} 项申报不适用，一并核准不适用？"]
    assert {body(review).items[key].review.verdict for key in claimed} == {Verdict.APPROVE}
    assert {body(review).items[key].review.remark for key in claimed} == {"机构职能不涉及"}
    sentences = {one.sentence for one in body(review).reviewed.scores if one.item in claimed}
    assert not any("须经" in sentence for sentence in sentences)
    review.absence.undo.click()
    assert claimed_items(office, chosen) == claimed
    review.absence.refuse.click()
    assert {body(review).items[key].review.verdict for key in claimed} == {Verdict.ADJUST}
    assert not any("state" in body(review).items[key].answer for key in claimed)


def test_that_what_supporters_say_stands_beside_the_leads_answer(review, mail):
    review.show_department("szjjb")
    review.list.choose("ai_computing_power")
    said = mail.submission(mail.plan.departments["chengfa-jituan"]).answers["ai_computing_power"]
    part = review.panel.supporters
    assert part.isVisible()
    assert part.words.startswith(mail.plan.departments["chengfa-jituan"].name)
    assert said["value"] in part.words


def test_that_fourteen_items_of_a_department_are_in_sight(review):
    review.window().resize(1366, 768)
    settle()
    longest = max(review._room.office.reported, key=lambda body: len(body.items))
    review.show_department(longest.id)
    review.list.verticalScrollBar().setValue(0)
    settle()
    lines = min(lines_in_sight(review.list), review.list.entries.rowCount())
    assert lines >= min(14, review.list.entries.rowCount())


def test_that_passing_is_green_only_once_nothing_is_left_to_look_at(review):
    waits = bool(review._body.waiting) or review._body.passed
    assert review.header.primary.property("waits") is waits


@pytest.mark.parametrize("letter", "AREU")
def test_that_nothing_is_decided_about_an_item_that_no_search_found(review, qtbot, letter):
    item, before = review.list.key, review._room.office
    assert not review.panel.isHidden()
    review.finder.setText("没有这样的事项")
    assert (review.list.key, review.panel.isHidden()) == ("", True)
    qtbot.keyClick(review.list, letter)
    assert review._room.office is before
    assert review.panel.decision.isHidden()
    review.finder.setText("")
    assert (bool(review.list.key), review.panel.isHidden()) == (True, False)
    review.list.choose(item)
    assert review.panel._item == item


def test_that_last_year_s_answer_stands_beside_this_one_as_the_office_left_it(
    review, room, monkeypatch
):
    item, panel = review.list.key, review.panel
    office, body = room.office, review.department
    panel.show_item(body, item, {})
    assert panel.last_year.isHidden()
    said = {"state": "behind", "progress": "40", "done": "开工"}
    then = LastAnswer(reported=said, counted=said)
    monkeypatch.setattr(LastYear, "answer", lambda *_: then)
    panel.show_item(body, item, {})
    assert panel.last_year.text() == f"{office.year - 1} 年：滞后 40%"
    then = LastAnswer(reported=said, counted={**said, "progress": "30"}, how="核改")
    panel.show_item(body, item, {})
    assert panel.last_year.text() == f"{room.office.year - 1} 年：滞后 30%（核改；所报 滞后 40%）"


def test_that_after_passing_the_focus_is_not_on_what_takes_it_back(review, monkeypatch):
    monkeypatch.setattr("ui.pages.office.review.ask", lambda *_, **__: True)
    one = next(body for body in review._room.office.reported if not any(pass_obstacles(body)))
    review.show_department(one.id)
    review.header.primary.setFocus()
    review.header.primary.click()
    assert body(review).state is ReportingState.PASSED
    assert QApplication.focusWidget() is review.list


def test_that_what_was_settled_by_hand_is_counted_from_none_to_all(review):
    one = next(body for body in review._room.office.reported if body.edits)
    review.show_department(one.id)
    count, room = len(one.edits), review._room

    def told():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [link.text() for link in review.fork.findChildren(Link) if "逐处核定" in link.text()]

    assert told() == [f"逐处核定（0 / {count}）"]
    room.tell(room.decide(keep_sealed, one.digest, one.edits[0]))
    assert told() == [f"逐处核定（1 / {count}）"]


def test_that_the_reviewers_name_has_a_label(review):
    labels = [label.text() for label in review.strip.findChildren(QLabel)]
    assert "复核人" in labels


def test_that_no_filter_moves_under_the_mouse_by_a_decision(review):
    def places():
        QApplication.processEvents()
        pills = review.pills._group.buttons()
        return {pill.text().split()[0]: pill.geometry() for pill in pills if pill.isVisible()}

    before, items = places(), [*review._room.body(review.department).items][:2]
    assert {"待审", "退回", "已审"} <= before.keys()
    review.list.choose(items[0])
    review.panel.press("A")
    assert places() == before
    review.list.choose(items[1])
    review.panel.press("R")
    review.panel.decision.remark.show_text("请写明数量。")
    review.panel.decision.save.click()
    assert places() == before


def test_that_each_clause_stands_once_with_what_waits_of_it(review):
    headings = [row for row in review.list.entries.rows if row.heading]
    assert len({row.title for row in headings}) == len(headings)
    told = sum(int(row.aside[0].words.removeprefix("待审 ")) for row in headings)
    assert told == body(review).waiting == len(body(review).items)


def test_that_the_question_about_what_nobody_looked_at_leads_to_the_first_of_it(
    review, monkeypatch
):
    one = next(
        one
        for one in review._room.office.reported
        if not any(pass_obstacles(one)) and one.count(ReviewStanding.PENDING)
    )
    review.show_department(one.id)

    def press_default(box: QMessageBox) -> int:
        assert box.defaultButton().text() == "先去查看"
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_default)
    review.list.choose(review.list.shown[-1].key)
    assert not review._unread_passes
    pending = [
        key for key, item in body(review).items.items() if item.standing is ReviewStanding.PENDING
    ]
    flagged = [key for key in pending if key in review._flags]
    assert review.list.key == (flagged or pending)[0]
