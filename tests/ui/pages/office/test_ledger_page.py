"""整改 at two windows: handed over by the office, answered by the department, closed again."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from model.domain.rectification import ITEM, RectificationStep
from model.domain.reorganisation import ChangeKind
from model.office.rectification import assign
from model.package.draft import RulebookText, opened, with_change
from model.package.reorganisation import written_down
from model.rulebook_in_force import edition_of, shipped_text
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from tests.keys import let_in
from ui.main_window import MainWindow
from ui.pages.office.ledger import LedgerView
from ui.pages.office.name_field import NameField

YEAR = 2025


@pytest.fixture
def ledger(with_few, page):
    found = page("ledger")
    found.by.setText("王芳")
    return found


@pytest.fixture
def bearer(ledger):
    """The department with most that could be handed over."""
    bodies = [one.department for one in ledger._ledger.proposals]
    return max(bodies, key=bodies.count)


@pytest.fixture
def clerk(bearer, tmp_path, plan, rulebook, qtbot):
    """That department's window, on a PC of its own."""
    (tmp_path / "clerk").mkdir()
    with closing(open_store(tmp_path / "clerk" / "data.db")) as db:
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=bearer))
        window = MainWindow(plan, rulebook, db)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        yield window
        window.close()


def hand_over(ledger, bearer, most=2):
    keys = [one.key for one in ledger._ledger.proposals if one.department == bearer][:most]
    for key in keys:
        ledger.list.choose(key)
        ledger.proposal.hand_over.click()
    return keys


