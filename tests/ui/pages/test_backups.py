import shutil
from contextlib import closing
from datetime import datetime

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from model.domain.return_slip import ReturnSlip
from model.evidence_files.folder import FOLDER
from model.evidence_files.handover_files import take_in_year, write_year
from model.jobs import JobContext
from model.own_key import own_key_pair
from model.store.answers import fetch_answers, save_answer
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup, restore
from model.store.content_counts import Contents
from model.store.data_file import open_store
from model.store.handover import ALL, hand_over, handover_of
from model.store.restorations import RestorationCause, note_restoration
from model.store.slips import keep_slip
from ui import start
from ui.alerts import Why
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
    assert words[1:] == ["启动时", "2025 年度：区城市管理委，有内容 1 项"]


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


def test_that_the_question_tells_what_came_since_and_would_be_gone(
    shown, store, department, monkeypatch
):
    slip = ReturnSlip(
        id="s", year=2025, department=department.id, number=1, submission="0" * 64, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", remarks=(), general="请补充。",
    )  # fmt: skip
    keep_slip(store, slip, "退回单.xlsx")
    asked = []
    monkeypatch.setattr(page, "ask", lambda *words: bool(asked.append(words)))
    backups = shown.findChild(page.BackupsPage)
    backups.table.selectRow(0)
    backups._restore.click()
    assert "此后收到的会没有：2025年度退回单 1 份" in asked[0][1]


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
    assert "区城市管理委，有内容 1 项" in asked[0][1]
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
    seen, told = [], []

    def show(_, window, outcome, *__):
        qtbot.addWidget(window)
        told.append(outcome.restoration)
        seen.append(fetch_answers(window.session.db, 2025, department.id)[ITEM]["done"])
        return backup.path if len(seen) == 1 else None

    monkeypatch.setattr(start, "_show", show)
    start.run(qapp, plan, rulebook, data_file)
    assert seen == ["备份后", "备份前"]
    assert told[0] is None
    assert told[1].cause is RestorationCause.RESTORED


def test_that_the_page_goes_on_saying_that_the_data_are_an_older_state(clerk, store, open_window):
    page_words = "此后没有发出过带编号的文件"
    window = open_window()
    window.show_page("backups", "")
    backups = window.findChild(page.BackupsPage)
    assert page_words not in words_of(backups)
    note_restoration(store, RestorationCause.RESTORED, datetime.fromisoformat("2026-03-01 09:30"))
    backups.refresh()
    assert "恢复到 2026年3月1日 09:30 的备份" in words_of(backups)
    assert page_words in words_of(backups)


def words_of(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def handed_over(qtbot, window, place, year):
    backups = window.findChild(page.BackupsPage)
    with qtbot.waitSignal(window.session.moved, timeout=20_000):
        backups.hand_over(place, year, Why(by="张三", reason="换电脑"))
    qtbot.waitUntil(lambda: window.moved_bar.words.text() != "", timeout=20_000)


@pytest.mark.parametrize("year", [ALL, 2025])
def test_that_what_is_handed_over_is_checked_there_said_here_and_only_looked_at(
    qtbot, shown, tmp_path, department, store, year, monkeypatch
):
    place = tmp_path / "U盘"
    handed_over(qtbot, shown, place, year)
    assert "由张三移交到另一台电脑" in shown.moved_bar.words.text()
    assert not shown.closed_bar.isVisible()
    assert shown.page == "backups"
    shown.show_item(ITEM)
    shown.session.save(ITEM, {"done": "又填"})
    assert fetch_answers(store, 2025, department.id)[ITEM] == {"done": "备份后"}
    (copy,) = place.glob("*.db")
    other = tmp_path / "other" / "data.db"
    other.parent.mkdir()
    if year == ALL:
        restore(copy, other)
    else:
        open_store(other).close()
        take_in_year(copy, other, JobContext())
    with closing(open_store(other)) as db:
        assert fetch_answers(db, 2025, department.id)[ITEM] == {"done": "备份后"}
        assert handover_of(db, 2025) is None
    assert f"文件是“{copy.name}”" in shown.moved_bar.words.text()
    asked = []
    monkeypatch.setattr("ui.main_window.ask_why", lambda question, *_: asked.append(question))
    shown.moved_bar.go.click()
    what = "这里各年度的数据" if year == ALL else "2025年度"
    assert asked == [f"收回移交，{what}在这台电脑上继续？"]
    assert handover_of(store, 2025)
    why = Why(by="李四", reason="新电脑坏了")
    monkeypatch.setattr("ui.main_window.ask_why", lambda *_: why)
    shown.moved_bar.go.click()
    qtbot.waitUntil(lambda: not shown.moved_bar.isVisible(), timeout=20_000)
    assert handover_of(store, 2025) is None
    shown.session.save(ITEM, {"done": "接着填"})
    assert fetch_answers(store, 2025, department.id)[ITEM] == {"done": "接着填"}


def test_that_a_year_handed_over_is_taken_in_and_told_in_a_sentence(
    qtbot, shown, tmp_path, monkeypatch
):
    other = tmp_path / "other" / "data.db"
    other.parent.mkdir()
    with closing(open_store(other)) as db:
        save_answer(db, 2024, "csglw", ITEM, {"done": "上一年"})
    copy = write_year(other, 2024, tmp_path / "U盘", JobContext())
    told = []
    monkeypatch.setattr(page, "tell", lambda *words: told.append(words[0]))
    monkeypatch.setattr(page, "ask", lambda *_: True)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    shown.findChild(page.BackupsPage)._fetch.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "2024 年度" in told[0]
    assert shown.session.db.execute("SELECT count(*) FROM answer WHERE year = 2024").fetchone()[0]


def test_that_a_backup_of_another_pc_says_that_it_brings_its_key(
    shown, tmp_path, monkeypatch, store
):
    other = tmp_path / "other" / "data.db"
    other.parent.mkdir()
    with closing(open_store(other)) as db:
        own_key_pair(db)
        backup = make_backup(db, folder_beside(other), BackupReason.BY_HAND)
    asked = []
    monkeypatch.setattr(page, "ask", lambda *words: asked.append(words[1]))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup.path), ""))
    shown.findChild(page.BackupsPage)._fetch.click()
    assert "会带来那台电脑的密钥" in asked[0]


def test_that_an_old_pc_still_says_so_after_a_start(clerk, store, open_window):
    hand_over(store, "备份.db")
    assert open_window().moved_bar.isVisible()


def test_that_a_backup_is_told_by_the_name_that_the_body_had_in_its_year(
    shown, department, monkeypatch
):
    backups = shown.findChild(page.BackupsPage)
    monkeypatch.setattr(page.BackupsPage, "_names", {department.id: "改了的名称"})
    backups.refresh()
    assert department.name in backups.table.model().index(0, 2).data()
