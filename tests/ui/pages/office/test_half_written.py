"""What is half written stays: over another item, another page, a restart."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from model.consolidation.conflicts import ConflictKind
from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.review import Verdict


@pytest.fixture
def review(with_few, page, room):
    room.set_reviewer("李四")
    return page("review")


def prose(review) -> str:
    items = review._room.body(review.department).items
    return next(key for key, one in items.items() if one.reported.get("done"))


def begin(review, qtbot) -> str:
    item = prose(review)
    review.list.choose(item)
    review.panel.act(Verdict.ADJUST)
    decision = review.panel.decision
    decision.form.editor("done").show_text("核实后的完成情况。")
    qtbot.keyClicks(decision.remark, "spot check")
    return item


def is_there(review) -> bool:
    decision = review.panel.decision
    return (
        not decision.isHidden()
        and decision.form.editor("done").text == "核实后的完成情况。"
        and decision.remark.toPlainText() == "spot check"
    )


def test_that_a_correction_begun_waits_while_other_items_and_pages_are_looked_at(
    review, page, qtbot
):
    item = begin(review, qtbot)
    review.list.choose(next(k for k in review._room.body(review.department).items if k != item))
    assert review.panel.decision.isHidden()
    page("inbox")
    page("review")
    review.list.choose(item)
    assert is_there(review)


def test_that_a_correction_begun_is_there_after_a_restart(review, open_window, qtbot):
    item, department = begin(review, qtbot), review.department
    review.panel._keep()
    other = open_window()
    other.show_page("review")
    again = other.page_named("review")
    again.show_what(f"{department}/{item}")
    assert is_there(again)


def test_that_a_letter_brings_what_is_half_written_into_sight(review, qtbot):
    review.resize(1366, 480)
    item = begin(review, qtbot)
    other = next(key for key in review._room.body(review.department).items if key != item)
    review.list.choose(other)
    review.list.choose(item)
    decision = review.panel.decision
    assert decision.remark.visibleRegion().isEmpty()
    qtbot.keyClick(review.list, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: not decision.remark.visibleRegion().isEmpty())


def test_that_what_was_decided_or_dropped_is_not_asked_again(review, qtbot):
    item = begin(review, qtbot)
    review.panel.decision._on_save()
    assert review._room.body(review.department).items[item].standing is ReviewStanding.REVIEWED
    review.list.choose(item)
    assert review.panel.decision.isHidden()
    review.panel.act(Verdict.RETURN)
    qtbot.keyClicks(review.panel.decision.remark, "more")
    qtbot.keyClick(review.panel.decision.remark, Qt.Key.Key_Escape)
    review.panel.decision._on_cancel()
    other = next(k for k in review._room.body(review.department).items if k != item)
    review.list.choose(other)
    review.list.choose(item)
    assert review.panel.decision.isHidden()


def test_that_saving_without_a_reason_moves_no_button(review, qtbot):
    review.list.choose(prose(review))
    review.panel.act(Verdict.ADJUST)
    decision = review.panel.decision
    QApplication.processEvents()
    before = decision.save.pos()
    decision.save.click()
    assert decision._complaint.text()
    QApplication.processEvents()
    assert decision.save.pos() == before


def test_that_a_date_typed_on_a_slip_waits_for_its_department_though_nobody_left_it(review, qtbot):
    review._on_slip()
    due, first = review.slip.due, review.department
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "2027-3-31")
    review.strip.step(1)
    assert review.department != first
    assert review._room.half_written.of(f"slip/{first}")["due"] == "2027-03-31"


def test_that_a_slip_that_cannot_be_written_is_not_kept_as_sent(review, tmp_path):
    review._on_slip()
    slip = review.slip
    slip.general.show_text("请一并补充佐证材料。")
    slip.issue(tmp_path / "gone")
    assert "没有写成" in slip._complaint.text()
    assert slip.general.toPlainText() == "请一并补充佐证材料。"
    assert review._room.body(review.department).slips == ()


def test_that_a_slip_begins_with_no_date_or_telephone_typed_for_another_department(review, qtbot):
    review._on_slip()
    slip, first = review.slip, review.department
    usual = slip.due.iso
    slip.due.set_date(QDate(2027, 3, 31))
    slip.phone.setText("26290001")
    slip.phone.textEdited.emit("26290001")
    review.strip.step(1)
    review._on_slip()
    assert (slip.due.iso, slip.phone.text()) == (usual, "")
    review.show_department(first)
    review._on_slip()
    assert (slip.due.iso, slip.phone.text()) == ("2027-03-31", "26290001")


def test_that_no_slip_goes_by_what_is_no_date(review, tmp_path, qtbot):
    review._on_slip()
    slip = review.slip
    slip.general.show_text("请一并补充佐证材料。")
    slip.due.setFocus()
    slip.due.selectAll()
    qtbot.keyClicks(slip.due, "2027-2-30")
    slip.write.setFocus()
    slip.issue(tmp_path)
    assert "重报期限：“2027-2-30”不是日期" in slip._complaint.text()
    assert slip.due.text() == "2027-2-30"
    assert not [*tmp_path.glob("*.xlsx")]
    assert not review._room.office.slips


def test_that_words_on_a_slip_wait_for_their_department(review, qtbot):
    review._on_slip()
    slip, first = review.slip, review.department
    slip.general.show_text("请一并补充佐证材料。")
    slip._keep()
    review.strip.step(1)
    review._on_slip()
    assert slip.general.toPlainText() == ""
    review.show_department(first)
    review._on_slip()
    assert slip.general.toPlainText() == "请一并补充佐证材料。"


def test_that_a_figure_and_its_reason_wait_on_the_page_of_conflicts(with_few, page, room, qtbot):
    checks = page("checks")
    figure = next(one for one in room.office.conflicts if one.kind is ConflictKind.SUPPLIED)
    panel = checks.conflict
    panel.show_conflict(figure)
    qtbot.keyClicks(panel.figure.value._line, "12")
    qtbot.keyClicks(panel.figure.reason, "yearbook")
    other = next((one for one in room.office.conflicts if one.key != figure.key), None)
    if other:
        panel.show_conflict(other)
        assert panel.figure.reason.text() == ""
    panel.figure.clear()
    panel.show_conflict(figure)
    assert (panel.figure.value.text, panel.figure.reason.text()) == ("12", "yearbook")


def test_that_a_word_on_a_cell_changed_by_hand_waits(review, room, qtbot):
    digest, department, edit = next(
        (body.digest, body.id, body.edits[0]) for body in room.office.reported if body.edits
    )
    review.edits.show_edits(digest, department, (edit,))
    qtbot.keyClicks(review.edits.cards[0].reason, "asked by phone")
    review.edits.show_edits(digest, department, (edit,))
    assert review.edits.cards[0].reason.text() == "asked by phone"


def test_that_a_word_on_the_whole_year_waits_for_its_department(review, open_window, qtbot):
    review.whole_year.click()
    panel, first = review.matters, review.department
    qtbot.keyClicks(panel.day_reason, "came by post")
    qtbot.keyClicks(panel.false, "seen on site")
    panel.save_day.click()
    assert (panel.day_reason.text(), panel.false.text()) == ("", "seen on site")
    review.strip.step(1)
    review.whole_year.click()
    assert panel.false.text() == ""
    other = open_window()
    other.show_page("review")
    again = other.page_named("review")
    again.show_department(first)
    again.whole_year.click()
    assert again.matters.false.text() == "seen on site"
