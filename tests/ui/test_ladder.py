"""The start as a person sees it: whatever state the data file is in, a window and a sentence."""

import os
import random
import sqlite3
from contextlib import closing

import pytest

from forms import FORMS
from model.diagnostics.logbook import Logbook
from model.domain.submission import Edition, Submission
from model.errors import StoreUnusable
from model.jobs import JobContext
from model.office.inbox import receive
from model.samples.answers import sample_answers
from model.scoring.assess import Assessor
from model.store.answers import fetch_answers, save_answers
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from model.store.submissions import save_submission
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes
from tests.systems import pages_of
from ui import start
from ui.main_window import MainWindow

YEAR = 2025
PAGE = 4096


@pytest.fixture
def data_file(tmp_path):
    return tmp_path / "数据" / "自评估数据.db"


@pytest.fixture
def answers(plan, department):
    return sample_answers(plan, department.id, YEAR)


@pytest.fixture
def report(plan, rulebook, department, answers):
    return Submission(
        id="s1",
        year=YEAR,
        department=department.id,
        sequence=1,
        parent=None,
        exported_at="2025-12-22T10:00:00+08:00",
        plan=Edition(id=plan.id, version=plan.edition),
        rulebook=Edition(id=rulebook.id, version=rulebook.version),
        answers=answers,
        cover={"filled_by": "示例填报人"},
    )


@pytest.fixture
def year(data_file, department, answers):
    """A clerk's year, without a backup."""
    data_file.parent.mkdir()
    with closing(open_store(data_file)) as db:
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=department.id))
        save_answers(db, YEAR, department.id, answers)


@pytest.fixture
def starting(qtbot, qapp, plan, rulebook, data_file, department, monkeypatch, no_message_box):
    """Start as main.py does; what is said, and what the window holds once it is there."""
    no_message_box.expected = True

    def begin() -> tuple[str, object]:
        held, windows = [], []

        def made(*words):
            windows.append(MainWindow(*words))
            return windows[-1]

        def live(*_):
            window = windows.pop()
            held.append(fetch_answers(window.session.db, YEAR, department.id))
            window.close()
            window.deleteLater()

        no_message_box.shown.clear()
        monkeypatch.setattr(start, "MainWindow", made)
        monkeypatch.setattr(qapp, "exec", live, raising=False)
        start.run(qapp, plan, rulebook, data_file)
        qapp.processEvents()
        return " ".join(no_message_box.shown), held[0]

    return begin


def spoil(path, *tables):
    """Make these tables and their indexes unreadable."""
    with closing(sqlite3.connect(path)) as connection:
        marks = ", ".join("?" * len(tables))
        names = f"SELECT name FROM sqlite_master WHERE tbl_name IN ({marks})"
        pages = pages_of(connection, names, tables)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def back_up(data_file):
    with closing(open_store(data_file)) as db:
        make_backup(db, folder_beside(data_file), BackupReason.WORK)


def test_that_a_healthy_file_opens_without_a_word(starting, year, answers):
    assert starting() == ("", answers)


def test_that_the_first_start_says_nothing_of_files(starting):
    assert starting() == ("", {})


def test_that_a_damaged_row_is_made_good_from_the_history(starting, year, answers, data_file):
    with closing(sqlite3.connect(data_file)) as other, other:
        other.execute("UPDATE answer SET value = '错' WHERE rowid = 3")
    said, held = starting()
    assert "已全部修好，填报内容一条没有少" in said
    assert held == answers


def test_that_an_unreadable_file_is_replaced_by_its_backup(starting, year, answers, data_file):
    back_up(data_file)
    data_file.write_bytes(os.urandom(20 * PAGE))
    said, held = starting()
    assert "的备份恢复，此后的修改没有保住" in said
    assert "原文件没有删除" in said
    assert held == answers


def test_that_without_a_backup_what_is_legible_is_salvaged(starting, year, answers, data_file):
    spoil(data_file, "edit", "seal")
    said, held = starting()
    assert "已读出其中还能读的内容，请核对后补填" in said
    assert held == answers


