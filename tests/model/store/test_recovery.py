"""The ladder of the start: a test per rung, and what holds on all of them."""

import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from model.domain.answers import Evidence
from model.domain.sealed import seal
from model.domain.submission import COVER
from model.errors import StoreUnusable
from model.store import clock, recovery
from model.store.answers import fetch_answer, fetch_answers, save_answer
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup, restore
from model.store.connection import Store, connect
from model.store.data_file import open_store
from model.store.evidence import fetch_evidence, save_evidence
from model.store.integrity import check_data_file
from model.store.recovery import RecoveryRung, clock_notice, open_or_recover
from model.store.row_checksums import seal_everything
from model.store.settings import fetch_profile
from model.store.submissions import fetch_submissions
from tests.model.store.conftest import ANSWERS, SUBMISSION
from tests.systems import pages_of
from tests.thorough import tried

KEY = (2025, "csglw", "3.1.1-01")
PAGE = 4096


@pytest.fixture
def start(path):
    """Open the data file, made good, and close it after the test."""
    opened = []

    def open_it(**how):
        db, outcome = open_or_recover(path, **how)
        opened.append(db)
        return db, outcome

    yield open_it
    for db in opened:
        db.close()


def with_backup(path):
    """A backup, and an edit after it."""
    with closing(open_store(path)) as db:
        make_backup(db, folder_beside(path), BackupReason.WORK)
        save_answer(db, *KEY, {"done": "备份之后"})


def behind_its_back(path, *statements):
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def spoil_pages_of(path, *names):
    """Overwrite every page of these tables and their indexes with noise."""
    with closing(sqlite3.connect(path)) as connection:
        marks = ", ".join("?" * len(names))
        pages = pages_of(connection, marks, names)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def roots(path, *names):
    with closing(sqlite3.connect(path)) as connection:
        return [
            root
            for name in names
            for (root,) in connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", [name]
            )
        ]


def spoil_roots_of(path, *names):
    """Make these tables unreadable."""
    content = bytearray(path.read_bytes())
    for page in roots(path, *names):
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def test_that_a_first_start_makes_a_data_file_and_says_nothing(start, path):
    _, outcome = start()
    assert (outcome.rung, outcome.sentence) == (RecoveryRung.NEW, "")
    assert path.exists()


def test_that_a_healthy_file_is_opened_as_it_is(start, filled):
    db, outcome = start()
    assert (outcome.rung, outcome.sentence, outcome.notices) == (RecoveryRung.HEALTHY, "", ())
    assert fetch_answers(db, 2025, "csglw") == ANSWERS


def test_that_a_changed_letter_is_put_right_from_the_history_of_edits(start, filled):
    """Without any backup: the seal tells that what the history holds is what was lost."""
    behind_its_back(filled, "UPDATE answer SET value = '错' WHERE item = '3.1.7-01'")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answers(db, 2025, "csglw") == ANSWERS
    assert "一条没有少" in outcome.sentence
    assert outcome.problems == ()


def test_that_what_the_damaged_file_lacks_comes_from_the_backup_and_the_rest_stays_new(
    start, filled
):
    with_backup(filled)
    behind_its_back(filled, "UPDATE evidence SET title = '错'", "DELETE FROM rulebook")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answer(db, *KEY)["done"] == "备份之后"
    assert fetch_evidence(db, 2025, "csglw")[0].title == "总结"


def test_that_what_was_deleted_since_the_backup_stays_deleted(start, filled):
    with_backup(filled)
    with closing(open_store(filled)) as db:
        save_answer(db, 2025, "csglw", "3.1.2-01", dict.fromkeys(ANSWERS["3.1.2-01"]))
    behind_its_back(filled, "UPDATE setting SET value = '错'")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answer(db, 2025, "csglw", "3.1.2-01") == {}


def test_that_a_damaged_index_costs_nothing(start, filled):
    with_backup(filled)
    spoil_pages_of(filled, "idx_edit_year_department_item", "sqlite_autoindex_answer_1")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answer(db, *KEY)["done"] == "备份之后"


