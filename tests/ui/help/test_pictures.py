"""The pictures of the manual can be drawn: what their numbers stand at is there."""

import pytest

from tests.manual_pictures import Album
from ui.jobs import JobRunner


class Looker(Album):
    """Goes through the same pages, and draws none."""

    def __init__(self, app, plan, rulebook, folder) -> None:
        self._app, self._plan, self._rulebook, self._folder = app, plan, rulebook, folder
        self._size = "manual"
        self._body = next(body for body in plan.bodies if body.name == "区城市管理委")
        self.windows = []

    def _window(self, db):
        self.windows.append(super()._window(db))
        return self.windows[-1]

    def _draw_marked(self, window, name, marks) -> str:
        self._app.processEvents()
        assert [mark for mark in marks if not mark.isVisibleTo(window)] == []
        return f"{name}.png"


@pytest.fixture
def looker(qapp, plan, rulebook, tmp_path):
    looker = Looker(qapp, plan, rulebook, tmp_path)
    yield looker
    for window in looker.windows:
        for jobs in window.findChildren(JobRunner):
            jobs.close()
        window.hide()
        window.deleteLater()


def test_that_a_department_s_pictures_can_be_drawn(looker, tmp_path):
    assert len([*looker._draw_clerk_pages(tmp_path)]) == 9


@pytest.mark.thorough
def test_that_the_offices_pictures_can_be_drawn(looker, tmp_path):
    assert len([*looker._draw_office_pages(tmp_path)]) == 6
    assert len([*looker._draw_years_pages(tmp_path)]) == 2
