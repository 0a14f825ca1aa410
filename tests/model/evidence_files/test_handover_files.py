"""A year goes to another PC with all that belongs to it; nobody goes on with it here by mistake."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from model.domain.answers import Evidence
from model.domain.review import Matter, Review, Ruling, Verdict
from model.errors import AppError
from model.evidence_files.folder import FOLDER, EvidenceFiles
from model.evidence_files.handover_files import take_in_year, write_year, year_handed_over
from model.jobs import JobContext
from model.own_key import key_brought, own_key_pair
from model.plans import PlanLibrary, close
from model.store.answers import fetch_answers, save_answers
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.half_written import fetch_half_written, save_half_written
from model.store.handover import ALL, fetch_handovers, hand_over, handover_of, take_up_again
from model.store.history import undo
from model.store.integrity import check_data_file
from model.store.record_chain import chain_state
from model.store.reviews import fetch_reviews, save_reviews, save_ruling
from model.store.settings import read_of_year, save_of_year
from model.store.year_copy import copy_year, years_in
from model.store.year_guard import UNGUARDED, YearClosed, with_year, year_lock
from model.store.year_settings import YearSetting
from tests.model.store.conftest import ANSWERS, SUBMISSION, fill, take_in

REVIEW = Review(
    department="swj", item="3.1.1-01", verdict=Verdict.ADOPT, submission="s", basis="b", by="张三",
    at="2026-02-01T09:00:00+08:00",
)  # fmt: skip


@pytest.fixture
def old(tmp_path):
    """A data file with two years, a file of 佐证材料 in the first."""
    path = tmp_path / "old" / "自评估数据.db"
    path.parent.mkdir()
    with closing(open_store(path)) as db:
        fill(db)
        source = tmp_path / "总结.pdf"
        source.write_bytes(b"%PDF summary")
        kept = EvidenceFiles(path.parent / FOLDER).keep(source, JobContext())
        piece = Evidence(
            id="e2", item="3.1.1-01", title="总结", file_name=kept.name, size=kept.size,
            sha256=kept.sha256,
        )  # fmt: skip
        save_evidence(db, 2025, "csglw", piece)
        save_reviews(db, 2025, [REVIEW, replace(REVIEW, verdict=Verdict.WITHDRAW)])
        save_ruling(db, 2025, Ruling(matter=Matter.RANKING, subject="", choice="yes"))
        save_answers(db, 2026, "csglw", {"3.1.1-01": {"done": "下一年"}})
        take_in(db, replace(SUBMISSION, id="s3", year=2026, department="swj"), b"PK next" * 99)
        for what in YearSetting:
            save_of_year(db, what, 2025, "csglw", [what])
            save_of_year(db, what, 2026, "csglw", ["next"])
        save_half_written(db, 2025, "slip/csglw", {"general": "写到一半"})
        own_key_pair(db)
    return path


@pytest.fixture
def new(tmp_path):
    path = tmp_path / "new" / "自评估数据.db"
    path.parent.mkdir()
    open_store(path).close()
    return path


def of_year(db, year):
    """Every row of a year, without the numbers that each data file gives."""
    found = {}
    for table in with_year(db.conn):
        if table not in UNGUARDED:
            rows = db.query(f'SELECT * FROM "{table}" WHERE year = ? ORDER BY rowid', [year])
            own = {"id", "batch", "first", "last"} if table != "evidence" else set()
            found[table] = [{k: v for k, v in row.items() if k not in own} for row in rows]
    return found


def test_that_a_year_arrives_whole_says_so_and_leaves_the_others_behind(old, new, tmp_path):
    stick = tmp_path / "U盘"
    copy = write_year(old, 2025, stick, JobContext())
    assert year_handed_over(copy) == 2025
    words = take_in_year(copy, new, JobContext())
    assert "移交已收下，逐条核对无误：2025 年度" in words
    assert "佐证材料 1 个文件齐全" in words
    assert "办理记录校验无误" in words
    with closing(open_store(old)) as here, closing(open_store(new)) as there:
        assert years_in(there.conn) == (2025,)
        assert of_year(there, 2025) == of_year(here, 2025)
        assert check_data_file(there) == ()
        assert chain_state(there.conn).holds
        assert own_key_pair(there) == own_key_pair(here)
        assert undo(there, 2025, "csglw") is not None  # the history came along
    with pytest.raises(AppError, match="已经有2025年度"):
        take_in_year(copy, new, JobContext())
    assert not list(new.parent.glob("*.part"))


def test_that_what_is_kept_of_the_year_in_the_settings_comes_along(old, new, tmp_path):
    place = tmp_path / "U盘"
    take_in_year(write_year(old, 2025, place, JobContext()), new, JobContext())
    with closing(open_store(new)) as db:
        for what in YearSetting:
            assert read_of_year(db, what, 2025, "csglw", tuple[str, ...], ()) == (what,)
            assert read_of_year(db, what, 2026, "csglw", tuple[str, ...], ()) == ()
        assert fetch_half_written(db, 2025, "slip/csglw") == {"general": "写到一半"}


def test_that_a_year_comes_to_a_pc_with_another_year_and_its_own_key(old, new, tmp_path):
    copy = write_year(old, 2025, tmp_path / "U盘", JobContext())
    with closing(open_store(new)) as db:
        save_answers(db, 2024, "csglw", ANSWERS)
        take_in(db, replace(SUBMISSION, id="s9", year=2024), b"PK before" * 99)
        save_reviews(db, 2024, [REVIEW])
        mine, before = own_key_pair(db), of_year(db, 2024)
    take_in_year(copy, new, JobContext())
    with closing(open_store(new)) as db:
        assert of_year(db, 2024) == before
        assert fetch_answers(db, 2025, "csglw") == ANSWERS
        assert len(fetch_reviews(db, 2025)) == 2
        assert own_key_pair(db) == mine
        assert check_data_file(db) == ()
        assert {flaw.table for flaw in chain_state(db.conn).flaws} <= {"batch"}  # the fixture's


def test_that_missing_files_are_named_on_arrival_and_a_damaged_copy_is_refused(old, new, tmp_path):
    stick = tmp_path / "U盘"
    copy = write_year(old, 2025, stick, JobContext())
    shutil.rmtree(stick / FOLDER)
    odd = stick / "坏.db"
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    odd.write_bytes(content)
    with pytest.raises(AppError, match="已损坏"):
        take_in_year(odd, new, JobContext())
    assert "佐证材料缺 “总结.pdf”" in take_in_year(copy, new, JobContext())


@pytest.mark.parametrize("year", [2025, ALL])
def test_that_what_was_handed_over_is_only_looked_at_until_it_is_taken_back(old, year):
    with closing(open_store(old)) as db:
        hand_over(db, "移交.db", year, by="张三", reason="换电脑")
        with pytest.raises(YearClosed, match="已经移交到另一台电脑") as refused:
            save_answers(db, 2025, "csglw", {"3.1.1-01": {"done": "又填"}})
        assert "收回移交" in refused.value.hint
        assert (year_lock(db, 2026) is None) == (year != ALL)
        if year == ALL:
            with pytest.raises(YearClosed):
                save_answers(db, 2026, "csglw", {"3.1.1-01": {"done": "又填"}})
        else:
            save_answers(db, 2026, "csglw", {"3.1.1-01": {"done": "又填"}})
        with pytest.raises(AppError, match="理由"):
            take_up_again(db, 2025, by="张三", reason=" ")
        take_up_again(db, 2025, by="李四", reason="新电脑坏了")
        assert handover_of(db, 2025) is None
        save_answers(db, 2025, "csglw", {"3.1.1-01": {"done": "又填"}})
        (one,) = fetch_handovers(db)
        assert (one.by, one.ended_by, one.end_reason) == ("张三", "李四", "新电脑坏了")
        assert {flaw.table for flaw in chain_state(db.conn).flaws} <= {"batch"}  # the fixture's


def test_that_a_year_that_was_closed_arrives_closed(old, new, plan):
    with closing(open_store(old)) as db:
        close(PlanLibrary(db, plan), 2025, by="张三", reason="年度结束")
        with closing(open_store(new)) as there:
            copy_year(db.conn, there, 2025)
            assert year_lock(there, 2025).words == "2025年度已经封存"
            assert chain_state(there.conn).holds


def test_that_a_backup_of_another_pc_is_known_by_the_key_that_it_brings(old, new):
    with closing(open_store(old)) as db, closing(open_store(new)) as there:
        backup = make_backup(db, folder_beside(old), BackupReason.BY_HAND)
        assert key_brought(backup.path, db) == ""
        assert key_brought(backup.path, there)
        own_key_pair(there)
        assert key_brought(backup.path, there)
