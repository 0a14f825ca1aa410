import sys

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from ui.start import BUNDLED_INPUT, prepare_input_method


@pytest.mark.skipif(sys.platform != "linux", reason="input plug-ins are named on Linux only")
@pytest.mark.parametrize(
    ("named", "used"),
    [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("compose", "compose")],
)
def test_that_an_input_plugin_that_is_not_bundled_gives_way_to_ibus(named, used):
    environment = {"QT_IM_MODULE": named}
    prepare_input_method(environment)
    assert environment["QT_IM_MODULE"] == used


def test_that_no_input_plugin_is_named_where_the_desktop_names_none():
    environment: dict[str, str] = {}
    prepare_input_method(environment)
    assert environment == {}
    assert "fcitx" not in BUNDLED_INPUT


def test_that_qts_own_words_are_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"


def test_that_the_bundled_font_is_there(qapp):
    assert qapp.font().exactMatch()
