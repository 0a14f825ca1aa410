"""A plan that came as a file: shown, kept if somebody says so, and gone by if the office does."""

from pathlib import Path

import pytest

from model.domain.submission import Edition
from model.jobs import JobContext
from model.package.plan_folders import paper_of
from model.plan_draft.folder import files
from model.plan_draft.plan_reader import read_plan_text
from model.plans import plan_in_use
from model.store.plans import fetch_plan
from model.store.settings import Profile, Role, save_profile
from model.workbook.plan_file.write import write_plan_file
from tests.keys import OFFICE_KEYS
from ui.incoming.files import TAKE, USE

TEXT = """海滨区碳达峰方案
海滨区人民政府
2026年5月1日
一、重点任务
（一）绿色出行。推广新能源汽车，建设充电桩。（区交通局牵头，区住建委配合）
"""
EDITION = Edition(id="haibin", version="2026.1")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sent") / "方案.xlsx"
    draft = read_plan_text(TEXT, id_=EDITION.id)
    write_plan_file(path, paper_of(files(draft), EDITION.id, keys=OFFICE_KEYS), JobContext())
    return path


def brought(qtbot, window, file):
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=20_000):
        window.incoming.take_in(file)
    return window.incoming.sheet


def test_that_a_department_keeps_a_plan_beside_its_own_and_is_asked_before(
    open_window, store, file, qtbot
):
    save_profile(store, Profile(role=Role.CLERK, year=2025, department="kjj"))
    window = open_window()
    sheet = brought(qtbot, window, file)
    assert "海滨区碳达峰方案" in sheet.words
    sheet.press("")
    assert fetch_plan(store, EDITION) is None
    brought(qtbot, window, file).press(TAKE)
    assert "与已有的各版并列" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    assert fetch_plan(store, EDITION) is not None
    shipped = window.session.plans.shipped
    assert plan_in_use(store, shipped) is shipped


def test_that_the_office_may_go_by_it_from_the_next_start_on(open_window, store, file, qtbot):
    save_profile(store, Profile(role=Role.OFFICE, year=2025))
    window = open_window()
    brought(qtbot, window, file).press(USE)
    assert "关闭程序再打开" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    assert plan_in_use(store, window.session.plans.shipped).id == EDITION.id
