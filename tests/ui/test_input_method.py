"""Whatever input method the desktop names, the environment names a plug-in that speaks to it."""

import pytest

from tests.systems import linux_alone
from ui import input_method
from ui.input_method import BUNDLED_INPUT, prepare_input_method

pytestmark = linux_alone


@pytest.fixture
def without_plugin(monkeypatch):
    """From source: Qt as its wheel brings it."""
    monkeypatch.setattr(input_method, "has_fcitx_plugin", lambda: False)


@pytest.fixture
def with_plugin(monkeypatch):
    """As in the built program."""
    monkeypatch.setattr(input_method, "has_fcitx_plugin", lambda: True)


@pytest.fixture
def path(tmp_path) -> str:
    """A PATH on which there is a daemon of IBus."""
    daemon = tmp_path / "ibus-daemon"
    daemon.touch(mode=0o755)
    return str(tmp_path)


def prepared(**environment: str) -> dict[str, str]:
    prepare_input_method(environment)
    return environment


@pytest.mark.parametrize(
    ("named", "used"),
    [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("compose", "compose")],
)
def test_that_an_input_plugin_that_is_not_bundled_gives_way_to_ibus(named, used, without_plugin):
    assert prepared(QT_IM_MODULE=named)["QT_IM_MODULE"] == used


@pytest.mark.parametrize(
    ("named", "used"),
    [("fcitx", "fcitx"), ("fcitx5", "fcitx"), ("ibus", "ibus"), ("hime", "ibus")],
)
def test_that_fcitx_is_asked_by_its_own_plugin_where_that_is_there(named, used, with_plugin):
    assert prepared(QT_IM_MODULE=named)["QT_IM_MODULE"] == used


def test_that_no_input_plugin_is_named_where_the_desktop_names_none():
    environment: dict[str, str] = {}
    prepare_input_method(environment)
    assert environment == {}
    assert "fcitx" not in BUNDLED_INPUT


@pytest.mark.parametrize(
    ("named", "used"), [("@im=fcitx", "fcitx"), ("@im=ibus", "ibus"), ("@im=none", None)]
)
def test_that_what_is_named_for_x11_alone_is_heard(named, used, with_plugin):
    assert prepared(XMODIFIERS=named).get("QT_IM_MODULE") == used


def test_that_what_is_named_for_qt_goes_before_what_is_named_for_x11(with_plugin, path):
    found = prepared(QT_IM_MODULE="ibus", XMODIFIERS="@im=fcitx", PATH=path)
    assert found["QT_IM_MODULE"] == "ibus"


def test_that_the_list_of_newer_desktops_is_gone_through(without_plugin, path):
    found = prepared(QT_IM_MODULES="wayland;fcitx5;ibus", PATH=path)
    assert found["QT_IM_MODULES"] == "wayland;ibus;ibus"
    assert "QT_IM_MODULE" not in found


@pytest.mark.parametrize("named", ["fcitx", "ibus"])
def test_that_ibus_is_told_to_work_where_its_daemon_is_not_installed(named, without_plugin, path):
    assert prepared(QT_IM_MODULE=named, PATH="/nowhere")["IBUS_USE_PORTAL"] == "1"
    assert "IBUS_USE_PORTAL" not in prepared(QT_IM_MODULE=named, PATH=path)
    said = prepared(QT_IM_MODULE=named, PATH="/nowhere", IBUS_USE_PORTAL="0")
    assert said["IBUS_USE_PORTAL"] == "0"


def test_that_fcitx_needs_no_portal_of_ibus(with_plugin):
    assert "IBUS_USE_PORTAL" not in prepared(QT_IM_MODULE="fcitx", PATH="/nowhere")