def test_that_a_destroyed_first_page_costs_nothing(start, filled):
    with_backup(filled)
    content = filled.read_bytes()
    filled.write_bytes(bytes(PAGE) + content[PAGE:])
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answer(db, *KEY)["done"] == "备份之后"


def test_that_a_column_whose_name_was_damaged_costs_nothing(start, filled):
    with_backup(filled)
    content = filled.read_bytes()
    assert content.count(b'"taken_in_at" TEXT') == 1
    filled.write_bytes(content.replace(b'"taken_in_at" TEXT', b'"taken_in_at! TEXT'))
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answer(db, *KEY)["done"] == "备份之后"


def test_that_a_file_of_noise_is_replaced_by_the_newest_good_backup(start, filled):
    with_backup(filled)
    with closing(open_store(filled)) as db:
        make_backup(db, folder_beside(filled), BackupReason.WORK)
    newest, good = list_backups(folder_beside(filled))
    newest.path.write_bytes(newest.path.read_bytes()[:PAGE])
    filled.write_bytes(os.urandom(20 * PAGE))
    db, outcome = start()
    assert (outcome.rung, outcome.backup) == (RecoveryRung.BACKUP, good)
    assert fetch_answers(db, 2025, "csglw") == ANSWERS
    assert "此后的修改没有保住" in outcome.sentence
    assert "2025 年度：2 个单位，有内容 40 项，报送 2 次" in outcome.sentence


def test_that_legible_edits_since_the_backup_are_added_to_it(start, filled):
    with_backup(filled)
    with closing(open_store(filled)) as db:
        save_evidence(db, 2025, "csglw", Evidence(id="e2", item="3.1.2-01", title="备份之后"))
    spoil_roots_of(filled, "evidence")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.BACKUP
    assert fetch_answer(db, *KEY)["done"] == "备份之后"
    assert [str(problem) for problem in outcome.problems] == ["佐证材料 › 有 1 条没有找回。"]
    assert "凡能读出的也已找回" in outcome.sentence


def test_that_a_vanished_data_file_is_replaced_by_the_backup(start, filled):
    with_backup(filled)
    filled.unlink()
    db, outcome = start()
    assert outcome.rung is RecoveryRung.BACKUP
    assert outcome.sentence.startswith("数据文件不见了，已用 ")
    assert fetch_answers(db, 2025, "csglw") == ANSWERS


def test_that_a_file_emptied_by_the_system_is_replaced_by_the_backup(start, filled):
    with_backup(filled)
    filled.write_bytes(b"")
    _, outcome = start()
    assert outcome.rung is RecoveryRung.BACKUP


def test_that_without_a_backup_the_readable_tables_are_salvaged(start, filled):
    spoil_roots_of(filled, "evidence", "seal")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.SALVAGED
    assert fetch_answers(db, 2025, "csglw") == ANSWERS
    assert fetch_profile(db).department == "csglw"
    told = [str(problem) for problem in outcome.problems]
    assert "修改记录 › 有 121 条读出来了，但无法核实是否准确。" in told
    assert not any(line.startswith("填报内容") for line in told)  # the history says the same


def test_that_without_a_backup_a_changed_row_is_kept_and_named(start, filled):
    behind_its_back(filled, "UPDATE evidence SET title = '总经'")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.SALVAGED
    assert fetch_evidence(db, 2025, "csglw")[0].title == "总经"
    assert [str(problem) for problem in outcome.problems] == [
        "佐证材料 › 3.1.1-01 › 有 1 条读出来了，但无法核实是否准确。"
    ]


def test_that_damage_all_over_is_told_in_a_line_and_a_few_items_by_name(start, filled):
    behind_its_back(
        filled,
        "UPDATE answer SET value = value || '改' WHERE field = 'done' AND item LIKE '3.1.1%'",
        "DELETE FROM edit",
        "DELETE FROM seal WHERE of = 'evidence'",
    )
    _, outcome = start()
    told = [str(problem) for problem in outcome.problems]
    assert "填报内容 › 有 11 条读出来了，但无法核实是否准确，涉及 11 项。" in told
    assert "佐证材料 › 3.1.1-01 › 有 1 条读出来了，但无法核实是否准确。" in told


