"""The rail keeps every page within reach, however narrow the window."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from ui.kit.words import drawn_in
from ui.main_window import ROOMY, SMALLEST
from ui.theme import apply_text_size


@pytest.fixture
def window(clerk, open_window):
    return open_window()


@pytest.fixture
def rail(window):
    return window.rail


def test_that_a_narrow_window_keeps_words_department_and_year(qtbot, window, rail):
    window.resize(ROOMY - 1, 574)
    qtbot.waitUntil(lambda: rail.width() < 100)
    for button in rail._buttons.values():
        assert button.isVisible()
        assert button.accessibleName() in button.toolTip()
        assert any(one.shown == button._short for one in drawn_in(button))
    assert rail._who.isVisible()
    assert rail._who.text() == "区城市管理委"
    assert rail._what.text() == "2025 年度"
    assert window.windowTitle().startswith("区城市管理委 2025 年度")


def test_that_the_words_come_back_with_the_room(qtbot, window, rail):
    window.resize(ROOMY - 1, 574)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: rail.width() > 150)
    assert rail._who.isVisible()
    assert rail._what.text() == "2025 年度 · 部门填报"


def test_that_the_buttons_stay_where_they_are_whatever_is_said_beside_them(qtbot, window, rail):
    bar, places = rail.undo_bar, set()
    bar.show()
    said = ("", "完成情况：未填 → 已办结"), ("粘贴 7 格", "")
    for undo, redo in (*said, ("很长的一句话，" * 9, "完成情况")):
        for score in (("", ""), ("93.10", "暂为“优秀”"), ("9.00", "已填 1/48，" * 5)):
            bar.show_words(undo, redo)
            rail.show_score(*score)
            qtbot.waitUntil(
                lambda: bar.undo.height() == bar.undo.sizeHint().height()
            )  # the words have their room
            places |= {button.mapTo(window, QPoint()).y() for button in (bar.undo, bar.redo)}
    assert len(places) == 1


def test_that_the_smallest_window_shows_every_page_and_what_is_saved(qtbot, window, rail):
    window.resize(*SMALLEST)
    qtbot.waitUntil(lambda: window.height() <= 500)
    assert (window.width(), window.height()) == SMALLEST
    last = list(rail._buttons.values())[-1]
    assert last.geometry().bottom() <= rail.height()
    assert rail._saved.isVisible()


def test_that_the_largest_text_leaves_every_page_and_the_foot_in_sight(qtbot, qapp, window, rail):
    apply_text_size(qapp, "largest")
    try:
        window.resize(1366, 728)
        QApplication.processEvents()
        for button in rail._buttons.values():
            assert rail.rect().contains(QRect(button.mapTo(rail, QPoint()), button.size()))
            assert not button.visibleRegion().isEmpty()
        for label in (rail._score, rail._saved):
            assert drawn_whole(label)
        assert rail.undo_bar.geometry().bottom() <= rail.undo_bar.parentWidget().height()
    finally:
        apply_text_size(qapp, "")


def test_that_pages_scroll_where_there_is_no_other_room(qtbot, qapp, window, rail):
    apply_text_size(qapp, "largest")
    try:
        window.resize(*SMALLEST)
        QApplication.processEvents()
        last = list(rail._buttons.values())[-1]
        scroll = last.parentWidget().parentWidget().parentWidget()
        scroll.ensureWidgetVisible(last)
        assert scroll.viewport().rect().contains(last.mapTo(scroll.viewport(), QPoint(1, 1)))
        assert drawn_whole(rail._saved)
    finally:
        apply_text_size(qapp, "")


def drawn_whole(label):
    return label.height() >= label.heightForWidth(label.width())


def test_that_the_tab_key_comes_to_the_page_that_is_open(window, rail):
    for page in ("score", "overview", "export"):
        window.show_page(page)
        stops = [
            name
            for name, button in rail._buttons.items()
            if button.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert stops == [page]
