"""The tour: the real window on marked data, and no trace of it afterwards."""

import tempfile
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from model.store.content_counts import fetch_contents
from model.store.settings import Role, fetch_setting
from ui.pages.menu import ENTRIES
from ui.theme import SCHEME, Scheme, active_scheme, apply_theme, px
from ui.tour.controller import PREFIX, TourController
from ui.tour.stops import STOPS


@pytest.fixture
def begin(open_window, qtbot, tmp_path, monkeypatch):
    """Opens the window and begins its tour, with a folder of its own for what is temporary."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    opened = []

    def begin_(role: str = ""):
        window = open_window()
        touring = TourController(window)
        with qtbot.waitSignal(touring.jobs.ended, timeout=30_000):
            window.session.tour_requested.emit(role)
        opened.append(touring)
        return touring

    yield begin_
    for touring in opened:
        if touring.tour:
            touring.tour.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def leftovers() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))


@pytest.mark.parametrize("role", STOPS)
def test_that_every_stop_points_at_something(begin, role, qtbot):
    tour = begin(role.name).tour
    stops = STOPS[role]
    for number, stop in enumerate(stops):
        tour.guide.go(number)
        assert tour.page == stop.page
        assert tour.guide.title.text() == stop.title
        if stop.place:
            target = attrgetter(stop.place)(tour.page_named(stop.page))
            qtbot.waitUntil(target.isVisible)
            qtbot.waitUntil(tour.guide.frame.isVisible)
    assert 5 <= len(stops) <= 7
    assert {stop.page for stop in stops} <= {entry.page for entry in ENTRIES[role]}


def test_that_everything_in_it_is_marked_as_made_up(begin):
    tour = begin().tour
    assert "示例数据" in tour.windowTitle()
    tour.show_page("export")
    assert tour.session.desk.next_submission().sample
    assert "示例数据" in tour.windowTitle()
    answers = tour.session.desk.answers
    assert len(answers) > 40
    assert all(
        "示例数据" in text
        for answer in answers.values()
        for key, text in answer.items()
        if key in {"done", "problems", "next_steps", "reason", "basis", "explanation"}
    )


def test_that_it_leaves_no_trace(begin, store, data_file, qapp):
    touring = begin()
    before, files = str(fetch_contents(store.conn)), {*data_file.parent.iterdir()}
    folder = Path(touring.tour.session.files.folder).parent
    assert leftovers() == [folder]
    tour = touring.tour
    tour.show_page("about")
    tour.page_named("about").scheme.press(Scheme.DARK)
    assert active_scheme() is Scheme.DARK
    tour.page_named("about").text_size.press("largest")
    assert px(100) > 100
    tour.show_page("measures")
    tour.session.save(tour.session.desk.items[0].id, {"done": "写了几个字"})
    tour.show_page("export")
    assert tour.page_named("export").folder == folder
    tour.close()
    assert touring.tour is None
    assert leftovers() == []
    assert active_scheme() is Scheme.LIGHT
    assert px(100) == 100
    assert fetch_setting(store, SCHEME) in {None, ""}
    assert str(fetch_contents(store.conn)) == before
    assert {*data_file.parent.iterdir()} == files


def test_that_it_ends_after_its_last_stop(begin):
    touring = begin()
    guide = touring.tour.guide
    assert not guide.back.isEnabled()
    for _ in STOPS[Role.CLERK]:
        guide.next.click()
    assert touring.tour is None
    assert leftovers() == []


def test_that_it_ends_with_the_window_it_was_begun_from(begin):
    touring = begin()
    touring._window.close()
    assert touring.tour is None
    assert leftovers() == []


def test_that_a_dark_window_has_a_dark_tour(begin, qapp):
    apply_theme(qapp, Scheme.DARK)
    touring = begin()
    touring.tour.close()
    assert active_scheme() is Scheme.DARK


def test_that_it_is_offered_on_the_page_about_help(clerk, open_window, qtbot):
    window = open_window()
    window.show_page("about")
    with qtbot.waitSignal(window.session.tour_requested) as asked:
        window.page_named("about").tour.click()
    assert asked.args == [""]
    window.page_named("about").manual.click()
    assert window.help.manual.isVisible()


def test_that_it_is_offered_on_the_first_page_and_in_the_manual(open_window, qtbot):
    window = open_window()
    welcome = window.centralWidget()
    with qtbot.waitSignal(window.session.tour_requested) as asked:
        welcome.tour.click()
    assert asked.args == [Role.CLERK.name]
    window.help.open_here()
    with qtbot.waitSignal(window.session.tour_requested):
        window.help.manual.tour.click()