def test_that_lost_answers_are_rebuilt_from_the_last_report(start, filled):
    spoil_roots_of(filled, "answer", "edit", "evidence")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REBUILT
    assert fetch_answers(db, 2025, "csglw") == {**ANSWERS, COVER: SUBMISSION.cover}
    assert "已按保留的报送内容重建" in outcome.sentence


def test_that_lost_reports_are_read_again_from_the_kept_originals(start, filled):
    spoil_roots_of(filled, "received")
    report = replace(SUBMISSION, id="s2", department="swj")
    db, outcome = start(
        read_originals=lambda _, contents: [report for one in contents if one[:2] == b"PK"]
    )
    assert outcome.rung is RecoveryRung.REBUILT
    assert db.execute("SELECT payload FROM received").fetchone()[0] == seal(report).decode()


def test_that_nothing_readable_gives_an_empty_start_with_an_explanation(start, filled):
    filled.write_bytes(b"PK\x03\x04" * PAGE)
    db, outcome = start()
    assert outcome.rung is RecoveryRung.EMPTY
    assert fetch_profile(db) is None
    assert "里面的内容都读不出来，现在从空白开始" in outcome.sentence


def test_that_a_damaged_file_is_set_aside_word_for_word(start, filled, path):
    damaged = b"PK\x03\x04" * PAGE
    filled.write_bytes(damaged)
    _, outcome = start()
    assert outcome.set_aside.read_bytes() == damaged
    assert outcome.set_aside.name in outcome.sentence
    assert "损坏" in outcome.set_aside.name
    assert not [*path.parent.glob("*.part*")]


def test_that_the_next_start_is_healthy_again(start, filled):
    with_backup(filled)
    filled.write_bytes(os.urandom(20 * PAGE))
    db, _ = start()
    db.close()
    db, outcome = start()
    assert outcome.rung is RecoveryRung.HEALTHY
    assert check_data_file(db) == ()


