from PySide6.QtWidgets import QDialogButtonBox


def test_that_qts_own_words_are_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"


def test_that_the_bundled_font_is_there(qapp):
    assert qapp.font().exactMatch()
