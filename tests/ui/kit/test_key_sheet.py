"""The sheet of keys, over a window that may be too low for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.fitting import settle
from ui.kit.key_sheet import KeySheet
from ui.shortcuts import SHORTCUTS
from ui.theme import apply_text_size, dress


@pytest.mark.parametrize("text", ["", "largest"])
@pytest.mark.parametrize("size", [(880, 480), (1366, 728), (1920, 1040)])
def test_that_every_line_has_its_room_and_arrows_lead_to_the_last(qtbot, qapp, size, text):
    apply_text_size(qapp, text)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(*size)
        sheet = KeySheet(SHORTCUTS, window)
        dress(window)
        with qtbot.waitExposed(window):
            window.show()
        sheet.toggle()
        settle()
        assert window.rect().contains(sheet.geometry())
        lines = sheet._grid.findChildren(QLabel)
        for line in lines:
            assert line.height() >= line.heightForWidth(line.width())
        for _ in range(100):
            qtbot.keyClick(sheet, Qt.Key.Key_Down)
        viewport = sheet._scroll.viewport()
        last = lines[-1].mapTo(viewport, lines[-1].rect().center())
        assert viewport.rect().contains(last)
        assert sheet.isVisible()
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
    finally:
        apply_text_size(qapp, "")
