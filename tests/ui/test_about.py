import sqlite3
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QDesktopServices

from model.diagnostics.version import app_version
from model.paths import asset
from ui.kit.link import Link


def about(open_window):
    window = open_window()
    window.show_page("about")
    return window.page_named("about")


def test_that_whoever_helps_learns_every_version_that_matters(open_window, clerk, plan, rulebook):
    said = about(open_window).versions.text()
    for version in (
        app_version(), qVersion(), sqlite3.sqlite_version, plan.edition, rulebook.version,
    ):  # fmt: skip
        assert version in said


def test_that_the_licences_of_what_we_build_on_are_a_click_away(open_window, clerk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = about(open_window)
    next(link for link in page.findChildren(Link) if "许可" in link.text()).click()
    assert [Path(url.toLocalFile()) for url in opened] == [asset("licences/third-party.txt")]
