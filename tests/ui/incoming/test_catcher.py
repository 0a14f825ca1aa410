import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from forms import FORMS
from model.domain.return_slip import ReturnSlip
from model.package.draft import corrected
from model.package.registry import without_change
from model.store.answers import fetch_answers, save_answers
from model.store.packages import fetch_package, fetch_secrets, keep_package
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from tests.keys import send_slip
from tests.sample_packages import MERGED
from ui.pages.welcome import WelcomePage

pytestmark = pytest.mark.usefixtures("known_office")


def take_in(qtbot, window, path):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(path)


def drop(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPoint(400, 300), Qt.DropAction.CopyAction
    pressed = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(where, copy, mime, *pressed))
    QApplication.sendEvent(window, QDropEvent(QPointF(where), copy, mime, *pressed))


def clerk_of(store, department, year):
    save_profile(store, Profile(role=Role.CLERK, year=year, department=department))


def test_that_without_a_package_the_overview_says_so(open_window, clerk):
    card = open_window().page_named("overview").package
    assert card.words.startswith("尚未收到年度任务包")
    assert card.due == ""


def test_that_a_dropped_package_is_taken_in_shows_what_changed_and_keeps_what_was_typed(
    open_window, store, version, file_of, qtbot
):
    clerk_of(store, "csglw", 2024)
    window = open_window()
    item = window.session.desk.measures[0].id
    window.show_item(item)
    window.session.save(item, {"state": "done"})
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        drop(window, file_of(version(2024)))
    sheet = window.incoming.sheet
    assert sheet.isVisible()
    assert "2024年度任务包第1版已启用" in sheet.words
    assert "区城市运行管理局" in sheet.words
    assert window.session.desk.answer(item)["state"] == "done"
    qtbot.waitUntil(lambda: "截止" in window.page_named("overview").package.due)
    assert window.session.desk.department.name == "区城市运行管理局"
    sheet.press("")
    assert window.incoming.sheet is None


def test_that_a_correction_shows_only_what_it_changes(open_window, store, version, file_of, qtbot):
    clerk_of(store, "fgw", 2024)
    keep_package(store, version(2024))
    window = open_window()
    take_in(qtbot, window, file_of(version(2024, 2)))
    assert "目标调整" in window.incoming.sheet.words
    assert "截止日期" not in window.incoming.sheet.words
    assert "8.1" in window.incoming.sheet.words
    target = window.session.plan.indicators["energy_intensity"]
    assert "8.1" in window.session.desk.target(target).text


def test_that_a_merged_department_goes_on_as_its_heir_with_what_it_said(
    open_window, store, version, file_of, qtbot
):
    clerk_of(store, "swj", 2025)
    keep_package(store, version(2025))
    window = open_window()
    items = [item.id for item in window.session.desk.measures]
    save_answers(store, 2025, "swj", {item: {"state": "done"} for item in items})
    take_in(qtbot, window, file_of(version(2025, 2)))
    assert "工作由区商务和合作交流局承接" in window.incoming.sheet.words
    window.incoming.sheet.press("swhzj")
    assert window.session.profile.department == "swhzj"
    assert fetch_answers(store, 2025, "swhzj").keys() >= set(items)
    assert fetch_answers(store, 2025, "swj").keys() >= set(items)


def test_that_who_puts_the_choice_of_an_heir_off_fills_nothing_in_for_who_is_gone(
    open_window, store, version, file_of, qtbot
):
    clerk_of(store, "swj", 2025)
    keep_package(store, version(2025))
    window = open_window()
    window.show_page("sections")
    take_in(qtbot, window, file_of(version(2025, 2)))
    window.incoming.sheet.press("")
    assert isinstance(window.centralWidget(), WelcomePage)
    assert window.session.profile.department == "swj"


def test_that_who_is_gone_undoes_nothing_and_takes_in_no_slip(
    open_window, store, version, file_of, qtbot, plan, tmp_path
):
    clerk_of(store, "swj", 2025)
    keep_package(store, version(2025))
    window = open_window()
    take_in(qtbot, window, file_of(version(2025, 2)))
    window.incoming.sheet.press("")
    for keys in ("Ctrl+Z", "Ctrl+Y"):
        qtbot.keySequence(window, keys)
    slip = ReturnSlip(
        id="s1", year=2025, department="swj", number=1, submission="0" * 64, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", remarks=(),
    )  # fmt: skip
    send_slip(tmp_path / "退回单.xlsx", Questionnaire(plan=plan, forms=FORMS), slip)
    take_in(qtbot, window, tmp_path / "退回单.xlsx")
    assert "要在填报时打开" in window.incoming.sheet.words


def test_that_a_merger_taken_back_gives_the_work_back_to_those_who_had_it(
    open_window, store, version, file_of, qtbot, plan
):
    clerk_of(store, "swhzj", 2025)
    for number in (1, 2):
        keep_package(store, version(2025, number))
    window = open_window()
    items = [item.id for item in window.session.desk.measures]
    save_answers(store, 2025, "swhzj", {item: {"state": "done"} for item in items})
    third = corrected(version(2025, 2), at="2025-12-20T09:00:00+08:00", reason="撤回合并")
    third = without_change(plan, third, MERGED, [version(2025)])
    take_in(qtbot, window, file_of(third))
    assert "取消" not in window.incoming.sheet.words
    assert "原为2025年6月1日起，区合作交流办、区商务局合并为" in window.incoming.sheet.words
    window.incoming.sheet.press("swj")
    assert window.session.profile.department == "swj"
    own = {item.id for item in window.session.plan.open_to("swj")}
    assert fetch_answers(store, 2025, "swj").keys() == own & set(items)
    assert fetch_answers(store, 2025, "swhzj").keys() >= set(items)


def test_that_a_department_that_is_no_more_is_asked_to_choose_its_heir(open_window, store, version):
    keep_package(store, version(2025))
    keep_package(store, version(2025, 2))
    clerk_of(store, "swj", 2025)
    assert isinstance(open_window().centralWidget(), WelcomePage)


def test_that_a_package_names_department_and_year_before_anybody_did(
    open_window, store, version, file_of, qtbot
):
    window = open_window()
    secret = "ab" * 32
    take_in(qtbot, window, file_of(version(2026), "fgj", secret))
    window.incoming.sheet.press("")
    welcome = window.centralWidget()
    assert welcome.profile == Profile(role=Role.CLERK, year=2026, department="fgj")
    assert fetch_secrets(store, 2026) == {"fgj": secret}


def test_that_a_package_of_another_year_is_kept_and_offers_to_go_there(
    open_window, store, version, file_of, qtbot, clerk
):
    window = open_window()
    take_in(qtbot, window, file_of(version(2026)))
    assert fetch_package(store, 2026).digest == version(2026).digest
    window.incoming.sheet.press("year")
    assert window.session.profile.year == 2026


def test_that_a_file_that_is_no_package_is_refused_with_cause_and_cure(
    open_window, clerk, tmp_path, qtbot
):
    letter = tmp_path / "通知.xlsx"
    letter.write_text("不是工作簿", "utf-8")
    window = open_window()
    take_in(qtbot, window, letter)
    assert "没有接收" in window.incoming.sheet.words
    assert "通知.xlsx" in window.incoming.sheet.words
    window.incoming.sheet.press("explain")
    assert window.help.manual.place[0] == "files"
