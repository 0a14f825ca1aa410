"""What an item is worth, in the line below it, at the size of an old office PC's screen."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from model.domain.numbers import FINE, points_text
from model.paths import asset
from model.scoring.loader import load_rulebook
from ui.main_window import MainWindow


@pytest.fixture
def page(qtbot, plan, store, clerk):
    """The measures of a body under the newest rules, whose items have fractions of cents."""
    rules = load_rulebook(asset("rules/percent-2026.3.toml"), plan)
    window = MainWindow(plan, rules, store)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.show_page("measures")
    return window.shown


def test_that_points_are_said_with_the_decimals_of_their_sentence(page):
    session, fine = page._session, set()
    window = page.window()
    for item in (*session.desk.measures[:12], *session.desk.indicators):
        if (score := session.score(item.id)) is None:
            continue
        window.show_item(item.id)
        foot = window.shown.panel.foot
        whole = points_text(score.maximum, FINE)
        assert whole in foot._points.text()
        assert whole in foot._sentence.text()
        fine.add(whole)
    assert any(len(one.partition(".")[2]) > 2 for one in fine)


@pytest.mark.parametrize("progress", ["65", None])
def test_that_a_sentence_is_whole_to_its_result(page, qtbot, progress):
    session = page._session
    item = next(one for one in session.desk.measures if session.score(one.id))
    session.save(item.id, {"state": "ongoing", "progress": progress, "done": "已开展"})
    page.window().show_item(item.id)
    foot = page.panel.foot
    qtbot.waitUntil(lambda: foot._sentence.width() > 100)
    wide = QFontMetricsF(foot._sentence.font()).horizontalAdvance(foot._sentence.text())
    assert wide <= foot._sentence.width() + 2
    assert foot.primary.toolTip().endswith("（Ctrl+M）")


@pytest.mark.parametrize("width", [880, 1366, 1920])
def test_that_a_long_sentence_has_the_room_of_the_points_where_it_is_narrow(page, qtbot, width):
    window, foot = page.window(), page.panel.foot
    window.resize(width, 768)
    item = next(one for one in page._session.desk.measures if page._session.score(one.id))
    said = {"state": "ongoing", "progress": "65", "done": "已开展"}
    page._session.save(item.id, said)
    window.show_item(item.id)
    foot._show(
        "1.4167 / 1.6667 分", "推进中，进度 85% ÷ 序时进度 100% × 1.6667 分 = 1.4167 分", "多得"
    )
    QApplication.processEvents()
    room = foot._sentence.width() / foot._sentence.sizeHint().width()
    assert room >= (1 if width > 880 else 0.6)
    assert foot.height() == foot.sizeHint().height()
    lowest = foot._advice.mapTo(foot, foot._advice.rect().bottomLeft()).y()
    assert foot._points.mapTo(foot, foot._points.rect().topLeft()).y() >= 0
    assert lowest < foot.height()