def test_that_without_answers_the_last_report_brings_them_back(
    starting, year, answers, report, data_file
):
    with closing(open_store(data_file)) as db:
        save_submission(db, report, "区城市管理委.xlsx")
    spoil(data_file, "answer", "edit", "seal")
    said, held = starting()
    assert "已按保留的报送内容重建" in said
    assert {**held, "cover": None} == {**answers, "cover": None}


def test_that_the_offices_reports_are_read_again_from_the_kept_workbooks(
    starting, data_file, plan, rulebook, report, tmp_path
):
    questionnaire = Questionnaire(plan=plan, forms=FORMS)
    data_file.parent.mkdir()
    mail = tmp_path / "邮件"
    mail.mkdir()
    assessor = Assessor(plan, rulebook, report.department, YEAR)
    book = YearReport(questionnaire=questionnaire, submission=report, assessor=assessor)
    (mail / "新建.xlsx").write_bytes(submission_bytes(book, JobContext()))
    with closing(open_store(data_file)) as db:
        save_profile(db, Profile(role=Role.OFFICE, year=YEAR))
        receive(db, questionnaire, [mail], JobContext(), year=YEAR)
        before = db.execute("SELECT digest, payload FROM received").fetchall()
    assert len(before) == 1
    spoil(data_file, "received")
    said, _ = starting()
    assert "已按保留的报送内容重建" in said
    with closing(open_store(data_file)) as db:
        assert db.execute("SELECT digest, payload FROM received").fetchall() == before


def test_that_nothing_legible_gives_an_empty_start_and_an_explanation(starting, year, data_file):
    data_file.write_bytes(b"PK\x03\x04" * PAGE)
    said, held = starting()
    assert "里面的内容都读不出来，现在从空白开始" in said
    assert held == {}


def test_that_a_restore_that_fails_is_told_and_the_window_opens_on_what_was_there(
    starting, year, answers, data_file, department, monkeypatch
):
    back_up(data_file)
    (backup,) = list_backups(folder_beside(data_file))
    seen = []

    def show(_, window, *__):
        seen.append(fetch_answers(window.session.db, YEAR, department.id))
        window.deleteLater()
        if len(seen) > 1:
            return None
        backup.path.write_bytes(b"")
        return backup.path

    monkeypatch.setattr(start, "_show", show)
    with pytest.raises(IndexError):
        starting()  # our show() never lets it live
    assert seen == [answers, answers]


def test_that_what_is_there_before_a_restore_is_among_the_backups_afterwards(
    starting, year, answers, data_file, department, monkeypatch
):
    back_up(data_file)
    (backup,) = list_backups(folder_beside(data_file))
    with closing(open_store(data_file)) as db:
        save_answers(db, YEAR, department.id, {"3.1.1-01": {"done": "后来的"}})
    asked = iter((backup.path, None))
    monkeypatch.setattr(start, "_show", lambda _, window, *__: window.deleteLater() or next(asked))
    with pytest.raises(IndexError):
        starting()
    newest = list_backups(folder_beside(data_file))[0]
    assert newest.reason is BackupReason.BEFORE_RESTORE
    with closing(open_store(newest.path)) as db:
        assert fetch_answers(db, YEAR, department.id)["3.1.1-01"]["done"] == "后来的"


def test_that_a_bug_at_the_start_is_written_down_and_asked_about_at_the_next(
    starting, year, data_file, monkeypatch, no_message_box
):
    with monkeypatch.context() as broken:
        broken.setattr(start, "_dress", lambda *_: {}["answer"])
        with pytest.raises(KeyError):
            starting()
    (log,) = Logbook(data_file.parent).files
    assert "CRITICAL ui.start start" in log.read_text("utf-8")
    said, _ = starting()
    assert said == "程序上次出过差错，已保存的填报内容不受影响。"


def test_that_a_file_that_cannot_be_used_is_no_bug(starting, data_file):
    data_file.parent.mkdir()
    with closing(sqlite3.connect(data_file)) as other, other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(StoreUnusable):
        starting()
    assert not Logbook(data_file.parent).noticed