def take_in(qtbot, window, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    if window.incoming.sheet.origin:
        let_in(window.incoming.sheet)
    window.incoming.sheet.press("")


def fill_in(window, done):
    """Answers the first shortcoming."""
    window.show_page("rectification")
    page = window.shown
    form = page.form
    form.editor("state").press("done")
    for key, text in {"measure": "专班推进", "done": done, "person": "李四"}.items():
        box = form.editor(key).box
        (box.setPlainText if hasattr(box, "setPlainText") else box.setText)(text)
    page.flush()
    return page


def test_that_nothing_is_handed_over_before_it_is_said_by_whom(ledger, bearer):
    ledger.by.setText("")
    hand_over(ledger, bearer, 1)
    assert "请先填写经办人" in ledger.proposal._complaint.text()
    assert ledger._ledger.lines == ()


def test_that_it_is_recorded_under_the_name_that_stands_in_the_field_wherever_the_cursor_is(
    ledger, bearer, qtbot
):
    ledger.by.setFocus()
    ledger.by.selectAll()
    qtbot.keyClicks(ledger.by, "Li")
    key = hand_over(ledger, bearer, 1)[0]
    assert [one.by for one in ledger._ledger.acts] == ["Li"]
    qtbot.keyClicks(ledger.by, " Si")
    ledger.show_what(LedgerView.OPEN)
    ledger.panel.back.click()
    assert [one.by for one in ledger._ledger.acts] == ["Li", "Li Si"]
    assert key in {one.key for one in ledger._ledger.proposals}


def test_that_every_field_for_who_decides_shows_the_name_that_is_recorded(ledger, page, qtbot):
    review, inbox = page("review"), page("inbox")
    review.strip.reviewer.selectAll()
    qtbot.keyClicks(review.strip.reviewer, "Li")
    fields = [*inbox.findChildren(NameField), review.strip.reviewer, ledger.by]
    assert len(fields) > 2
    assert {one.text() for one in fields} == {ledger._room.reviewer} == {"Li"}


def test_that_nothing_is_handed_over_by_what_is_no_date(ledger, bearer):
    ledger.proposal.due.setText("下月底")
    hand_over(ledger, bearer, 1)
    assert "整改期限：“下月底”不是日期" in ledger.proposal._complaint.text()
    assert ledger._ledger.lines == ()


def test_that_several_are_handed_over_at_once(ledger, bearer):
    count = len(ledger._ledger.proposals)
    ledger.list.setFocus()
    ledger.list.selectAll()
    assert ledger.proposal.hand_over.text() == f"交办 {count} 项"
    ledger.proposal.hand_over.click()
    assert len(ledger._ledger.lines) == count
    assert ledger._ledger.proposals == ()


def begin(ledger, key, words):
    """Writes *words* about what could be handed over, and leaves it."""
    ledger.show_what(LedgerView.PROPOSED)
    ledger.list.choose(key)
    ledger.proposal.problem.setPlainText(words)
    ledger.list.choose(next(one.key for one in ledger._ledger.proposals if one.key != key))


def words_about(ledger, key):
    ledger.show_what(LedgerView.PROPOSED)
    ledger.list.choose(key)
    return ledger.proposal.problem.toPlainText()


def test_that_several_go_out_in_the_words_that_were_written_about_each(ledger, bearer):
    first, second = [one.key for one in ledger._ledger.proposals][:2]
    begin(ledger, second, "我写好的问题。")
    ledger.list.setFocus()
    ledger.list.selectAll()
    assert "其中 1 项按您改好的文字发出" in ledger.proposal._about.text()
    proposed = {one.key: one.problem for one in ledger._ledger.proposals}
    ledger.proposal.hand_over.click()
    said = {
        f"{one.bearer}/{one.shortcoming.item}": one.shortcoming.problem
        for one in ledger._ledger.lines
    }
    assert (said[first], said[second]) == (proposed[first], "我写好的问题。")


def test_that_what_is_begun_about_a_proposal_waits_while_a_line_is_decided(ledger, bearer):
    hand_over(ledger, bearer, 1)
    other = next(one.key for one in ledger._ledger.proposals)
    begin(ledger, other, "写到一半")
    ledger.list.choose(other)
    ledger.show_what(LedgerView.OPEN)
    ledger.panel.back.click()
    assert ledger._ledger.lines == ()
    assert words_about(ledger, other) == "写到一半"


def test_that_a_reason_begun_about_a_line_waits_while_a_proposal_is_handed_over(ledger, bearer):
    hand_over(ledger, bearer, 1)
    ledger.show_what(LedgerView.OPEN)
    ledger.panel.reason.setPlainText("写到一半")
    ledger.show_what(LedgerView.PROPOSED)
    ledger.proposal.hand_over.click()
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose(next(one.id for one in ledger._ledger.lines[:1]))
    assert ledger.panel.reason.toPlainText() == "写到一半"


def test_that_the_office_adds_what_it_found_itself_and_takes_it_back(ledger, bearer):
    ledger.proposal.own.click()
    ledger.proposal.hand_over.click()
    assert "请写明存在什么问题" in ledger.proposal._complaint.text()
    ledger.proposal.problem.setPlainText("能耗台账不全。")
    ledger.proposal.hand_over.click()
    assert "请选定交办给哪个单位" in ledger.proposal._complaint.text()
    assert ledger._ledger.lines == ()
    ledger.proposal.body.choose(bearer)
    ledger.proposal.hand_over.click()
    (line,) = ledger._ledger.lines
    assert (line.bearer, line.shortcoming.problem) == (bearer, "能耗台账不全。")
    ledger.show_what(LedgerView.OPEN)
    ledger.panel.back.click()
    assert ledger._ledger.lines == ()


def test_that_nothing_is_transferred_before_somebody_says_to_whom(ledger, bearer):
    hand_over(ledger, bearer, 2)
    ledger.show_what(LedgerView.OPEN)
    first, second = ledger._ledger.lines
    panel = ledger.panel
    ledger.list.choose(first.id)
    panel.reason.setPlainText("归别的单位管")
    panel.buttons[RectificationStep.TRANSFER].click()
    assert "请先在“转交给”旁边选定单位" in panel._complaint.text()
    other = next(one.id for one in ledger._room.office.plan.bodies if one.id != bearer)
    panel.body.choose(other)
    panel.buttons[RectificationStep.TRANSFER].click()
    assert ledger._ledger.line(first.id).bearer == other
    ledger.list.choose(second.id)
    assert panel.body.currentIndex() == -1  # it was chosen for the one before


@pytest.fixture
def begun_for_two(ledger, window, store, plan, rulebook):
    """Half-written words about a body, which is merged or dissolved in the next package."""

    def begin(kind, names):
        gone, heir = window.session.plan.bodies[3:5]
        ledger.proposal.own.click()
        ledger.proposal.body.choose(gone.id)
        ledger.proposal.problem.setPlainText("台账没有建")
        rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
        package = opened(plan, YEAR, rules, deadline="2026-01-31", at="2025-12-01T09:00:00+08:00")
        before = (gone.id, heir.id) if kind is ChangeKind.MERGED else (gone.id,)
        change = written_down(plan, package, kind, "2025-12-01", before, names(heir))
        keep_package(store, with_change(package, change, plan))
        window.session.read_terms_again()
        found = window.page_named("ledger")
        window.show_page("ledger")
        found.by.setText("王芳")
        found.proposal.own.click()
        return found, gone, change

    return begin


def test_that_what_was_begun_about_a_body_goes_to_whoever_alone_goes_on_with_it(begun_for_two):
    ledger, _, change = begun_for_two(ChangeKind.MERGED, lambda _: ["新的单位"])
    assert ledger.proposal.problem.toPlainText() == "台账没有建"
    assert ledger.proposal.body.currentData() == change.after[0]


def test_that_what_was_begun_about_a_body_that_is_gone_asks_for_another(begun_for_two):
    ledger, gone, _ = begun_for_two(ChangeKind.DISSOLVED, lambda _: [])
    panel = ledger.proposal
    assert panel.problem.toPlainText() == "台账没有建"
    assert panel.body.currentIndex() == -1
    assert panel._since.text() == f"原来选的“{gone.name}”已经调整，请另选责任单位。"
    panel.hand_over.click()
    assert ledger._ledger.lines == ()
    assert "请选定交办给哪个单位" in panel._complaint.text()


def test_the_road_through_both_windows(ledger, bearer, clerk, done, take_in_file, tmp_path, qtbot):
    hand_over(ledger, bearer)
    folder = tmp_path / "out"
    folder.mkdir()
    done(lambda: ledger.issue(folder))
    (notice,) = folder.glob("整改通知单_*.xlsx")
    assert "整改通知单" in ledger.sent._file.text()

    take_in(qtbot, clerk, notice)
    overview = clerk.page_named("overview")
    clerk.show_page("overview")
    assert overview.jumps["rectification"].count == 2
    page = fill_in(clerk, "已经补齐。")
    assert page._session.desk.rectifications.unsent(page._session.desk.rectifications.lines[0])
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export(tmp_path)
    (reply,) = tmp_path.glob("整改反馈单_*.xlsx")
    assert "整改反馈单" in page.sent._mail.text()
    assert "1 项要整改" in page.header.state

    take_in_file(reply)
    ledger.show_what(LedgerView.ANSWERED)
    ledger.refresh()
    assert "已完成整改" in ledger.panel._feedback.text()
    ledger.panel.both.click()
    assert [one.standing.value for one in ledger._ledger.lines].count("已销号") == 1


@pytest.fixture
def take_in_file(page, done):
    def take_in_(path):
        done(lambda: page("inbox").receive([path]))
        page("ledger")

    return take_in_


def test_that_feedback_that_came_is_in_sight_whatever_was_looked_for_before(
    ledger, bearer, clerk, done, take_in_file, tmp_path, qtbot
):
    hand_over(ledger, bearer)
    done(lambda: ledger.issue(tmp_path))
    take_in(qtbot, clerk, next(tmp_path.glob("整改通知单_*.xlsx")))
    page = fill_in(clerk, "已经补齐。")
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export(tmp_path)
    ledger.show_what(LedgerView.CLOSED)
    ledger.search.setText("另一个单位")
    assert not ledger.list.shown
    take_in_file(next(tmp_path.glob("整改反馈单_*.xlsx")))
    assert ledger.search.text() == ""
    assert ledger.view is LedgerView.ANSWERED
    assert "已完成整改" in ledger.panel._feedback.text()
    ledger.show_what(LedgerView.OPEN)
    ledger.refresh()
    assert ledger.view is LedgerView.OPEN  # it is no news any more


def test_that_what_feedback_lacks_is_told_before_a_folder_is_asked_for(
    ledger, bearer, clerk, done, tmp_path, qtbot, monkeypatch
):
    hand_over(ledger, bearer, 1)
    done(lambda: ledger.issue(tmp_path))
    take_in(qtbot, clerk, next(tmp_path.glob("整改通知单_*.xlsx")))
    module, told = "ui.pages.clerk.rectification", []
    monkeypatch.setattr(f"{module}.choose_folder", lambda *_: pytest.fail("asked"))

    def tell(error, parent=None):
        told.append(str(error))

    monkeypatch.setattr(f"{module}.show_error", tell)
    clerk.show_page("rectification")
    page = clerk.page_named("rectification")
    page.form.choose("state", "done")
    page._on_export()
    assert "没有填完整" in told[0]
    page.refresh()
    assert any("没有填完整" in entry.words for entry in page.list.shown)


def handed_over_long_ago(ledger, bearer):
    """A line whose term is over."""
    room = ledger._room
    one = next(one for one in ledger._ledger.proposals if one.department == bearer)
    room.tell(room.decide(assign, [one], "2025-01-15"))
    ledger.refresh()


def test_that_what_is_overdue_is_reminded_of_once_it_was_told(ledger, bearer, done, tmp_path):
    handed_over_long_ago(ledger, bearer)
    assert not ledger.remind.isEnabled()
    done(lambda: ledger.issue(tmp_path))
    ledger.refresh()
    ledger.remind.click()
    assert "已逾期" in QApplication.clipboard().text()
    assert "1 项逾期" in ledger._state(ledger._ledger, 0)


def test_that_writing_about_a_shortcoming_is_undone_like_an_answer(
    ledger, bearer, clerk, done, tmp_path, qtbot
):
    hand_over(ledger, bearer, 1)
    done(lambda: ledger.issue(tmp_path))
    take_in(qtbot, clerk, next(tmp_path.glob("整改通知单_*.xlsx")))
    page = fill_in(clerk, "已经补齐。")
    key = f"{ITEM}{page.list.key}"
    assert clerk.session.answer(key)["person"] == "李四"
    clerk.turning.undo()
    assert "person" not in clerk.session.answer(key)
    assert page.form.answer.get("person", "") == ""
    clerk.turning.redo()
    assert clerk.session.answer(key)["person"] == "李四"


def test_that_a_notice_that_could_not_be_written_is_not_told_and_can_be_written_again(
    ledger, bearer, done, tmp_path, no_message_box
):
    hand_over(ledger, bearer, 1)
    no_message_box.expected = True
    done(lambda: ledger.issue(tmp_path / "gone"))
    assert no_message_box.shown
    ledger.refresh()
    assert ledger.header.primary.isEnabled()
    assert "1 个单位还没有通知" in ledger.header.state
    done(lambda: ledger.issue(tmp_path))
    ledger.refresh()
    assert len([*tmp_path.glob("整改通知单_*_第1号_*.xlsx")]) == 1
    assert not ledger.header.primary.isEnabled()


def test_that_no_notice_goes_out_before_it_is_said_by_whom(ledger, bearer, monkeypatch):
    hand_over(ledger, bearer, 1)
    ledger.by.setText("")
    monkeypatch.setattr("ui.pages.office.ledger.choose_folder", lambda *_: pytest.fail("asked"))
    ledger.header.primary.click()
    assert "请先填写经办人" in ledger.panel._complaint.text() + ledger.proposal._complaint.text()


def test_that_what_is_half_written_waits_and_goes_once_it_is_done(ledger, bearer):
    first, second = [p.key for p in ledger._ledger.proposals if p.department == bearer][:2]
    ledger.list.choose(first)
    ledger.proposal.problem.setPlainText("改到一半的问题")
    ledger.list.choose(second)
    assert ledger.proposal.problem.toPlainText() != "改到一半的问题"
    ledger.list.choose(first)
    assert ledger.proposal.problem.toPlainText() == "改到一半的问题"
    ledger.proposal.hand_over.click()
    (line,) = ledger._ledger.lines
    assert line.shortcoming.problem == "改到一半的问题"
    assert ledger._room.half_written.of(f"ledger/{first}") == {}
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose(line.id)
    ledger.panel.reason.setPlainText("写到一半的理由")
    ledger.show_what(LedgerView.PROPOSED)
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose(line.id)
    assert ledger.panel.reason.toPlainText() == "写到一半的理由"
    ledger.show_what(LedgerView.PROPOSED)
    ledger.list.selectAll()
    ledger.proposal.hand_over.click()
    ledger.show_what(LedgerView.OPEN)
    ledger.list.selectAll()
    ledger.panel.reason.setPlainText("几项一起延期")
    ledger.list.choose(line.id)
    ledger.list.selectAll()
    assert ledger.panel.reason.toPlainText() == "几项一起延期"


def test_that_feedback_that_waits_is_counted_in_the_rail_before_the_page_is_opened(
    ledger, bearer, clerk, done, take_in_file, tmp_path, qtbot
):
    hand_over(ledger, bearer, 1)
    done(lambda: ledger.issue(tmp_path))
    take_in(qtbot, clerk, next(tmp_path.glob("整改通知单_*.xlsx")))
    page, counted = fill_in(clerk, "已经补齐。"), []
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export(tmp_path)
    ledger._room.session.counted.connect(counted.append)
    take_in_file(next(tmp_path.glob("整改反馈单_*.xlsx")))
    ledger._room._count()
    assert counted[-1]["ledger"] == (1, "待验收")


def test_that_ctrl_enter_in_a_reason_leads_to_the_steps_and_writes_no_notice(
    ledger, bearer, window, qtbot, monkeypatch
):
    monkeypatch.setattr("ui.pages.office.ledger.choose_folder", lambda *_: pytest.fail("asked"))
    hand_over(ledger, bearer, 1)
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose(ledger._ledger.lines[0].id)
    before = ledger._ledger.lines
    qtbot.waitUntil(window.isActiveWindow)
    ledger.panel.reason.setFocus()
    qtbot.keyClick(ledger.panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() in ledger.panel.buttons.values()
    assert ledger._ledger.lines == before


def test_that_more_time_is_offered_from_today_on_where_the_term_is_over(ledger, bearer):
    handed_over_long_ago(ledger, bearer)
    ledger.show_what(LedgerView.OPEN)
    (line,) = ledger._ledger.lines
    ledger.list.choose(line.id)
    assert line.due < ledger._room.office.today.isoformat() < ledger.panel.date.iso


def test_that_the_steps_stand_at_one_height_however_long_the_feedback_is(ledger, bearer):
    hand_over(ledger, bearer, 1)
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose_first()
    QApplication.processEvents()
    steps, before = ledger.panel.foot, ledger.panel.foot.geometry()
    ledger.panel._feedback.setText("车辆已到位。\n" * 60)
    ledger.panel._feedback.show()
    QApplication.processEvents()
    assert steps.isVisible()
    assert steps.geometry() == before
