"""Everything is heard: every page of both roles, in every state of make screenshots."""

from collections import defaultdict
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.screenshots import Studio
from tests.ui.pages.office import screens
from tests.ui.said import faults, unseen
from ui.jobs import JobRunner


class Listener(Studio):
    """Goes through the same states, and listens instead of drawing."""

    def __init__(self, app, plan, rulebook, folder: Path) -> None:
        self._app, self._plan, self._rulebook, self._folder = app, plan, rulebook, folder
        self._size = "1366x768"
        self._body = next(body for body in plan.bodies if body.name == "区城市管理委")
        self.heard: dict[str, list[str]] = defaultdict(list)  # fault -> where
        self.unseen: list[str] = []
        self.known: set[str] = set()
        self.windows = []

    def _window(self, db):
        self.windows.append(super()._window(db))
        return self.windows[-1]

    def _keep(self, window, kind, page) -> str:
        for _ in range(2):
            self._app.processEvents()
        for fault in faults(window):
            self.heard[fault].append(page)
        if isinstance(window, QMainWindow):
            window.activateWindow()
            self.unseen += unseen(window, self.known)
        return page


@pytest.fixture
def listener(qapp, plan, rulebook, tmp_path, monkeypatch):
    """Hears fewer mails than make screenshots draws."""
    for name, count in (("MOST", 14), ("BIGGER", 2), ("BEFORE", 3)):
        monkeypatch.setattr(screens, name, count)
    listener = Listener(qapp, plan, rulebook, tmp_path)
    yield listener
    if "_office_file" in vars(listener):
        listener._post.cleanup()
    for window in listener.windows:
        for jobs in window.findChildren(JobRunner):
            jobs.close()
        window.hide()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("kind", [pytest.param("filled", marks=pytest.mark.thorough), "empty"])
def test_that_all_in_sight_is_heard_as_it_is(listener, tmp_path, kind):
    seen = [*listener._draw_kind(kind, tmp_path)]
    assert len(seen) > {"filled": 50, "empty": 15}[kind]
    assert listener.heard == {}
    assert listener.unseen == [], "\n".join(listener.unseen)
