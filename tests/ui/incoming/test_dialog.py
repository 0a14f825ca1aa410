"""The sheet that tells what came, over the window."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.incoming.dialog import NewsSheet
from ui.incoming.news import News
from ui.theme import dress

LONG = "2 格拿不准，没有填入，请到“科室分工”里点这个科室逐格去填；1 项被退回，请另行分工。"


@pytest.mark.parametrize("said", ["收到了。", LONG, LONG * 3])
@pytest.mark.parametrize("page", ["", "<b>市容科</b> 填入 2 项", "<br>".join(["填入 2 项"] * 40)])
@pytest.mark.parametrize("size", [(880, 480), (1366, 768)])
def test_that_no_sentence_of_the_sheet_is_squeezed(qtbot, said, page, size):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    dress(window)
    window.show()
    sheet = NewsSheet(window)
    sheet.show_news("inbox", News(title="收到市容科的填报表", said=said, page=page), {"": "继续"})
    QApplication.processEvents()
    for label in (sheet._title, sheet._said):
        assert label.height() >= label.heightForWidth(label.width())
    assert window.rect().contains(sheet.sheet.geometry())
