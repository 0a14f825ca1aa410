"""Who made a file is asked before it acts, by a sheet that the keyboard alone can answer."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from model.domain.origin import OFFICE, current_key, key_fingerprint
from model.domain.return_slip import Remark, ReturnSlip
from model.package.draft import corrected
from model.store.clock import now
from model.store.deliveries import Act, fetch_acts
from model.store.keys import fetch_pins
from model.store.packages import fetch_package
from model.store.settings import Profile, Role, save_profile
from model.store.slips import fetch_slips
from tests.keys import (
    OFFICE_KEYS,
    OTHER_KEYS,
    know_the_office,
    send_slip,
    sign_as,
    with_packet_rows,
)
from tests.ui.fitting import misfits, settle
from tests.ui.said import faults
from ui.incoming.origin_words import LATER, SAME, TAKE

YEAR = 2024


@pytest.fixture
def window(open_window, store):
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department="kjj"))
    return open_window()


def take_in(qtbot, window, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)
    return window.incoming.sheet


def button(sheet, words):
    return next(one for one in sheet.findChildren(QPushButton) if one.text().startswith(words))


def key_in_force(store):
    pin = current_key(OFFICE, fetch_pins(store))
    return pin and pin.key


def test_that_the_first_signed_package_is_compared_once_and_then_the_office_is_known(
    window, store, version, file_of, qtbot
):
    sheet = take_in(qtbot, window, file_of(version(YEAR)))
    figures = sheet.origin.findChild(QWidget, "figures")
    assert key_fingerprint(OFFICE_KEYS.public) in figures.accessibleName()
    assert not button(sheet, "指纹一致").isEnabled()  # nobody says who compared
    assert fetch_package(store, YEAR) is None
    assert QApplication.focusWidget() is sheet.origin.name
    qtbot.keyClick(sheet.origin.name, Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() != "不一致，不启用"
    sheet.origin.name.setFocus()
    sheet.origin.name.setText("王芳")
    qtbot.keyClick(sheet.origin.name, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is button(sheet, "指纹一致")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "已启用" in window.incoming.sheet.words
    assert fetch_package(store, YEAR).digest == version(YEAR).digest
    assert current_key(OFFICE, fetch_pins(store)).pinned_by == "王芳"
    window.incoming.sheet.press("")

    second = corrected(version(YEAR), at=now(), reason="期限调整")
    sheet = take_in(qtbot, window, file_of(second, name="第二版.xlsx"))
    assert sheet.origin is None
    assert "已启用" in sheet.words


def test_that_a_comparison_can_wait_and_the_file_counts_as_not_compared(
    window, store, version, file_of, qtbot
):
    sheet = take_in(qtbot, window, file_of(version(YEAR)))
    sheet.press(LATER)
    assert fetch_package(store, YEAR).digest == version(YEAR).digest
    assert fetch_pins(store) == ()


@pytest.mark.parametrize(
    "keys", [None, OFFICE_KEYS, OTHER_KEYS], ids=["unsigned", "first", "other"]
)
def test_that_escape_leaves_everything_as_it_was(window, store, version, file_of, qtbot, keys):
    if keys is not OFFICE_KEYS:
        know_the_office(store)
    before = fetch_pins(store)
    sheet = take_in(qtbot, window, file_of(version(YEAR), keys=keys))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.incoming.sheet is None
    assert fetch_package(store, YEAR) is None
    assert fetch_pins(store) == before
    assert fetch_acts(store, YEAR) == ()


def test_that_a_file_signed_with_another_key_shows_both_and_wants_a_reason(
    window, store, version, file_of, qtbot
):
    know_the_office(store, OTHER_KEYS)
    sheet = take_in(qtbot, window, file_of(version(YEAR)))
    assert "指纹和以前核对过的不一样" in sheet.words
    sheet.origin.name.setText("李强")
    assert not button(sheet, "新指纹一致").isEnabled()
    sheet.origin.reason.setText("办公室换了电脑，已打电话核实")
    assert button(sheet, "新指纹一致").isEnabled()
    sheet.press(SAME)
    assert key_in_force(store) == OFFICE_KEYS.public
    assert fetch_package(store, YEAR).digest == version(YEAR).digest
    former, _ = fetch_pins(store)
    assert former.end_reason == "办公室换了电脑，已打电话核实"


def test_that_an_unsigned_file_is_doubted_once_the_office_signs(
    window, store, version, file_of, qtbot
):
    know_the_office(store)
    sheet = take_in(qtbot, window, file_of(version(YEAR), keys=None))
    assert "很可能不是办公室做的" in sheet.words
    sheet.origin.name.setText("李强")
    sheet.origin.reason.setText("电话核实过")
    sheet.press(TAKE)
    assert fetch_package(store, YEAR).digest == version(YEAR).digest
    [act] = fetch_acts(store, YEAR)
    assert (act.act, act.by, act.reason) == (Act.TAKEN, "李强", "电话核实过")


def test_that_a_package_dated_ahead_is_asked_about_though_the_office_signed_it(
    window, store, version, file_of, qtbot, monkeypatch
):
    know_the_office(store)
    made = datetime.fromisoformat(version(YEAR).made_at)
    monkeypatch.setattr("model.package.origin_check.now", (made - timedelta(days=3)).isoformat)
    sheet = take_in(qtbot, window, file_of(version(YEAR)))
    assert "它的日期在今天之后" in sheet.words
    assert fetch_package(store, YEAR) is None


def test_that_a_file_changed_after_it_was_signed_is_not_taken_in_at_all(
    window, store, version, file_of, qtbot
):
    path = file_of(version(YEAR), "kjj")
    path.write_bytes(with_packet_rows(path.read_bytes(), {"department": "swj"}))
    sheet = take_in(qtbot, window, path)
    assert "签名后被改动过" in sheet.words
    assert fetch_package(store, YEAR) is None


def test_that_the_office_takes_no_package_from_a_file(open_window, store, version, file_of, qtbot):
    save_profile(store, Profile(role=Role.OFFICE, year=YEAR))
    window = open_window()
    window.come_forward(file_of(version(YEAR)))  # as a second start does it
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
    assert "不会一打开就启用" in window.incoming.sheet.words
    assert fetch_package(store, YEAR) is None


def test_that_the_office_is_asked_about_a_package_it_chose_unless_it_made_it_itself(
    open_window, store, version, file_of, qtbot
):
    save_profile(store, Profile(role=Role.OFFICE, year=YEAR))
    sign_as(store, OFFICE_KEYS)
    window = open_window()
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(file_of(version(YEAR), keys=OTHER_KEYS), chosen=True)
    assert fetch_package(store, YEAR) is None
    window.incoming.sheet.press("")
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(file_of(version(YEAR)), chosen=True)
    assert window.incoming.sheet.origin is None
    assert fetch_package(store, YEAR).digest == version(YEAR).digest


def test_that_without_a_department_yet_a_package_is_asked_about_too(
    open_window, store, version, file_of, qtbot
):
    window = open_window()
    sheet = take_in(qtbot, window, file_of(version(YEAR), "kjj"))
    assert sheet.origin is not None
    assert fetch_package(store, YEAR) is None
    sheet.origin.name.setText("王芳")
    sheet.press(SAME)
    assert fetch_package(store, YEAR).digest == version(YEAR).digest


@pytest.fixture
def slip(window):
    desk = window.session.desk
    sent = desk.next_submission()
    desk.record(sent, "第一次.xlsx")
    return ReturnSlip(
        id="s1", year=YEAR, department="kjj", number=1, submission=sent.digest, sequence=1,
        made_at="2025-12-01T09:00:00+08:00",
        remarks=(Remark(item=desk.measures[0].id, text="请写明数量"),),
    )  # fmt: skip


def test_that_a_slip_nobody_signed_shows_its_remarks_and_waits(
    window, store, slip, qtbot, tmp_path
):
    path = tmp_path / "退回单.xlsx"
    send_slip(path, window.session.questionnaire, slip, keys=None)
    sheet = take_in(qtbot, window, path)
    assert "请写明数量" in sheet.words
    assert "这份退回单没有签名" in sheet.words
    assert fetch_slips(store, YEAR) == ()
    sheet.origin.name.setText("李强")
    sheet.press(TAKE)
    assert fetch_slips(store, YEAR) == (slip,)
    assert "1 项被退回" in window.incoming.sheet.words


def test_that_a_forged_slip_never_hides_the_genuine_one(window, store, slip, qtbot, tmp_path):
    know_the_office(store)
    send_slip(tmp_path / "真.xlsx", window.session.questionnaire, slip)
    take_in(qtbot, window, tmp_path / "真.xlsx").press("")
    forged = ReturnSlip(
        id="x", year=YEAR, department="kjj", number=9999, submission="0" * 64, sequence=9,
        made_at=now(), remarks=(),
    )  # fmt: skip
    send_slip(tmp_path / "假.xlsx", window.session.questionnaire, forged, keys=OTHER_KEYS)
    sheet = take_in(qtbot, window, tmp_path / "假.xlsx")
    assert "针对的不是本机报送过的工作簿" in sheet.words
    sheet.origin.name.setText("李强")
    sheet.origin.reason.setText("看着像")
    sheet.press(SAME)  # even by someone who is taken in
    assert window.session.desk.returned.last == slip
    assert set(window.session.desk.returned.remarks) == {slip.remarks[0].item}


@pytest.mark.parametrize(
    ("wide", "high"), [pytest.param(1366, 728, marks=pytest.mark.thorough), (880, 480)]
)
def test_that_all_of_the_question_fits_or_scrolls_and_is_heard(
    window, store, version, file_of, qtbot, wide, high
):
    know_the_office(store, OTHER_KEYS)
    window.resize(wide, high)
    take_in(qtbot, window, file_of(version(YEAR)))
    settle()
    assert misfits(window) == []
    assert faults(window) == []
