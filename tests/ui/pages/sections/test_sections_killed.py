"""The program is killed while sections' sheets are taken in; the next start goes on."""

import signal
import sys
import zipfile
from subprocess import PIPE, Popen

import pytest

from model.domain.section import Share
from tests.model.parts.sections import fill
from tests.systems import linux_alone
from tests.ui.pages.sections.test_sections_page import add_sections, drop, give, ids, send

TAKE_IN = """
import sys
from pathlib import Path
from model.paths import RULEBOOK, PLAN, asset
from ui.start import application
app = application([])
from model.plan.loader import load_plan
from model.scoring.loader import load_shipped_rulebook
from model.store.data_file import open_store
from ui.main_window import MainWindow
plan = load_plan(asset(PLAN))
rules = load_shipped_rulebook(asset(RULEBOOK), plan)
window = MainWindow(plan, rules, open_store(Path(sys.argv[1])))
window.session.changed.connect(lambda changes: changes.replaced and print("joined", flush=True))
window.incoming.take_in(Path(sys.argv[2]))
app.exec()
"""


@pytest.mark.thorough
@linux_alone
def test_that_a_kill_while_sheets_are_joined_loses_none_that_was_joined(
    qtbot, open_window, clerk, store, data_file, tmp_path
):
    window = open_window()
    window.show_page("sections")
    page = window.shown
    names = ("市容科", "环卫科", "供热科")
    add_sections(page, *names)
    whose, items = ids(page), [item.id for item in window.session.desk.measures[:3]]
    for name, item in zip(names, items, strict=True):
        give(page, whose[name], item)
    sheets = send(qtbot, page, tmp_path)
    packed = tmp_path / "打包.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, item in zip(names, items, strict=True):
            path = fill(sheets[name], {(item, "done"): f"{name}写的"}, f"{name}.xlsx")
            archive.write(path, path.name)
    window.close()
    with Popen([sys.executable, "-c", TAKE_IN, data_file, packed], stdout=PIPE) as child:
        assert child.stdout.readline() == b"joined\n"
        child.send_signal(signal.SIGKILL)
    window = open_window()
    window.show_page("sections")
    before = [window.session.answer(item) for item in items]
    whole = [{"done": f"{name}写的"} for name in names]
    assert any(before)
    assert all(said in ({}, all_) for said, all_ in zip(before, whole, strict=True))
    told = drop(qtbot, window, packed)  # of all, of those left, or that none is left
    assert ("以前已经收过" if all(before) else "的填报表") in told
    assert [window.session.answer(item) for item in items] == whole
    assert not window.session.division.questions
    assert window.session.division.items_of(whose["市容科"], Share.LEAD) == {items[0]}
