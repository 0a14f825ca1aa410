"""What was just written is told with its place, wherever somebody asked for it."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from ui.kit.written import WrittenLine, written_words

UI = Path(__file__).parents[3] / "ui"
ASKS = re.compile(r"\bchoose_(?:new_file|folder)\(")
TELLS = {"WrittenLine", "written_words", "SentPart", "ResultCard", "export_rulebook"}
OTHERWISE = {
    "file_dialogs.py": "asks only",
    "pages/backups.py": "tells the place with what was checked there",
    "pages/sections/page.py": "board_view.py beside it shows the folder with the mails",
    "pages/sections/return_page.py": "text_panel.py shows the folder with the mail",
}


def asking():
    for path in sorted(UI.rglob("*.py")):
        text = path.read_text("utf-8")
        if ASKS.search(text):
            yield path.relative_to(UI).as_posix(), text


@pytest.mark.parametrize(("name", "text"), tuple(asking()), ids=lambda one: one[:40])
def test_that_whoever_asks_where_to_write_tells_what_was_written_and_where(name, text):
    assert OTHERWISE.get(name) or any(word in text for word in TELLS)


def test_that_it_is_hidden_until_something_was_written_and_leads_to_the_folder(
    qtbot, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    line = WrittenLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.show_file(tmp_path / "联系表.xlsx")
    assert not line.isHidden()
    assert line.text() == f"已写出 联系表.xlsx，在 {tmp_path}"
    line.open_folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]
    assert written_words(tmp_path / "一.xlsx", 3) == f"已写出 一.xlsx 等 3 个文件，在 {tmp_path}"