@pytest.mark.in_part
def test_that_flipped_bits_never_cost_an_answer_where_there_is_a_backup(filled, tmp_path):
    with_backup(filled)
    whole, draw = filled.read_bytes(), random.Random(5)
    said = {**ANSWERS, "3.1.1-01": {**ANSWERS["3.1.1-01"], "done": "备份之后"}}
    for _ in range(tried(40)):
        flipped = bytearray(whole)
        flipped[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        filled.write_bytes(flipped)
        db, outcome = open_or_recover(filled)
        with closing(db):
            assert outcome.rung in {
                RecoveryRung.HEALTHY,
                RecoveryRung.REPAIRED,
                RecoveryRung.BACKUP,
            }
            assert fetch_answers(db, 2025, "csglw") == said
            assert fetch_submissions(db, 2025, "csglw") == (SUBMISSION,)
            assert check_data_file(db) == ()


def test_that_what_is_not_damage_is_told_without_a_recovery(start, filled):
    with closing(open_store(filled)) as db, db.atomic():
        db.execute("UPDATE original SET content = x'00'")
    _, outcome = start()
    assert outcome.rung is RecoveryRung.HEALTHY
    assert [str(problem) for problem in outcome.problems] == [
        "收到的原件 › 有 1 份与其校验值不符。"
    ]


def test_that_a_file_locked_by_another_program_is_not_taken_for_damaged(filled, monkeypatch):
    real = sqlite3.connect

    def impatient(*words, **more):
        return real(*words, **{**more, "timeout": 0})

    monkeypatch.setattr(sqlite3, "connect", impatient)
    monkeypatch.setattr("model.store.connection.SAFETY", ("busy_timeout = 0",))
    before = filled.read_bytes()
    with closing(real(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnusable, match="正被另一个程序占用"):
            open_or_recover(filled)
    assert filled.read_bytes() == before


def test_that_another_programs_file_is_refused_and_left_as_it_was(path):
    behind_its_back(path, "CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="不是本程序的数据文件"):
        open_or_recover(path)
    assert path.read_bytes() == before


def test_that_a_disk_that_gives_back_something_else_is_told_and_nothing_changed(
    filled, monkeypatch
):
    behind_its_back(filled, "UPDATE evidence SET title = '错'")
    before = filled.read_bytes()
    first = recovery.damage
    monkeypatch.setattr(recovery, "damage", lambda db: first(db) or ("再次损坏",))
    with pytest.raises(StoreUnusable, match="读回时又有错"):
        open_or_recover(filled)
    assert filled.read_bytes() == before


def test_that_a_synced_folder_is_refused(tmp_path):
    with pytest.raises(StoreUnusable, match="同步文件夹"):
        open_or_recover(tmp_path / "OneDrive" / "自评估数据.db")
    assert not (tmp_path / "OneDrive").exists()


def test_that_drafts_of_a_killed_process_are_cleared_and_other_files_are_not(start, filled):
    folder_beside(filled).mkdir()
    drafts = [
        filled.with_name(filled.name + ".part"),
        folder_beside(filled) / "000001 2025-11-22 14.30.05 启动时.db.part",
    ]
    others = [filled.with_name("下载.part"), folder_beside(filled) / "下载.part"]
    for file in (*drafts, *others):
        file.write_bytes(b"")
    start()
    assert not any(file.exists() for file in drafts)
    assert all(file.exists() for file in others)


def test_that_a_file_that_cannot_be_changed_is_opened_to_look_at(start, filled, monkeypatch):
    def only_to_read(path, connect=sqlite3.connect):
        return connect(f"{path.as_uri()}?mode=ro", uri=True)

    monkeypatch.setattr("model.store.connection.sqlite3.connect", only_to_read)
    db, outcome = start()
    assert fetch_answers(db, 2025, "csglw") == ANSWERS
    assert outcome.notices[0].startswith("现在只能查看，不能修改：")


def test_that_a_clock_set_back_is_told(start, filled, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: "1980-01-01T00:00:00+08:00")
    db, outcome = start()
    assert "电脑的时间是1980年1月1日" in outcome.notices[0]
    assert save_answer(db, *KEY, {"done": "改"})["done"] == "改"


def test_that_a_clock_an_hour_off_is_not_worth_a_word():
    assert (
        clock_notice(
            datetime.fromisoformat("2025-11-22"), datetime.fromisoformat("2025-11-22 01:00")
        )
        == ""
    )


def test_that_a_restored_file_is_the_one_that_is_made_good_later(start, filled):
    """A backup of a state that was since given up must not bring back what it held."""
    with_backup(filled)
    with closing(open_store(filled)) as db:
        save_answer(db, 2025, "csglw", "3.1.2-01", {"done": "后来放弃"})
        make_backup(db, folder_beside(filled), BackupReason.BEFORE_RESTORE)
    restore(list_backups(folder_beside(filled))[1].path, filled)
    behind_its_back(filled, "UPDATE setting SET value = '错'")
    db, outcome = start()
    assert outcome.rung is RecoveryRung.REPAIRED
    assert fetch_answers(db, 2025, "csglw") == ANSWERS


@pytest.mark.parametrize(
    "foreign",
    [
        (
            "CREATE TRIGGER forger AFTER UPDATE ON answer BEGIN"
            " UPDATE answer SET value = '伪造' WHERE rowid = new.rowid; END"
        ),
        "CREATE VIEW other AS SELECT * FROM answer",
        "CREATE TABLE other (a)",
    ],
    ids=["trigger", "view", "table"],
)
def test_that_what_the_app_never_makes_is_left_behind_and_all_else_kept(filled, foreign):
    with closing(connect(filled)) as connection:
        before = connection.execute("SELECT * FROM answer ORDER BY rowid").fetchall()
        db = Store(connection)
        connection.execute(foreign)
        seal_everything(db)
        connection.commit()
    db, outcome = open_or_recover(filled)
    with closing(db):
        assert outcome.rung is RecoveryRung.REPAIRED
        assert db.execute("SELECT * FROM answer ORDER BY rowid").fetchall() == before
        kinds = db.execute("SELECT DISTINCT type FROM main.sqlite_master ORDER BY 1").fetchall()
        assert [kind for (kind,) in kinds] == ["index", "table"]
        assert not db["other"].exists()
