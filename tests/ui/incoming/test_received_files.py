"""收到的文件: what came is listed with its maker; a person sets it aside or puts it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.domain.origin import OFFICE, current_key, key_fingerprint
from model.domain.return_slip import Remark, ReturnSlip
from model.store.closed_years import close_year
from model.store.deliveries import Act, fetch_acts
from model.store.keys import fetch_pins
from model.store.packages import fetch_package, keep_package
from model.store.settings import Profile, Role, save_profile
from model.store.slips import fetch_slips
from tests.keys import COMPARED_BY, OFFICE_KEYS, know_the_office, let_in, send_slip
from ui.incoming.origin_words import LATER
from ui.kit.link import Link
from ui.pages.clerk.received_part import RECEIVED

YEAR = 2024


@pytest.fixture
def window(open_window, store):
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department="kjj"))
    return open_window()


def take_in(qtbot, window, path, key=""):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    if window.incoming.sheet.origin and not key:
        let_in(window.incoming.sheet)
    elif key:
        window.incoming.sheet.press(key)
    window.incoming.sheet.press("")


def listed(window):
    window.show_page("overview", RECEIVED)
    return window.page_named("overview").received


def links(part, words):
    return [link for link in part.findChildren(Link) if link.text() == words]


def do(window, words, why="", number=0):
    part = listed(window)
    links(part, words)[number].click()
    part.deed.by.setText(COMPARED_BY)
    part.deed.reason.setText(why)
    assert part.deed.yes.isEnabled()
    part.deed.yes.setFocus()
    part.deed.yes.click()


def test_that_a_package_that_was_let_in_is_set_aside_with_a_reason_and_put_back(
    window, store, version, file_of, qtbot
):
    keep_package(store, version(YEAR), "第一版.xlsx")
    take_in(qtbot, window, file_of(version(YEAR, 2), keys=None))
    assert fetch_package(store, YEAR).digest == version(YEAR, 2).digest
    assert window.page_named("overview").package.origin_words == "无签名"

    part = listed(window)
    links(part, "停用…")[0].click()
    part.deed.by.setText("王芳")
    assert not part.deed.yes.isEnabled()  # nobody says why
    part.deed.reason.setText("问过办公室，不是他们发的")
    part.deed.yes.click()
    assert fetch_package(store, YEAR).digest == version(YEAR).digest
    assert window.session.terms.package.version == "1"
    part = listed(window)
    assert "王芳" in "".join(label.text() for label in part.findChildren(type(part._key)))

    do(window, "恢复…", "又问了一次，是他们发的")
    assert fetch_package(store, YEAR).digest == version(YEAR, 2).digest
    assert [act.act for act in fetch_acts(store, YEAR)] == [Act.TAKEN, Act.ASIDE, Act.BACK]


def test_that_a_package_that_is_known_says_so_and_one_stays_where_one_is(
    window, version, file_of, qtbot
):
    path = file_of(version(YEAR), keys=None)
    take_in(qtbot, window, path)
    item = window.session.desk.measures[1].id
    window.show_item(item)
    shown = window.shown
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    assert "以前已经接收，没有变化" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    assert window.page == "measures"
    assert window.shown is shown
    assert window.shown.panel.item.id == item


def test_that_a_package_set_aside_does_not_come_back_by_being_opened_again(
    window, store, version, file_of, qtbot
):
    path = file_of(version(YEAR), keys=None)
    take_in(qtbot, window, path)
    do(window, "停用…", "不是办公室发的")
    assert fetch_package(store, YEAR) is None
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    assert "后来已经停用" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    assert fetch_package(store, YEAR) is None


def test_that_a_comparison_put_off_is_made_later_with_the_paper_in_hand(
    window, store, version, file_of, qtbot
):
    take_in(qtbot, window, file_of(version(YEAR)), LATER)
    assert window.page_named("overview").package.origin_words == "未核对"
    part = listed(window)
    links(part, "核对指纹…")[0].click()
    figures = part.deed._figures.itemAt(0).widget()
    assert key_fingerprint(OFFICE_KEYS.public) in figures.accessibleName()
    part.deed.by.setText("王芳")
    part.deed.yes.click()
    assert current_key(OFFICE, fetch_pins(store)).pinned_by == "王芳"
    assert window.page_named("overview").package.origin_words == "已验证"
    assert not links(listed(window), "核对指纹…")
    assert "王芳" in listed(window)._key.text()


def test_that_a_slip_set_aside_asks_for_nothing_any_more(window, store, qtbot, tmp_path):
    know_the_office(store)
    desk = window.session.desk
    sent = desk.next_submission()
    desk.record(sent, "第一次.xlsx")
    slip = ReturnSlip(
        id="s1", year=YEAR, department="kjj", number=1, submission=sent.digest, sequence=1,
        made_at="2025-12-01T09:00:00+08:00",
        remarks=(Remark(item=desk.measures[0].id, text="请写明数量"),),
    )  # fmt: skip
    path = tmp_path / "退回单.xlsx"
    send_slip(path, window.session.questionnaire, slip)
    take_in(qtbot, window, path)
    assert window.session.pending
    do(window, "停用…", "办公室来电作废")
    assert not window.session.pending
    assert fetch_slips(store, YEAR) == ()
    do(window, "恢复…", "办公室说要改")
    assert window.session.pending


def test_that_the_list_is_reached_and_left_by_keys(window, store, version):
    keep_package(store, version(YEAR), "任务包.xlsx")
    window.show_page("overview")
    page = window.page_named("overview")
    page.package.received.click()
    assert QApplication.focusWidget() is page.received.back
    assert page.received.isVisible()
    QTest.keyClick(page.received.back, Qt.Key.Key_Escape)
    assert not page.received.isVisible()
    assert QApplication.focusWidget() is page.package.received


def test_that_in_a_closed_year_nothing_is_set_aside(window, store, plan, version):
    keep_package(store, version(YEAR), "任务包.xlsx")
    close_year(store, YEAR, plan, version(YEAR).digest)
    window.session.read_terms_again()
    part = listed(window)
    assert not links(part, "停用…")
