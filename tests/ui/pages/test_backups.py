import shutil
from contextlib import closing

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from model.evidence_files.folder import FOLDER
from model.jobs import JobContext
from model.store.answers import fetch_answers, save_answer
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup, restore
from model.store.content_counts import Contents
from model.store.data_file import open_store
from model.store.handover import fetch_handover, hand_over
from ui import start
from ui.backup_keeper import BackupKeeper
from ui.pages import backups as page

ITEM = "3.2.2-01"


@pytest.fixture
def shown(clerk, store, open_window, department, data_file):
    save_answer(store, 2025, department.id, ITEM, {"done": "备份前"})
    make_backup(store, folder_beside(data_file), BackupReason.START)
    save_answer(store, 2025, department.id, ITEM, {"done": "备份后"})
    window = open_window()
    window.show_page("backups", "")
    return window


def test_that_the_page_says_when_why_and_how_much_was_backed_up(shown):
    table = shown.findChild(page.BackupsPage).table
    words = [table.model().index(0, column).data() for column in range(3)]
    assert words[1:] == ["启动时", "2025 年度：区城市管理委，已填 1 项"]


def test_that_the_other_years_of_a_backup_are_counted_too():
    contents = Contents(year=2026, departments=39, items=0, submissions=42, earlier=((2025, 48),))
    assert "2025 年度 48 份" in str(contents)


def test_that_a_backup_is_made_at_once_when_asked_for(qtbot, shown, data_file):
    backups = shown.findChild(page.BackupsPage)
    with qtbot.waitSignal(backups._keeper.made):
        backups.header.primary.click()
    assert [b.reason for b in list_backups(folder_beside(data_file))] == [
        BackupReason.BY_HAND,
        BackupReason.START,
    ]
    assert backups.table.model().rowCount() == 2


def test_that_nothing_can_be_restored_before_a_backup_is_chosen(shown):
    buttons = shown.findChild(page.BackupsPage).findChildren(QPushButton)
    assert not [b.text() for b in buttons if b.text().startswith("恢复") and b.isEnabled()]


def test_that_restoring_closes_the_window_and_brings_back_what_was_there(
    qtbot, shown, store, data_file, department, monkeypatch
):
    asked = []
    monkeypatch.setattr(page, "ask", lambda *words: asked.append(words) or True)
    backups = shown.findChild(page.BackupsPage)
    backups.table.selectRow(0)
    backups._restore.click()
    assert "不会删除" in asked[0][1]
    assert not shown.isVisible()
    store.close()
    kept = restore(shown.restore_wanted, data_file)
    for path, words in ((data_file, "备份前"), (kept, "备份后")):
        with closing(open_store(path)) as db:
            assert fetch_answers(db, 2025, department.id)[ITEM]["done"] == words


def test_that_a_stick_gets_the_files_of_the_evidence_too_and_brings_both_back(
    qtbot, shown, data_file, tmp_path, monkeypatch
):
    backups = shown.findChild(page.BackupsPage)
    source = tmp_path / "总结.pdf"
    source.write_bytes(b"%PDF summary")
    kept = shown.session.files.keep(source, JobContext())
    with qtbot.waitSignal(backups._keeper.made):
        backups.header.primary.click()
    stick = tmp_path / "U盘"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    backups.table.selectRow(0)
    with qtbot.waitSignal(backups._keeper.copied) as copied:
        backups._copy.click()
    assert "连同佐证材料" in backups.header.state
    (file,) = stick.rglob("总结.pdf")
    assert kept.sha256.startswith(file.parent.name)
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copied.args[0]), ""))
    monkeypatch.setattr(page, "ask", lambda *words: asked.append(words) or True)
    backups._fetch.click()
    assert "区城市管理委，已填 1 项" in asked[0][1]
    assert shown.restore_wanted == copied.args[0]
    shutil.rmtree(data_file.parent / FOLDER)
    shown.session.db.close()
    start._restore(copied.args[0], data_file)
    assert list((data_file.parent / FOLDER).rglob("总结.pdf"))


def test_that_work_is_backed_up_after_the_start_and_every_half_hour(
    qtbot, clerk, open_window, data_file
):
    window = open_window()
    keeper = BackupKeeper(window.session, window)
    keeper._first.setInterval(0)
    with qtbot.waitSignal(keeper.made):
        keeper.begin()
    assert [b.reason for b in list_backups(folder_beside(data_file))] == [BackupReason.START]
    assert keeper._clock.isActive()
    assert keeper._clock.interval() == 30 * 60 * 1000
    keeper.close()


def test_that_a_backup_that_fails_is_said_and_not_thrown(qtbot, clerk, open_window, data_file):
    folder_beside(data_file).write_text("not a folder")
    keeper = BackupKeeper(window := open_window().session, None)
    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.make(BackupReason.WORK)
    assert "备份" in failed.args[0]
    assert window.everything_written
    keeper.close()


def test_that_the_app_opens_the_restored_file_by_itself(
    qtbot, qapp, plan, rulebook, tmp_path, department, monkeypatch
):
    data_file = tmp_path / "数据" / "自评估数据.db"
    data_file.parent.mkdir()
    with closing(open_store(data_file)) as db:
        save_answer(db, 2025, department.id, ITEM, {"done": "备份前"})
        backup = make_backup(db, folder_beside(data_file), BackupReason.START)
        save_answer(db, 2025, department.id, ITEM, {"done": "备份后"})
    seen = []

    def show(_, window, *__):
        qtbot.addWidget(window)
        seen.append(fetch_answers(window.session.db, 2025, department.id)[ITEM]["done"])
        return backup.path if len(seen) == 1 else None

    monkeypatch.setattr(start, "_show", show)
    start.run(qapp, plan, rulebook, data_file)
    assert seen == ["备份后", "备份前"]


def test_that_what_is_handed_over_is_checked_there_and_said_here(
    qtbot, shown, data_file, tmp_path, department, store
):
    backups = shown.findChild(page.BackupsPage)
    place = tmp_path / "U盘"
    with qtbot.waitSignal(shown.session.moved, timeout=20_000):
        backups.hand_over(place)
    assert "移交到另一台电脑" in shown.moved_bar.words.text()
    assert shown.moved_bar.isVisible()
    (copy,) = place.glob("*.db")
    other = tmp_path / "other" / "data.db"
    other.parent.mkdir()
    restore(copy, other)
    with closing(open_store(other)) as db:
        assert fetch_answers(db, 2025, department.id)[ITEM] == {"done": "备份后"}
        assert not fetch_handover(db).at
    shown.moved_bar.go.click()
    assert not shown.moved_bar.isVisible()
    assert not fetch_handover(store).at


def test_that_an_old_pc_still_says_so_after_a_start(clerk, store, open_window):
    hand_over(store, "备份.db")
    assert open_window().moved_bar.isVisible()
