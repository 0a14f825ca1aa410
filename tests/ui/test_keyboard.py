"""Every page with the tab key: all that can be used is reached, as one reads, and has a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from model.domain.return_slip import Remark, ReturnSlip
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.settings import Role
from model.store.slips import keep_slip
from tests.ui.hands import CTRL, SHIFT, Hands, name_of
from ui.jobs import JobRunner
from ui.kit.focus_order import stops
from ui.pages.menu import ENTRIES

YEAR = 2025
PAGES = [entry.page for entry in ENTRIES[Role.CLERK]]
LINE = 12  # px: what differs less in height stands on one line


@pytest.fixture
def window(open_window, store, today, department, clerk, qtbot):
    save_answers(store, YEAR, department.id, sample_answers(today, department.id, YEAR))
    remark = Remark(item=today.measures_of(department.id)[0].id, text="请写明数量")
    slip = ReturnSlip(
        id="s1", year=YEAR, department=department.id, number=1, submission="0" * 64, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", remarks=(remark,),
    )  # fmt: skip
    keep_slip(store, slip)
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def walked(hands: Hands, key=Qt.Key.Key_Tab, modifier=Qt.KeyboardModifier.NoModifier):
    """Every stop until one comes back to the first."""
    passed = [hands.at]
    while hands.press(key, modifier) or hands.at is not passed[0]:
        assert hands.at not in passed, f"trapped at {name_of(hands.at)}"
        passed.append(hands.at)
    return passed


def usable(window: QWidget) -> set[QWidget]:
    """By Qt's own account, apart from what a button group leaves to the arrow keys."""
    return {
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QScrollArea)
    }


def reached(window, pages, qtbot, *, back=False):
    """Page -> what the tab key never comes to there, what has no name, and whether it leads back
    as it came; nothing of pages where all is as it must be.
    """
    found = {}
    for page in pages:
        window.show_page(page)
        for jobs in window.findChildren(JobRunner):
            qtbot.waitUntil(lambda jobs=jobs: not jobs.busy, timeout=20_000)
        hands = Hands(window)
        passed = walked(hands)
        missed = [name_of(one) or repr(one) for one in usable(window) - {*passed}]
        nameless = [repr(one) for one in passed if not name_of(one)]
        again = walked(hands, Qt.Key.Key_Backtab, SHIFT) if back else []
        strange = back and again != [passed[0], *reversed(passed[1:])]
        if missed or nameless or strange:
            found[page] = missed, nameless, strange
    return found


def test_that_the_tab_key_reaches_everything_and_all_of_it_has_a_name(window, qtbot):
    assert reached(window, PAGES, qtbot, back=True) == {}


def test_that_the_office_reaches_everything_too(open_window, office, qtbot):
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    assert reached(window, [entry.page for entry in ENTRIES[Role.OFFICE]], qtbot) == {}


@pytest.mark.parametrize("page", ["measures", "indicators", "export"])
def test_that_the_tab_key_goes_through_the_fields_from_top_to_bottom(window, page):
    window.show_page(page)
    if page == "measures":
        desk = window.session.desk
        done = (m.id for m in desk.measures if desk.answer(m.id).get("state") == "done")
        window.show_item(next(done))
    hands = Hands(window)
    hands.press(Qt.Key.Key_2, CTRL)
    form = window.page_named(page).form if page == "export" else window.shown.panel.form
    fields = [one for one in stops(window) if form.isAncestorOf(one)]
    places = [one.mapTo(form, one.rect().topLeft()) for one in fields]
    rows = [(at.y() // LINE, at.x()) for at in places]
    assert len(fields) > 1
    assert rows == sorted(rows)


def test_that_what_has_the_focus_is_in_sight(window):
    window.resize(1024, 600)
    window.show_page("export")
    hands = Hands(window)
    field = hands.tab_to("总体情况说明")
    assert not field.visibleRegion().isEmpty()


def test_that_a_sheet_over_the_window_keeps_the_tab_key_to_itself(window, tmp_path, qtbot):
    path = tmp_path / "不是.xlsx"
    path.write_text("不是工作簿", "utf-8")
    window.come_forward(path)
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
    sheet = window.incoming.sheet
    assert all(sheet.isAncestorOf(one) for one in stops(window))
    hands = Hands(window)
    hands.press(Qt.Key.Key_Tab, times=3)
    assert sheet.isAncestorOf(QApplication.focusWidget())
    sheet.press("")


def test_that_the_first_page_is_walked_in_the_order_in_which_it_is_filled_in(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    names = [name_of(one) for one in walked(Hands(window))]
    assert names[:2] == ["查找责任单位", "责任单位"]
    assert names[2].endswith("年")
    assert names[-1] == "部门填报"


def test_that_no_key_acts_on_what_lies_under_the_sheet_of_keys(window, qtbot):
    window.show_page("measures")
    item = window.shown.panel.item.id
    hands = Hands(window)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.press(Qt.Key.Key_F1, SHIFT)
    assert window.keys.isVisible()
    page = window.page
    before = window.session.answer(item)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Z, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_M):
        hands.press(key, CTRL)
    hands.press(Qt.Key.Key_F3)
    assert (window.keys.isVisible(), window.page, window.shown.panel.item.id) == (True, page, item)
    assert window.session.answer(item) == before
    hands.press(Qt.Key.Key_F1, SHIFT)
    assert not window.keys.isVisible()
    hands.press(Qt.Key.Key_2, CTRL)
    assert window.session.answer(item)["state"] == "ongoing"


def test_that_whoever_clicks_beside_the_sheet_of_keys_goes_on_there(window, qtbot):
    window.show_page("measures")
    Hands(window).press(Qt.Key.Key_F1, SHIFT)
    window.shown.panel.form.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not window.keys.isVisible()


def test_that_no_key_acts_on_what_lies_under_a_question_about_a_file(window, qtbot, tmp_path):
    window.show_page("measures")
    item = window.shown.panel.item.id
    strange = tmp_path / "表.xlsx"
    strange.write_bytes(b"PK")
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(strange)
    assert window.incoming.sheet is not None
    before, hands = window.session.answer(item), Hands(window)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Z):
        hands.press(key, CTRL)
    hands.press(Qt.Key.Key_F3)
    assert window.page == "measures"
    assert window.session.answer(item) == before
    hands.press(Qt.Key.Key_Return, CTRL)  # its own button
    assert window.incoming.sheet is None
